//! Sharing a lesson from an entry: which team gets it is asked where there are several, and its words are chosen anew. The
//! entry is read for a first draft and nothing of it is changed, nor is it told that a lesson was made of it.

use super::share::Form;
use crate::components::Sheet;
use crate::features::team::here::Here;
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::space::{TeamId, TeamRow};
use leptos::prelude::*;

/// Whether there is a team to share with.
pub(crate) fn can_share(app: App) -> Signal<bool> {
    Memo::new(move |_| {
        app.teams
            .with(|teams| teams.iter().flatten().any(TeamRow::may_write))
    })
    .into()
}

/// The sheet; open while `open` is.
#[component]
pub(crate) fn ShareEntry(
    /// The entry.
    entry: Id,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let teams = Memo::new(move |_| {
        let rows = app.teams.get().into_iter().flatten();
        let rows = rows.filter(TeamRow::may_write);
        rows.map(|row| (row.team, words::team::called(row.name)))
            .collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(None::<TeamId>);
    let team = Memo::new(move |_| {
        chosen
            .get()
            .or_else(|| teams.with(|teams| Some(teams.first()?.0)))
    });
    let done = Callback::new(move |()| {
        open.try_set(false);
    });
    let form = move || {
        let team = team.get().filter(|_| open.get())?;
        Some(view! { <Form here=Here::new(app, team) entry done/> })
    };
    view! {
        <Sheet open title=words!(lessons.share)>
            <Show when=move || teams.with(|teams| teams.len() > 1)>
                <Teams teams team chosen/>
            </Show>
            {form}
        </Sheet>
    }
}

#[component]
fn Teams(
    teams: Memo<Vec<(TeamId, String)>>,
    team: Memo<Option<TeamId>>,
    chosen: RwSignal<Option<TeamId>>,
) -> impl IntoView {
    let option = move |(id, name): (TeamId, String)| {
        view! { <option value=id.to_string() prop:selected=move || team.get() == Some(id)>{name}</option> }
    };
    let change = move |event| chosen.set(event_target_value(&event).parse().ok());
    view! {
        <div class="field">
            <label for="share-team">{words!(lessons.which_team)}</label>
            <select class="input" id="share-team" dir="auto" on:change=change>
                {move || teams.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
