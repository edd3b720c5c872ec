//! A sheet over the page: a dialog on a desktop, at the bottom on a phone.

use leptos::ev::Event;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Whether a sheet is open that is shown while something is `asked`. Closing it asks for nothing any more.
pub fn open_while<T: Send + Sync + 'static>(asked: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            asked.set(None);
        }
        is
    });
    open
}

/// Shows the dialog over everything else while `open` is. Returns what to do on its `close`.
pub fn modal(dialog: NodeRef<Dialog>, open: RwSignal<bool>) -> impl Fn(Event) + Copy + 'static {
    Effect::new(move |_| {
        let (Some(dialog), open) = (dialog.get(), open.get()) else {
            return;
        };
        match (open, dialog.open()) {
            // It fails only for a dialog that is shown already, or gone.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    move |_| {
        // The browser says it some time after: it may have been opened again since.
        let shown = dialog.try_get_untracked().flatten();
        if !shown.is_some_and(|dialog| dialog.open()) {
            open.try_set(false);
        }
    }
}

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
    let closed = modal(dialog, open);
    view! {
        <dialog class="sheet" node_ref=dialog aria-label=title on:close=closed>
            <h2>{title}</h2>
            {children()}
        </dialog>
    }
}
