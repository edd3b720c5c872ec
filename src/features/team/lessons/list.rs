//! The lessons of a team, the newest first, and the way to share one.

use super::share::Share;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::Sample;
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
    let list = move || {
        lessons.with(|lessons| match lessons.as_deref() {
            None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i></div> }.into_any(),
            Some([]) => view! {
                <div class="empty"><h2>{words!(lessons.empty)}</h2><p>{words!(lessons.empty_lead)}</p></div>
            }
            .into_any(),
            Some(rows) => {
                let rows = rows.iter().cloned();
                let rows = rows.map(|row| view! { <li><Row here row/></li> }).collect_view();
                view! { <ul class="rows long" role="list" aria-label=words!(lessons.list)>{rows}</ul> }.into_any()
            }
        })
    };
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
