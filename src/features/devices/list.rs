//! The person's devices: which one this is, what they are called, when each was last heard from.

use crate::components::Icon;
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use commonplace_api::device::{Device, DeviceChange};
use commonplace_api::{Change, Command, Id, TextChange, Update, View};
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
pub(super) fn DeviceList(devices: RwSignal<Vec<Device>>) -> impl IntoView {
    view! {
        <Show when=move || devices.with(|devices| !devices.is_empty())>
            <section class="group">
                <h2>{words!(devices.yours)}</h2>
                <ul class="rows" role="list" aria-label=words!(devices.yours)>
                    <For each=move || devices.get() key=|device| device.id let:device><Row device devices/></For>
                </ul>
                <p class="hint">{words!(devices.only_listed)}</p>
            </section>
        </Show>
    }
}

#[component]
fn Row(device: Device, devices: RwSignal<Vec<Device>>) -> impl IntoView {
    let core = use_app().core;
    let renaming = RwSignal::new(false);
    let id = device.id;
    let now = Memo::new(move |was: Option<&Device>| {
        let found = devices.with(|devices| devices.iter().find(|one| one.id == id).cloned());
        found.or(was.cloned()).unwrap_or_else(|| device.clone())
    });
    let called = move || match now.with(|device| device.name.clone()) {
        name if name.is_empty() => words!(devices.nameless).to_owned(),
        name => name,
    };
    let hint = move || {
        let (here, heard_ms) = now.with(|device| (device.here, device.heard_ms));
        if here {
            words!(devices.this_one).to_owned()
        } else {
            words!(devices.heard, day = Moment::here(heard_ms).full_day())
        }
    };
    view! {
        <li class="row">
            <Icon name="device"/>
            <span class="row-text">
                <span class="row-title" dir="auto">{called}</span>
                <span class="row-hint">{hint}</span>
            </span>
            <button class="button quiet" type="button" hidden=move || now.with(|device| device.here)
                aria-label=move || words!(devices.unlist_named, name = called())
                on:click=move |_| core.dispatch(Command::Delete(id))>{words!(devices.unlist)}</button>
            <button class="button" type="button" aria-expanded=move || renaming.get().to_string()
                aria-label=move || words!(devices.rename_named, name = called())
                on:click=move |_| renaming.set(!renaming.get_untracked())>{words!(devices.rename)}</button>
        </li>
        {move || renaming.get().then(|| {
            let was = now.with_untracked(|device| device.name.clone());
            view! { <li><Rename id was renaming/></li> }
        })}
    }
}

#[component]
fn Rename(id: Id, was: String, renaming: RwSignal<bool>) -> impl IntoView {
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
