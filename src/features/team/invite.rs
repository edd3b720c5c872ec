//! Inviting: a link to give away, as words and as a code, for as many as one likes and as long as one likes. Whoever may
//! see it is in; so it says so, and every link can be taken back.

use super::asking::{Asking, Outcome};
use super::here::Here;
use crate::components::{Icon, LinkOffer, Sheet};
use crate::shell::{countdown, page};
use crate::words;
use crate::words::Count;
use commonplace_api::team::space::{Ask, InviteId, InviteRow, Role};
use commonplace_api::{Update, View};
use leptos::ev::Event;
use leptos::prelude::*;
use std::collections::BTreeSet;

const DAY_MS: i64 = 86_400_000;
/// How long an invite can be open, in days. The first is what one gets without choosing.
const DAYS: [u32; 3] = [7, 1, 30];
/// How many can join by one. The first is what one gets without choosing.
const USES: [u32; 5] = [10, 1, 5, 50, 200];

/// What the core says of the invites, for as long as the screen stands.
pub(super) fn watch_invites(here: Here) -> RwSignal<Option<Vec<InviteRow>>> {
    let invites = RwSignal::new(None::<Vec<InviteRow>>);
    here.watch(View::Invites, move |update| {
        if let Update::Invites(now) = update {
            invites.try_set(Some(now));
        }
    });
    invites
}

/// A button that opens the sheet with a link.
#[component]
pub(super) fn InviteButton(
    /// Where the sheet is.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button class="button primary" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {words!(team.invite)}
        </button>
    }
}

/// The sheet. It stands outside parts that are made anew.
#[component]
pub(super) fn InviteSheet(
    /// The team.
    here: Here,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Sheet open title=words!(team.invite_people)>
            <Show when=move || open.get()><Links here open/></Show>
        </Sheet>
    }
}

/// What the next link is to be like.
#[derive(Clone, Copy)]
struct Wish {
    role: RwSignal<Role>,
    days: RwSignal<u32>,
    uses: RwSignal<u32>,
}

impl Wish {
    fn ask(self) -> Ask {
        Ask::Invite {
            role: self.role.get_untracked(),
            uses: self.uses.get_untracked(),
            expires_ms: countdown::now_ms() + i64::from(self.days.get_untracked()) * DAY_MS,
        }
    }
}

#[component]
fn Links(here: Here, open: RwSignal<bool>) -> impl IntoView {
    let asking = Asking::new(here.core());
    asking.give_up_on_leaving();
    let invites = watch_invites(here);
    let wish = Wish {
        role: RwSignal::new(Role::Member),
        days: RwSignal::new(DAYS[0]),
        uses: RwSignal::new(USES[0]),
    };
    // Those that were there before one was asked for.
    let before = RwSignal::new(None::<BTreeSet<InviteId>>);
    let make = move || {
        let known = invites.with_untracked(|invites| {
            let invites = invites.iter().flatten();
            invites.map(|row| row.invite).collect()
        });
        before.set(Some(known));
        asking.begin(here.ask(wish.ask()));
    };
    let shown = Memo::new(move |_| {
        let before = before.get();
        let is_it = |row: &&InviteRow| match &before {
            Some(before) => !before.contains(&row.invite) && row.link.is_some(),
            None => row.role == Role::Member && row.link.is_some() && row.left > 0,
        };
        invites.with(|invites| invites.iter().flatten().find(is_it).cloned())
    });
    // Most often one wants a link for a colleague: it is there at once, and the one there is serves again.
    Effect::new(move |_| {
        let heard = invites.with(Option::is_some);
        let is_first = before.with_untracked(Option::is_none);
        if heard && is_first && shown.get_untracked().is_none() && !asking.is_busy().get_untracked()
        {
            make();
        }
    });
    let problem = asking.problem();
    let making = move || shown.with(Option::is_none) && problem.with(Option::is_none);
    view! {
        <p>{words!(team.invite_lead)}</p>
        {move || shown.get().map(|row| view! { <Link row/> })}
        <p class="hint" role="status">{move || making().then(|| words!(team.making_link))}</p>
        <Outcome asking/>
        <Another wish busy=asking.is_busy() make=Callback::new(move |()| make())/>
        <div class="actions">
            <button class="button" type="button" on:click=move |_| open.set(false)>{words!(actions.close)}</button>
        </div>
    }
}

/// A link to give away.
#[component]
pub(super) fn Link(
    /// The invite.
    row: InviteRow,
) -> impl IntoView {
    let until = words::team::invite(&row);
    view! {
        <LinkOffer id="invite-link" link=row.link.unwrap_or_default() name=words!(team.invite_link)
            code=words!(team.invite_code) until until_id="invite-until" warning=words!(team.invite_warning) primary=true/>
    }
}

/// Another link: for whom, for how long, for how many.
#[component]
fn Another(wish: Wish, busy: Memo<bool>, make: Callback<()>) -> impl IntoView {
    let role = |role: Role, id: &'static str| {
        view! {
            <label>
                <input type="radio" name="invite-role" value=id prop:checked=move || wish.role.get() == role
                    on:change=move |_| wish.role.set(role)/>
                <span>{words::team::role(role)}</span>
            </label>
        }
    };
    let number = |event: Event, into: RwSignal<u32>| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            into.set(chosen);
        }
    };
    let days = DAYS
        .map(|days| view! { <option value=days>{words!(team.days, count = Count(days))}</option> });
    let uses = USES.map(
        |uses| view! { <option value=uses>{words!(team.people, count = Count(uses))}</option> },
    );
    view! {
        <details class="more">
            <summary>{words!(team.another_link)}</summary>
            <div class="stack">
                <fieldset class="segmented">
                    <legend>{words!(team.they_can)}</legend>
                    {role(Role::Member, "member")}
                    {role(Role::Reader, "reader")}
                </fieldset>
                <p class="hint">{move || words::team::may(wish.role.get())}</p>
                <div class="beside">
                    <div class="field">
                        <label for="invite-days">{words!(team.open_for)}</label>
                        <select class="input" id="invite-days" on:change=move |event| number(event, wish.days)>{days}</select>
                    </div>
                    <div class="field">
                        <label for="invite-uses">{words!(team.good_for)}</label>
                        <select class="input" id="invite-uses" on:change=move |event| number(event, wish.uses)>{uses}</select>
                    </div>
                </div>
                <div class="actions">
                    <button class="button" type="button" disabled=busy on:click=move |_| make.run(())>
                        {words!(team.make_link)}
                    </button>
                </div>
            </div>
        </details>
    }
}

/// Every invite by which one can still join, with the way to take it back.
#[component]
pub(super) fn LiveInvites(
    /// The team.
    here: Here,
) -> impl IntoView {
    let invites = watch_invites(here);
    let asking = Asking::new(here.core());
    let is_empty = move || invites.with(|invites| invites.as_ref().is_none_or(Vec::is_empty));
    let revoke = move |invite| {
        asking.begin(here.ask(Ask::Revoke(invite)));
        page::rescue_focus();
    };
    let busy = asking.is_busy();
    let row = move |row: InviteRow| {
        let described = format!("invite-{}", row.invite);
        let invite = row.invite;
        view! {
            <li class="row">
                <Icon name="link"/>
                <span class="row-text">
                    <span class="row-title">{words::team::role(row.role)}</span>
                    <span class="row-hint" id=described.clone()>{words::team::invite(&row)}</span>
                </span>
                <button class="button quiet" type="button" aria-describedby=described disabled=busy
                    on:click=move |_| revoke(invite)>{words!(team.revoke)}</button>
            </li>
        }
    };
    view! {
        <section class="group" hidden=is_empty>
            <h2>{words!(team.invites)}</h2>
            <ul class="rows" role="list" aria-label=words!(team.invites)>
                {move || invites.get().into_iter().flatten().map(row).collect_view()}
            </ul>
            <p class="hint">{words!(team.revoke_hint)}</p>
        </section>
        <Outcome asking/>
    }
}
