//! How many members have a plan of their own that supports a goal, and which of one's own do. The plans stay where they
//! are: who is counted is who said so, and nothing of a plan is told.

use super::page::{OnPage, change};
use crate::features::plans::{CountSheet, CountSwitch, Counting, support};
use crate::features::team::called;
use crate::routes::document_path;
use crate::shell::page;
use crate::words;
use commonplace_api::plan::{NewSupport, PlanRow, Supports};
use commonplace_api::team::goal::GoalChange;
use commonplace_api::{Id, Kind, Update, View};
use leptos::prelude::*;

/// Who is counted, and one's own part of it.
#[component]
pub(super) fn Supporting(goal: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let count = goal.of(|goal| u32::try_from(goal.supporting.len()).unwrap_or(u32::MAX));
    let names = goal.of(|goal| {
        let names = goal.supporting.iter();
        let names = names.map(|person| words::team::person(person.name.clone()));
        names.collect::<Vec<_>>().join(", ")
    });
    let asking = RwSignal::new(None::<Counting>);
    view! {
        <section class="group">
            <h2>{words!(goals.supporting_title)}</h2>
            <p hidden=move || count.get() != 0>{move || words::goals::supporting(count.get())}</p>
            <p dir="auto" hidden=move || count.get() == 0>{names}</p>
            <Show when=move || !fixed.get()><Mine goal asking/></Show>
        </section>
        <CountSheet app=goal.here.app asking/>
    }
}

/// The plan's side of it, if it supports this goal.
fn of_plan(goal: OnPage, row: &PlanRow) -> Option<Supports> {
    let (team, id) = (goal.here.team, goal.id);
    let mut all = row.supports.iter().copied();
    all.find(|supports| (supports.team, supports.goal) == (team, id))
}

/// One's own plans that support it, and a way to say that another one does.
#[component]
fn Mine(goal: OnPage, asking: RwSignal<Option<Counting>>) -> impl IntoView {
    let plans = RwSignal::new(Vec::<PlanRow>::new());
    goal.here.core().watch_here(View::Plans, move |update| {
        if let Update::Plans(now) = update {
            plans.try_set(now);
        }
    });
    let supporting = Memo::new(move |_| {
        plans.with(|plans| {
            let plans = plans.iter();
            let mine =
                plans.filter_map(|row| Some((row.id, row.title.clone(), of_plan(goal, row)?)));
            mine.collect::<Vec<_>>()
        })
    });
    let others = Memo::new(move |_| {
        let mut plans = plans.get();
        plans.retain(|row| of_plan(goal, row).is_none());
        plans
    });
    let ids = move || {
        let ids = supporting.get().into_iter().map(|(plan, ..)| plan);
        ids.collect::<Vec<_>>()
    };
    let none = move || supporting.with(Vec::is_empty);
    view! {
        <ul class="items" role="list" aria-label=words!(supports.mine) hidden=none>
            <For each=ids key=|plan| *plan let:plan><OnePlan goal plan supporting asking/></For>
        </ul>
        <LeftOver goal supporting/>
        <Another goal others/>
        <p class="hint">{words!(supports.which_is_yours)}</p>
    }
}

fn named(title: String) -> String {
    if title.is_empty() {
        return words!(plans.untitled).to_owned();
    }
    title
}

#[component]
fn OnePlan(
    goal: OnPage,
    plan: Id,
    supporting: Memo<Vec<(Id, String, Supports)>>,
    asking: RwSignal<Option<Counting>>,
) -> impl IntoView {
    let app = goal.here.app;
    let here = goal.here;
    let this =
        Memo::new(move |_| supporting.with(|all| all.iter().find(|(id, ..)| *id == plan).cloned()));
    let title = move || named(this.get().map(|(_, title, _)| title).unwrap_or_default());
    let counting = Memo::new(move |_| {
        Some(Counting {
            plan,
            supports: this.with(|this| Some(this.as_ref()?.2))?,
            team_name: called(here),
        })
    });
    view! {
        <li class="item">
            <a class="evidence-title" href=document_path(Kind::Plan, plan) dir="auto">{title}</a>
            <CountSwitch app counting asking/>
        </li>
    }
}

/// The team counts this person, and no plan here is one that it may count: said long ago, or taken out on a device that
/// could not tell.
#[component]
fn LeftOver(goal: OnPage, supporting: Memo<Vec<(Id, String, Supports)>>) -> impl IntoView {
    let me = goal.here.me();
    let said = goal.of(move |goal| goal.supporting.iter().any(|person| person.id == me));
    let is_left = Memo::new(move |_| {
        let counted = supporting.with(|all| all.iter().any(|(_, _, supports)| supports.counted));
        said.get() && !counted
    });
    let take_back = move |_| {
        change(goal, GoalChange::Support(false));
        page::rescue_focus();
    };
    view! {
        <Show when=move || is_left.get()>
            <div class="notice">
                <p>{words!(supports.left_over)}</p>
                <div class="actions"><button class="button" type="button" on:click=take_back>{words!(supports.take_back)}</button></div>
            </div>
        </Show>
    }
}

/// Notes in another plan that it supports this goal. The team hears nothing of it.
#[component]
fn Another(goal: OnPage, others: Memo<Vec<PlanRow>>) -> impl IntoView {
    let options = move || {
        let others = others.get().into_iter();
        others
            .map(|row| view! { <option value=row.id.to_string()>{named(row.title)}</option> })
            .collect_view()
    };
    let choose = move |event| {
        if let Ok(plan) = event_target_value(&event).parse() {
            let new = NewSupport {
                team: goal.here.team,
                goal: goal.id,
                name: goal.once(|goal| goal.title.clone()),
                team_name: called(goal.here),
            };
            support(goal.here.app, plan, new);
        }
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    view! {
        <select class="input" aria-label=words!(goals.support) dir="auto" hidden=move || others.with(Vec::is_empty) on:change=choose>
            <option value="">{words!(goals.support)}</option>
            {options}
        </select>
    }
}
