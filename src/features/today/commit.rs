//! A commitment in one sentence: when something happens, what one will do, and by which day. It goes into the plan
//! that is under way, or begins a new one.

use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{NewCommitment, PlanChange, PlanRow, PlanStatus};
use commonplace_api::review::NextStep;
use commonplace_api::{Change, Command, Day, Id, TextChange, Update, View};
use leptos::prelude::*;

/// Days until a commitment is due if nobody says otherwise.
const A_WEEK: i32 = 7;

/// The form. Nothing is kept before it is saved.
#[component]
pub(crate) fn CommitForm(
    /// What it begins with.
    #[prop(default = String::new())]
    text: String,
    /// The entry it comes from.
    #[prop(optional)]
    from: Option<Id>,
    /// Told where the commitment is, once it is made.
    made: Callback<NextStep>,
) -> impl IntoView {
    let app = use_app();
    let (when, will) = (RwSignal::new(String::new()), RwSignal::new(text));
    let due = RwSignal::new(Moment::now().date().plus(A_WEEK).to_string());
    let plan = RwSignal::new(None::<PlanRow>);
    app.core.watch_here(View::Plans, move |update| {
        if let Update::Plans(rows) = update {
            let open = rows.into_iter().find(|row| row.status <= PlanStatus::Active);
            plan.try_set(open);
        }
    });
    let goes = move || {
        plan.with(|plan| match plan {
            None => words!(commit.new_plan).to_owned(),
            Some(plan) => words!(commit.in_plan, title = plan.title.as_str()).to_string(),
        })
    };
    let save = move |_| {
        let i_will = will.get_untracked().trim().to_owned();
        let id = plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.id));
        let change = |id, change| {
            let change = Change::Plan(change);
            app.core.dispatch(Command::Change { id, change });
        };
        let id = id.unwrap_or_else(|| begin_plan(&change, &i_will));
        let commitment = random_id();
        let new = NewCommitment {
            id: commitment,
            when: when.get_untracked().trim().to_owned(),
            i_will,
            due: due.get_untracked().parse::<Day>().ok(),
            from,
        };
        change(id, PlanChange::Commit(new));
        made.run(NextStep { plan: id, commitment });
    };
    view! {
        <div class="commit">
            <div class="field">
                <label for="commit-when">{words!(commit.when)}</label>
                <input class="input" id="commit-when" dir="auto" autocomplete="off" placeholder=words!(commit.when_hint)
                    bind:value=when/>
            </div>
            <div class="field">
                <label for="commit-will">{words!(commit.i_will)}</label>
                <input class="input" id="commit-will" dir="auto" autocomplete="off" bind:value=will/>
            </div>
            <div class="field">
                <label for="commit-by">{words!(commit.by)}</label>
                <input class="input" id="commit-by" type="date" bind:value=due/>
            </div>
            <p class="hint">{goes}</p>
            <div class="actions">
                <button class="button" type="button" on:click=save
                    disabled=move || will.with(|will| will.trim().is_empty())>{words!(commit.save)}</button>
            </div>
        </div>
    }
}

/// A plan that has the commitment for its name.
fn begin_plan(change: &impl Fn(Id, PlanChange), title: &str) -> Id {
    let id = random_id();
    let title = TextChange {
        was: String::new(),
        now: title.to_owned(),
    };
    change(id, PlanChange::Title(title));
    change(id, PlanChange::Status(PlanStatus::Active));
    id
}
