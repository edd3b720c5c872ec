//! Looking back: the reviews there are, the review of one week, and what a month or a year held.

mod happened;
pub mod heat;
mod look_back;
pub mod wizard;

use crate::components::PageHead;
use crate::routes::review_path;
use crate::shell::choices::{WeekStart, chosen};
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use commonplace_api::review::{NextReview, NextState, PastReview, Reviews};
use commonplace_api::{Day, Id, Period, Update, View, Week};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

pub use look_back::LookBackScreen;
pub use wizard::ReviewScreen;

/// The day weeks begin with, as chosen in the settings: 1 is Monday.
pub(crate) fn starts_on() -> u8 {
    chosen::<WeekStart>().day()
}

/// "23 November – 29 November".
fn days(first: Day, last: Day) -> String {
    words!(
        review.days,
        first = Moment::on(first).short_day(),
        last = Moment::on(last).short_day()
    )
}

/// "Week 48".
fn week_name(week: Week) -> String {
    words!(review.week, number = week.number.to_string())
}

/// The page at `/review`.
#[component]
pub fn ReviewsScreen(
    /// The review to go on to, for those who know it by its id.
    find: Option<Id>,
) -> impl IntoView {
    let reviews = RwSignal::new(None::<Reviews>);
    let navigate = use_navigate();
    let view = View::Reviews {
        starts_on: starts_on(),
    };
    use_app().core.watch_here(view, move |update| {
        if let Update::Reviews(page) = update {
            let found = page.past.iter().find(|review| Some(review.id) == find);
            if let Some(found) = found {
                let replace = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate(&review_path(Period::Week(found.week)), replace);
            }
            reviews.try_set(Some(page));
        }
    });
    let part = move |part: fn(&Reviews) -> AnyView| reviews.with(|page| page.as_ref().map(part));
    view! {
        <div class="page">
            <PageHead title=words!(review.name)/>
            <p class="lead">{words!(review.lead)}</p>
            {move || part(|page| view! { <Next next=page.next today=page.today/> }.into_any())}
            {move || part(|page| view! { <Periods today=page.today since=page.since/> }.into_any())}
            {move || part(|page| view! { <Past past=page.past.clone()/> }.into_any())}
        </div>
    }
}

/// The one that is next, and the way into it. Nobody has to wait for the day.
#[component]
fn Next(next: NextReview, today: Day) -> impl IntoView {
    let this_week = Week::of(today, starts_on());
    let week = if next.state == NextState::Ahead {
        this_week
    } else {
        next.week
    };
    let (first, last) = (week.first(starts_on()), week.last(starts_on()));
    let says = match next.state {
        NextState::Ahead => {
            words!(review.ahead, day = Moment::on(next.from).long_day())
        }
        NextState::Begun => words!(review.begun).to_owned(),
        NextState::Due => words!(review.takes).to_owned(),
    };
    let button = match next.state {
        NextState::Ahead if next.week != this_week => words!(review.read),
        NextState::Ahead => words!(review.begin_early),
        NextState::Begun => words!(review.go_on),
        NextState::Due => words!(review.begin),
    };
    let primary = next.state != NextState::Ahead;
    view! {
        <section class="next-card" aria-labelledby="next-review">
            <h2 id="next-review">{days(first, last)}</h2>
            <p class="quiet-text">{says}</p>
            <div class="actions">
                <a class="button" class:primary=primary href=review_path(Period::Week(week))>{button}</a>
            </div>
        </section>
    }
}

/// The months and years one can look back at.
#[component]
fn Periods(today: Day, since: Option<Day>) -> impl IntoView {
    let now = today.date();
    let since = since.unwrap_or(today).date();
    let month = Period::Month {
        year: now.year,
        month: now.month,
    };
    let before = month.neighbours().0;
    let months = [month, before].map(|period| {
        let name = Moment::on(period.days(1).0).whole_month();
        view! { <li><a class="button" href=review_path(period)>{name}</a></li> }
    });
    let years: Vec<_> = (since.year.max(now.year - 20)..=now.year)
        .rev()
        .map(|year| {
            let path = review_path(Period::Year(year));
            view! { <li><a class="button" href=path>{year.to_string()}</a></li> }
        })
        .collect();
    view! {
        <section class="group" aria-labelledby="look-back">
            <h2 id="look-back">{words!(review.look_back)}</h2>
            <ul class="periods" role="list">{months.into_iter().collect_view()}{years}</ul>
        </section>
    }
}

/// Those that were written.
#[component]
fn Past(past: Vec<PastReview>) -> impl IntoView {
    (!past.is_empty()).then(|| {
        view! {
            <section class="group" aria-labelledby="past-reviews">
                <h2 id="past-reviews">{words!(review.past)}</h2>
                <PastList past/>
            </section>
        }
    })
}

/// Reviews, one row each.
#[component]
fn PastList(past: Vec<PastReview>) -> impl IntoView {
    let rows: Vec<_> = past
        .into_iter()
        .map(|review| {
            let hint = match review.excerpt.as_str() {
                "" => words!(review.without_words).to_owned(),
                excerpt => excerpt.to_owned(),
            };
            let open = (!review.done)
                .then(|| view! { <span class="row-value">{words!(review.begun_short)}</span> });
            let year = Moment::on(review.last).whole_month();
            view! {
                <li>
                    <a class="row" href=review_path(Period::Week(review.week))>
                        <span class="row-text">
                            <span class="row-title">{days(review.first, review.last)}</span>
                            <span class="row-hint" dir="auto">{hint}</span>
                        </span>
                        {open}
                        <span class="visually-hidden">{year}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="rows" role="list">{rows}</ul> }
}
