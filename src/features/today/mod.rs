//! The page of the day: where one writes, what comes back, what is next, and quietly what was written already.

mod due;
mod lesson;

use crate::components::Icon;
use crate::features::import::DropAnywhere;
use crate::features::journal::Arriving;
use crate::features::journal::compose::Compose;
use crate::features::journal::line::Lines;
use crate::features::plans::{Ask, CommitSheet};
use crate::features::recovery::RecoveryCard;
use crate::features::review::starts_on;
use crate::features::team::pages::{TeamPage, team_path};
use crate::routes::review_path;
use crate::shell::dates::Moment;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::lesson::OldLesson;
use commonplace_api::review::{NextReview, NextState};
use commonplace_api::team::space::TeamRow;
use commonplace_api::today::Today;
use commonplace_api::{Day, EntryRow, Period, Update, View, Week};
use leptos::prelude::*;

use due::Due;
pub(crate) use lesson::{Back, LessonCard, LessonSheet};

/// The page at `/`.
#[component]
pub fn TodayScreen() -> impl IntoView {
    let app = use_app();
    let today = RwSignal::new(None::<Today>);
    let view = View::Today {
        starts_on: starts_on(),
    };
    app.core.watch_here(view, move |update| {
        if let Update::Today(page) = update {
            today.try_set(Some(*page));
        }
    });
    // The caret is in the box as soon as the page stands.
    Effect::new(|_| page::focus_soon("#compose"));
    let day = Memo::new(move |_| {
        let day = today.with(|today| today.as_ref().map(|today| today.day));
        day.unwrap_or_else(Moment::today)
    });
    // Sheets stand outside the parts that are made anew.
    let (asked, ask) = (RwSignal::new(None), RwSignal::new(None));
    let heading = move || Moment::on(day.get()).long_day();
    // Each part is made anew when it changes, not when another one does.
    let due = Memo::new(move |_| {
        let due = today.with(|today| today.as_ref().map(|today| today.due.clone()));
        due.unwrap_or_default()
    });
    let lesson = Memo::new(move |_| today.with(|today| today.as_ref()?.lesson.clone()));
    let review = Memo::new(move |_| today.with(|today| today.as_ref().map(|today| today.review)));
    let entries = Memo::new(move |_| today.with(|today| Some(today.as_ref()?.entries.clone())));
    view! {
        <div class="page today">
            <h1 tabindex="-1">{heading}</h1>
            <Compose open=Memo::new(|_| false)/>
            <Arriving/>
            {move || view! { <Due due=due.get() today=day.get()/> }}
            {move || view! { <Lesson lesson=lesson.get() asked/> }}
            {move || review.get().map(|next| view! { <Next next today=day.get()/> })}
            {move || entries.get().map(|entries| view! { <Written entries ask/> })}
            <LessonSheet asked/>
            <CommitSheet ask/>
            <YourTeams/>
            // Last: it comes after the first line, and nothing above may move under a finger.
            <RecoveryCard/>
            <DropAnywhere/>
        </div>
    }
}

/// The lesson of the day, if one comes back.
#[component]
fn Lesson(lesson: Option<OldLesson>, asked: RwSignal<Option<Back>>) -> impl IntoView {
    lesson.map(|lesson| {
        let back = Back {
            lesson,
            review: None,
        };
        view! {
            <section class="group" aria-labelledby="old-lesson">
                <h2 id="old-lesson">{words!(lesson.old)}</h2>
                <LessonCard back asked/>
            </section>
        }
    })
}

/// On a phone: the teams, which have no tab there.
#[component]
fn YourTeams() -> impl IntoView {
    let app = use_app();
    let row = |row: TeamRow| {
        view! {
            <a class="row" href=team_path(row.team, TeamPage::Direction)>
                <Icon name="team"/>
                <span class="row-text"><span class="row-title" dir="auto">{words::team::called(row.name)}</span></span>
            </a>
        }
    };
    let teams = Memo::new(move |_| app.live_teams());
    move || {
        (!teams.with(Vec::is_empty)).then(|| {
            view! {
                <nav class="group elsewhere" aria-label=words!(team.name)>
                    <h2>{words!(team.name)}</h2>
                    {teams.get().into_iter().map(row).collect_view()}
                </nav>
            }
        })
    }
}

/// The next look back.
#[component]
fn Next(next: NextReview, today: Day) -> impl IntoView {
    let this_week = Week::of(today, starts_on());
    let says = match next.state {
        NextState::Ahead => {
            words!(review.ahead, day = Moment::on(next.from).long_day())
        }
        NextState::Begun => words!(review.go_on).to_owned(),
        NextState::Due if next.week == this_week => words!(review.due).to_owned(),
        NextState::Due => words!(review.due_last).to_owned(),
    };
    let to = match next.state {
        NextState::Ahead => "/review".to_owned(),
        _ => review_path(Period::Week(next.week)),
    };
    view! {
        <a class="row next-review" href=to data-due=(next.state != NextState::Ahead).then_some("")>
            <Icon name="review"/>
            <span class="row-text"><span class="row-title">{says}</span></span>
        </a>
    }
}

#[component]
fn Written(entries: Vec<EntryRow>, ask: RwSignal<Option<Ask>>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="today-empty">{words!(today.empty)}</p> }.into_any();
    }
    view! {
        <section class="group" aria-labelledby="written-today">
            <h2 id="written-today">{words!(today.written)}</h2>
            <Lines rows=entries name=words!(journal.entries) with_time=true commit=ask/>
        </section>
    }
    .into_any()
}
