//! Where one can go: at the bottom on a phone, at the side on a desktop. Writing comes first; a phone puts it in the
//! middle.

use super::places::{COMPOSE, Offered, PLACES, Place, TEAMS};
use crate::components::Icon;
use crate::features::team::pages::{TeamPage, team_path};
use crate::routes::{Screen, use_screen};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::TeamId;
use leptos::prelude::*;

/// How many tabs a phone has before the button in the middle.
const BEFORE: usize = 2;
/// How many teams stand at the side of a desktop; all of them are on the page of teams.
const TEAMS_AT_SIDE: usize = 6;

/// The tabs.
#[component]
pub(super) fn Tabs() -> impl IntoView {
    let mut on_phone = 0;
    let tabs: Vec<_> = PLACES
        .iter()
        .filter(|place| place.offered != Offered::Within)
        .map(|place| {
            let class = if place.offered == Offered::Aside {
                "tab tab-aside"
            } else {
                on_phone += 1;
                if on_phone > BEFORE {
                    "tab tab-late"
                } else {
                    "tab"
                }
            };
            let teams = (place.path == TEAMS).then(|| view! { <Teams/> });
            view! { <Tab place class/>{teams} }
        })
        .collect();
    view! {
        <nav class="tabs" aria-label=words!(navigation.name)>
            <a class="tab tab-compose" href=COMPOSE><Icon name="add"/><span>{words!(entry.new)}</span></a>
            {tabs}
        </nav>
    }
}

#[component]
fn Tab(place: &'static Place, class: &'static str) -> impl IntoView {
    let screen = use_screen();
    let here = move || (place.holds)(screen.get()).then_some("page");
    view! {
        <a class=class href=place.path aria-current=here><Icon name=place.icon/><span>{(place.name)()}</span></a>
    }
}

/// Each team: from one to another in one step.
#[component]
fn Teams() -> impl IntoView {
    let app = use_app();
    let teams = Memo::new(move |_| {
        let teams = app.live_teams().into_iter().take(TEAMS_AT_SIDE);
        teams.map(|row| (row.team, row.name)).collect::<Vec<_>>()
    });
    view! {
        <For each=move || teams.get() key=Clone::clone let:team><TeamTab team=team.0 name=team.1/></For>
    }
}

#[component]
fn TeamTab(team: TeamId, name: String) -> impl IntoView {
    let screen = use_screen();
    let here = move || {
        let is_here = matches!(screen.get(), Screen::Team(shown, _) if shown == team);
        is_here.then_some("page")
    };
    view! {
        <a class="tab tab-aside tab-team" href=team_path(team, TeamPage::Direction) aria-current=here>
            <span dir="auto">{words::team::called(name)}</span>
        </a>
    }
}
