//! Entries that show what came of a plan, and a search to pick them with.

use super::Page;
use super::commitments::Link;
use crate::components::{Icon, SavedText};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::plan::PlanChange;
use commonplace_api::{EntryRow, Id, Update, View, ViewId};
use leptos::prelude::*;

/// Entries a search offers.
const OFFERED: u32 = 8;

/// The evidence, and a way to add some.
#[component]
pub(super) fn EvidenceList(page: Page) -> impl IntoView {
    let ids = page.of(|plan| {
        let evidence = plan.evidence.iter();
        evidence.map(|one| one.entry.id).collect::<Vec<_>>()
    });
    let picking = RwSignal::new(false);
    let fixed = page.fixed();
    view! {
        <section class="group">
            <h2>{words!(plans.evidence)}</h2>
            <ul class="items" role="list" aria-label=words!(plans.evidence)>
                <For each=move || ids.get() key=|id| *id let:id><One page id/></For>
            </ul>
            <button class="button quiet start" type="button" hidden=fixed aria-expanded=move || picking.get().to_string()
                on:click=move |_| picking.set(!picking.get_untracked())>
                <Icon name="add"/>{words!(plans.add_evidence)}
            </button>
            <Show when=move || picking.get()><Pick page ids/></Show>
        </section>
    }
}

#[component]
fn One(page: Page, id: Id) -> impl IntoView {
    let one = page.of(move |plan| {
        let found = plan.evidence.iter().find(|one| one.entry.id == id);
        found.cloned()
    });
    let note = Memo::new(move |_| {
        one.with(|one| one.as_ref().map(|one| one.note.clone()).unwrap_or_default())
    });
    let entry = Memo::new(move |_| one.with(|one| one.as_ref().map(|one| one.entry.clone())));
    let fixed = page.fixed();
    let remove = move |_| {
        let (out, back) = (PlanChange::RemoveEvidence(id), PlanChange::AddEvidence(id));
        page.take_out(out, back, words!(plans.evidence_removed));
    };
    view! {
        <li class="item">
            <div class="item-line">
                <span class="evidence-title">{move || entry.get().map(|entry| view! { <Link entry/> })}</span>
                <button class="icon-button" type="button" hidden=fixed aria-label=words!(plans.remove_evidence) on:click=remove>
                    <Icon name="close"/>
                </button>
            </div>
            <SavedText value=note name=words!(plans.evidence_note) placeholder=words!(plans.evidence_note_hint) lines=true fixed
                on_change=Callback::new(move |text| page.change(PlanChange::EvidenceNote(id, text)))/>
        </li>
    }
}

/// Finds entries by their words and takes those that are chosen.
#[component]
fn Pick(page: Page, ids: Signal<Vec<Id>>) -> impl IntoView {
    let core = page.core();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<EntryRow>::new());
    let watched = StoredValue::new(None::<ViewId>);
    let unwatch = move || {
        if let Some(view) = watched.try_update_value(Option::take).flatten() {
            core.unwatch(view);
        }
    };
    Effect::new(move |_| {
        unwatch();
        let view = View::Journal {
            query: typed.get(),
            start: 0,
            count: OFFERED,
        };
        let view = core.watch(view, move |update| {
            if let Update::Journal { rows, .. } = update {
                found.try_set(rows);
            }
        });
        watched.set_value(Some(view));
    });
    on_cleanup(unwatch);
    let rows = move || {
        let taken = ids.get();
        let offered = found.get().into_iter();
        offered
            .filter(|row| !taken.contains(&row.id))
            .map(|row| view! { <li><Offered page row/></li> })
            .collect_view()
    };
    view! {
        <div class="pick-entry">
            <div class="field">
                <label for="pick-entry">{words!(plans.find_entry)}</label>
                <input class="input" id="pick-entry" type="search" autocomplete="off" bind:value=typed/>
            </div>
            <ul class="rows" role="list" aria-label=words!(journal.entries)>{rows}</ul>
        </div>
    }
}

#[component]
fn Offered(page: Page, row: EntryRow) -> impl IntoView {
    let id = row.id;
    let day = Moment::from(&row);
    let title = words::titled(row.title);
    view! {
        <button class="row" type="button" on:click=move |_| page.change(PlanChange::AddEvidence(id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{title}</span>
                <span class="row-hint">{day.long_day()}</span>
            </span>
        </button>
    }
}
