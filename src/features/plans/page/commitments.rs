//! The commitments of a plan: "When …, I will …", by when, and what happened.

use super::Page;
use super::steps::Tools;
use crate::components::{DayField, Icon, SavedText};
use crate::features::plans::Outcomes;
use crate::features::plans::commit::A_WEEK;
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::Id;
use commonplace_api::plan::{Commitment, CommitmentChange, EntryLink, NewCommitment, PlanChange};
use leptos::prelude::*;

/// The commitments, and a way to add one.
#[component]
pub(super) fn Commitments(page: Page) -> impl IntoView {
    let ids = ids(page);
    let fixed = page.fixed();
    let add = move |_| {
        let id = random_id();
        page.change(PlanChange::Commit(NewCommitment {
            id,
            when: String::new(),
            i_will: String::new(),
            due: Some(Moment::today().plus(A_WEEK)),
            from: None,
        }));
        page::focus_when_there(format!("#when-{id}"));
    };
    view! {
        <section class="group">
            <h2>{words!(plans.commitments)}</h2>
            <ol class="items" role="list" aria-label=words!(plans.commitments)>
                <For each=move || ids.get() key=|id| *id let:id><OneCommitment page id/></For>
            </ol>
            <button class="button quiet start" type="button" hidden=fixed on:click=add>
                <Icon name="add"/>{words!(plans.add_commitment)}
            </button>
        </section>
    }
}

fn ids(page: Page) -> Signal<Vec<Id>> {
    page.of(|plan| plan.commitments.iter().map(|one| one.id).collect())
}

/// Something of the commitment `id`.
fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
    page: Page,
    id: Id,
    get: impl Fn(&Commitment) -> T + Send + Sync + 'static,
) -> Signal<T> {
    page.of(move |plan| {
        let one = plan.commitments.iter().find(|one| one.id == id);
        one.map(&get).unwrap_or_default()
    })
}

#[component]
fn OneCommitment(page: Page, id: Id) -> impl IntoView {
    let outcome = of(page, id, |one| one.outcome);
    let (when, i_will) = (
        of(page, id, |one| one.when.clone()),
        of(page, id, |one| one.i_will.clone()),
    );
    let disputed = of(page, id, |one| !one.rivals.is_empty());
    let facts = of(page, id, facts);
    let fixed = page.fixed();
    let change = move |change| page.change(PlanChange::Commitment(id, change));
    view! {
        <li class="item commitment">
            <div class="sentence">
                <span aria-hidden="true">{words!(plans.when)}</span>
                <SavedText value=when name=words!(plans.when) placeholder=words!(plans.when_hint) id=format!("when-{id}") fixed
                    on_change=Callback::new(move |text| change(CommitmentChange::When(text)))/>
                <span aria-hidden="true">{words!(plans.i_will)}</span>
                <SavedText value=i_will name=words!(plans.i_will) placeholder=words!(plans.i_will_hint) fixed
                    on_change=Callback::new(move |text| change(CommitmentChange::IWill(text)))/>
            </div>
            <Outcomes plan=page.id commitment=id outcome disputed fixed/>
            <Happened page id outcome/>
            <details class="item-more">
                <summary><span class="item-facts">{facts}</span></summary>
                <Fields page id/>
            </details>
        </li>
    }
}

/// What happened, in words, and where the commitment came from.
#[component]
fn Happened(
    page: Page,
    id: Id,
    outcome: Signal<Option<commonplace_api::plan::Outcome>>,
) -> impl IntoView {
    let note = of(page, id, |one| one.note.clone());
    let from = of(page, id, |one| one.from.clone());
    let rivals = of(page, id, |one| one.rivals.clone());
    let fixed = page.fixed();
    let also = move || {
        let said: Vec<_> = rivals
            .get()
            .into_iter()
            .map(words::plans::outcome)
            .collect();
        (!said.is_empty()).then(
            || view! { <p class="hint">{words!(plans.also_said, said = said.join(", "))}</p> },
        )
    };
    let say = move |text| {
        let note = CommitmentChange::Note(text);
        page.change(PlanChange::Commitment(id, note));
    };
    view! {
        {also}
        <Show when=move || outcome.get().is_some()>
            <SavedText value=note name=words!(plans.note) placeholder=words!(plans.note_hint) lines=true class="boxed" fixed
                on_change=Callback::new(say)/>
        </Show>
        {move || from.get().map(|entry| view! { <p class="hint">{words!(plans.from_entry)}" "<Link entry/></p> })}
    }
}

/// What is seldom looked at: day and place.
#[component]
fn Fields(page: Page, id: Id) -> impl IntoView {
    let due = of(page, id, |one| one.due);
    let fixed = page.fixed();
    let set_due = move |day| {
        let due = CommitmentChange::Due(day);
        page.change(PlanChange::Commitment(id, due));
    };
    let remove = move |()| {
        let out = PlanChange::RemoveCommitment(id);
        let back = PlanChange::RestoreCommitment(id);
        page.take_out(out, back, words!(plans.commitment_removed));
    };
    view! {
        <div class="item-fields">
            <DayField label=words!(plans.by) value=due fixed on_change=Callback::new(set_due)/>
            <Show when=move || !fixed.get()>
                <Tools ids=ids(page) id put=Callback::new(move |before| page.change(PlanChange::MoveCommitment(id, before)))
                    remove=Callback::new(remove) label=words!(plans.remove_commitment)/>
            </Show>
        </div>
    }
}

/// "Due today", or when it was recorded what happened.
fn facts(one: &Commitment) -> String {
    match (one.outcome_at, one.due) {
        (Some(at), _) => words!(plans.recorded_on, day = Moment::from(at).long_day()),
        (None, Some(due)) => words::plans::due(due, Moment::today()),
        (None, None) => words!(plans.no_day).into(),
    }
}

/// An entry by its first line.
#[component]
pub(super) fn Link(entry: EntryLink) -> impl IntoView {
    match entry.title {
        None => view! { <span class="quiet-text">{words!(plans.entry_gone)}</span> }.into_any(),
        Some(title) => {
            view! { <a href=entry_path(entry.id) dir="auto">{words::titled(title)}</a> }.into_any()
        }
    }
}
