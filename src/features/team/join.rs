//! Joining by an invite: what the team will and will never see, a name, one button. The secret of the invite is in the
//! link; it goes to the core and nowhere else, and nothing here shows it again.

use super::asking::{Asking, Outcome};
use super::pages::{TeamPage, team_path};
use super::start::Field;
use crate::components::PageHead;
use crate::features::welcome::{Way, go};
use crate::shell::{handing, page, random_id};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::{Asked, Invitation, TeamProblem};
use commonplace_api::{Command, Session, Update, View};
use leptos::ev::{SubmitEvent, hashchange};
use leptos::prelude::Update as _;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The page at `/join`.
#[component]
pub fn JoinScreen() -> impl IntoView {
    let app = use_app();
    // Another invite put into the same address bar loads nothing anew.
    let listener = window_event_listener(hashchange, move |_| {
        handing::take_from_address();
        app.take_invite();
    });
    on_cleanup(move || listener.remove());
    let link = Memo::new(move |_| {
        app.invite
            .with(|invite| invite.as_ref().map(|invite| invite.link.clone()))
    });
    move || match link.get() {
        None => view! {
            <div class="page">
                <PageHead title=words!(team.join) back="/teams"/>
                <PasteInvite/>
            </div>
        }
        .into_any(),
        Some(link) => view! { <Invited link/> }.into_any(),
    }
}

/// A box for an invite that came as text.
#[component]
pub(super) fn PasteInvite() -> impl IntoView {
    let (app, navigate) = (use_app(), use_navigate());
    let pasted = RwSignal::new(String::new());
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let link = pasted.get_untracked().trim().to_owned();
        if link.is_empty() {
            page::focus("#pasted-invite");
            return;
        }
        app.invite_by(link);
        navigate("/join", NavigateOptions::default());
    };
    view! {
        <form class="stack" on:submit=open>
            <div class="field">
                <label for="pasted-invite">{words!(team.have_invite)}</label>
                <input class="input" id="pasted-invite" autocomplete="off" autocapitalize="none" spellcheck="false"
                    translate="no" dir="ltr" aria-describedby="pasted-invite-hint" bind:value=pasted/>
                <p class="hint" id="pasted-invite-hint">{words!(team.have_invite_hint)}</p>
            </div>
            <div class="actions"><button class="button" type="submit">{words!(team.open_invite)}</button></div>
        </form>
    }
}

/// What the core says of the invite, for as long as the screen stands.
fn watch_invitation(link: String) -> RwSignal<Option<Invitation>> {
    let said = RwSignal::new(None::<Invitation>);
    use_app()
        .core
        .watch_here(View::Invitation(link), move |update| {
            if let Update::Invitation(now) = update {
                said.try_set(Some(now));
            }
        });
    said
}

/// An invite, where there is a journal.
#[component]
fn Invited(link: String) -> impl IntoView {
    let app = use_app();
    let asking = Asking::new(app.core);
    let said = watch_invitation(link.clone());
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Asked::Done(team) = asking.said().get() {
            app.invite.set(None);
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&team_path(team, TeamPage::Direction), replace);
        }
    });
    let join = move |your_name: String| {
        let (ask, link) = (random_id(), link.clone());
        app.core.dispatch(Command::JoinTeam {
            ask,
            link,
            your_name,
        });
        asking.begin(ask);
    };
    // Somebody pressed the button before there was a journal here.
    let at_once = join.clone();
    Effect::new(move |_| {
        if app.session.get() != Some(Session::Ready) {
            return;
        }
        let join_as = app
            .invite
            .try_update(|invite| invite.as_mut()?.join_as.take());
        if let Some(name) = join_as.flatten() {
            at_once(name);
        }
    });
    let stands = Memo::new(move |_| said.with(|said| stands_in_the_way(said.as_ref())));
    let give_up = move |_| {
        app.invite.set(None);
        page::focus_after_change(None);
    };
    view! {
        <div class="page">
            <PageHead title=Signal::derive(move || said.with(|said| heading(said.as_ref()))) back="/teams"/>
            <Facts said/>
            {move || match stands.get() {
                Some(problem) => view! { <InTheWay problem/> }.into_any(),
                None => view! { <Form asking join=Callback::new(join.clone()) first=false/> }.into_any(),
            }}
            <div class="actions">
                <button class="button quiet" type="button" on:click=give_up>{words!(team.other_invite)}</button>
            </div>
        </div>
    }
}

/// An invite, where there is no journal yet. That is made first, without a question, when somebody joins.
#[component]
pub(crate) fn FirstJoin(
    /// Where they stand who have no journal here.
    way: RwSignal<Way>,
) -> impl IntoView {
    let app = use_app();
    let link = app
        .invite
        .with_untracked(|invite| invite.as_ref().map(|invite| invite.link.clone()))
        .unwrap_or_default();
    let asking = Asking::new(app.core);
    let said = watch_invitation(link);
    let navigate = use_navigate();
    let join = move |your_name: String| {
        app.invite.update(|invite| {
            if let Some(invite) = invite {
                invite.join_as = Some(your_name);
            }
        });
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate("/join", replace);
        app.core.dispatch(Command::Begin);
    };
    // No relay is asked before there is a journal: only what the link itself says is known.
    let stands = Memo::new(move |_| said.with(|said| stands_in_the_way(said.as_ref())));
    let alone = move |_| {
        app.invite.set(None);
        page::focus_after_change(None);
    };
    view! {
        <div class="page">
            <PageHead title=Signal::derive(move || said.with(|said| heading(said.as_ref())))/>
            {move || match stands.get() {
                Some(problem) => view! { <InTheWay problem/> }.into_any(),
                None => view! { <Form asking join=Callback::new(join.clone()) first=true/> }.into_any(),
            }}
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| go(way, Way::Open)>{words!(welcome.join)}</button>
                <button class="button quiet" type="button" on:click=alone>{words!(team.without_team)}</button>
            </div>
        </div>
    }
}

/// What the link says the team is called.
fn named(said: Option<&Invitation>) -> &str {
    match said {
        Some(
            Invitation::Asking { name }
            | Invitation::Open { name, .. }
            | Invitation::Failed { name, .. },
        ) => name,
        None => "",
    }
}

fn heading(said: Option<&Invitation>) -> String {
    match named(said) {
        "" => words!(team.join).to_owned(),
        name => words!(team.join_named, name),
    }
}

/// Why nobody can join by it. A relay that does not answer is no reason: joining waits for it.
fn stands_in_the_way(said: Option<&Invitation>) -> Option<TeamProblem> {
    match said {
        Some(Invitation::Failed { problem, .. }) if *problem != TeamProblem::Unreachable => {
            Some(problem.clone())
        }
        _ => None,
    }
}

/// What is known of the invite.
#[component]
fn Facts(said: RwSignal<Option<Invitation>>) -> impl IntoView {
    let facts = Memo::new(move |_| said.with(|said| said.as_ref().map(words::team::invitation)));
    let is_named = Memo::new(move |_| said.with(|said| !named(said.as_ref()).is_empty()));
    view! {
        <p class="lead" role="status">{move || facts.get()}</p>
        <Show when=move || is_named.get()><p class="hint">{words!(team.name_of_link)}</p></Show>
    }
}

#[component]
fn InTheWay(problem: TeamProblem) -> impl IntoView {
    let team = match &problem {
        TeamProblem::AlreadyIn(team) => Some(team_path(*team, TeamPage::Direction)),
        _ => None,
    };
    view! {
        <p class="error" role="alert">{words::team::problem(&problem)}</p>
        {team.map(|path| view! {
            <div class="actions"><a class="button primary" href=path>{words!(team.open_team)}</a></div>
        })}
    }
}

/// What a team sees of somebody, their name in it, and the button.
#[component]
fn Form(
    asking: Asking,
    join: Callback<String>,
    /// Whether a journal is made first.
    first: bool,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let busy = asking.is_busy();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if busy.get_untracked() {
            return;
        }
        if name.is_empty() {
            asking.fail(TeamProblem::NameMissing);
            page::focus("#your-name");
            return;
        }
        join.run(name);
    };
    view! {
        <Promises/>
        <form class="stack" on:submit=submit>
            <Field id="your-name" label=words!(team.your_name) hint=words!(team.your_name_hint) text=name/>
            {first.then(|| view! { <p class="hint">{words!(team.first_join)}</p> })}
            <Outcome asking/>
            <div class="actions">
                <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")
                    disabled=busy>{words!(team.join_team)}</button>
            </div>
        </form>
    }
}

#[component]
fn Promises() -> impl IntoView {
    view! {
        <section class="group">
            <h2>{words!(team.sees)}</h2>
            <ul class="plain">
                <li>{words!(team.sees_name)}</li>
                <li>{words!(team.sees_published)}</li>
                <li>{words!(team.sees_check_ins)}</li>
                <li>{words!(team.sees_heard)}</li>
                <li>{words!(team.sees_present)}</li>
            </ul>
        </section>
        <section class="group">
            <h2>{words!(team.never_sees)}</h2>
            <ul class="plain">
                <li>{words!(team.never_journal)}</li>
                <li>{words!(team.never_plans)}</li>
                <li>{words!(team.never_reads)}</li>
            </ul>
            <p class="hint">{words!(team.limits)}</p>
        </section>
    }
}
