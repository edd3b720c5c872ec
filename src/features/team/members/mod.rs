//! Who is in a team, and what they may do. Admins change that here; everybody can see it, be called something else, and
//! leave. Nobody is shown a button that would only say no.

mod leaving;
mod list;
mod name;

use super::asking::{Asking, Outcome};
use super::here::Here;
use super::invite::{InviteButton, InviteSheet, LiveInvites};
use crate::components::{Sheet, open_while};
use crate::shell::page;
use crate::words;
use commonplace_api::team::space::{Ask, Membership};
use commonplace_api::{Update, View};
use leaving::Leaving;
use leptos::prelude::*;
use list::List;
use name::MyName;

/// What the core says of the members, for as long as the screen stands.
pub(super) fn watch_members(here: Here) -> RwSignal<Option<Vec<Membership>>> {
    let members = RwSignal::new(None::<Vec<Membership>>);
    here.watch(View::Members, move |update| {
        if let Update::Members(now) = update {
            members.try_set(Some(now));
        }
    });
    members
}

/// The page at `/team/<team>/members`.
#[component]
pub(super) fn MembersScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let members = watch_members(here);
    let asking = Asking::new(here.core());
    let is_admin = here.is_admin();
    // Sheets stand outside the parts that are made anew.
    let inviting = RwSignal::new(false);
    let removing = RwSignal::new(None::<Membership>);
    view! {
        <h1 tabindex="-1">{words!(team.members)}</h1>
        <Show when=move || is_admin.get()><div class="actions"><InviteButton open=inviting/></div></Show>
        <List here members asking removing/>
        <Outcome asking/>
        <Show when=move || is_admin.get()><LiveInvites here/></Show>
        <MyName here members/>
        <Leaving here members/>
        <InviteSheet here open=inviting/>
        <Removal here asking removing/>
    }
}

/// Asks before somebody is removed, and says what that does and cannot do.
#[component]
fn Removal(here: Here, asking: Asking, removing: RwSignal<Option<Membership>>) -> impl IntoView {
    let open = open_while(removing);
    let remove = move |_| {
        if let Some(member) = removing.get_untracked() {
            removing.set(None);
            asking.begin(here.ask(Ask::Remove(member.person.id)));
        }
        page::rescue_focus();
    };
    let who = move |member: Membership| {
        let name = words::team::person(member.person.name);
        view! {
            <p class="wizard-ask" dir="auto">{words!(team.remove_who, name = name)}</p>
            <ul class="plain">
                <li>{words!(team.remove_does)}</li>
                <li>{words!(team.remove_cannot)}</li>
                <li>{words!(team.remove_stays)}</li>
            </ul>
        }
    };
    view! {
        <Sheet open title=words!(team.remove_title)>
            <div class="stack">{move || removing.get().map(who)}</div>
            <div class="actions">
                <button class="button danger" type="button" on:click=remove>{words!(team.remove)}</button>
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}
