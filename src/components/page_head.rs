//! The heading of a page that is read from top to bottom.

use super::Icon;
use crate::words;
use leptos::prelude::*;

/// A heading, with a way back where there is one.
#[component]
pub fn PageHead(
    /// What the page is called.
    #[prop(into)]
    title: Signal<String>,
    /// Where back is.
    #[prop(optional, into)]
    back: Option<String>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {back.map(|back| view! {
                <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            })}
            <h1 tabindex="-1">{title}</h1>
        </header>
    }
}
