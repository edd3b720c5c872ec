//! What is done about it: each action with who does it and by when, and where it came from or goes on.

use super::page::{OnPage, Rows, change, of};
use super::questions::AddLine;
use crate::components::{DayField, Icon, SavedText};
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PersonField, ToSettle};
use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::after_action::{Action, ActionChange, AfterActionChange, NewAction};
use commonplace_api::team::{Contested, Field, Person, Value};
use leptos::prelude::*;

/// The actions, and a way to add one.
#[component]
pub(super) fn Actions(
    review: OnPage,
    rows: Rows,
    people: RwSignal<Vec<Person>>,
    fixed: Signal<bool>,
) -> impl IntoView {
    let ids = review.of(|review| {
        let actions = review.actions.iter();
        actions.map(|action| action.id).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(String::new());
    let add = move |text: String| {
        let new = NewAction {
            id: random_id(),
            text,
            owner: None,
            due: None,
        };
        change(review, AfterActionChange::AddAction(new));
    };
    let add = Callback::new(add);
    let nothing = Memo::new(move |_| fixed.get() && ids.with(Vec::is_empty));
    view! {
        <section class="review-question" hidden=nothing>
            <h2>{words!(after_actions.actions)}</h2>
            <ol class="items" role="list" aria-label=words!(after_actions.actions)>
                <For each=move || ids.get() key=|id| *id let:id><OneAction review id rows people fixed/></For>
            </ol>
            <Show when=move || !fixed.get()>
                <AddLine typed name=words!(after_actions.add_action) hint=words!(after_actions.action_hint) add/>
            </Show>
        </section>
    }
}

/// Something of the action `id`.
fn of_action<T: Default + Clone + PartialEq + Send + Sync + 'static>(
    review: OnPage,
    id: Id,
    get: impl Fn(&Action) -> T + Send + Sync + 'static,
) -> Signal<T> {
    review.of(move |review| {
        let action = review.actions.iter().find(|action| action.id == id);
        action.map(&get).unwrap_or_default()
    })
}

#[component]
fn OneAction(
    review: OnPage,
    id: Id,
    rows: Rows,
    people: RwSignal<Vec<Person>>,
    fixed: Signal<bool>,
) -> impl IntoView {
    let done = of_action(review, id, |action| action.done_at.is_some());
    let to = of_action(review, id, |action| action.carried_to);
    // What goes on in another review is changed there.
    let fixed = Memo::new(move |_| fixed.get() || to.get().is_some());
    let contested = review.of(move |review| {
        let is_of_it =
            |one: &&Contested| [Field::ActionOwner(id), Field::ActionDue(id)].contains(&one.field);
        review
            .contested
            .iter()
            .filter(is_of_it)
            .cloned()
            .collect::<Vec<_>>()
    });
    let settle = move |(field, value): (Field, Value)| {
        change(review, AfterActionChange::Settle(field, value));
    };
    let shown = move || {
        if fixed.get() {
            view! { <Told review id/> }.into_any()
        } else {
            view! { <Fields review id people/> }.into_any()
        }
    };
    view! {
        <li class="item action-item" data-done=move || done.get().then_some("")>
            {shown}
            <Carried review id rows/>
            <ToSettle here=review.here contested unit=String::new() fixed settle=Callback::new(settle)/>
        </li>
    }
}

/// Whoever may write changes it where it stands.
#[component]
fn Fields(review: OnPage, id: Id, people: RwSignal<Vec<Person>>) -> impl IntoView {
    let text = of_action(review, id, |action| action.text.clone());
    let done = of_action(review, id, |action| action.done_at.is_some());
    let done_on = of_action(review, id, |action| {
        let at = action.done_at.map(|at| Moment::from(at).long_day());
        at.map(|day| words!(after_actions.done_on, day = day))
    });
    let say = move |said| change(review, AfterActionChange::Action(id, said));
    let tick = move |event| say(ActionChange::Done(event_target_checked(&event)));
    let remove = move |_| {
        let (out, back) = (
            AfterActionChange::RemoveAction(id),
            AfterActionChange::RestoreAction(id),
        );
        let (out, back) = (of(review.here, out), of(review.here, back));
        review.take_out(out, back, words!(after_actions.taken_out));
    };
    let named = move || words::after_actions::action(text.get());
    view! {
        <div class="item-line">
            <label class="tick">
                <input type="checkbox" aria-label=move || words!(after_actions.done_name, action = named()) prop:checked=done on:change=tick/>
            </label>
            <SavedText value=text name=words!(after_actions.action) placeholder=words!(after_actions.action_hint)
                on_change=Callback::new(move |text| say(ActionChange::Text(text)))/>
            <button class="icon-button" type="button" aria-label=move || words!(after_actions.take_out, text = named())
                on:click=remove><Icon name="close"/></button>
        </div>
        <div class="days action-fields">
            <PersonField here=review.here id=format!("owner-{id}") label=words!(after_actions.owner) nobody=words!(after_actions.no_owner)
                people value=of_action(review, id, |action| action.owner.clone())
                on_change=Callback::new(move |owner| say(ActionChange::Owner(owner)))/>
            <DayField label=words!(after_actions.due) value=of_action(review, id, |action| action.due)
                on_change=Callback::new(move |day| say(ActionChange::Due(day)))/>
        </div>
        {move || done_on.get().map(|said| view! { <p class="item-facts">{said}</p> })}
    }
}

/// The same as text.
#[component]
fn Told(review: OnPage, id: Id) -> impl IntoView {
    let text = of_action(review, id, |action| {
        words::after_actions::action(action.text.clone())
    });
    let facts = of_action(review, id, |action| {
        words::after_actions::facts(action, Moment::today())
    });
    view! {
        <p class="written action-text" dir="auto">{text}</p>
        <p class="item-facts" dir="auto">{facts}</p>
    }
}

/// The review it came from, and the one it goes on in.
#[component]
fn Carried(review: OnPage, id: Id, rows: Rows) -> impl IntoView {
    let link = move |name: &'static str, other: Signal<Option<Id>>| {
        let here = review.here;
        move || {
            let other = other.get()?;
            let title = rows.with(|rows| {
                let rows = rows.iter().flatten();
                let row = rows.into_iter().find(|row| row.id == other);
                row.map(|row| words::after_actions::titled(row.title.clone()))
            });
            let title = title.unwrap_or_else(|| words!(after_actions.missing_one).to_owned());
            let path = here.path(TeamPage::AfterAction(other));
            Some(view! { <p class="item-facts">{name}" "<a href=path dir="auto">{title}</a></p> })
        }
    };
    let from = of_action(review, id, |action| action.carried_from);
    let to = of_action(review, id, |action| action.carried_to);
    view! {
        {link(words!(after_actions.carried_from), from)}
        {link(words!(after_actions.carried_to), to)}
    }
}
