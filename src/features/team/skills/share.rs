//! Sharing a skill by name: first all that others get is shown as they get it, and who they are. Nothing is shared before
//! that was seen, and nothing else is.

use super::matrix::Level;
use crate::components::{Sheet, open_while};
use crate::features::team::here::Here;
use crate::features::team::parts::people;
use crate::shell::dates::Moment;
use crate::shell::page;
use crate::words;
use commonplace_api::skill::Skill;
use commonplace_api::team::Person;
use commonplace_api::team::share::{Cell, NewShare, SharesChange, Widening};
use commonplace_api::{Change, Id, Stamp, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The sheet; open while a skill is about to be shared.
#[component]
pub(super) fn Share(here: Here, sharing: RwSignal<Option<Id>>) -> impl IntoView {
    let open = open_while(sharing);
    let done = Callback::new(move |()| {
        sharing.try_set(None);
    });
    let form = move || {
        sharing
            .get()
            .map(|skill| view! { <Asked here skill done/> })
    };
    view! { <Sheet open title=words!(matrix.share_title)>{form}</Sheet> }
}

/// What would be shared of a skill; nothing of one that was never placed.
fn share_of(skill: &Skill) -> Option<NewShare> {
    let newest = skill.placements.first()?;
    Some(NewShare {
        skill: skill.id,
        name: skill.name.clone(),
        level: newest.level,
        target: newest.target,
        confidence: newest.confidence,
    })
}

#[component]
fn Asked(here: Here, skill: Id, done: Callback<()>) -> impl IntoView {
    let share = RwSignal::new(None::<NewShare>);
    here.core().watch_here(View::Skill(skill), move |update| {
        if let Update::Skill(now) = update {
            share.try_set(share_of(&now));
        }
    });
    let share = Memo::new(move |_| share.get());
    let people = people(here);
    move || {
        let share = share.get();
        share.map(|share| view! { <Preview here share people done/> })
    }
}

/// What the core says that others would get, and the button that does it.
#[component]
fn Preview(
    here: Here,
    share: NewShare,
    people: RwSignal<Vec<Person>>,
    done: Callback<()>,
) -> impl IntoView {
    let widening = RwSignal::new(None::<Widening>);
    let view = View::Widening {
        member: here.me(),
        share,
    };
    here.watch(view, move |update| {
        if let Update::Widening(now) = update {
            widening.try_set(Some(*now));
        }
    });
    // Until it is known who is in the team, nobody can say to whom.
    let known = Memo::new(move |_| widening.with(Option::is_some) && !people.with(Vec::is_empty));
    let share = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(widening) = widening.get_untracked().filter(|_| known.get_untracked()) else {
            return;
        };
        // The button that opened the sheet goes once it is shared: the focus is where it can be taken back.
        let stop = format!("#stop-{}", widening.share.skill);
        let change = SharesChange::Share(widening.share);
        here.change(here.me(), Change::Shares(here.me(), change));
        done.run(());
        here.app.toast(words!(matrix.shared).into(), None);
        page::focus_when_there(stop);
    };
    let shown = move || {
        let widening = widening.get().filter(|_| known.get())?;
        Some(view! { <Shown here widening people/> })
    };
    view! {
        <form class="stack" on:submit=share>
            {shown}
            <div class="actions">
                <button class="button primary" type="submit" disabled=move || !known.get()>{words!(matrix.share)}</button>
                <button class="button quiet" type="button" on:click=move |_| done.run(())>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}

/// All that others get, as they get it, and who they are.
#[component]
fn Shown(here: Here, widening: Widening, people: RwSignal<Vec<Person>>) -> impl IntoView {
    let Widening { share, until_now } = widening;
    let now = Moment::now();
    let cell = Cell {
        skill: share.skill,
        level: share.level,
        target: share.target,
        confidence: share.confidence,
        shared: Stamp {
            ms: now.ms,
            offset_minutes: now.offset_minutes,
        },
    };
    let me = here.me();
    let others = Memo::new(move |_| {
        let mut others = people.get();
        others.retain(|person| person.id != me);
        others
    });
    let my_name = Memo::new(move |_| {
        people.with(|people| words::together::name(people.iter().find(|person| person.id == me)))
    });
    let until_now = until_now.map(|cell| {
        let standing = words::matrix::standing(&cell);
        view! { <p class="hint">{words!(matrix.until_now, standing = standing)}</p> }
    });
    let name = share.name.clone();
    let says = move || others.with(|others| words::matrix::about_to(others, &share.name));
    let one = |person: Person| view! { <li dir="auto">{words::team::person(person.name)}</li> };
    view! {
        <section class="lesson-preview" aria-label=words!(matrix.preview)>
            <h3>{words!(matrix.preview)}</h3>
            <div class="share-preview">
                <p class="row-title" dir="auto">{name}</p>
                <p dir="auto">{my_name}</p>
                <Level cell/>
            </div>
            {until_now}
        </section>
        <p class="about-to" aria-live="polite" dir="auto">{says}</p>
        <Show when=move || others.with(|others| words::matrix::is_many(others))>
            <details class="more">
                <summary>{words!(matrix.everybody)}</summary>
                <ul class="plain">{move || others.get().into_iter().map(one).collect_view()}</ul>
            </details>
        </Show>
        <ul class="plain">
            <li>{words!(matrix.nothing_else)}</li>
            <li>{words!(matrix.joiners)}</li>
        </ul>
    }
}
