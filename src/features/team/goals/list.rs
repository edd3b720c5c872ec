//! The list of a team's goals, and the way to a new one.

use super::spark::Spark;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::Sample;
use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::goal::GoalRow;
use commonplace_api::{Day, Update, View};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

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
    let list = move || {
        goals.with(|goals| match goals.as_deref() {
            None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i></div> }.into_any(),
            Some([]) => view! {
                <div class="empty"><h2>{words!(goals.empty)}</h2><p>{words!(goals.empty_lead)}</p></div>
            }
            .into_any(),
            Some(rows) => {
                let today = Moment::today();
                let rows = rows.iter().cloned().map(|row| view! { <li><Row here row today/></li> });
                let rows = rows.collect_view();
                view! { <ul class="rows long" role="list" aria-label=words!(goals.list)>{rows}</ul> }.into_any()
            }
        })
    };
    view! {
        <h1 tabindex="-1">{words!(goals.name)}</h1>
        <Show when=move || may_write.get()><New here/></Show>
        {list}
    }
}

#[component]
fn New(here: Here) -> impl IntoView {
    let navigate = use_navigate();
    let begin = move |_| {
        let path = here.path(TeamPage::Goal(random_id()));
        navigate(&format!("{path}?new"), NavigateOptions::default());
    };
    view! {
        <div class="actions">
            <button class="button primary" type="button" on:click=begin>{words!(goals.new)}</button>
        </div>
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
