//! An old lesson that came back, and what can be done with it. What is chosen is kept in the entry.

use crate::components::Icon;
use crate::features::plans::{Ask, CommitSheet};
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::lesson::{OldLesson, Recall, Recalled};
use commonplace_api::review::ReviewChange;
use commonplace_api::{Change, Command, EntryChange, Id, Week};
use leptos::prelude::*;

/// The lesson, with its choices.
#[component]
pub(crate) fn LessonCard(
    /// Which.
    lesson: OldLesson,
    /// The review it came back in, which remembers it.
    #[prop(optional)]
    review: Option<(Id, Week)>,
) -> impl IntoView {
    let app = use_app();
    let id = lesson.entry.id;
    let recall = move |answer: Option<Recalled>| Command::Change {
        id,
        change: Change::Entry(EntryChange::Recall(answer)),
    };
    let after_days = lesson.after_days;
    let choose = move |choice: Recall| {
        if let Some((review, week)) = review {
            let change = Change::Review(week, ReviewChange::Bring(id));
            app.core.dispatch(Command::Change { id: review, change });
        }
        app.core
            .dispatch(recall(Some(Recalled { after_days, choice })));
        app.toast(chosen(choice, after_days).into(), Some(recall(None)));
        page::rescue_focus();
    };
    let ask = RwSignal::new(None::<Ask>);
    let line = lesson.entry.title.clone();
    let commit = move |_| {
        ask.set(Some(Ask {
            text: line.clone(),
            from: Some(id),
        }));
    };
    let written = Moment {
        ms: lesson.entry.occurred_at_ms,
        offset_minutes: lesson.entry.offset_minutes,
    };
    let title = match lesson.entry.title.as_str() {
        "" => words!(entry.untitled).to_owned(),
        title => title.to_owned(),
    };
    let choices = match lesson.choice {
        Some(choice) => view! { <p class="lesson-said"><Icon name="check"/>{chosen(choice, after_days)}</p> }.into_any(),
        None => view! {
            <div class="actions">
                <button class="button" type="button" on:click=move |_| choose(Recall::Kept)>{words!(lesson.keep)}</button>
                <button class="button quiet" type="button" on:click=move |_| choose(Recall::LetGo)>
                    {words!(lesson.let_go)}
                </button>
                <button class="button quiet" type="button" on:click=commit>{words!(lesson.commit)}</button>
            </div>
        }
        .into_any(),
    };
    view! {
        <article class="lesson">
            <a class="lesson-text" href=entry_path(id)>
                <span class="lesson-title" dir="auto">{title}</span>
                <span class="lesson-more" dir="auto">{lesson.entry.excerpt}</span>
            </a>
            <Star id starred=lesson.entry.starred/>
            <time class="lesson-day" datetime=written.machine()>{words!(lesson.from, day = written.full_day())}</time>
            {choices}
            <CommitSheet ask made=Callback::new(move |_| choose(Recall::Committed))/>
        </article>
    }
}

/// Marks the entry as one to come back to, or no longer.
#[component]
fn Star(id: Id, starred: bool) -> impl IntoView {
    let app = use_app();
    let toggle = move |_| {
        let change = Change::Entry(EntryChange::Star(!starred));
        app.core.dispatch(Command::Change { id, change });
    };
    view! {
        <button class="icon-button lesson-star" type="button" aria-pressed=starred.to_string()
            aria-label=words!(lesson.star) title=words!(lesson.star) on:click=toggle>
            <Icon name="star"/>
        </button>
    }
}

/// What was chosen, in words.
fn chosen(choice: Recall, after_days: u16) -> &'static str {
    match choice {
        Recall::LetGo => words!(lesson.was_let_go),
        Recall::Committed => words!(lesson.was_committed),
        // A year is the last of its times.
        Recall::Kept if after_days >= 365 => words!(lesson.was_kept_last),
        Recall::Kept => words!(lesson.was_kept),
    }
}
