//! No journal here yet, or none that can be opened.

mod recover;

use crate::components::Icon;
use crate::features::devices::paste::{Opened, Paste};
use crate::features::safety::Restore;
use crate::features::team::FirstJoin;
use crate::shell::{handing, page};
use crate::state::use_app;
use crate::words;
use commonplace_api::{Command, Problem, Session};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use recover::Recover;

/// Where somebody stands who has no journal here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// At the promise, with two ways on.
    Promise,
    /// They have a journal: choosing what opens it.
    Open,
    /// With the one-time link of another device.
    Link,
    /// By the recovery words.
    Words,
    /// Out of a backup file.
    Backup,
}

/// The promise, and what follows from it.
#[component]
pub fn Welcome() -> impl IntoView {
    let (session, invite) = (use_app().session, use_app().invite);
    let refused = session
        .with_untracked(|session| matches!(session, Some(Session::New { refused: Some(_) })));
    let way = RwSignal::new(if refused { Way::Words } else { Way::Promise });
    let wanted = RwSignal::new(handing::opened().is_some());
    move || match way.get() {
        _ if wanted.get() => view! { <Opened wanted/> }.into_any(),
        Way::Promise if invite.with(Option::is_some) => view! { <FirstJoin way/> }.into_any(),
        Way::Promise => view! { <Promise way/> }.into_any(),
        Way::Open => view! { <Open way/> }.into_any(),
        Way::Link => view! { <FromLink way/> }.into_any(),
        Way::Words => view! { <Recover way/> }.into_any(),
        Way::Backup => view! { <FromBackup way/> }.into_any(),
    }
}

/// Whose journal this is, and whether it begins here.
#[component]
fn Promise(way: RwSignal<Way>) -> impl IntoView {
    let core = use_app().core;
    let begin = move |_| core.dispatch(Command::Begin);
    let navigate = use_navigate();
    let with_team = move |_| {
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate("/teams/start", replace);
        core.dispatch(Command::Begin);
    };
    view! {
        <div class="welcome">
            <Icon name="mark" class="mark-big"/>
            <h1 tabindex="-1">{words!(welcome.title)}</h1>
            <p class="lead">{words!(welcome.lead)}</p>
            <div class="actions">
                <button class="button primary" type="button" on:click=begin>{words!(welcome.alone)}</button>
                <button class="button" type="button" on:click=with_team>{words!(team.start)}</button>
                <button class="button" type="button" on:click=move |_| go(way, Way::Open)>
                    {words!(welcome.join)}
                </button>
            </div>
            <p class="fine">{words!(welcome.fine)}</p>
        </div>
    }
}

/// What opens a journal that exists already: one row each.
#[component]
fn Open(way: RwSignal<Way>) -> impl IntoView {
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(welcome.open_title)}</h1></header>
            <section class="group">
                <WayRow way to=Way::Link icon="link" title=words!(devices.one_time_link) hint=words!(welcome.link_hint)/>
                <WayRow way to=Way::Words icon="key" title=words!(recovery.name) hint=words!(welcome.words_hint)/>
                <WayRow way to=Way::Backup icon="backup" title=words!(backup.file) hint=words!(welcome.backup_hint)/>
            </section>
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| go(way, Way::Promise)>
                    {words!(welcome.back)}
                </button>
            </div>
        </div>
    }
}

/// A journal handed over by another device.
#[component]
fn FromLink(way: RwSignal<Way>) -> impl IntoView {
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(welcome.open_title)}</h1></header>
            <Paste/>
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| go(way, Way::Open)>
                    {words!(actions.back)}
                </button>
            </div>
        </div>
    }
}

/// A journal out of a backup file.
#[component]
fn FromBackup(way: RwSignal<Way>) -> impl IntoView {
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(backup.restore)}</h1></header>
            <p class="lead">{words!(backup.start_lead)}</p>
            <Restore/>
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| go(way, Way::Open)>
                    {words!(actions.back)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn WayRow(
    way: RwSignal<Way>,
    to: Way,
    icon: &'static str,
    title: &'static str,
    hint: &'static str,
) -> impl IntoView {
    view! {
        <button class="row row-button" type="button" on:click=move |_| go(way, to)>
            <Icon name=icon/>
            <span class="row-text"><span class="row-title">{title}</span><span class="row-hint">{hint}</span></span>
        </button>
    }
}

/// Goes on, and takes along whoever cannot see that the page changed.
pub(crate) fn go(way: RwSignal<Way>, to: Way) {
    way.set(to);
    page::focus_after_change(None);
}

/// What stands in the way, and what can be done.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Broken(
    /// What it is.
    problem: Problem,
) -> impl IntoView {
    view! {
        <div class="page centred">
            <h1 tabindex="-1">{words!(problems.broken.title)}</h1>
            <p class="lead">{words::problems::broken(&problem)}</p>
            <div class="actions">
                <button class="button primary" type="button" on:click=|_| page::reload()>{words!(actions.try_again)}</button>
            </div>
        </div>
    }
}
