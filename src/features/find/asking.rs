//! The box in which one says what to look for.

use super::Finding;
use super::list::{focus_first, open_first};
use crate::components::Icon;
use crate::shell::page;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// The box. It has the caret as soon as it is there.
#[component]
pub(super) fn AskBox(finding: Finding) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    input.on_load(move |input| {
        request_animation_frame(move || drop(input.focus()));
    });
    let clear = move || {
        finding.typed.set(String::new());
        page::focus("#find");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => focus_first(),
            "Enter" => open_first(finding),
            "Escape" if !finding.typed.with_untracked(String::is_empty) => clear(),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="search" role="search">
            <Icon name="search"/>
            <input class="search-input" type="search" id="find" aria-label=words!(find.ask)
                placeholder=words!(find.ask) autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto"
                enterkeyhint="search" node_ref=input bind:value=finding.typed on:keydown=on_key/>
            <Show when=move || !finding.typed.with(String::is_empty)>
                <button class="icon-button" type="button" aria-label=words!(journal.clear_search)
                    on:click=move |_| clear()>
                    <Icon name="close"/>
                </button>
            </Show>
        </div>
    }
}
