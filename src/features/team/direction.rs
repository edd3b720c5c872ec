//! Where a team is going: its front page.

use super::here::Here;
use crate::words;
use leptos::prelude::*;

/// The page at `/team/<team>`.
#[component]
pub(super) fn DirectionScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let _ = here;
    view! { <h1 tabindex="-1">{words!(team.direction)}</h1> }
}
