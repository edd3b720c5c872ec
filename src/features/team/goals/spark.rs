//! The newest figures of a goal as a small line, with the target where it lies. Seen only: the row says the same.

use commonplace_api::team::Number;
use commonplace_api::team::goal::Point;
use leptos::prelude::*;

const WIDTH: f64 = 72.0;
const HEIGHT: f64 = 36.0;
const MARGIN: f64 = 4.0;

/// Places values between the least and the most of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// The scale on which `values` lie between `from` and `to`; in the middle where they are all the same.
    pub(super) fn new(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (least, most) = values.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), value| (least.min(value), most.max(value)),
        );
        Self {
            least,
            most,
            from,
            to,
        }
    }

    /// Where a value lies, to a tenth of a step.
    pub(super) fn at(self, value: f64) -> f64 {
        let span = self.most - self.least;
        let share = if span > 0.0 {
            (value - self.least) / span
        } else {
            0.5
        };
        let at = self.from + (self.to - self.from) * share;
        (at * 10.0).round() / 10.0
    }
}

/// The line; nothing where nothing was measured.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub(super) fn Spark(
    /// The oldest first.
    points: Vec<Point>,
    /// Where it is to be.
    target: Option<Number>,
) -> impl IntoView {
    let Some(last) = points.last().copied() else {
        return ().into_any();
    };
    let values = points
        .iter()
        .map(|point| point.value.get())
        .chain(target.map(Number::get));
    let up = Scale::new(values, HEIGHT - MARGIN, MARGIN);
    let days = points.iter().map(|point| f64::from(point.day.0));
    let across = Scale::new(days, MARGIN, WIDTH - MARGIN);
    let place = |point: &Point| (across.at(f64::from(point.day.0)), up.at(point.value.get()));
    let line: Vec<_> = points
        .iter()
        .map(place)
        .map(|(x, y)| format!("{x},{y}"))
        .collect();
    let (x, y) = place(&last);
    let target = target.map(|target| {
        let y = up.at(target.get()).to_string();
        view! { <line class="trend-target" x1="0" x2=WIDTH.to_string() y1=y.clone() y2=y></line> }
    });
    view! {
        <svg class="trend" aria-hidden="true" width=WIDTH.to_string() height=HEIGHT.to_string()
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")>
            {target}
            <polyline points=line.join(" ")></polyline>
            <circle cx=x.to_string() cy=y.to_string() r="3"></circle>
        </svg>
    }
    .into_any()
}
