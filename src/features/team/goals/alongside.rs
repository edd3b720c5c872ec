//! What moved alongside a goal: lessons about its skills that were published while it went on, and how many plans support
//! it. It says so in those words, and never that one thing led to another.

use super::page::OnPage;
use crate::features::team::pages::TeamPage;
use crate::words;
use commonplace_api::team::lesson::LessonRow;
use leptos::prelude::*;

/// The part of the page.
#[component]
pub(super) fn MovedAlongside(goal: OnPage) -> impl IntoView {
    let alongside = goal.of(|goal| goal.alongside.clone());
    let supporting = goal.of(|goal| u32::try_from(goal.supporting.len()).unwrap_or(u32::MAX));
    let has_skills = goal.of(|goal| !goal.skills.is_empty());
    let says =
        move || alongside.with(|alongside| words::goals::alongside(alongside, has_skills.get()));
    let here = goal.here;
    let row = move |row: LessonRow| {
        let line = words::lessons::line(&row);
        view! {
            <li>
                <a class="row" href=here.path(TeamPage::Lesson(row.id))>
                    <span class="row-text">
                        <span class="row-title" dir="auto">{words::questions::titled(row.title)}</span>
                        <span class="row-hint" dir="auto">{line}</span>
                    </span>
                </a>
            </li>
        }
    };
    let rows = move || {
        let rows = alongside.get().lessons.into_iter();
        rows.map(row).collect_view()
    };
    let is_empty = move || alongside.with(|alongside| alongside.lessons.is_empty());
    view! {
        <section class="group alongside" aria-labelledby="moved-alongside">
            <h2 id="moved-alongside">{words!(goals.alongside)}</h2>
            <p class="hint" dir="auto">{says}</p>
            <ul class="rows" role="list" aria-label=words!(lessons.name) hidden=is_empty>{rows}</ul>
            <p hidden=move || supporting.get() == 0>{move || words::goals::supporting(supporting.get())}</p>
        </section>
    }
}
