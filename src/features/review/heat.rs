//! When something was written: a small square for each day, filled further the more there is. Told by size, not by
//! colour; and all of it once more as a table, for whoever reads rather than looks.

use super::starts_on;
use crate::shell::dates::Moment;
use crate::words;
use crate::words::Count;
use commonplace_api::{Day, Period};
use leptos::prelude::*;

/// Side of a day.
const CELL: i32 = 12;
/// From one day to the next.
const STEP: i32 = 14;
/// Sides of what fills a day: for one entry, two, and three or more.
const FILLS: [i32; 4] = [0, 5, 8, 12];

/// Where the days of a picture stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The first day of the picture.
    first: Day,
    /// The day its weeks begin with.
    starts_on: u8,
    /// Whether weeks are columns, as of a year, or rows, as of a month.
    weeks_across: bool,
}

impl Grid {
    /// The picture of days from `first` on.
    pub fn new(first: Day, starts_on: u8, weeks_across: bool) -> Self {
        Self {
            first,
            starts_on,
            weeks_across,
        }
    }

    /// Column and row of the day with this index.
    pub fn place(self, index: usize) -> (i32, i32) {
        let index = i32::try_from(index).unwrap_or(i32::MAX - 7);
        let lead = (i32::from(self.first.weekday()) - i32::from(self.starts_on)).rem_euclid(7);
        let (week, day) = ((index + lead) / 7, (index + lead) % 7);
        if self.weeks_across {
            (week, day)
        } else {
            (day, week)
        }
    }

    /// Columns and rows of so many days.
    pub fn size(self, days: usize) -> (i32, i32) {
        let (across, down) = self.place(days.saturating_sub(1));
        if self.weeks_across {
            (across + 1, 7)
        } else {
            (7, down + 1)
        }
    }
}

/// The picture and its table.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub(super) fn Heat(
    /// A month or a year.
    period: Period,
    /// Its first day.
    first: Day,
    /// How many entries each day has.
    days: Vec<u16>,
    /// What the period is called.
    name: String,
) -> impl IntoView {
    let is_year = matches!(period, Period::Year(_));
    let grid = Grid::new(first, starts_on(), is_year);
    let (columns, rows) = grid.size(days.len());
    let with = days.iter().filter(|count| **count > 0).count();
    let with = Count(u32::try_from(with).unwrap_or(u32::MAX));
    let says = words!(review.heat, count = with, name = name.as_str());
    let cells: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(at, count)| cell(grid.place(at), *count))
        .collect();
    // Names of days cost more than the picture: the table is made for who opens it.
    let opened = RwSignal::new(false);
    let table = move || {
        let days = days.clone();
        opened.get().then(|| view! { <Table is_year first days/> })
    };
    let size = format!("-1 -1 {} {}", columns * STEP, rows * STEP);
    view! {
        <figure class="heat" data-year=is_year.then_some("")>
            <svg class="heat-picture" viewBox=size role="img" aria-label=says.clone()>{cells}</svg>
            <figcaption class="fine">{says}</figcaption>
            <details class="heat-table" on:toggle=move |_| opened.set(true)>
                <summary>{words!(review.as_table)}</summary>
                {table}
            </details>
        </figure>
    }
}

fn cell((column, row): (i32, i32), count: u16) -> impl IntoView {
    let fill = FILLS
        .get(usize::from(count))
        .or(FILLS.last())
        .copied()
        .unwrap_or_default();
    let at = |place: i32, side: i32| (place * STEP + (CELL - side) / 2).to_string();
    let filled = (fill > 0).then(|| {
        let side = fill.to_string();
        view! {
            <rect class="heat-fill" x=at(column, fill) y=at(row, fill) width=side.clone() height=side rx="2"></rect>
        }
    });
    let side = CELL.to_string();
    view! {
        <rect class="heat-day" x=at(column, CELL) y=at(row, CELL) width=side.clone() height=side rx="2"></rect>
        {filled}
    }
}

/// The same in words: the days of a month that have entries, or the months of a year.
#[component]
fn Table(is_year: bool, first: Day, days: Vec<u16>) -> impl IntoView {
    let mut lines: Vec<(String, u32)> = Vec::new();
    for (day, count) in (0..).map(|n| first.plus(n)).zip(days) {
        let moment = Moment::on(day);
        let name = if is_year {
            moment.month_name()
        } else {
            moment.long_day()
        };
        match lines.last_mut() {
            Some((last, sum)) if *last == name => *sum += u32::from(count),
            _ => lines.push((name, u32::from(count))),
        }
    }
    lines.retain(|(_, count)| *count > 0);
    let head = if is_year {
        words!(review.month)
    } else {
        words!(review.day)
    };
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, count)| {
            view! { <tr><th scope="row">{name}</th><td>{words::number(count)}</td></tr> }
        })
        .collect();
    view! {
        <table>
            <thead><tr><th scope="col">{head}</th><th scope="col">{words!(journal.entries)}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
