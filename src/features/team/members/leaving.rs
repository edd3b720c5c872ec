//! Leaving a team. Its last admin hands that over first: a team without one could never change who is in it.

use crate::components::{Sheet, open_while};
use crate::features::team::asking::{Asking, Outcome};
use crate::features::team::clearing::{ClearButton, ClearSheet};
use crate::features::team::here::Here;
use crate::shell::page;
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::space::{Ask, Membership, Role};
use leptos::prelude::*;

/// How one can go.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// Not at all: nobody else is there.
    Alone,
    /// Somebody has to take over: one of these.
    Handing(Vec<(Id, String)>),
    /// At once.
    Free,
}

fn way(members: &[Membership]) -> Way {
    let mut others = members.iter().filter(|member| !member.me).peekable();
    let am_admin = members
        .iter()
        .any(|member| member.me && member.role == Role::Admin);
    if !am_admin {
        return Way::Free;
    }
    if others.peek().is_none() {
        return Way::Alone;
    }
    let others: Vec<_> = others.collect();
    if others.iter().any(|member| member.role == Role::Admin) {
        return Way::Free;
    }
    let named = |member: &Membership| {
        let name = words::team::person(member.person.name.clone());
        (member.person.id, name)
    };
    Way::Handing(others.into_iter().map(named).collect())
}

/// The way out.
#[component]
pub(super) fn Leaving(here: Here, members: RwSignal<Option<Vec<Membership>>>) -> impl IntoView {
    let asking = Asking::new(here.core());
    let is_in = Memo::new(move |_| {
        let is_me = |members: &Vec<Membership>| members.iter().any(|member| member.me);
        let listed = members.with(|members| members.as_ref().is_some_and(is_me));
        listed
            && here
                .row()
                .with(|row| row.as_ref().is_some_and(|row| row.role.is_some()))
    });
    let way =
        Memo::new(move |_| members.with(|members| way(members.as_deref().unwrap_or_default())));
    // What is about to be asked for.
    let leaving = RwSignal::new(None::<Ask>);
    let heir = RwSignal::new(None::<Id>);
    let busy = asking.is_busy();
    let clearing = RwSignal::new(false);
    let part = move || {
        match way.get() {
        Way::Alone => view! {
            <p class="hint">{words!(team.leave_alone)}</p>
            <div class="actions"><ClearButton open=clearing/></div>
        }
        .into_any(),
        Way::Free => view! {
            <div class="actions">
                <button class="button" type="button" disabled=busy on:click=move |_| leaving.set(Some(Ask::Leave))>
                    {words!(team.leave)}
                </button>
            </div>
        }
        .into_any(),
        Way::Handing(others) => {
            heir.set(others.first().map(|(id, _)| *id));
            view! { <Heirs others heir leaving busy/> }.into_any()
        }
    }
    };
    view! {
        <section class="group" hidden=move || !is_in.get()>
            <h2>{words!(team.leaving)}</h2>
            {part}
            <Outcome asking/>
        </section>
        <Sure here asking leaving/>
        <ClearSheet here open=clearing also=words!(team.clear_ends)/>
    }
}

#[component]
fn Heirs(
    others: Vec<(Id, String)>,
    heir: RwSignal<Option<Id>>,
    leaving: RwSignal<Option<Ask>>,
    busy: Memo<bool>,
) -> impl IntoView {
    let options: Vec<_> = others
        .into_iter()
        .map(|(id, name)| view! { <option value=id.to_string()>{name}</option> })
        .collect();
    let hand_over = move |_| leaving.set(heir.get_untracked().map(Ask::HandOver));
    view! {
        <p class="hint">{words!(team.last_admin)}</p>
        <div class="field">
            <label for="heir">{words!(team.heir)}</label>
            <select class="input" id="heir" on:change=move |event| heir.set(event_target_value(&event).parse().ok())>
                {options}
            </select>
        </div>
        <div class="actions">
            <button class="button" type="button" disabled=busy on:click=hand_over>{words!(team.hand_over)}</button>
        </div>
    }
}

/// Asks before it is done.
#[component]
fn Sure(here: Here, asking: Asking, leaving: RwSignal<Option<Ask>>) -> impl IntoView {
    let open = open_while(leaving);
    let leave = move |_| {
        if let Some(ask) = leaving.get_untracked() {
            leaving.set(None);
            asking.begin(here.ask(ask));
        }
        page::rescue_focus();
    };
    view! {
        <Sheet open title=words!(team.leave_title)>
            <ul class="plain">
                <li>{words!(team.leave_does)}</li>
                <li>{words!(team.leave_stays)}</li>
            </ul>
            <div class="actions">
                <button class="button danger" type="button" on:click=leave>{words!(team.leave)}</button>
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}
