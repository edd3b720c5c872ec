//! Says who can read what is being written.

use super::Icon;
use crate::words;
use leptos::prelude::*;

/// "Only you can read this".
#[component]
pub fn Privacy() -> impl IntoView {
    view! { <span class="privacy"><Icon name="lock"/><span>{words!(entry.only_you)}</span></span> }
}
