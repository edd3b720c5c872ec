//! Devices and keys: linking one more device, shutting one out that was lost, letting this one in again.

mod list;
mod lost;
mod offer;
pub mod paste;

pub use lost::LostScreen;

use crate::components::{Icon, PageHead};
use crate::features::settings::RowText;
use crate::state::use_app;
use crate::words;
use commonplace_api::devices::{Keys, Renewal};
use commonplace_api::{Update, View};
use leptos::prelude::*;
use list::{DeviceList, watch_devices};
use lost::WithWords;
use offer::Offer;
use paste::Paste;

/// What the core says of the keys, for as long as the screen stands.
fn watch_keys() -> RwSignal<Option<Keys>> {
    let keys = RwSignal::new(None::<Keys>);
    use_app().core.watch_here(View::Keys, move |update| {
        if let Update::Keys(now) = update {
            keys.try_set(Some(now));
        }
    });
    keys
}

/// The page at `/settings/devices`, and at `/link` where there is a journal already.
#[component]
pub fn DevicesScreen() -> impl IntoView {
    let keys = watch_keys();
    let shut_out = Memo::new(move |_| keys.with(|keys| keys.as_ref().map(|keys| keys.shut_out)));
    view! {
        <div class="page">
            <PageHead title=words!(devices.name) back="/settings"/>
            {move || match shut_out.get() {
                None => ().into_any(),
                Some(true) => view! { <ShutOut keys/> }.into_any(),
                Some(false) => view! { <LetIn/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn LetIn() -> impl IntoView {
    let devices = watch_devices();
    view! {
        <Refused/>
        <DeviceList devices/>
        <Offer devices/>
        <section class="group">
            <h2>{words!(devices.lost_group)}</h2>
            <a class="row" href="/settings/devices/lost">
                <Icon name="key"/>
                <RowText title=words!(devices.lost) hint=words!(devices.lost_hint)/>
            </a>
        </section>
    }
}

/// Somebody opened a one-time link where there is a journal already: it is of no use here, and is still good.
#[component]
fn Refused() -> impl IntoView {
    let opened = crate::shell::handing::opened().is_some();
    crate::shell::handing::forget();
    opened.then(|| {
        view! {
            <section class="notice" role="status">
                <h2>{words!(devices.journal_here)}</h2>
                <p>{words!(devices.problem_journal_here)}</p>
            </section>
        }
    })
}

/// This device was shut out: what is safe, and how to come in again.
#[component]
fn ShutOut(keys: RwSignal<Option<Keys>>) -> impl IntoView {
    let renewal = Memo::new(move |_| {
        keys.with(|keys| {
            keys.as_ref()
                .map_or(Renewal::None, |keys| keys.renewal.clone())
        })
    });
    view! {
        <section class="notice">
            <h2>{words!(devices.shut_out)}</h2>
            <p>{words!(devices.shut_out_lead)}</p>
            <p>{words!(devices.shut_out_safe)}</p>
        </section>
        <Paste/>
        <section class="group">
            <h2>{words!(devices.in_with_words)}</h2>
            <WithWords renewal action=words!(devices.let_in)/>
        </section>
    }
}
