//! The sheet that makes a commitment of a line, and the three buttons that say what became of one.

use crate::components::{DayField, Sheet};
use crate::routes::document_path;
use crate::shell::core::Core;
use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{
    CommitmentChange, NewCommitment, Outcome, PlanChange, PlanRow, PlanStatus,
};
use commonplace_api::{Change, Command, Day, Id, Kind, TextChange, Update, View};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Days until a commitment is due if nobody says otherwise.
pub(super) const A_WEEK: i32 = 7;

/// A line that is to become a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// What it says.
    pub(super) text: String,
    /// The entry it stands in.
    pub(super) from: Option<Id>,
}

/// Open while there is an `ask`.
#[component]
pub(super) fn CommitSheet(ask: RwSignal<Option<Ask>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(ask.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            ask.set(None);
        }
        is
    });
    view! {
        <Sheet open title=words!(plans.commit)>
            {move || ask.get().map(|ask| view! { <Form ask open/> })}
        </Sheet>
    }
}

/// What is being filled in.
#[derive(Clone, Copy)]
struct Filled {
    when: RwSignal<String>,
    i_will: RwSignal<String>,
    due: RwSignal<Option<Day>>,
    /// The plan; `None` for a new one.
    plan: RwSignal<Option<Id>>,
    from: Option<Id>,
}

impl Filled {
    /// Saves it, and tells in which plan.
    fn save(self, core: Core) -> Option<Id> {
        let i_will = self.i_will.get_untracked().trim().to_owned();
        if i_will.is_empty() {
            return None;
        }
        let chosen = self.plan.get_untracked();
        let id = chosen.unwrap_or_else(random_id);
        let change = |change| {
            let change = Change::Plan(change);
            core.dispatch(Command::Change { id, change });
        };
        if chosen.is_none() {
            change(PlanChange::Title(TextChange {
                was: String::new(),
                now: i_will.clone(),
            }));
            change(PlanChange::Status(PlanStatus::Active));
        }
        change(PlanChange::Commit(NewCommitment {
            id: random_id(),
            when: self.when.get_untracked().trim().to_owned(),
            i_will,
            due: self.due.get_untracked(),
            from: self.from,
        }));
        Some(id)
    }
}

#[component]
fn Form(ask: Ask, open: RwSignal<bool>) -> impl IntoView {
    let (app, navigate) = (use_app(), use_navigate());
    let filled = Filled {
        when: RwSignal::new(String::new()),
        i_will: RwSignal::new(ask.text),
        due: RwSignal::new(Some(Moment::today().plus(A_WEEK))),
        plan: RwSignal::new(None),
        from: ask.from,
    };
    let save = move |_| {
        if let Some(plan) = filled.save(app.core) {
            open.set(false);
            app.toast(words!(plans.committed).into(), None);
            navigate(&document_path(Kind::Plan, plan), NavigateOptions::default());
        }
    };
    view! {
        <div class="commit-form">
            <Sentence when=filled.when i_will=filled.i_will/>
            <ChoosePlan chosen=filled.plan/>
            <DayField label=words!(plans.by) value=filled.due on_change=Callback::new(move |day| filled.due.set(day))/>
        </div>
        <div class="actions">
            <button class="button primary" type="button" on:click=save
                disabled=move || filled.i_will.with(|text| text.trim().is_empty())>{words!(plans.save_commitment)}</button>
            <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
        </div>
    }
}

/// The plans something can still come of, the first of them chosen, and a new one.
#[component]
fn ChoosePlan(chosen: RwSignal<Option<Id>>) -> impl IntoView {
    let core = use_app().core;
    let plans = RwSignal::new(Vec::<PlanRow>::new());
    let by_hand = StoredValue::new(false);
    core.watch_here(View::Plans, move |update| {
        let Update::Plans(mut rows) = update else {
            return;
        };
        rows.retain(|row| row.status <= PlanStatus::Active);
        if by_hand.try_get_value() == Some(false) {
            chosen.try_set(rows.first().map(|row| row.id));
        }
        plans.try_set(rows);
    });
    let choose = move |event| {
        by_hand.set_value(true);
        chosen.set(event_target_value(&event).parse().ok());
    };
    let options = move || {
        let option = |row: PlanRow| {
            let title = if row.title.is_empty() {
                words!(plans.untitled).to_owned()
            } else {
                row.title
            };
            view! { <option value=row.id.to_string() selected=move || chosen.get() == Some(row.id)>{title}</option> }
        };
        plans.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="commit-plan">{words!(plans.in_plan)}</label>
            <select class="input" id="commit-plan" on:change=choose>
                {options}
                <option value="" selected=move || chosen.get().is_none()>{words!(plans.new_plan)}</option>
            </select>
        </div>
    }
}

/// "When …, I will …" as two fields of a form.
#[component]
pub(super) fn Sentence(when: RwSignal<String>, i_will: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for="commit-when">{words!(plans.when)}</label>
            <input class="input" id="commit-when" dir="auto" autocomplete="off" placeholder=words!(plans.when_hint) bind:value=when/>
        </div>
        <div class="field">
            <label for="commit-will">{words!(plans.i_will)}</label>
            <textarea class="input" id="commit-will" rows="2" dir="auto" placeholder=words!(plans.i_will_hint)
                prop:value=move || i_will.get() on:input=move |event| i_will.set(event_target_value(&event))></textarea>
        </div>
    }
}

/// Did, partly, didn’t: one tap says what became of a commitment, and another takes it back.
#[component]
pub fn Outcomes(
    /// The plan.
    plan: Id,
    /// The commitment in it.
    commitment: Id,
    /// What is known.
    #[prop(into)]
    outcome: Signal<Option<Outcome>>,
    /// Whether it can only be read.
    #[prop(optional, into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    let core = use_app().core;
    let buttons = [Outcome::Did, Outcome::Partly, Outcome::Didnt].map(|choice| {
        let is_chosen = move || outcome.get() == Some(choice);
        let choose = move |_| {
            let chosen = (outcome.get_untracked() != Some(choice)).then_some(choice);
            let change = CommitmentChange::Outcome(chosen);
            let change = Change::Plan(PlanChange::Commitment(commitment, change));
            core.dispatch(Command::Change { id: plan, change });
        };
        view! {
            <button class="choice" type="button" aria-pressed=move || is_chosen().to_string() disabled=fixed on:click=choose>
                {words::plans::outcome(choice)}
            </button>
        }
    });
    view! { <div class="choices" role="group" aria-label=words!(plans.what_happened)>{buttons}</div> }
}
