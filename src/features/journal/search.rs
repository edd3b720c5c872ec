//! The search box. The list follows a moment after the last letter.

use super::Search;
use crate::components::Icon;
use crate::features::import::PickNotes;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use std::time::Duration;

/// How long after the last letter the list follows.
const REST: Duration = Duration::from_millis(80);

/// Where what is looked for is typed.
#[component]
pub(super) fn SearchBox(search: Search) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let typed = RwSignal::new(search.query.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let follow = move |_| {
        if let Some(timer) = timer.try_get_value().flatten() {
            timer.clear();
        }
        let say = move || {
            if let Some(typed) = typed.try_get_untracked() {
                search.query.try_set(typed);
            }
        };
        timer.set_value(set_timeout_with_handle(say, REST).ok());
    };
    // Clearing from elsewhere clears the box too.
    Effect::new(move |_| {
        if search.query.with(String::is_empty) {
            typed.set(String::new());
        }
    });
    let clear = move || {
        search.query.set(String::new());
        typed.set(String::new());
    };
    let leave = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            clear();
            if let Some(input) = input.get_untracked() {
                drop(input.blur());
            }
        }
    };
    view! {
        <div class="search-row">
            <div class="search">
                <Icon name="search"/>
                <input class="search-input" type="search" id="search" aria-label=words!(journal.search) placeholder=words!(journal.search)
                    autocomplete="off" dir="auto" enterkeyhint="search" node_ref=input bind:value=typed on:input=follow
                    on:keydown=leave/>
                <Show when=move || !typed.with(String::is_empty)>
                    <button class="icon-button" type="button" aria-label=words!(journal.clear_search) on:click=move |_| clear()>
                        <Icon name="close"/>
                    </button>
                </Show>
            </div>
            <a class="icon-button" href="/journal/calendar" aria-label=words!(calendar.name) title=words!(calendar.name)>
                <Icon name="calendar"/>
            </a>
            <PickNotes/>
        </div>
        <Found search/>
    }
}

/// How many were found, for everyone.
#[component]
fn Found(search: Search) -> impl IntoView {
    let said = move || {
        let wanted = search.query.get();
        let (query, total) = search.found.get()?;
        let is_answer = query == wanted && total > 0 && !query.trim().is_empty();
        is_answer.then(|| words::found(total, query.trim()))
    };
    view! { <p class="list-note" aria-live="polite" hidden=move || said().is_none()>{said}</p> }
}
