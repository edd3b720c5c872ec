//! One passphrase to type, hidden until somebody wants to see it.

use crate::words;
use leptos::html::Input;
use leptos::prelude::*;

/// A field for a passphrase, and a button that shows what was typed.
#[component]
pub(super) fn Passphrase(
    /// Names it on the page.
    id: &'static str,
    /// What it is for.
    label: &'static str,
    /// For whoever keeps passphrases: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What was typed.
    typed: RwSignal<String>,
    /// What helps, below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    /// Typing can begin at once.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let input = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get().filter(|_| focused) {
            // An input can always take the focus.
            drop(input.focus());
        }
    });
    let (hint_id, wrong_id) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described = {
        let (hint_id, wrong_id) = (hint_id.clone(), wrong_id.clone());
        move || {
            let hinted = hint.with(|hint| (!hint.is_empty()).then(|| hint_id.clone()));
            let is_wrong = wrong.with(|wrong| wrong.is_some().then(|| wrong_id.clone()));
            let ids: Vec<_> = is_wrong.into_iter().chain(hinted).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="passphrase">
                <input class="input" id=id node_ref=input dir="auto" autocapitalize="none" spellcheck="false"
                    autocomplete=autocomplete bind:value=typed
                    type=move || if shown.get() { "text" } else { "password" }
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true") aria-describedby=described/>
                <button class="button quiet" type="button" aria-pressed=move || shown.get().to_string()
                    aria-controls=id on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {words!(lock.show)}
                </button>
            </div>
            {move || hint.with(|hint| (!hint.is_empty()).then(|| {
                view! { <p class="hint" id=hint_id.clone() aria-live="polite">{hint.clone()}</p> }
            }))}
            {move || wrong.get().map(|wrong| {
                view! { <p class="error" id=wrong_id.clone() role="alert">{wrong}</p> }
            })}
        </div>
    }
}
