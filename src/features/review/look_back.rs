//! A month or a year: when something was written, what it was, and the reviews of its weeks.

use super::happened::{HappenedParts, Part};
use super::heat::Heat;
use super::{PastList, starts_on};
use crate::components::{Icon, PageHead};
use crate::features::journal::line::Lines;
use crate::routes::review_path;
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use commonplace_api::review::LookBack;
use commonplace_api::{Period, Update, View};
use leptos::prelude::*;

/// What a period is called.
fn name(period: Period) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Week(week) => super::week_name(week),
        Period::Month { .. } => Moment::on(period.days(1).0).whole_month(),
    }
}

/// The page at `/review/2026-11` and `/review/2026`.
#[component]
pub fn LookBackScreen(
    /// Which.
    period: Period,
) -> impl IntoView {
    let held = RwSignal::new(None::<LookBack>);
    let view = View::LookBack {
        period,
        starts_on: starts_on(),
    };
    use_app().core.watch_here(view, move |update| {
        if let Update::LookBack(page) = update {
            held.try_set(Some(*page));
        }
    });
    let (before, after) = period.neighbours();
    let is_ahead = after.days(1).0 > Moment::now().date();
    view! {
        <div class="page">
            <PageHead title=name(period) back="/review"/>
            <nav class="neighbours" aria-label=words!(review.other_times)>
                <a class="button quiet" href=review_path(before)><Icon name="back"/>{name(before)}</a>
                {(!is_ahead).then(|| view! {
                    <a class="button quiet" href=review_path(after)>{name(after)}<Icon name="forward"/></a>
                })}
            </nav>
            {move || held.get().map(|held| view! { <Held held/> })}
        </div>
    }
}

#[component]
fn Held(held: LookBack) -> impl IntoView {
    let LookBack {
        period,
        first,
        days,
        happened,
        reviews,
        ..
    } = held;
    let nothing = words!(review.nothing_then);
    let lessons = happened.lessons.clone();
    let lessons = (!lessons.is_empty()).then(|| {
        view! { <Part id="held-lessons" name=words!(lesson.name)><Lines rows=lessons name=words!(lesson.name)/></Part> }
    });
    let reviews = (!reviews.is_empty()).then(|| {
        view! { <Part id="held-reviews" name=words!(review.past)><PastList past=reviews/></Part> }
    });
    let months = matches!(period, Period::Year(_)).then(|| view! { <Months period/> });
    view! {
        {(happened.total > 0).then(|| view! { <Heat period first days name=name(period)/> })}
        {lessons}
        <HappenedParts happened nothing/>
        {reviews}
        {months}
    }
}

/// The months of a year that have begun.
#[component]
fn Months(period: Period) -> impl IntoView {
    let Period::Year(year) = period else {
        return None;
    };
    let today = Moment::now().date();
    let months: Vec<_> = (1..=12)
        .map(|month| Period::Month { year, month })
        .filter(|month| month.days(1).0 <= today)
        .map(|month| {
            let name = Moment::on(month.days(1).0).month_name();
            view! { <li><a class="button" href=review_path(month)>{name}</a></li> }
        })
        .collect();
    Some(view! {
        <Part id="held-months" name=words!(review.months)><ul class="periods" role="list">{months}</ul></Part>
    })
}
