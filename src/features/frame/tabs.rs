//! Where one can go: at the bottom on a phone, at the side on a desktop.

use crate::components::Icon;
use crate::routes::{Screen, use_screen};
use crate::words;
use leptos::prelude::*;

/// The tabs.
#[component]
pub(super) fn Tabs() -> impl IntoView {
    let screen = use_screen();
    let at = move |wanted: fn(Screen) -> bool| Signal::derive(move || wanted(screen.get()));
    let journal = at(|screen| matches!(screen, Screen::Journal | Screen::Entry(_)));
    let import = at(|screen| screen == Screen::Import);
    let settings = at(|screen| {
        matches!(
            screen,
            Screen::Settings
                | Screen::Recovery
                | Screen::Lock
                | Screen::Safety
                | Screen::Restore
                | Screen::PutAway
                | Screen::Leave
        )
    });
    view! {
        <nav class="tabs" aria-label=words!(navigation.name)>
            <Tab href="/journal" icon="journal" name=words!(journal.name) here=journal/>
            <Tab href="/journal?search" icon="search" name=words!(journal.search)/>
            <Tab href="/journal?new" icon="add" name=words!(entry.new) class="tab tab-compose"/>
            <Tab href="/import" icon="import" name=words!(import.name) here=import/>
            <Tab href="/settings" icon="settings" name=words!(settings.name) here=settings/>
        </nav>
    }
}

#[component]
fn Tab(
    href: &'static str,
    icon: &'static str,
    name: &'static str,
    #[prop(optional, into)] here: Signal<bool>,
    #[prop(default = "tab")] class: &'static str,
) -> impl IntoView {
    view! {
        <a class=class href=href aria-current=move || here.get().then_some("page")>
            <Icon name=icon/>
            <span>{name}</span>
        </a>
    }
}
