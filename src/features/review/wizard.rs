//! The review of a week: four questions and a next step, one at a time, with what happened beside them. It takes five
//! minutes, can be left at any moment, and asks for no words at all.

use super::happened::{HappenedParts, Part};
use super::{days, starts_on};
use crate::components::{Icon, PageHead, SavedText};
use crate::features::plans::{Ask, CommitForm, Draft};
use crate::features::today::{Back, LessonCard, LessonSheet};
use crate::routes::document_path;
use crate::shell::page;
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::review::{NextStep, Question, Review, ReviewChange};
use commonplace_api::{Change, Command, Kind, TextChange, Update, View, Week};
use leptos::prelude::*;

/// The steps: one for each question, and the last.
const STEPS: usize = Question::ALL.len() + 1;
/// At this one the old lessons stand beside.
const LESSONS_AT: Question = Question::Keep;

/// Where a review is taken up again: after the last question that was answered; `None` when it is done.
pub fn resumed(done: bool, answers: &[String; 4]) -> Option<usize> {
    let answered = |answer: &String| !answer.trim().is_empty();
    (!done).then(|| {
        answers
            .iter()
            .rposition(answered)
            .map_or(0, |last| last + 1)
    })
}

fn asked(question: Question) -> (&'static str, &'static str) {
    match question {
        Question::Wins => (words!(review.wins), words!(review.wins_hint)),
        Question::Surprise => (words!(review.surprise), words!(review.surprise_hint)),
        Question::Keep => (words!(review.keep), words!(review.keep_hint)),
        Question::Change => (words!(review.change), words!(review.change_hint)),
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Wizard {
    app: App,
    week: Week,
    page: Memo<Option<Review>>,
    /// The step that is shown; `None` for all answers.
    step: RwSignal<Option<usize>>,
    /// The commitment to end with.
    draft: Draft,
}

impl Wizard {
    /// Goes to the end. A commitment that was written and not saved yet is saved: whoever finishes means it.
    fn finish(self) {
        let open = |page: &Option<Review>| page.as_ref().is_some_and(|page| page.next.is_none());
        let draft = self.page.with_untracked(open).then_some(self.draft);
        if let Some(step) = draft.and_then(|draft| draft.save(self.app.core)) {
            self.change(ReviewChange::Next(Some(step)));
        }
        self.change(ReviewChange::Finish(true));
        self.go(None);
    }

    fn change(self, change: ReviewChange) {
        let Some(id) = self
            .page
            .with_untracked(|page| page.as_ref().map(|page| page.id))
        else {
            return;
        };
        let change = Change::Review(self.week, change);
        self.app.core.dispatch(Command::Change { id, change });
    }

    /// Goes to another step, and begins there.
    fn go(self, step: Option<usize>) {
        self.step.set(step);
        page::focus_soon(if step.is_some_and(|step| step + 1 < STEPS) {
            "#answer"
        } else {
            "#step"
        });
    }
}

/// The page at `/review/2026-W48`.
#[component]
pub fn ReviewScreen(
    /// Which.
    week: Week,
) -> impl IntoView {
    let heard = RwSignal::new(None::<Review>);
    let step = RwSignal::new(None::<usize>);
    let view = View::Review {
        week,
        starts_on: starts_on(),
    };
    let app = use_app();
    app.core.watch_here(view, move |update| {
        if let Update::Review(page) = update {
            if heard.try_with_untracked(Option::is_none) == Some(true) {
                step.try_set(resumed(page.done, &page.answers));
            }
            heard.try_set(Some(*page));
        }
    });
    let wizard = Wizard {
        app,
        week,
        page: Memo::new(move |_| heard.get()),
        step,
        draft: Draft::new(Ask {
            text: String::new(),
            from: None,
        }),
    };
    let here = Memo::new(move |_| wizard.page.with(Option::is_some));
    view! {
        <div class="page review">
            <PageHead title=days(week.first(starts_on()), week.last(starts_on())) back="/review"/>
            <Show when=move || here.get()>
                <div class="review-parts">
                    {move || match step.get() {
                        None => view! { <Summary wizard/> }.into_any(),
                        Some(step) => view! { <Step wizard step/> }.into_any(),
                    }}
                    <Beside wizard/>
                </div>
            </Show>
        </div>
    }
}

/// One step.
#[component]
fn Step(wizard: Wizard, step: usize) -> impl IntoView {
    let question = Question::ALL.get(step).copied();
    let last = step + 1 == STEPS;
    let (ask, hint) =
        question.map_or_else(|| (words!(review.next), words!(review.next_hint)), asked);
    let field = question.map(|question| {
        let text = Signal::derive(move || answer_to(wizard, question));
        let fixed = Signal::derive(move || {
            wizard
                .page
                .with(|page| page.as_ref().is_some_and(|page| page.read_only))
        });
        let typed = Callback::new(move |change: TextChange| {
            wizard.change(ReviewChange::Answer(question, change));
        });
        view! { <SavedText id="answer" name=ask class="boxed answer" lines=true value=text fixed on_change=typed/> }
    });
    let forward = move |_| {
        if last {
            wizard.finish();
        } else {
            wizard.go(Some(step + 1));
        }
    };
    let place = words!(
        review.step,
        number = (step + 1).to_string(),
        of = STEPS.to_string()
    );
    view! {
        <section class="review-step" aria-labelledby="step">
            <p class="fine">{place}</p>
            <h2 id="step" tabindex="-1">{ask}</h2>
            <p class="hint">{hint}</p>
            {field}
            {last.then(|| view! { <NextCommitment wizard/> })}
            {(question == Some(LESSONS_AT)).then(|| view! { <Lessons wizard/> })}
            <div class="actions">
                <button class="button primary" type="button" on:click=forward>
                    {if last { words!(review.finish) } else { words!(review.forward) }}
                </button>
                {(step > 0).then(|| view! {
                    <button class="button quiet" type="button" on:click=move |_| wizard.go(Some(step - 1))>
                        {words!(actions.back)}
                    </button>
                })}
            </div>
            {(step == 0).then(|| view! { <p class="fine">{words!(review.no_words)}</p> })}
        </section>
    }
}

/// The commitment the review ends with: made here, and kept in a plan.
#[component]
fn NextCommitment(wizard: Wizard) -> impl IntoView {
    let next = Memo::new(move |_| wizard.page.with(|page| page.as_ref()?.next));
    let made = Callback::new(move |step| {
        wizard.change(ReviewChange::Next(Some(step)));
        page::rescue_focus();
    });
    move || {
        if let Some(step) = next.get() {
            return view! { <Made step/> }.into_any();
        }
        view! { <CommitForm draft=wizard.draft made/> }.into_any()
    }
}

/// Where the commitment is.
#[component]
fn Made(step: NextStep) -> impl IntoView {
    view! {
        <p class="lesson-said">
            <Icon name="check"/>{words!(plans.committed)}" "
            <a href=document_path(Kind::Plan, step.plan)>{words!(review.see_plan)}</a>
        </p>
    }
}

fn answer_to(wizard: Wizard, question: Question) -> String {
    let at = Question::ALL.iter().position(|one| *one == question);
    let answer = wizard
        .page
        .with(|page| page.as_ref()?.answers.get(at?).cloned());
    answer.unwrap_or_default()
}

/// Old lessons that came back.
#[component]
fn Lessons(wizard: Wizard) -> impl IntoView {
    let lessons = Memo::new(move |_| {
        wizard
            .page
            .with(|page| page.as_ref().map(|page| (page.id, page.lessons.clone())))
    });
    let asked = RwSignal::new(None);
    let cards = move || {
        let (id, lessons) = lessons.get()?;
        let review = Some((id, wizard.week));
        let cards: Vec<_> = lessons
            .into_iter()
            .map(|lesson| view! { <LessonCard back=Back { lesson, review } asked/> })
            .collect();
        (!cards.is_empty()).then(|| {
            view! { <Part id="review-lessons" name=words!(lesson.old_ones)>{cards}</Part> }
        })
    };
    view! {
        {cards}
        <LessonSheet asked/>
    }
}

/// All of it, once it is done.
#[component]
fn Summary(wizard: Wizard) -> impl IntoView {
    let answers = Question::ALL.map(|question| {
        let (ask, _) = asked(question);
        let answer = move || match answer_to(wizard, question).as_str() {
            "" => view! { <dd class="quiet-text">{words!(review.unanswered)}</dd> }.into_any(),
            answer => view! { <dd dir="auto">{answer.to_owned()}</dd> }.into_any(),
        };
        view! { <div><dt>{ask}</dt>{answer}</div> }
    });
    view! {
        <section class="review-step" aria-labelledby="step">
            <h2 id="step" tabindex="-1">{words!(review.done)}</h2>
            <dl class="answers">{answers.into_iter().collect_view()}</dl>
            {move || wizard.page.with(|page| page.as_ref()?.next).map(|step| view! { <Made step/> })}
            <div class="actions">
                <button class="button" type="button" on:click=move |_| wizard.go(Some(0))>{words!(review.edit)}</button>
                <a class="button quiet" href="/review">{words!(review.all)}</a>
            </div>
        </section>
    }
}

/// What the week held.
#[component]
fn Beside(wizard: Wizard) -> impl IntoView {
    let happened = Memo::new(move |_| {
        wizard
            .page
            .with(|page| page.as_ref().map(|page| page.happened.clone()))
    });
    view! {
        <aside class="review-beside" aria-label=words!(review.held)>
            {move || happened.get().map(|happened| {
                view! { <HappenedParts happened nothing=words!(review.nothing)/> }
            })}
        </aside>
    }
}
