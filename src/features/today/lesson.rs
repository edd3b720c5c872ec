//! An old lesson that came back, and what can be done with it. What is chosen is kept in the entry.

use crate::components::Icon;
use crate::features::plans::{Ask, CommitSheet};
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::shell::page;
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::lesson::{OldLesson, Recall, Recalled};
use commonplace_api::review::ReviewChange;
use commonplace_api::{Change, Command, EntryChange, Id, Week};
use leptos::prelude::*;

/// A lesson that came back, and the review it came back in, which remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Back {
    /// The lesson.
    pub(crate) lesson: OldLesson,
    /// The review, if it was not the page of the day.
    pub(crate) review: Option<(Id, Week)>,
}

impl Back {
    fn recall(&self, choice: Option<Recall>) -> Command {
        let after_days = self.lesson.after_days;
        let recalled = choice.map(|choice| Recalled { after_days, choice });
        Command::Change {
            id: self.lesson.entry.id,
            change: Change::Entry(EntryChange::Recall(recalled)),
        }
    }

    fn choose(&self, app: App, choice: Recall) {
        if let Some((id, week)) = self.review {
            let change = ReviewChange::Bring(self.lesson.entry.id);
            let change = Change::Review(week, change);
            app.core.dispatch(Command::Change { id, change });
        }
        app.core.dispatch(self.recall(Some(choice)));
        let said = chosen(choice, self.lesson.after_days);
        app.toast(said.into(), Some(self.recall(None)));
        page::rescue_focus();
    }
}

/// Makes a commitment of the lesson that is `asked` for. It stands outside the card, which is made anew whenever the
/// core says something new of the lesson.
#[component]
pub(crate) fn LessonSheet(asked: RwSignal<Option<Back>>) -> impl IntoView {
    let app = use_app();
    let ask = RwSignal::new(None::<Ask>);
    Effect::new(move |_| {
        let entry = asked.with(|asked| asked.as_ref().map(|asked| asked.lesson.entry.clone()));
        if let Some(entry) = entry {
            ask.set(Some(Ask {
                text: entry.title,
                from: Some(entry.id),
            }));
        }
    });
    let made = Callback::new(move |_| {
        if let Some(back) = asked.get_untracked() {
            back.choose(app, Recall::Committed);
        }
    });
    view! { <CommitSheet ask made/> }
}

/// The lesson, with its choices.
#[component]
pub(crate) fn LessonCard(
    /// Which.
    back: Back,
    /// What is to become a commitment.
    asked: RwSignal<Option<Back>>,
) -> impl IntoView {
    let app = use_app();
    let lesson = back.lesson.clone();
    let (id, after_days) = (lesson.entry.id, lesson.after_days);
    let back = StoredValue::new(back);
    let choose = move |choice| back.with_value(|back| back.choose(app, choice));
    let commit = move |_| asked.set(Some(back.get_value()));
    let written = Moment::from(&lesson.entry);
    let title = words::titled(lesson.entry.title);
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
