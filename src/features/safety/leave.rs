//! Signing out: everything of this journal leaves this device, unless it is nowhere else.

use crate::components::PageHead;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::Command;
use leptos::prelude::*;

/// The page at `/settings/leave`.
#[component]
pub fn Leave() -> impl IntoView {
    let app = use_app();
    let sure = RwSignal::new(false);
    let only_here = Memo::new(move |_| {
        app.safety
            .with(|safety| safety.as_ref().map(|safety| safety.only_here))
    });
    let leave = move |_| app.core.dispatch(Command::SignOut);
    view! {
        <div class="page">
            <PageHead title=words!(leave.name) back="/settings"/>
            <p class="lead">{words!(leave.lead)}</p>
            <p>{words!(leave.words)}</p>
            {move || match only_here.get() {
                None => ().into_any(),
                Some(0) => view! {
                    <label class="check">
                        <input type="checkbox" bind:checked=sure/><span>{words!(leave.sure)}</span>
                    </label>
                    <div class="actions">
                        <button class="button danger" type="button" disabled=move || !sure.get() on:click=leave>
                            {words!(leave.action)}
                        </button>
                    </div>
                }.into_any(),
                Some(changes) => view! {
                    <div class="notice" data-tone="danger" role="status">
                        <p>{words!(leave.only_here, count = Count(changes))}</p>
                    </div>
                    <super::backup::Make/>
                }.into_any(),
            }}
        </div>
    }
}
