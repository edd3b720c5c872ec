//! Goals of teams that a plan supports. That is the plan's own: a team hears nothing of it until its owner lets it be
//! counted, and a goal stays here by its name when its team is gone.

use super::Page;
use crate::components::Icon;
use crate::features::plans::counting::{CountSheet, CountSwitch, Counting, tell};
use crate::features::team::pages::{TeamPage, team_path};
use crate::shell::page as window_page;
use crate::words;
use commonplace_api::plan::{GoalLink, NewSupport, PlanChange, Supports};
use commonplace_api::team::goal::GoalRow;
use commonplace_api::team::space::{TeamId, TeamRow};
use commonplace_api::{Change, Command, Id, Update, View};
use leptos::prelude::*;

/// The goals, and a way to choose one; nothing for somebody without a team.
#[component]
pub(super) fn TeamGoals(page: Page) -> impl IntoView {
    let app = page.app;
    let links = page.of(|plan| plan.goals.clone());
    let fixed = page.fixed();
    let asking = RwSignal::new(None::<Counting>);
    let choosing = RwSignal::new(false);
    let teams = Memo::new(move |_| {
        let rows = app.teams.get().into_iter().flatten();
        rows.filter(TeamRow::may_write).collect::<Vec<_>>()
    });
    let which = move || {
        let links = links.get().into_iter();
        let which = links.map(|link| (link.supports.team, link.supports.goal));
        which.collect::<Vec<_>>()
    };
    let cannot = move || fixed.get() || teams.with(Vec::is_empty);
    view! {
        <section class="group team-goals" hidden=move || links.with(Vec::is_empty) && cannot()>
            <h2>{words!(supports.title)}</h2>
            <p class="hint">{words!(supports.only_you)}</p>
            <ul class="items" role="list" aria-label=words!(supports.title) hidden=move || links.with(Vec::is_empty)>
                <For each=which key=|which| *which let:which><Supported page team={which.0} goal={which.1} asking/></For>
            </ul>
            <button class="button quiet start" type="button" hidden=cannot aria-expanded=move || choosing.get().to_string()
                on:click=move |_| choosing.set(!choosing.get_untracked())>
                <Icon name="add"/>{words!(supports.choose)}
            </button>
            <Show when=move || choosing.get() && !cannot()><Choose page teams choosing/></Show>
        </section>
        <CountSheet app asking/>
    }
}

/// What a team is called now, if it is here.
fn team_name(teams: Option<&Vec<TeamRow>>, team: TeamId) -> Option<String> {
    let row = teams?.iter().find(|row| row.team == team)?;
    Some(words::team::called(row.name.clone()))
}

/// The goals of a team, for as long as the part of the screen stands.
fn goals_of(page: Page, team: TeamId) -> RwSignal<Option<Vec<GoalRow>>> {
    let goals = RwSignal::new(None);
    let view = View::In(team, Box::new(View::Goals));
    page.core().watch_here(view, move |update| {
        if let Update::Goals(now) = update {
            goals.try_set(Some(now));
        }
    });
    goals
}

#[component]
fn Supported(
    page: Page,
    team: TeamId,
    goal: Id,
    asking: RwSignal<Option<Counting>>,
) -> impl IntoView {
    let (app, fixed) = (page.app, page.fixed());
    let link = page.of(move |plan| {
        let mut links = plan.goals.iter();
        links
            .find(|link| (link.supports.team, link.supports.goal) == (team, goal))
            .cloned()
    });
    let here = Memo::new(move |_| app.teams.with(|teams| team_name(teams.as_ref(), team)));
    let kept = Memo::new(move |_| {
        let name = link.with(|link| link.as_ref().map(|link| link.name.clone()));
        named(name.unwrap_or_default())
    });
    let hint = move || {
        if let Some(team) = here.get() {
            return words!(supports.of_team, team = team);
        }
        let team = link.with(|link| link.as_ref().map(|link| link.team_name.clone()));
        let team = words::team::called(team.unwrap_or_default());
        words!(supports.team_gone, team = team)
    };
    let is_here = Memo::new(move |_| here.with(Option::is_some));
    let title = move || {
        if is_here.get() {
            view! { <GoalName page team goal kept/> }.into_any()
        } else {
            view! { <span dir="auto">{kept}</span> }.into_any()
        }
    };
    let take_out = move || words!(supports.take_out, goal = kept.get());
    let remove = move |_| {
        if let Some(link) = link.get_untracked() {
            take_it_out(page, &link);
        }
    };
    let counting = Memo::new(move |_| {
        Some(Counting {
            plan: page.id,
            supports: link.with(|link| link.as_ref().map(|link| link.supports))?,
            team_name: here.get()?,
        })
    });
    view! {
        <li class="item team-goal">
            <div class="item-line">
                <span class="evidence-title">{title}</span>
                <button class="icon-button" type="button" hidden=fixed aria-label=take_out on:click=remove><Icon name="close"/></button>
            </div>
            <p class="hint" dir="auto">{hint}</p>
            <Show when=move || is_here.get() && !fixed.get()><CountSwitch app counting asking/></Show>
        </li>
    }
}

/// A goal of a team that is here, by what it is called now.
#[component]
fn GoalName(page: Page, team: TeamId, goal: Id, kept: Memo<String>) -> impl IntoView {
    let goals = goals_of(page, team);
    let name = move || {
        let now = goals.with(|goals| {
            let row = goals.as_ref()?.iter().find(|row| row.id == goal)?;
            Some(row.title.clone())
        });
        now.map_or_else(|| kept.get(), named)
    };
    view! { <a href=team_path(team, TeamPage::Goal(goal)) dir="auto">{name}</a> }
}

/// What a goal is called, or what is said where nobody said.
fn named(title: String) -> String {
    if title.is_empty() {
        return words!(goals.untitled).to_owned();
    }
    title
}

/// It supports the goal no longer. Had back it does again, and is not counted until its owner says so once more.
fn take_it_out(page: Page, link: &GoalLink) {
    let Supports {
        team,
        goal,
        counted,
        counted_elsewhere,
    } = link.supports;
    page.change(PlanChange::StopSupporting(team, goal));
    let said = if counted {
        words!(supports.out_and_not_counted)
    } else {
        words!(supports.taken_out)
    };
    if counted && !counted_elsewhere {
        tell(page.app, team, goal, false);
    }
    let back = PlanChange::Support(NewSupport {
        team,
        goal,
        name: link.name.clone(),
        team_name: link.team_name.clone(),
    });
    let change = Change::Plan(back);
    let undo = Command::Change {
        id: page.id,
        change,
    };
    page.app.toast(said.into(), Some(undo));
    window_page::rescue_focus();
}

/// The goals of all teams in which this person writes.
#[component]
fn Choose(page: Page, teams: Memo<Vec<TeamRow>>, choosing: RwSignal<bool>) -> impl IntoView {
    let groups = move || {
        let teams = teams.get().into_iter();
        teams.map(|row| view! { <OfTeam page row/> }).collect_view()
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let Some((team, goal)) = chosen.split_once('/') else {
            return;
        };
        let (Ok(team), Ok(goal)) = (team.parse::<TeamId>(), goal.parse::<Id>()) else {
            return;
        };
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let option = select.selected_options().item(0);
        let name = option.and_then(|option| option.text_content());
        let team_name = teams.with_untracked(|teams| team_name(Some(teams), team));
        page.change(PlanChange::Support(NewSupport {
            team,
            goal,
            name: name.unwrap_or_default(),
            team_name: team_name.unwrap_or_default(),
        }));
        choosing.set(false);
        window_page::rescue_focus();
    };
    view! {
        <div class="field">
            <label for="team-goal">{words!(supports.which)}</label>
            <select class="input" id="team-goal" dir="auto" on:change=choose>
                <option value="">{words!(supports.none_chosen)}</option>
                {groups}
            </select>
        </div>
    }
}

/// Those of one team that the plan does not support yet.
#[component]
fn OfTeam(page: Page, row: TeamRow) -> impl IntoView {
    let team = row.team;
    let goals = goals_of(page, team);
    let taken = page.of(move |plan| {
        let supports = plan.goals.iter().map(|link| link.supports);
        let of_team = supports.filter(|supports| supports.team == team);
        of_team.map(|supports| supports.goal).collect::<Vec<_>>()
    });
    let options = move || {
        let mut rows = goals.get().unwrap_or_default();
        rows.retain(|row| !taken.with(|taken| taken.contains(&row.id)));
        let option = |row: GoalRow| {
            let value = format!("{team}/{}", row.id);
            view! { <option value=value>{named(row.title)}</option> }
        };
        rows.into_iter().map(option).collect_view()
    };
    view! { <optgroup label=words::team::called(row.name)>{options}</optgroup> }
}
