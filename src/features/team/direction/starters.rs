//! Habits of a team that many teams have, to begin with.

use crate::words;
use leptos::prelude::*;

/// Today we tend to, and we want to.
pub(in crate::features::team) fn starters() -> [(&'static str, &'static str); 4] {
    [
        (words!(team.norm1.today), words!(team.norm1.want)),
        (words!(team.norm2.today), words!(team.norm2.want)),
        (words!(team.norm3.today), words!(team.norm3.want)),
        (words!(team.norm4.today), words!(team.norm4.want)),
    ]
}

/// Four pairs to choose from.
#[component]
pub(in crate::features::team) fn Starters(
    /// Told which one was chosen.
    choose: Callback<usize>,
) -> impl IntoView {
    let rows: Vec<_> = starters()
        .into_iter()
        .enumerate()
        .map(|(at, (today, want))| {
            view! {
                <li>
                    <button class="row row-button" type="button" on:click=move |_| choose.run(at)>
                        <span class="row-text">
                            <span class="row-hint">{today}</span>
                            <span class="row-title">{want}</span>
                        </span>
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <details class="more">
            <summary>{words!(team.starters)}</summary>
            <ul class="rows" role="list" aria-label=words!(team.starters)>{rows}</ul>
        </details>
    }
}
