//! The person's devices: which one this is, what they are called, when each was last heard from.

use crate::components::Icon;
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use commonplace_api::device::{Device, DeviceChange};
use commonplace_api::{Change, Command, TextChange, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the core says of the devices, for as long as the screen stands.
pub(super) fn watch_devices() -> RwSignal<Vec<Device>> {
    let devices = RwSignal::new(Vec::new());
    use_app().core.watch_here(View::Devices, move |update| {
        if let Update::Devices(now) = update {
            devices.try_set(now);
        }
    });
    devices
}

/// The list, each with a way to call it something else.
#[component]
pub(super) fn DeviceList() -> impl IntoView {
    let devices = watch_devices();
    view! {
        <Show when=move || devices.with(|devices| !devices.is_empty())>
            <section class="group">
                <h2>{words!(devices.yours)}</h2>
                <For each=move || devices.get() key=Clone::clone let:device><Row device/></For>
            </section>
        </Show>
    }
}

#[component]
fn Row(device: Device) -> impl IntoView {
    let renaming = RwSignal::new(false);
    let Device {
        id,
        name,
        heard_ms,
        here,
    } = device;
    let shown = if name.is_empty() {
        words!(devices.nameless).to_owned()
    } else {
        name.clone()
    };
    let hint = if here {
        words!(devices.this_one).to_owned()
    } else {
        words!(devices.heard, day = Moment::here(heard_ms).full_day())
    };
    let label = words!(devices.rename_named, name = shown.clone());
    view! {
        <div class="row">
            <Icon name="device"/>
            <span class="row-text">
                <span class="row-title" dir="auto">{shown}</span>
                <span class="row-hint">{hint}</span>
            </span>
            <button class="button" type="button" aria-label=label aria-expanded=move || renaming.get().to_string()
                on:click=move |_| renaming.set(!renaming.get_untracked())>{words!(devices.rename)}</button>
        </div>
        {move || renaming.get().then(|| view! { <Rename id was=name.clone() renaming/> })}
    }
}

#[component]
fn Rename(id: commonplace_api::Id, was: String, renaming: RwSignal<bool>) -> impl IntoView {
    let core = use_app().core;
    let typed = RwSignal::new(was.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let change = DeviceChange::Name(TextChange {
            was: was.clone(),
            now: typed.get_untracked().trim().to_owned(),
        });
        let change = Change::Device(change);
        core.dispatch(Command::Change { id, change });
        renaming.set(false);
    };
    let field = format!("device-{id}");
    view! {
        <form class="field" on:submit=save>
            <label for=field.clone()>{words!(devices.device_name)}</label>
            <input class="input" id=field autocomplete="off" maxlength="60" dir="auto" bind:value=typed/>
            <div class="actions">
                <button class="button primary" type="submit">{words!(actions.save)}</button>
                <button class="button quiet" type="button" on:click=move |_| renaming.set(false)>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}
