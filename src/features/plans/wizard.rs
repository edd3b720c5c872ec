//! A plan in two minutes: what, what for, one step, one commitment, by when. Every "Next" saves what was said so far, so
//! that leaving in the middle leaves a draft.

use super::commit::{A_WEEK, Sentence};
use crate::components::{DayField, Sheet, open_while};
use crate::routes::document_path;
use crate::shell::core::Core;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{
    CommitmentChange, NewCommitment, PlanChange, PlanStatus, StepChange, StepKind,
};
use commonplace_api::{Change, Command, Day, Id, Kind, TextChange};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What a plan begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Begin {
    pub(super) title: String,
    pub(super) why: String,
    step: String,
    when: String,
    i_will: String,
}

/// Plans that many people begin with.
pub(super) fn templates() -> [Begin; 3] {
    let begin = |[title, why, step, when, i_will]: [&str; 5]| Begin {
        title: title.into(),
        why: why.into(),
        step: step.into(),
        when: when.into(),
        i_will: i_will.into(),
    };
    [
        begin([
            words!(plans.template_feedback.title),
            words!(plans.template_feedback.why),
            words!(plans.template_feedback.step),
            words!(plans.template_feedback.when),
            words!(plans.template_feedback.i_will),
        ]),
        begin([
            words!(plans.template_meetings.title),
            words!(plans.template_meetings.why),
            words!(plans.template_meetings.step),
            words!(plans.template_meetings.when),
            words!(plans.template_meetings.i_will),
        ]),
        begin([
            words!(plans.template_tool.title),
            words!(plans.template_tool.why),
            words!(plans.template_tool.step),
            words!(plans.template_tool.when),
            words!(plans.template_tool.i_will),
        ]),
    ]
}

/// The questions, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    What,
    WhatFor,
    Step,
    Commitment,
    ByWhen,
}

impl Question {
    const ALL: [Self; 5] = [
        Self::What,
        Self::WhatFor,
        Self::Step,
        Self::Commitment,
        Self::ByWhen,
    ];

    fn asked(self) -> &'static str {
        match self {
            Self::What => words!(plans.ask_what),
            Self::WhatFor => words!(plans.ask_why),
            Self::Step => words!(plans.ask_step),
            Self::Commitment => words!(plans.ask_commitment),
            Self::ByWhen => words!(plans.ask_due),
        }
    }
}

/// Open while there is something to `begin` with.
#[component]
pub(super) fn Wizard(begin: RwSignal<Option<Begin>>) -> impl IntoView {
    let open = open_while(begin);
    view! {
        <Sheet open title=words!(plans.begin)>
            {move || begin.get().map(|begin| view! { <Questions begin open/> })}
        </Sheet>
    }
}

/// What was answered, and what of it is saved.
#[derive(Clone, Copy)]
struct Answers {
    core: Core,
    plan: Id,
    step_id: Id,
    commitment: Id,
    title: RwSignal<String>,
    why: RwSignal<String>,
    step: RwSignal<String>,
    when: RwSignal<String>,
    i_will: RwSignal<String>,
    due: RwSignal<Option<Day>>,
    saved: StoredValue<Begin>,
}

impl Answers {
    fn new(core: Core, begin: Begin) -> Self {
        Self {
            core,
            plan: random_id(),
            step_id: random_id(),
            commitment: random_id(),
            title: RwSignal::new(begin.title),
            why: RwSignal::new(begin.why),
            step: RwSignal::new(begin.step),
            when: RwSignal::new(begin.when),
            i_will: RwSignal::new(begin.i_will),
            due: RwSignal::new(None),
            saved: StoredValue::new(Begin::default()),
        }
    }

    fn change(self, change: PlanChange) {
        let (id, change) = (self.plan, Change::Plan(change));
        self.core.dispatch(Command::Change { id, change });
    }

    fn now(self) -> Begin {
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        Begin {
            title: trimmed(self.title),
            why: trimmed(self.why),
            step: trimmed(self.step),
            when: trimmed(self.when),
            i_will: trimmed(self.i_will),
        }
    }

    /// Saves the answers up to `question` that are not saved yet.
    fn save(self, question: Question) {
        let mut saved = self.saved.get_value();
        let now = self.now();
        if saved.title != now.title {
            self.change(PlanChange::Title(changed(&saved.title, &now.title)));
            saved.title = now.title;
        }
        if question >= Question::WhatFor && saved.why != now.why {
            self.change(PlanChange::Why(changed(&saved.why, &now.why)));
            saved.why = now.why;
        }
        if question >= Question::Step && saved.step != now.step {
            self.say_step(&saved.step, &now.step);
            saved.step = now.step;
        }
        let commits = (&saved.when, &saved.i_will) != (&now.when, &now.i_will);
        if question >= Question::Commitment && commits && !now.i_will.is_empty() {
            self.commit(&saved, &now.when, &now.i_will);
            (saved.when, saved.i_will) = (now.when, now.i_will);
        }
        self.saved.set_value(saved);
    }

    fn say_step(self, was: &str, now: &str) {
        if was.is_empty() {
            self.change(PlanChange::AddStep(self.step_id));
            let kind = StepChange::Kind(StepKind::Learn);
            self.change(PlanChange::Step(self.step_id, kind));
        }
        let text = StepChange::Text(changed(was, now));
        self.change(PlanChange::Step(self.step_id, text));
    }

    fn commit(self, saved: &Begin, when: &str, i_will: &str) {
        if saved.i_will.is_empty() {
            return self.change(PlanChange::Commit(NewCommitment {
                id: self.commitment,
                when: when.into(),
                i_will: i_will.into(),
                due: Some(Moment::today().plus(A_WEEK)),
                from: None,
            }));
        }
        let when = CommitmentChange::When(changed(&saved.when, when));
        let i_will = CommitmentChange::IWill(changed(&saved.i_will, i_will));
        self.change(PlanChange::Commitment(self.commitment, when));
        self.change(PlanChange::Commitment(self.commitment, i_will));
    }

    /// The plan is under way.
    fn finish(self) {
        self.save(Question::ByWhen);
        if let Some(due) = self.due.get_untracked() {
            self.change(PlanChange::Due(Some(due)));
        }
        self.change(PlanChange::Start(Some(Moment::today())));
        self.change(PlanChange::Status(PlanStatus::Active));
    }
}

fn changed(was: &str, now: &str) -> TextChange {
    TextChange {
        was: was.into(),
        now: now.into(),
    }
}

#[component]
fn Questions(begin: Begin, open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let answers = Answers::new(use_app().core, begin);
    let at = RwSignal::new(0_usize);
    let question = Memo::new(move |_| {
        let asked = Question::ALL.get(at.get());
        asked.copied().unwrap_or(Question::What)
    });
    Effect::new(move |_| {
        question.track();
        request_animation_frame(|| {
            page::focus("dialog[open] .wizard-answer :is(input, textarea)");
        });
    });
    let nameless = Memo::new(move |_| answers.title.with(|title| title.trim().is_empty()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if nameless.get_untracked() {
            return;
        }
        if question.get_untracked() != Question::ByWhen {
            answers.save(question.get_untracked());
            return at.update(|at| *at += 1);
        }
        answers.finish();
        open.set(false);
        let to = document_path(Kind::Plan, answers.plan);
        navigate(&to, NavigateOptions::default());
    };
    let next = move || match question.get() {
        Question::ByWhen => words!(plans.start_plan),
        _ => words!(plans.next),
    };
    let place = move || {
        let at = u32::try_from(at.get() + 1).unwrap_or(1);
        words!(plans.step_of, at = words::number(at), of = words::number(5))
    };
    view! {
        <form on:submit=submit>
            <p class="fine" aria-live="polite">{place}</p>
            <div class="wizard-answer">{move || view! { <Answer question=question.get() answers/> }}</div>
            <div class="actions">
                <button class="button primary" type="submit" disabled=nameless>{next}</button>
                <button class="button quiet" type="button" hidden=move || at.get() == 0
                    on:click=move |_| at.update(|at| *at = at.saturating_sub(1))>{words!(actions.back)}</button>
            </div>
        </form>
    }
}

#[component]
fn Answer(question: Question, answers: Answers) -> impl IntoView {
    let field = |text: RwSignal<String>, hint: &'static str| {
        view! {
            <div class="field">
                <label for="answer">{question.asked()}</label>
                <input class="input" id="answer" dir="auto" autocomplete="off" placeholder=hint bind:value=text/>
            </div>
        }
        .into_any()
    };
    match question {
        Question::What => field(answers.title, words!(plans.ask_what_hint)),
        Question::WhatFor => field(answers.why, words!(plans.ask_why_hint)),
        Question::Step => field(answers.step, words!(plans.ask_step_hint)),
        Question::Commitment => view! {
            <p class="wizard-ask">{question.asked()}</p>
            <Sentence when=answers.when i_will=answers.i_will/>
        }
        .into_any(),
        Question::ByWhen => view! {
            <DayField label=question.asked() value=answers.due on_change=Callback::new(move |day| answers.due.set(day))/>
        }
        .into_any(),
    }
}
