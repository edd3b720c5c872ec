//! How far something long is.

use leptos::prelude::*;

/// A bar with its words above it.
#[component]
pub fn Progress(
    /// Its accessible name.
    name: &'static str,
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// Done, and how much there is in all; `None` while that is not known.
    #[prop(into)]
    of: Signal<Option<(u32, u32)>>,
) -> impl IntoView {
    // An absent value is what makes the bar say "not known yet".
    let value = move || of.get().map(|(done, all)| done.min(all).to_string());
    let max = move || of.get().map(|(_, all)| all.max(1).to_string());
    view! {
        <div class="progress">
            <p class="progress-label">{label}</p>
            <progress class="meter" aria-label=name value=value max=max></progress>
        </div>
    }
}
