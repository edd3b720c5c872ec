//! The teams somebody is in, and the way to one more.

use super::join::PasteInvite;
use super::pages::{TeamPage, team_path};
use crate::components::{Icon, PageHead};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::TeamRow;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The page at `/teams`.
#[component]
pub fn TeamsScreen() -> impl IntoView {
    let (teams, navigate) = (use_app().teams, use_navigate());
    let start = move |_| navigate("/teams/start", NavigateOptions::default());
    view! {
        <div class="page">
            <PageHead title=words!(team.name)/>
            {move || teams.get().map(|teams| if teams.is_empty() {
                view! { <Empty/> }.into_any()
            } else {
                let rows: Vec<_> = teams.into_iter().map(|row| view! { <li><Row row/></li> }).collect();
                view! { <ul class="rows" role="list" aria-label=words!(team.name)>{rows}</ul> }.into_any()
            })}
            <div class="actions">
                <button class="button primary" type="button" on:click=start>{words!(team.start)}</button>
            </div>
            <section class="group">
                <h2>{words!(team.join)}</h2>
                <PasteInvite/>
            </section>
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{words!(team.none)}</h2>
            <p>{words!(team.none_lead)}</p>
        </div>
    }
}

#[component]
fn Row(row: TeamRow) -> impl IntoView {
    let href = team_path(row.team, TeamPage::Direction);
    let hint = words::team::standing(&row);
    view! {
        <a class="row" href=href>
            <Icon name="team"/>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::team::called(row.name)}</span>
                <span class="row-hint">{hint}</span>
            </span>
        </a>
    }
}
