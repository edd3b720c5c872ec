//! Which relay passes entries between devices.

use super::RowText;
use crate::components::Icon;
use crate::state::use_app;
use crate::words;
use commonplace_api::Command;
use commonplace_api::status::WordsProblem;
use leptos::prelude::*;

/// The relay, and a way to use another.
#[component]
pub(super) fn Relay() -> impl IntoView {
    let status = use_app().status;
    let changing = RwSignal::new(false);
    let hint = Signal::derive(move || {
        let state = status.with(|status| status.as_ref().map(crate::features::frame::status::line));
        state.map_or_else(String::new, |line| line.shown)
    });
    view! {
        <section class="group">
            <h2>{words!(relay.name)}</h2>
            <div class="row">
                <Icon name="relay"/>
                <RowText title=hint hint=words!(relay.hint)/>
                <button class="button" type="button" aria-expanded=move || changing.get().to_string()
                    on:click=move |_| changing.update(|changing| *changing = !*changing)>
                    {words!(actions.change)}
                </button>
            </div>
            <Show when=move || changing.get()><Change changing/></Show>
        </section>
    }
}

#[component]
fn Change(changing: RwSignal<bool>) -> impl IntoView {
    let core = use_app().core;
    let address = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let save = move |_| {
        let typed = address.get_untracked().trim().to_owned();
        let usable = typed.is_empty() || typed.starts_with("wss://") || typed.starts_with("ws://");
        wrong.set(!usable);
        if usable {
            core.dispatch(Command::SetRelay(
                Some(typed).filter(|typed| !typed.is_empty()),
            ));
            changing.set(false);
        }
    };
    let error = move || {
        wrong.get().then(|| {
            let said = words::problems::words(&WordsProblem::Relay);
            view! { <p class="error" id="address-wrong" role="alert">{said}</p> }
        })
    };
    view! {
        <div class="field">
            <label for="address">{words!(relay.address)}</label>
            <input class="input" id="address" type="url" autocomplete="off" placeholder=words!(relay.example)
                bind:value=address aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=move || if wrong.get() { "address-wrong" } else { "address-hint" }/>
            <p class="hint" id="address-hint">{words!(relay.address_hint)}</p>
            {error}
        </div>
        <div class="actions">
            <button class="button primary" type="button" on:click=save>{words!(actions.save)}</button>
            <button class="button quiet" type="button" on:click=move |_| changing.set(false)>{words!(actions.cancel)}</button>
        </div>
    }
}
