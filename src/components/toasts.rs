//! Passing messages, with their way back. The region is there from the start, so that what appears in it is announced.

use super::Icon;
use crate::shell::page;
use crate::state::{Toast, use_app};
use crate::words;
use leptos::prelude::*;

/// The region of passing messages.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = use_app().toasts;
    view! {
        <div class="toasts" role="region" aria-label=words!(frame.notices) aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                <OneToast toast/>
            </For>
        </div>
    }
}

#[component]
fn OneToast(toast: Toast) -> impl IntoView {
    let app = use_app();
    let Toast { id, text, undo } = toast;
    let close = move |_| {
        app.close_toast(id);
        page::rescue_focus();
    };
    let undo = undo.map(|undo| {
        let take_back = move |_| {
            app.close_toast(id);
            app.core.dispatch(undo.clone());
            page::rescue_focus();
        };
        view! { <button class="button quiet" type="button" on:click=take_back>{words!(actions.undo)}</button> }
    });
    view! {
        <div class="toast">
            <p>{text}</p>
            {undo}
            <button class="icon-button" type="button" aria-label=words!(actions.close) on:click=close>
                <Icon name="close"/>
            </button>
        </div>
    }
}
