//! The way from the baseline to the target: a picture, the same in a sentence, and the figures behind it as a table.

use super::page::OnPage;
use super::spark::Scale;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::Number;
use commonplace_api::team::goal::{Goal, Path, Point, Trend};
use leptos::prelude::*;

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 150.0;
/// Room for what stands beside the ends.
const MARGIN: f64 = 20.0;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    path: Path,
    target: Option<Number>,
    unit: String,
}

fn drawn(goal: &Goal) -> Option<Drawn> {
    let is_empty = goal.path.straight.is_none() && goal.path.rows.is_empty();
    (!is_empty).then(|| Drawn {
        path: goal.path.clone(),
        target: goal.target,
        unit: goal.unit.clone(),
    })
}

/// The word for how it goes, and the picture where there is one.
#[component]
pub(super) fn Picture(goal: OnPage) -> impl IntoView {
    let trend = goal.of(|goal| Some(goal.path.trend));
    let drawn = goal.of(drawn);
    let word = move || trend.get().map(words::goals::trend);
    let behind = move || trend.get().is_some_and(|trend| trend == Trend::OffTrack);
    view! {
        <section class="group goal-way" aria-label=words!(goals.way)>
            <p class="goal-trend" data-behind=move || behind().then_some("")>{word}</p>
            {move || drawn.get().map(|drawn| view! { <Figure drawn/> })}
        </section>
    }
}

#[component]
fn Figure(drawn: Drawn) -> impl IntoView {
    let says = words::goals::path(&drawn.path, &drawn.unit);
    let picture = picture(&drawn);
    view! {
        <figure class="heat goal-picture">
            <svg class="goal-svg" role="img" aria-label=says.clone() viewBox=format!("0 0 {WIDTH} {HEIGHT}")>{picture}</svg>
            <figcaption class="fine">{says}</figcaption>
            <details class="heat-table">
                <summary>{words!(review.as_table)}</summary>
                <Table drawn/>
            </details>
        </figure>
    }
}

fn picture(drawn: &Drawn) -> impl IntoView + use<> {
    let ends = drawn.path.straight.map(|(from, to)| [from, to]);
    let rows = drawn.path.rows.iter().map(|row| row.point);
    let points: Vec<Point> = ends.into_iter().flatten().chain(rows.clone()).collect();
    let days = points.iter().map(|point| f64::from(point.day.0));
    let values = points.iter().map(|point| point.value.get());
    let across = Scale::new(days, MARGIN, WIDTH - MARGIN);
    let up = Scale::new(
        values.chain(drawn.target.map(Number::get)),
        HEIGHT - MARGIN,
        MARGIN,
    );
    let place = |point: Point| (across.at(f64::from(point.day.0)), up.at(point.value.get()));
    let line: Vec<_> = rows
        .clone()
        .map(place)
        .map(|(x, y)| format!("{x},{y}"))
        .collect();
    let dots: Vec<_> = rows
        .map(place)
        .map(|(x, y)| view! { <circle cx=x.to_string() cy=y.to_string() r="4"></circle> })
        .collect();
    let straight = ends.map(|[from, to]| {
        let ((x1, y1), (x2, y2)) = (place(from), place(to));
        // Beside an end, on the side where the path does not go.
        let beside = |y: f64, other: f64| if y > other { y + 15.0 } else { y - 8.0 };
        view! {
            <line class="trend-target" x1=x1.to_string() y1=y1.to_string() x2=x2.to_string() y2=y2.to_string()></line>
            <text x=x1.to_string() y=beside(y1, y2).to_string() text-anchor="start">{words::goals::amount(from.value, &drawn.unit)}</text>
            <text x=x2.to_string() y=beside(y2, y1).to_string() text-anchor="end">{words::goals::amount(to.value, &drawn.unit)}</text>
        }
    });
    let target = (ends.is_none()).then_some(drawn.target).flatten().map(|target| {
        let y = up.at(target.get());
        view! {
            <line class="trend-target" x1="0" y1=y.to_string() x2=WIDTH.to_string() y2=y.to_string()></line>
            <text x=(WIDTH - MARGIN).to_string() y=(y - 6.0).to_string() text-anchor="end">{words::goals::amount(target, &drawn.unit)}</text>
        }
    });
    view! { {straight}{target}<polyline points=line.join(" ")></polyline>{dots} }
}

#[component]
fn Table(drawn: Drawn) -> impl IntoView {
    let Drawn { path, unit, .. } = drawn;
    let amount = |number: Option<Number>| number.map(|number| words::goals::amount(number, &unit));
    let rows = path.rows.iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{Moment::on(row.point.day).full_day()}</th>
                <td>{amount(Some(row.point.value))}</td>
                <td>{amount(row.expected)}</td>
                <td>{row.share.map(words::goals::percent)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <div class="reading-table" role="region" tabindex="0" aria-label=words!(goals.table)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words!(review.day)}</th>
                        <th scope="col">{words!(goals.measured)}</th>
                        <th scope="col">{words!(goals.straight)}</th>
                        <th scope="col">{words!(goals.of_the_way)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
