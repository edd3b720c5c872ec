//! One question: what was asked, the pages made of it, its answers, and the field for one more.

use super::PageLine;
use super::answers::Answers;
use super::promote::Promote;
use crate::components::{Icon, Menu, MenuItem};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PutAway, Sample, Shown};
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::question::{Question, QuestionChange, QuestionStatus};
use commonplace_api::{Change, Id, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const MENU: &str = "question-menu";

/// The question on the page.
pub(super) type OnPage = Shown<Question>;

/// A change of a question by this person.
pub(super) fn of(here: Here, change: QuestionChange) -> Change {
    Change::Question(here.me(), change)
}

/// Changes it.
pub(super) fn change(question: OnPage, change: QuestionChange) {
    question.change(of(question.here, change));
}

/// The page at `/team/<team>/questions/<id>`.
#[component]
pub(in crate::features::team) fn QuestionScreen(
    /// The team.
    here: Here,
    /// The question.
    id: Id,
) -> impl IntoView {
    let question = OnPage::new(here, id);
    here.watch(View::Question(id), move |update| match update {
        Update::Question(now) => question.told(*now),
        Update::EntryMissing => question.is_missing(),
        _ => {}
    });
    // Sheets stand outside the parts that are made anew.
    let promoting = RwSignal::new(None::<String>);
    view! {
        {question.page(words!(questions.one), words!(questions.missing), TeamPage::Questions, move || view! { <Body question promoting/> }.into_any())}
        <Promote question promoting/>
    }
}

#[component]
fn Body(question: OnPage, promoting: RwSignal<Option<String>>) -> impl IntoView {
    let here = question.here;
    let fixed = question.fixed(|question| question.deleted || question.read_only);
    let byline =
        question.of(|question| words::questions::byline(question.by.as_ref(), question.asked));
    let status =
        question.of(|question| words::questions::status(question.status, question.answers.len()));
    let pages = question.of(|question| question.pages.clone());
    let page_rows = move || {
        let pages = pages.get().into_iter();
        pages
            .map(|row| view! { <li><PageLine here row/></li> })
            .collect_view()
    };
    view! {
        <Head question fixed/>
        <PutAway here id=question.id deleted=question.of(|question| question.deleted)
            read_only=question.of(|question| question.read_only)/>
        <p class="hint" dir="auto">{byline}" · "{status}</p>
        <Sample is=question.of(|question| question.sample)/>
        <section class="group" hidden=move || pages.with(Vec::is_empty)>
            <h2>{words!(questions.made_of_it)}</h2>
            <ul class="rows" role="list" aria-label=words!(questions.made_of_it)>{page_rows}</ul>
        </section>
        <Answers question fixed promoting/>
        {move || (!fixed.get()).then(|| view! { <AnswerForm question/> })}
    }
}

#[component]
fn Head(question: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let here = question.here;
    let (me, is_admin) = (here.me(), here.is_admin());
    let text = question.of(|question| question.text.clone());
    let closed = question.of(|question| question.status == QuestionStatus::Closed);
    let mine = question.of(move |question| question.by.as_ref().is_some_and(|by| by.id == me));
    let back = here.path(TeamPage::Questions);
    let delete = question.delete(TeamPage::Questions);
    let close =
        Callback::new(move |()| change(question, QuestionChange::Close(!closed.get_untracked())));
    let close_label = Signal::derive(move || {
        let label = if closed.get() {
            words!(questions.reopen)
        } else {
            words!(questions.close)
        };
        label.to_owned()
    });
    let may_delete = Memo::new(move |_| mine.get() || is_admin.get());
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            <span class="standing"></span>
            <Show when=move || !fixed.get()>
                <Menu id=MENU name=words!(plans.more) icon="more">
                    <MenuItem of=MENU icon="check" label=close_label choose=close/>
                    <MenuItem of=MENU icon="delete" label=words!(questions.delete) danger=true
                        hidden=Signal::derive(move || !may_delete.get()) choose=delete/>
                </Menu>
            </Show>
        </header>
        <h1 class="asked" tabindex="-1" dir="auto">{move || words::questions::titled(text.get())}</h1>
    }
}

#[component]
fn AnswerForm(question: OnPage) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let blank = Memo::new(move |_| typed.with(|typed| typed.trim().is_empty()));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if blank.get_untracked() {
            return;
        }
        let body = typed.with_untracked(|typed| typed.trim().to_owned());
        change(
            question,
            QuestionChange::Answer {
                id: random_id(),
                body,
            },
        );
        typed.set(String::new());
    };
    view! {
        <form class="field" on:submit=save>
            <label for="answer">{words!(questions.your_answer)}</label>
            <textarea class="input written-input" id="answer" rows="3" dir="auto" maxlength="10000" prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))></textarea>
            <div class="actions"><button class="button primary" type="submit" disabled=blank>{words!(questions.answer)}</button></div>
        </form>
    }
}
