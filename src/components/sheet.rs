//! A sheet over the page: a dialog on a desktop, at the bottom on a phone.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Open while `open` is; closing it in whatever way makes `open` false.
#[component]
pub fn Sheet(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its heading.
    title: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails only for a dialog that is shown already, or gone.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="sheet" node_ref=dialog aria-label=title on:close=move |_| open.set(false)>
            <h2>{title}</h2>
            {children()}
        </dialog>
    }
}
