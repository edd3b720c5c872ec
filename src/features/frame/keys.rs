//! Keys that work everywhere: `n`, `/`, `?` and Esc. Letters are only letters while somebody writes.

use crate::components::Sheet;
use crate::routes::{Screen, use_screen};
use crate::shell::page;
use crate::words;
use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Listens for them, and shows what there are.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let help = RwSignal::new(false);
    let (navigate, screen) = (use_navigate(), use_screen());
    let go = move |to: &str| navigate(to, NavigateOptions::default());
    let listener = window_event_listener(keydown, move |event: KeyboardEvent| {
        if event.default_prevented()
            || event.is_composing()
            || is_chord(&event)
            || is_in_dialog(&event)
        {
            return;
        }
        match event.key().as_str() {
            "Escape" if matches!(screen.try_get_untracked(), Some(Screen::Entry(_))) => {
                go("/journal");
            }
            _ if is_writing(&event) => return,
            "n" => go("/journal?new"),
            "/" => go("/journal?search"),
            "?" => {
                help.try_set(true);
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    view! {
        <Sheet open=help title=words!(keys.name)>
            <dl class="keys">
                {keys().map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> })}
            </dl>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| help.set(false)>{words!(actions.close)}</button>
            </div>
        </Sheet>
    }
}

/// Every key, and what it does.
fn keys() -> [(&'static str, &'static str); 8] {
    [
        ("n", words!(keys.new_entry)),
        ("/", words!(keys.search)),
        ("Esc", words!(keys.back_to_journal)),
        ("Ctrl B", words!(writing.bold)),
        ("Ctrl I", words!(writing.italic)),
        ("Ctrl Shift L", words!(writing.link)),
        ("Ctrl Enter", words!(keys.save)),
        ("?", words!(keys.help)),
    ]
}

fn is_chord(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

fn target(event: &KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is_writing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| page::is_writing(&element))
}

fn is_in_dialog(event: &KeyboardEvent) -> bool {
    target(event)
        .is_some_and(|element| element.closest("dialog").is_ok_and(|found| found.is_some()))
}
