//! The list of a team's goals, and the way to a new one.

use super::spark::Spark;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{BeginButton, Listing, Sample};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::goal::GoalRow;
use commonplace_api::{Day, Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/goals`.
#[component]
pub(in crate::features::team) fn GoalsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let goals = RwSignal::new(None::<Vec<GoalRow>>);
    here.watch(View::Goals, move |update| {
        if let Update::Goals(now) = update {
            goals.try_set(Some(now));
        }
    });
    let may_write = here.may_write();
    let list = Listing {
        name: words!(goals.list),
        headed: false,
        empty: [words!(goals.empty), words!(goals.empty_lead)],
    };
    let list = list.of(goals, move |row| {
        let today = Moment::today();
        view! { <Row here row today/> }
    });
    view! {
        <h1 tabindex="-1">{words!(goals.name)}</h1>
        <Show when=move || may_write.get()><BeginButton here page=TeamPage::Goal name=words!(goals.new)/></Show>
        {list}
    }
}

#[component]
fn Row(here: Here, row: GoalRow, today: Day) -> impl IntoView {
    let line = words::goals::line(&row, today);
    let title = if row.title.is_empty() {
        words!(goals.untitled).to_owned()
    } else {
        row.title
    };
    let blocker = (!row.blocker.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{words!(goals.blocked, blocker = row.blocker)}</span> }
    });
    let contested = row.contested.then(|| {
        view! { <span class="row-hint contested-hint">{words!(together.to_settle)}</span> }
    });
    view! {
        <a class="row goal-row" href=here.path(TeamPage::Goal(row.id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{title}</span>
                <span class="row-hint">{words::goals::trend(row.trend)}</span>
                <span class="row-hint" dir="auto">{line}</span>
                {blocker}{contested}
                <Sample is=row.sample/>
            </span>
            <Spark points=row.recent target=row.target/>
        </a>
    }
}
