//! What can be set, and what there is to know about this device. Each group is a list of rows: a page of its own is one
//! line here, one in [`crate::features::frame::places`] and one in [`crate::routes`].

mod about;
mod device;
mod looks;
mod relay;
mod reminders;
mod templates;

use crate::components::{Icon, PageHead};
use crate::features::frame::places::{Offered, PLACES};
use crate::words;
use leptos::prelude::*;

pub use about::AboutScreen;
pub use reminders::RemindersScreen;
pub use templates::TemplatesScreen;

use device::{Install, Kept, LockRow};
use looks::{Keyboard, Looks};
use relay::Relay;

/// The page at `/settings`.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words!(settings.name)/>
            <Elsewhere/>
            <section class="group">
                <h2>{words!(settings.your_journal)}</h2>
                <RowLink href="/settings/recovery" icon="key" title=words!(recovery.name) hint=words!(recovery.hint)/>
                <RowLink href="/settings/safety" icon="backup" title=words!(safety.name) hint=words!(safety.hint)/>
                <LockRow/>
                <RowLink href="/settings/devices" icon="device" title=words!(devices.name) hint=words!(devices.hint)/>
                <RowLink href="/settings/templates" icon="prompt" title=words!(prompts.own) hint=words!(prompts.own_lead)/>
                <RowLink href="/settings/reminders" icon="bell" title=words!(reminders.name)
                    hint=words!(reminders.hint)/>
                <Kept/>
                <Install/>
            </section>
            <Relay/>
            <Looks/>
            <Keyboard/>
            <section class="group">
                <h2>{words!(about.group)}</h2>
                <RowLink href="/settings/about" icon="info" title=words!(about.name) hint=words!(about.hint)/>
                <RowLink href="/settings/leave" icon="leave" title=words!(leave.name) hint=words!(leave.hint)/>
            </section>
        </div>
    }
}

/// On a phone: the places that have no tab.
#[component]
fn Elsewhere() -> impl IntoView {
    let places: Vec<_> = PLACES
        .iter()
        .filter(|place| place.offered == Offered::Aside)
        .map(|place| {
            view! {
                <a class="row" href=place.path>
                    <Icon name=place.icon/>
                    <span class="row-text"><span class="row-title">{(place.name)()}</span></span>
                </a>
            }
        })
        .collect();
    (!places.is_empty()).then(|| {
        view! {
            <nav class="group elsewhere" aria-label=words!(settings.elsewhere)>
                <h2>{words!(settings.elsewhere)}</h2>
                {places}
            </nav>
        }
    })
}

/// A row that leads to a page of its own.
#[component]
pub(super) fn RowLink(
    href: &'static str,
    icon: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    view! { <a class="row" href=href><Icon name=icon/><RowText title hint/></a> }
}

/// A title and what explains it.
#[component]
pub(crate) fn RowText(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="row-text"><span class="row-title">{title}</span><span class="row-hint">{hint}</span></span>
    }
}
