//! Levels over time as a small line, with where one wants to be: a picture that is also a sentence.

use crate::words;
use leptos::prelude::*;

/// From one placement to the next.
const STEP: u32 = 12;
/// From one level to the next.
const RISE: u32 = 7;
const MARGIN: u32 = 4;
const HEIGHT: u32 = RISE * 4 + MARGIN * 2;

/// The line; nothing for a skill that was never placed.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub(super) fn Trend(
    /// The newest last.
    levels: Vec<u8>,
    /// Where one wants to be.
    target: Option<u8>,
) -> impl IntoView {
    let Some(newest) = levels.last().copied() else {
        return ().into_any();
    };
    let says = words::skills::trend(&levels, target);
    let height = |level: u8| MARGIN + RISE * u32::from(5 - level.clamp(1, 5));
    let across = |at: usize| MARGIN + STEP * u32::try_from(at).unwrap_or(0);
    let width = across(levels.len().max(2) - 1) + MARGIN;
    let points = levels.iter().enumerate();
    let points: Vec<_> = points
        .map(|(at, level)| format!("{},{}", across(at), height(*level)))
        .collect();
    let target = target.map(|target| {
        let y = height(target).to_string();
        view! { <line class="trend-target" x1="0" x2=width.to_string() y1=y.clone() y2=y></line> }
    });
    view! {
        <svg class="trend" role="img" aria-label=says width=width.to_string() height=HEIGHT.to_string()
            viewBox=format!("0 0 {width} {HEIGHT}")>
            {target}
            <polyline points=points.join(" ")></polyline>
            <circle cx=across(levels.len() - 1).to_string() cy=height(newest).to_string() r="3"></circle>
        </svg>
    }
    .into_any()
}
