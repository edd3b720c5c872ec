//! The vision a team adopted, those before it, and the way to another one. A vision is never changed under anybody's
//! eyes: another one is adopted, and the old one stays to be read.

use super::Page;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use crate::words::Count;
use commonplace_api::team::{TeamChange, Vision};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The part of the page.
#[component]
pub(super) fn VisionPart(page: Page) -> impl IntoView {
    let visions = page.of(|team| team.visions.clone());
    let fixed = page.fixed();
    let writing = RwSignal::new(false);
    let open = move |_| {
        writing.set(true);
        page::focus_soon("#vision");
    };
    let now = move || {
        let newest = visions.with(|visions| visions.first().cloned());
        newest.map_or_else(
            || view! { <p class="quiet-text">{words!(team.no_vision)}</p> }.into_any(),
            |vision| view! { <Adopted vision/> }.into_any(),
        )
    };
    let ask = move || {
        if visions.with(Vec::is_empty) {
            words!(team.write_vision)
        } else {
            words!(team.another_vision)
        }
    };
    view! {
        <section class="group">
            <h2>{words!(team.vision)}</h2>
            {now}
            <Earlier visions/>
            {move || writing.get().then(|| {
                let was = visions.with_untracked(|visions| visions.first().map(|vision| vision.text.clone()));
                view! { <Adopt page was=was.unwrap_or_default() writing/> }
            })}
            <div class="actions" hidden=move || fixed.get() || writing.get()>
                <button class="button" type="button" on:click=open>{ask}</button>
            </div>
        </section>
    }
}

/// A vision, and who adopted it when.
#[component]
fn Adopted(vision: Vision) -> impl IntoView {
    let day = Moment::from(vision.adopted).full_day();
    let by = vision
        .by
        .map(|by| words::team::person(by.name))
        .unwrap_or_default();
    let said = if by.is_empty() {
        words!(team.adopted, day)
    } else {
        words!(team.adopted_by, day, name = by)
    };
    view! {
        <p class="written vision" dir="auto">{vision.text}</p>
        <p class="fine">
            {vision.sample.then(|| view! { <span class="badge">{words!(team.sample)}</span> " " })}
            {said}
        </p>
    }
}

#[component]
fn Earlier(visions: Signal<Vec<Vision>>) -> impl IntoView {
    let earlier = Memo::new(move |_| visions.with(|visions| visions.get(1..).map(<[_]>::to_vec)));
    let earlier = Memo::new(move |_| earlier.get().unwrap_or_default());
    let count = move || Count(earlier.with(|all| u32::try_from(all.len()).unwrap_or(u32::MAX)));
    let rows = move || {
        let earlier = earlier.get().into_iter();
        earlier
            .map(|vision| view! { <li><Adopted vision/></li> })
            .collect_view()
    };
    view! {
        <details class="more" hidden=move || earlier.with(Vec::is_empty)>
            <summary>{move || words!(team.earlier_visions, count = count())}</summary>
            <ol class="stack" role="list">{rows}</ol>
        </details>
    }
}

#[component]
fn Adopt(page: Page, was: String, writing: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(was);
    let close = move || {
        writing.set(false);
        page::rescue_focus();
    };
    let adopt = move |event: SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked().trim().to_owned();
        if text.is_empty() {
            page::focus("#vision");
            return;
        }
        page.change(TeamChange::Adopt {
            id: random_id(),
            text,
        });
        close();
    };
    view! {
        <form class="field" on:submit=adopt>
            <label for="vision">{words!(team.ask_vision)}</label>
            <textarea class="input" id="vision" rows="3" dir="auto" aria-describedby="vision-hint"
                bind:value=typed></textarea>
            <p class="hint" id="vision-hint">{words!(team.vision_hint)}</p>
            <div class="actions">
                <button class="button primary" type="submit">{words!(team.adopt)}</button>
                <button class="button quiet" type="button" on:click=move |_| close()>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}
