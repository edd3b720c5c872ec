//! On the page of a person's own skill: who sees it. Says "only me" once every team has said that it is not shared there,
//! and not before.

use super::page::shared_by;
use crate::components::Icon;
use crate::features::team::here::Here;
use crate::features::team::pages::{TeamPage, team_path};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::{TeamId, TeamRow, TeamState};
use commonplace_api::{Id, Update, View};
use leptos::prelude::Update as _;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The teams that said whether they see it.
type Said = RwSignal<BTreeMap<TeamId, bool>>;

/// The line.
#[component]
pub(crate) fn WhoSees(
    /// The skill.
    skill: Id,
) -> impl IntoView {
    let app = use_app();
    // Also those that one left: what they were given they have.
    let teams = Memo::new(move |_| app.teams.get().unwrap_or_default());
    let ids = Memo::new(move |_| {
        teams.with(|teams| teams.iter().map(|row| row.team).collect::<Vec<_>>())
    });
    let said = RwSignal::new(BTreeMap::new());
    let known = Memo::new(move |_| {
        let is_known = |row: &TeamRow| {
            // What has not arrived cannot be spoken for.
            let is_here = !matches!(row.state, TeamState::Arriving | TeamState::Opening);
            is_here && said.with(|said| said.contains_key(&row.team))
        };
        app.teams.with(Option::is_some) && teams.with(|teams| teams.iter().all(is_known))
    });
    let line = move || known.get().then(|| line(&teams.get(), &said.get()));
    view! {
        <For each=move || ids.get() key=|team| *team let:team><Watch team skill said/></For>
        <p class="hint who-sees">{line}</p>
    }
}

/// Asks a team.
#[component]
fn Watch(team: TeamId, skill: Id, said: Said) -> impl IntoView {
    let here = Here::new(use_app(), team);
    here.watch(View::Matrix, move |update| {
        if let Update::Matrix(matrix) = update {
            let shared = shared_by(&matrix, here.me());
            let sees = shared.iter().any(|(cell, _)| cell.skill == skill);
            said.try_update(|said| said.insert(team, sees));
        }
    });
}

fn line(teams: &[TeamRow], said: &BTreeMap<TeamId, bool>) -> AnyView {
    let sees = |row: &&TeamRow| said.get(&row.team) == Some(&true);
    let seen: Vec<_> = teams.iter().filter(sees).collect();
    if !seen.is_empty() {
        return view! { <Icon name="team"/><span>{words!(matrix.named_in)}" "{links(&seen)}</span> }
            .into_any();
    }
    let could: Vec<_> = teams.iter().filter(|row| row.may_write()).collect();
    if could.is_empty() {
        return view! { <Icon name="lock"/><span>{words!(matrix.only_me)}</span> }.into_any();
    }
    view! { <Icon name="lock"/><span>{words!(matrix.share_it_in)}" "{links(&could)}</span> }
        .into_any()
}

fn links(teams: &[&TeamRow]) -> impl IntoView + use<> {
    let links = teams.iter().enumerate().map(|(at, row)| {
        let path = team_path(row.team, TeamPage::Skills);
        let name = words::team::called(row.name.clone());
        let comma = (at > 0).then_some(", ");
        view! { {comma}<a href=path dir="auto">{name}</a> }
    });
    links.collect_view()
}
