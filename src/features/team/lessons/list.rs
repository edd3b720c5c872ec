//! The lessons of a team, the newest first, and the way to share one.

use super::share::Share;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{Listing, Sample};
use crate::words;
use commonplace_api::team::lesson::LessonRow;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/lessons`.
#[component]
pub(in crate::features::team) fn LessonsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let lessons = RwSignal::new(None::<Vec<LessonRow>>);
    here.watch(View::Lessons, move |update| {
        if let Update::Lessons(now) = update {
            lessons.try_set(Some(now));
        }
    });
    let may_write = here.may_write();
    // Sheets stand outside the parts that are made anew.
    let sharing = RwSignal::new(None::<()>);
    let list = Listing {
        name: words!(lessons.list),
        headed: false,
        empty: [words!(lessons.empty), words!(lessons.empty_lead)],
    };
    let list = list.of(lessons, move |row| view! { <Row here row/> });
    view! {
        <h1 tabindex="-1">{words!(lessons.name)}</h1>
        <Show when=move || may_write.get()>
            <div class="actions">
                <button class="button primary" type="button" on:click=move |_| sharing.set(Some(()))>{words!(lessons.share)}</button>
            </div>
        </Show>
        {list}
        <Share here sharing/>
    }
}

#[component]
fn Row(here: Here, row: LessonRow) -> impl IntoView {
    let line = words::lessons::line(&row);
    let excerpt = (!row.excerpt.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{row.excerpt}</span> }
    });
    let tags = row.tags.into_iter();
    let tags: Vec<_> = tags
        .map(|tag| view! { <span class="tag">{tag}</span>" " })
        .collect();
    view! {
        <a class="row lesson-row" href=here.path(TeamPage::Lesson(row.id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::questions::titled(row.title)}</span>
                {excerpt}
                <span class="row-hint" dir="auto">{line}</span>
                <span class="row-tags">{tags}</span>
                <Sample is=row.sample/>
            </span>
        </a>
    }
}
