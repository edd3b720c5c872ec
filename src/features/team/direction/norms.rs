//! What a team tends to do and what it wants instead: the pairs, and the way to one more.

use super::Page;
use super::norm::NormItem;
use super::starters::{Starters, starters};
use crate::features::team::start::Half;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::team::TeamChange;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The part of the page.
#[component]
pub(super) fn Norms(page: Page) -> impl IntoView {
    let ids = page.of(|team| team.norms.iter().map(|norm| norm.id).collect::<Vec<_>>());
    let fixed = page.fixed();
    view! {
        <section class="group">
            <h2>{words!(team.norms)}</h2>
            <div class="norm-heads" aria-hidden="true" hidden=move || ids.with(Vec::is_empty)>
                <span>{words!(team.today_we_tend)}</span>
                <span>{words!(team.we_want)}</span>
            </div>
            <ul class="items" role="list" aria-label=words!(team.norms)>
                <For each=move || ids.get() key=|id| *id let:id><NormItem page id/></For>
            </ul>
            <p class="quiet-text" hidden=move || !ids.with(Vec::is_empty)>{words!(team.no_norms)}</p>
            <Show when=move || !fixed.get()><Add page/></Show>
        </section>
    }
}

/// One more pair.
#[component]
fn Add(page: Page) -> impl IntoView {
    let (today, want) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let choose = move |at: usize| {
        if let Some((tend, wish)) = starters().get(at) {
            today.set((*tend).to_owned());
            want.set((*wish).to_owned());
        }
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let pair = [today, want].map(|text| text.get_untracked().trim().to_owned());
        if pair.iter().all(String::is_empty) {
            page::focus("#norm-today");
            return;
        }
        let [now, wish] = pair;
        page.change(TeamChange::AddNorm {
            id: random_id(),
            today: now,
            want: wish,
        });
        today.set(String::new());
        want.set(String::new());
        page::focus("#norm-today");
    };
    view! {
        <details class="more">
            <summary>{words!(team.add_norm)}</summary>
            <form class="stack" on:submit=add>
                <Starters choose=Callback::new(choose)/>
                <div class="beside">
                    <Half id="norm-today" label=words!(team.today_we_tend) text=today/>
                    <Half id="norm-want" label=words!(team.we_want) text=want/>
                </div>
                <div class="actions"><button class="button" type="submit">{words!(team.add_pair)}</button></div>
            </form>
        </details>
    }
}
