//! An example of a pair: in words, and a lesson of the team that tells of it. A lesson that is not there any more is said
//! to be so, until somebody chooses another one.

use super::Page;
use crate::components::SavedText;
use crate::features::team::pages::TeamPage;
use crate::words;
use commonplace_api::team::{LessonLink, NormChange, TeamChange};
use commonplace_api::{Id, TextChange};
use leptos::prelude::*;

/// The example in words.
#[component]
pub(super) fn Example(
    page: Page,
    value: Signal<String>,
    on_change: Callback<TextChange>,
) -> impl IntoView {
    let fixed = page.fixed();
    let is_shown = move || !(fixed.get() && value.with(String::is_empty));
    view! {
        <div class="item-line" hidden=move || !is_shown()>
            <SavedText value name=words!(team.example) placeholder=words!(team.example_hint) lines=true fixed on_change/>
        </div>
    }
}

/// The lesson, and the choice of another one.
#[component]
pub(super) fn ExampleLesson(page: Page, id: Id) -> impl IntoView {
    let fixed = page.fixed();
    let lesson = page.of(move |team| {
        let norm = team.norms.iter().find(|norm| norm.id == id)?;
        norm.lesson.clone()
    });
    let has_lessons = Memo::new(move |_| page.lessons.with(|lessons| !lessons.is_empty()));
    let can = move || !fixed.get() && (has_lessons.get() || lesson.with(Option::is_some));
    view! {
        {move || lesson.get().map(|lesson| view! { <Link page lesson/> })}
        <Show when=can><Choose page id lesson/></Show>
    }
}

#[component]
fn Link(page: Page, lesson: LessonLink) -> impl IntoView {
    if lesson.title.is_empty() {
        return view! { <p class="hint">{words!(team.lesson_gone)}</p> }.into_any();
    }
    let href = page.here.path(TeamPage::Lesson(lesson.id));
    view! { <p class="example-lesson"><span class="hint">{words!(team.told_in)}</span>" "<a href=href dir="auto">{lesson.title}</a></p> }
        .into_any()
}

#[component]
fn Choose(page: Page, id: Id, lesson: Signal<Option<LessonLink>>) -> impl IntoView {
    let chosen = Memo::new(move |_| lesson.with(|lesson| lesson.as_ref().map(|lesson| lesson.id)));
    let options = move || {
        let lessons = page.lessons.get().into_iter();
        let mut options: Vec<_> = lessons.map(|row| (row.id, row.title)).collect();
        // What was chosen stays to be seen when it is not there any more.
        if let Some(gone) = chosen
            .get()
            .filter(|id| options.iter().all(|(one, _)| one != id))
        {
            options.push((gone, words!(team.lesson_gone).to_owned()));
        }
        let option = move |(id, title): (Id, String)| {
            let title = words::questions::titled(title);
            view! { <option value=id.to_string() prop:selected=move || chosen.get() == Some(id)>{title}</option> }
        };
        options.into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        let lesson = event_target_value(&event).parse().ok();
        page.change(TeamChange::Norm(id, NormChange::Lesson(lesson)));
    };
    view! {
        <select class="input" aria-label=words!(team.example_lesson) dir="auto" on:change=choose>
            <option value="" prop:selected=move || chosen.get().is_none()>{words!(team.no_lesson)}</option>
            {options}
        </select>
    }
}
