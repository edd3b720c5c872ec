//! Whether a team may count a plan that supports one of its goals. What others see of that is said before anything goes
//! out, and it goes out as the team's own yes or no: the plan stays where it is.

use crate::components::{Sheet, open_while};
use crate::shell::page;
use crate::state::App;
use crate::words;
use commonplace_api::plan::{NewSupport, PlanChange, Supports};
use commonplace_api::team::goal::GoalChange;
use commonplace_api::team::space::{TeamCommand, TeamId};
use commonplace_api::{Change, Command, Id};
use leptos::prelude::*;

/// A plan that is to be counted, if its owner still wants that once they know what others see.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counting {
    /// The plan.
    pub(crate) plan: Id,
    /// The goal it supports.
    pub(crate) supports: Supports,
    /// What the team is called.
    pub(crate) team_name: String,
}

fn change(app: App, plan: Id, change: PlanChange) {
    app.core.dispatch(Command::Change {
        id: plan,
        change: Change::Plan(change),
    });
}

/// Says in the team that a plan of this person supports the goal, or that none does. Where nothing can be written,
/// nothing is said.
pub(crate) fn tell(app: App, team: TeamId, goal: Id, supports: bool) {
    let me = app.teams.with_untracked(|teams| {
        let mut teams = teams.iter().flatten();
        let row = teams.find(|row| row.team == team && row.may_write())?;
        Some(row.me)
    });
    let Some(me) = me else {
        return;
    };
    let change = Box::new(Change::Goal(me, GoalChange::Support(supports)));
    let said = TeamCommand::Change { id: goal, change };
    app.core.dispatch(Command::In(team, said));
}

/// Notes in a plan that it supports a goal. Nobody else hears of it.
pub(crate) fn support(app: App, plan: Id, new: NewSupport) {
    change(app, plan, PlanChange::Support(new));
}

/// The team may count it no longer: it is told so, unless another plan of this person is counted there.
pub(crate) fn stop_counting(app: App, plan: Id, supports: Supports) {
    let Supports { team, goal, .. } = supports;
    change(app, plan, PlanChange::Count(team, goal, false));
    if supports.counted && !supports.counted_elsewhere {
        tell(app, team, goal, false);
    }
}

/// Whether this person can say something in a team now.
fn can_tell(app: App, team: TeamId) -> bool {
    app.teams.with(|teams| {
        let mut teams = teams.iter().flatten();
        teams.any(|row| row.team == team && row.may_write())
    })
}

/// Switches counting on, after asking, and off at once.
#[component]
pub(crate) fn CountSwitch(
    /// The state of the app.
    app: App,
    /// What is switched; nothing while it is not known.
    #[prop(into)]
    counting: Signal<Option<Counting>>,
    /// Where it is asked.
    asking: RwSignal<Option<Counting>>,
) -> impl IntoView {
    let press = move |_| {
        let Some(counting) = counting.get_untracked() else {
            return;
        };
        if counting.supports.counted {
            stop_counting(app, counting.plan, counting.supports);
            app.toast(words!(supports.not_counted).into(), None);
        } else {
            asking.set(Some(counting));
        }
    };
    let is_on = move || counting.with(|one| one.as_ref().is_some_and(|one| one.supports.counted));
    let cannot = move || {
        let team = counting.with(|one| Some(one.as_ref()?.supports.team));
        team.is_none_or(|team| !can_tell(app, team))
    };
    view! {
        <div class="choices">
            <button class="choice" type="button" aria-pressed=move || is_on().to_string() disabled=cannot on:click=press>
                {words!(supports.count)}
            </button>
        </div>
    }
}

/// The sheet that says what others would see; open while something is to be counted.
#[component]
pub(crate) fn CountSheet(
    /// The state of the app.
    app: App,
    /// What is to be counted.
    asking: RwSignal<Option<Counting>>,
) -> impl IntoView {
    let open = open_while(asking);
    let close = move || {
        asking.set(None);
        page::rescue_focus();
    };
    let count = move |_| {
        if let Some(Counting { plan, supports, .. }) = asking.get_untracked() {
            let Supports { team, goal, .. } = supports;
            change(app, plan, PlanChange::Count(team, goal, true));
            tell(app, team, goal, true);
        }
        close();
    };
    let says = move || {
        asking.get().map(|counting| {
            let team = words::team::called(counting.team_name);
            view! { <p dir="auto">{words!(supports.others_see, team = team)}</p> }
        })
    };
    view! {
        <Sheet open title=words!(supports.count)>
            <div class="stack">
                {says}
                <p class="hint">{words!(supports.can_stop)}</p>
            </div>
            <div class="actions">
                <button class="button primary" type="button" on:click=count>{words!(supports.count_it)}</button>
                <button class="button quiet" type="button" on:click=move |_| close()>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}
