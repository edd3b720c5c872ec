//! Taking a team off one's devices for good: one that is over, or that nobody else is in. Asked before it is done, since
//! nothing brings it back.

use super::here::Here;
use crate::components::Sheet;
use crate::words;
use commonplace_api::Command;
use commonplace_api::team::space::TeamState;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The way to do it where the team is over.
#[component]
pub(super) fn ClearWhatIsOver(here: Here) -> impl IntoView {
    let open = RwSignal::new(false);
    let over = Memo::new(move |_| {
        here.row().with(|row| {
            let state = row.as_ref().map(|row| &row.state);
            matches!(
                state,
                Some(TeamState::Left | TeamState::Removed | TeamState::Damaged)
            )
        })
    });
    view! {
        <Show when=move || over.get()><div class="actions"><ClearButton open/></div></Show>
        <ClearSheet here open also=words!(team.clear_stays)/>
    }
}

/// Opens the sheet.
#[component]
pub(super) fn ClearButton(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button class="button" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {words!(team.clear)}
        </button>
    }
}

/// Says what it does, and does it.
#[component]
pub(super) fn ClearSheet(
    here: Here,
    open: RwSignal<bool>,
    /// What it means for others.
    also: &'static str,
) -> impl IntoView {
    let go = use_navigate();
    let clear = move |_| {
        open.set(false);
        here.core().dispatch(Command::ClearTeam(here.team));
        go("/teams", NavigateOptions::default());
    };
    view! {
        <Sheet open title=words!(team.clear_title)>
            <ul class="plain">
                <li>{words!(team.clear_does)}</li>
                <li>{also}</li>
            </ul>
            <div class="actions">
                <button class="button danger" type="button" on:click=clear>{words!(team.clear)}</button>
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}
