//! Starting a team: its name and one's own; a habit to change and a first goal for whoever has them in mind. On one
//! page, in well under two minutes, with or without a network.

use super::asking::{Asking, Outcome};
use super::direction::starters::{Starters, starters};
use super::pages::{TeamPage, team_path};
use crate::components::PageHead;
use crate::shell::{page, random_id};
use crate::state::use_app;
use crate::words;
use commonplace_api::Command;
use commonplace_api::team::space::{Asked, NewTeam, TeamProblem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What was typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    your_name: RwSignal<String>,
    today: RwSignal<String>,
    want: RwSignal<String>,
    goal: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: empty(),
            your_name: empty(),
            today: empty(),
            want: empty(),
            goal: empty(),
        }
    }

    fn team(self) -> NewTeam {
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let (today, want, goal) = (trimmed(self.today), trimmed(self.want), trimmed(self.goal));
        NewTeam {
            name: trimmed(self.name),
            your_name: trimmed(self.your_name),
            // One half says something, too.
            norm: (!today.is_empty() || !want.is_empty()).then_some((today, want)),
            goal: (!goal.is_empty()).then(|| (random_id(), goal)),
        }
    }
}

/// The page at `/teams/start`.
#[component]
pub fn StartScreen() -> impl IntoView {
    let core = use_app().core;
    let asking = Asking::new(core);
    let typed = Typed::new();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Asked::Done(team) = asking.said().get() {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&team_path(team, TeamPage::Direction), replace);
        }
    });
    let busy = asking.is_busy();
    let start = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let team = typed.team();
        let missing = [(&team.name, "#team-name"), (&team.your_name, "#your-name")];
        if let Some((_, field)) = missing.into_iter().find(|(name, _)| name.is_empty()) {
            asking.fail(TeamProblem::NameMissing);
            page::focus_soon(field);
            return;
        }
        let (ask, team) = (random_id(), Box::new(team));
        core.dispatch(Command::StartTeam { ask, team });
        asking.begin(ask);
    };
    view! {
        <div class="page">
            <PageHead title=words!(team.start) back="/teams"/>
            <p class="lead">{words!(team.start_lead)}</p>
            <form class="stack team-form" on:submit=start>
                <Field id="team-name" label=words!(team.team_name) hint=words!(team.team_name_hint) text=typed.name/>
                <Field id="your-name" label=words!(team.your_name) hint=words!(team.your_name_hint) text=typed.your_name/>
                <FirstNorm typed/>
                <Field id="first-goal" label=words!(team.first_goal) hint=words!(team.first_goal_hint) text=typed.goal/>
                <Outcome asking/>
                <div class="actions">
                    <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")
                        disabled=busy>{words!(team.start)}</button>
                </div>
                <p class="fine">{words!(team.start_fine)}</p>
            </form>
        </div>
    }
}

/// One line of text with what helps to fill it in.
#[component]
pub(super) fn Field(
    /// Its id.
    id: &'static str,
    /// What it is.
    label: &'static str,
    /// What helps.
    hint: &'static str,
    /// What was typed.
    text: RwSignal<String>,
) -> impl IntoView {
    let described = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id dir="auto" autocomplete="off" aria-describedby=described.clone() bind:value=text/>
            <p class="hint" id=described>{hint}</p>
        </div>
    }
}

#[component]
fn FirstNorm(typed: Typed) -> impl IntoView {
    let choose = move |at: usize| {
        if let Some((today, want)) = starters().get(at) {
            typed.today.set((*today).to_owned());
            typed.want.set((*want).to_owned());
        }
    };
    view! {
        <fieldset class="stack">
            <legend class="wizard-ask">{words!(team.first_norm)}</legend>
            <p class="hint">{words!(team.first_norm_hint)}</p>
            <Starters choose=Callback::new(choose)/>
            <div class="beside">
                <Half id="norm-today" label=words!(team.today_we_tend) text=typed.today/>
                <Half id="norm-want" label=words!(team.we_want) text=typed.want/>
            </div>
        </fieldset>
    }
}

/// One half of a norm.
#[component]
pub(super) fn Half(id: &'static str, label: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id dir="auto" autocomplete="off" bind:value=text/>
        </div>
    }
}
