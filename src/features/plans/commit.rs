//! The sheet that makes a commitment of a line, wherever that line stands, and the three buttons that say what became
//! of one.

use crate::components::{DayField, Sheet, open_while};
use crate::shell::core::Core;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{
    CommitmentChange, NewCommitment, Outcome, PlanChange, PlanRow, PlanStatus,
};
use commonplace_api::review::NextStep;
use commonplace_api::{Change, Command, Day, Id, TextChange, Update, View};
use leptos::prelude::*;

/// Days until a commitment is due if nobody says otherwise.
pub(super) const A_WEEK: i32 = 7;

/// A line that is to become a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    /// What it says.
    pub(crate) text: String,
    /// The entry it stands in.
    pub(crate) from: Option<Id>,
}

/// Open while there is an `ask`.
#[component]
pub(crate) fn CommitSheet(
    /// What is asked.
    ask: RwSignal<Option<Ask>>,
    /// Told of the commitment once it is made.
    #[prop(default = Callback::new(|_| ()))]
    made: Callback<NextStep>,
) -> impl IntoView {
    let app = use_app();
    let open = open_while(ask);
    let made = Callback::new(move |step| {
        open.set(false);
        app.toast(words!(plans.committed).into(), None);
        made.run(step);
    });
    view! {
        <Sheet open title=words!(plans.commit)>
            {move || ask.get().map(|ask| view! {
                <CommitForm draft=Draft::new(ask) made>
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
                </CommitForm>
            })}
        </Sheet>
    }
}

/// A new plan that is under way, called `title`.
pub(crate) fn begin_plan(core: Core, title: String) -> Id {
    let id = random_id();
    let title = TextChange {
        was: String::new(),
        now: title,
    };
    for change in [
        PlanChange::Title(title),
        PlanChange::Status(PlanStatus::Active),
    ] {
        let change = Change::Plan(change);
        core.dispatch(Command::Change { id, change });
    }
    id
}

/// What is being filled in.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    when: RwSignal<String>,
    i_will: RwSignal<String>,
    due: RwSignal<Option<Day>>,
    /// The plan; `None` for a new one.
    plan: RwSignal<Option<Id>>,
    from: Option<Id>,
}

impl Draft {
    /// Begins with the line, for a week, in a new plan.
    pub(crate) fn new(ask: Ask) -> Self {
        Self {
            when: RwSignal::new(String::new()),
            i_will: RwSignal::new(ask.text),
            due: RwSignal::new(Some(Moment::today().plus(A_WEEK))),
            plan: RwSignal::new(None),
            from: ask.from,
        }
    }

    /// Saves it, once, and tells where it is; `None` while it says nothing.
    pub(crate) fn save(self, core: Core) -> Option<NextStep> {
        let i_will = self.i_will.get_untracked().trim().to_owned();
        if i_will.is_empty() {
            return None;
        }
        let chosen = self.plan.get_untracked();
        let id = chosen.unwrap_or_else(|| begin_plan(core, i_will.clone()));
        let change = |change| {
            let change = Change::Plan(change);
            core.dispatch(Command::Change { id, change });
        };
        let commitment = random_id();
        change(PlanChange::Commit(NewCommitment {
            id: commitment,
            when: self.when.get_untracked().trim().to_owned(),
            i_will,
            due: self.due.get_untracked(),
            from: self.from,
        }));
        self.i_will.set(String::new());
        self.when.set(String::new());
        Some(NextStep {
            plan: id,
            commitment,
        })
    }
}

/// The sentence, the plan it goes into, and by when. Nothing is kept before it is saved.
#[component]
pub(crate) fn CommitForm(
    /// What is filled in.
    draft: Draft,
    /// Told of the commitment once it is made.
    made: Callback<NextStep>,
    /// What stands beside the button that saves it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let core = use_app().core;
    let save = move |_| {
        if let Some(step) = draft.save(core) {
            made.run(step);
        }
    };
    view! {
        <div class="commit-form">
            <Sentence when=draft.when i_will=draft.i_will/>
            <ChoosePlan chosen=draft.plan/>
            <DayField label=words!(plans.by) value=draft.due on_change=Callback::new(move |day| draft.due.set(day))/>
        </div>
        <div class="actions">
            <button class="button primary" type="button" on:click=save
                disabled=move || draft.i_will.with(|text| text.trim().is_empty())>{words!(plans.save_commitment)}</button>
            {children.map(|children| children())}
        </div>
    }
}

/// The plans something can still come of, the first of them chosen, and a new one.
#[component]
pub(crate) fn ChoosePlan(chosen: RwSignal<Option<Id>>) -> impl IntoView {
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
    /// Whether something else was said elsewhere: then pressing what is chosen settles it instead of taking it back.
    #[prop(optional, into)]
    disputed: Signal<bool>,
    /// Whether it can only be read.
    #[prop(optional, into)]
    fixed: Signal<bool>,
    /// Whether the answer takes the commitment away from where it stands, so that the way back has to be offered.
    #[prop(optional)]
    with_undo: bool,
) -> impl IntoView {
    let app = use_app();
    let say = move |outcome| {
        let change = CommitmentChange::Outcome(outcome);
        let change = Change::Plan(PlanChange::Commitment(commitment, change));
        Command::Change { id: plan, change }
    };
    let buttons = [Outcome::Did, Outcome::Partly, Outcome::Didnt].map(|choice| {
        let is_chosen = move || outcome.get() == Some(choice);
        let choose = move |_| {
            let chosen = (disputed.get_untracked() || outcome.get_untracked() != Some(choice)).then_some(choice);
            app.core.dispatch(say(chosen));
            if with_undo {
                app.toast(words!(plans.noted).into(), Some(say(None)));
                page::rescue_focus();
            }
        };
        view! {
            <button class="choice" type="button" aria-pressed=move || is_chosen().to_string() disabled=fixed on:click=choose>
                {words::plans::outcome(choice)}
            </button>
        }
    });
    view! { <div class="choices" role="group" aria-label=words!(plans.what_happened)>{buttons}</div> }
}
