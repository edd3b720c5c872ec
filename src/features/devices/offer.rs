//! A one-time link for another device, as a code to scan and as words to copy, and what became of it.

use crate::components::{Icon, LinkOffer};
use crate::shell::dates;
use crate::state::use_app;
use crate::words;
use commonplace_api::device::Device;
use commonplace_api::devices::Linking;
use commonplace_api::{Command, Update, View};
use leptos::prelude::*;
use std::collections::HashSet;

/// Makes a link, shows it, and says when it was used. Leaving the screen takes it back.
#[component]
pub(super) fn Offer(
    /// What is known of the devices.
    devices: RwSignal<Vec<Device>>,
) -> impl IntoView {
    let core = use_app().core;
    let linking = RwSignal::new(Linking::None);
    // Those that were there before the link was used.
    let known = RwSignal::new(HashSet::new());
    let taken = Memo::new(move |_| linking.with(|linking| *linking == Linking::Taken));
    Effect::new(move |_| {
        let here = devices.with(|devices| devices.iter().map(|device| device.id).collect());
        if !taken.get() {
            known.set(here);
        }
    });
    let newcomer = Memo::new(move |_| {
        let known = known.get();
        let is_new = |device: &&Device| !device.here && !known.contains(&device.id);
        let name = devices.with(|devices| Some(devices.iter().find(is_new)?.name.clone()))?;
        taken.get().then(|| words!(devices.linked, name = name))
    });
    core.watch_here(View::Linking, move |update| {
        if let Update::Linking(now) = update {
            linking.try_set(now);
        }
    });
    on_cleanup(move || core.dispatch(Command::CloseLinking));
    view! {
        <section class="group" aria-live="polite">
            <h2>{words!(devices.link)}</h2>
            {move || match linking.get() {
                Linking::None => view! { <Begin/> }.into_any(),
                Linking::Preparing => view! { <p class="lead">{words!(devices.preparing)}</p> }.into_any(),
                Linking::Ready { link, expires_at_ms } => view! { <Ready link expires_at_ms/> }.into_any(),
                Linking::Taken => view! {
                    <Ended sentence=words!(devices.taken) hint=words!(devices.taken_hint) again=words!(devices.link_another)/>
                    <p class="hint">{newcomer}</p>
                }.into_any(),
                Linking::Expired => view! {
                    <Ended sentence=words!(devices.expired) hint="" again=words!(devices.make_link)/>
                }.into_any(),
                Linking::Failed(problem) => view! {
                    <Ended sentence=words::devices::link(problem) hint="" again=words!(actions.try_again)/>
                }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Begin() -> impl IntoView {
    let core = use_app().core;
    view! {
        <p class="lead">{words!(devices.link_lead)}</p>
        <div class="actions">
            <button class="button primary" type="button" on:click=move |_| core.dispatch(Command::LinkDevice)>
                {words!(devices.make_link)}
            </button>
        </div>
    }
}

/// The link, for ten minutes.
#[component]
fn Ready(link: String, expires_at_ms: i64) -> impl IntoView {
    let core = use_app().core;
    let until = words!(devices.until, time = dates::clock(expires_at_ms));
    view! {
        <p class="lead">{words!(devices.scan)}</p>
        <LinkOffer id="link" link name=words!(devices.one_time_link) code=words!(devices.code) until until_id="link-until"
            warning=words!(devices.link_warning)>
            <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::CloseLinking)>
                {words!(actions.cancel)}
            </button>
        </LinkOffer>
    }
}

#[component]
fn Ended(sentence: &'static str, hint: &'static str, again: &'static str) -> impl IntoView {
    let core = use_app().core;
    view! {
        <div class="row"><Icon name="device"/>
            <span class="row-text"><span class="row-title">{sentence}</span><span class="row-hint">{hint}</span></span>
        </div>
        <div class="actions">
            <button class="button" type="button" on:click=move |_| core.dispatch(Command::LinkDevice)>{again}</button>
        </div>
    }
}
