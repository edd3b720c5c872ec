//! Who else is in the team right now: named in its head, and where somebody writes on the same page. The others are told
//! in turn where this person is, while a page of the team is on the screen and they let it be told.

use super::here::Here;
use super::pages::TeamPage;
use crate::components::Icon;
use crate::shell::choices::{self, Presence};
use crate::words;
use commonplace_api::team::presence::{Look, Present};
use commonplace_api::team::space::{TeamCommand, TeamState};
use commonplace_api::{Id, Update, View};
use leptos::prelude::*;
use std::collections::BTreeMap;

const LIST: &str = "company";

/// Tells the others where this person is for as long as the current component stands.
pub(super) fn be_there(
    here: Here,
    page: Memo<TeamPage>,
    writing: RwSignal<bool>,
    shown: RwSignal<Presence>,
) {
    // A team that is still being opened has nobody to tell.
    let is_opening = Memo::new(move |_| {
        here.row().with(|row| {
            row.as_ref()
                .is_none_or(|row| row.state == TeamState::Opening)
        })
    });
    let look = Memo::new(move |_| {
        let at = page.get().document();
        let look = Look {
            at,
            writing: at.is_some() && writing.get(),
        };
        (shown.get() == Presence::Shown && !is_opening.get()).then_some(look)
    });
    Effect::new(move |was: Option<Option<Look>>| {
        let now = look.get();
        if was.unwrap_or_default() != now {
            here.send(TeamCommand::Look(now));
        }
        now
    });
    on_cleanup(move || here.send(TeamCommand::Look(None)));
}

/// Who else is there, one row each: writing on this page, on it, or elsewhere in the team.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Somebody {
    id: Id,
    name: String,
    is_here: bool,
    writes: bool,
}

fn people(present: &[Present], document: Option<Id>) -> Vec<Somebody> {
    let mut people = BTreeMap::new();
    for (place, one) in (0..).zip(present) {
        let is_here = document.is_some() && one.look.at == document;
        let somebody = people.entry(one.person.id).or_insert((
            place,
            Somebody {
                id: one.person.id,
                name: words::team::person(one.person.name.clone()),
                is_here: false,
                writes: false,
            },
        ));
        somebody.1.is_here |= is_here;
        somebody.1.writes |= is_here && one.look.writing;
    }
    let mut people: Vec<(u32, Somebody)> = people.into_values().collect();
    people.sort_by_key(|(place, _)| *place);
    people.into_iter().map(|(_, somebody)| somebody).collect()
}

/// What the head of a team says of who is there.
#[component]
pub(super) fn Company(
    here: Here,
    page: Memo<TeamPage>,
    shown: RwSignal<Presence>,
) -> impl IntoView {
    let present = RwSignal::new(Vec::<Present>::new());
    here.watch(View::Present, move |update| {
        if let Update::Present(now) = update {
            present.try_set(now);
        }
    });
    let people = Memo::new(move |_| {
        let document = page.get().document();
        present.with(|present| people(present, document))
    });
    let said = move || people.with(|people| words::team::company(people.len()));
    let row = |one: Somebody| {
        let hint = match (one.is_here, one.writes) {
            (_, true) => words!(team.company_writes),
            (true, false) => words!(team.company_on_page),
            _ => words!(team.company_in_team),
        };
        view! {
            <li class="company-row"><span class="row-title" dir="auto">{one.name}</span><span class="row-hint">{hint}</span></li>
        }
    };
    let choose = move |_| {
        let now = match shown.get_untracked() {
            Presence::Shown => Presence::Hidden,
            Presence::Hidden => Presence::Shown,
        };
        choices::choose(now);
        shown.set(now);
    };
    view! {
        <button class="button quiet company-button" type="button" popovertarget=LIST
            data-here=move || people.with(|people| !people.is_empty()).then_some("")>
            <Icon name="team"/><span>{said}</span>
        </button>
        <div class="menu company" id=LIST popover="auto" role="group" aria-label=words!(team.company)>
            <ul class="company-list" role="list" aria-label=words!(team.company)>
                {move || people.get().into_iter().map(row).collect_view()}
            </ul>
            <p class="hint" hidden=move || people.with(|people| !people.is_empty())>{words!(team.company_none)}</p>
            <label class="check">
                <input type="checkbox" prop:checked=move || shown.get() == Presence::Shown on:change=choose/>
                <span>{words!(team.company_show)}</span>
            </label>
            <p class="hint">{words!(team.company_hint)}</p>
        </div>
        <p class="company-writing" dir="auto">{move || people.with(|people| {
            let writes = people.iter().filter(|one| one.writes);
            let names: Vec<_> = writes.map(|one| one.name.clone()).collect();
            words::team::writing(&names)
        })}</p>
    }
}
