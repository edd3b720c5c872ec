//! The list of members, with what an admin can change of each.

use crate::components::Icon;
use crate::features::team::asking::Asking;
use crate::features::team::here::Here;
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::space::{Ask, Membership, Role};
use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

const ROLES: [(Role, &str); 3] = [
    (Role::Admin, "admin"),
    (Role::Member, "member"),
    (Role::Reader, "reader"),
];

/// The list.
#[component]
pub(super) fn List(
    here: Here,
    members: RwSignal<Option<Vec<Membership>>>,
    asking: Asking,
    removing: RwSignal<Option<Membership>>,
) -> impl IntoView {
    let ids = Memo::new(move |_| {
        members.with(|members| {
            let members = members.iter().flatten();
            members.map(|member| member.person.id).collect::<Vec<_>>()
        })
    });
    view! {
        {move || members.with(Option::is_none).then(|| view! {
            <div class="skeletons" aria-hidden="true"><i></i><i></i></div>
        })}
        <ul class="rows long" role="list" aria-label=words!(team.members)>
            <For each=move || ids.get() key=|id| *id let:id><Row here id members asking removing/></For>
        </ul>
    }
}

#[component]
fn Row(
    here: Here,
    id: Id,
    members: RwSignal<Option<Vec<Membership>>>,
    asking: Asking,
    removing: RwSignal<Option<Membership>>,
) -> impl IntoView {
    // What it was stays while the row goes.
    let now = Memo::new(move |was: Option<&Option<Membership>>| {
        let found = members.with(|members| {
            let mut members = members.iter().flatten();
            members.find(|member| member.person.id == id).cloned()
        });
        found.or_else(|| was.cloned().flatten())
    });
    let of = move |say: fn(&Membership) -> String| {
        now.with(|member| member.as_ref().map(say).unwrap_or_default())
    };
    let name = move || of(|member| words::team::person(member.person.name.clone()));
    let is_me = move || now.with(|member| member.as_ref().is_some_and(|member| member.me));
    let is_admin = here.is_admin();
    let described = format!("member-{id}");
    let can_change = Memo::new(move |_| is_admin.get() && !is_me());
    let by = described.clone();
    view! {
        <li class="row member">
            <Icon name="team"/>
            <span class="row-text">
                <span class="row-title" id=described dir="auto">{name}</span>
                <span class="row-hint">{move || of(words::team::membership)}</span>
            </span>
            {move || can_change.get().then(|| {
                let by = by.clone();
                view! {
                    <RoleOf here id now asking/>
                    <button class="button" type="button" aria-describedby=by
                        on:click=move |_| removing.set(now.get_untracked())>{words!(team.remove)}</button>
                }
            })}
        </li>
    }
}

#[component]
fn RoleOf(here: Here, id: Id, now: Memo<Option<Membership>>, asking: Asking) -> impl IntoView {
    let role = move || now.with(|member| member.as_ref().map(|member| member.role));
    let choose = move |event: Event| {
        let select = event_target::<HtmlSelectElement>(&event);
        let value = select.value();
        let current = now.with_untracked(|member| member.as_ref().map(|member| member.role));
        let chosen = ROLES.iter().find(|(_, name)| *name == value);
        // It shows what is so; what was asked for shows once it is.
        if let Some((_, name)) = ROLES.iter().find(|(role, _)| Some(*role) == current) {
            select.set_value(name);
        }
        if let Some((chosen, _)) = chosen.filter(|(role, _)| Some(*role) != current) {
            asking.begin(here.ask(Ask::SetRole(id, *chosen)));
        }
    };
    let options = ROLES.map(|(one, value)| {
        view! { <option value=value prop:selected=move || role() == Some(one)>{words::team::role(one)}</option> }
    });
    let label = move || {
        let name = now.with(|member| member.as_ref().map(|member| member.person.name.clone()));
        words!(
            team.role_of,
            name = words::team::person(name.unwrap_or_default())
        )
    };
    let busy = asking.is_busy();
    view! {
        <select class="input member-role" aria-label=label disabled=busy on:change=choose>{options}</select>
    }
}
