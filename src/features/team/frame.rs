//! What stands around every page of a team: its name, its navigation, and how it stands with it on this device.

use super::clearing::ClearWhatIsOver;
use super::company::{Company, be_there};
use super::here::Here;
use super::pages::{MODULES, Module, TeamPage};
use crate::components::{Icon, PageHead};
use crate::routes::{Screen, use_screen};
use crate::shell::choices;
use crate::shell::page::{is_text, reveal};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::{Role, TeamId, TeamState};
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    Missing,
    Here,
}

/// Every page of a team. It stands for as long as one goes from page to page of the same team.
#[component]
pub fn TeamScreen(
    /// Which team.
    team: TeamId,
) -> impl IntoView {
    let app = use_app();
    let here = Here::new(app, team);
    let screen = use_screen();
    // While another screen is asked for, what is here stays as it was.
    let page = Memo::new(move |was: Option<&TeamPage>| match screen.get() {
        Screen::Team(_, page) => page,
        _ => was.copied().unwrap_or(TeamPage::Direction),
    });
    let known = app.teams;
    let stage = Memo::new(move |_| {
        let is_here = here.row().with(Option::is_some);
        match (is_here, known.with(Option::is_some)) {
            (true, _) => Stage::Here,
            (false, true) => Stage::Missing,
            (false, false) => Stage::Waiting,
        }
    });
    move || {
        match stage.get() {
        Stage::Waiting => view! {
            <div class="page"><h1 class="visually-hidden" tabindex="-1">{words!(team.team)}</h1></div>
        }
        .into_any(),
        Stage::Missing => view! { <Missing/> }.into_any(),
        Stage::Here => view! { <Team here page/> }.into_any(),
    }
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words!(team.missing) back="/teams"/>
            <p class="lead">{words!(team.missing_lead)}</p>
            <div class="actions"><a class="button" href="/teams">{words!(team.all)}</a></div>
        </div>
    }
}

#[component]
fn Team(here: Here, page: Memo<TeamPage>) -> impl IntoView {
    let readable = Memo::new(move |_| {
        here.row().with(|row| {
            let state = row.as_ref().map(|row| row.state.clone());
            !matches!(state, Some(TeamState::Damaged | TeamState::Opening) | None)
        })
    });
    let (writing, shown) = (RwSignal::new(false), RwSignal::new(choices::chosen()));
    be_there(here, page, writing, shown);
    let note = move |event: FocusEvent, begins: bool| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        writing.set(begins && field.is_some_and(|field| is_text(&field)));
    };
    view! {
        <div class="page team" on:focusin=move |event| note(event, true) on:focusout=move |event| note(event, false)>
            <header class="team-head">
                <a class="icon-button page-back" href="/teams" aria-label=words!(team.all)><Icon name="back"/></a>
                <p class="team-name" dir="auto">{move || super::called(here)}</p>
                <Company here page shown/>
            </header>
            <Navigation here page/>
            <Standing here/>
            <ClearWhatIsOver here/>
            {move || if readable.get() {
                let page = page.get();
                page.module().map(|module| (module.show)(here, page))
            } else {
                Some(view! { <h1 class="visually-hidden" tabindex="-1">{words!(team.team)}</h1> }.into_any())
            }}
        </div>
    }
}

#[component]
fn Navigation(here: Here, page: Memo<TeamPage>) -> impl IntoView {
    let link = |module: &'static Module| {
        let current = move || (module.holds)(page.get()).then_some("page");
        view! { <a class="team-link" href=here.path(module.front) aria-current=current>{(module.name)()}</a> }
    };
    let links: Vec<_> = MODULES.iter().map(link).collect();
    // On a phone they do not all fit: the one that is open is in sight.
    Effect::new(move |_| {
        page.track();
        request_animation_frame(|| reveal(".team-link[aria-current=page]"));
    });
    view! { <nav class="team-links" aria-label=words!(team.navigation)>{links}</nav> }
}

/// How it stands with the team here, where there is anything to say of it.
#[component]
fn Standing(here: Here) -> impl IntoView {
    let said = Memo::new(move |_| {
        here.row().with(|row| {
            let row = row.as_ref()?;
            words::team::state(&row.state).or_else(|| {
                let reads = row.state == TeamState::Open && row.role == Some(Role::Reader);
                reads.then(|| words!(team.reader))
            })
        })
    });
    view! {
        <div role="status" class="team-standing">
            {move || said.get().map(|said| view! { <p class="notice">{said}</p> })}
        </div>
    }
}
