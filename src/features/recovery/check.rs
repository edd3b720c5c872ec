//! Whether the words were written down: three of them are asked for, and one that is wrong is pointed out.

use crate::state::use_app;
use crate::words;
use commonplace_api::devices::WordsCheck;
use commonplace_api::{Command, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the core says of the check, for as long as the screen stands.
pub fn watch_check() -> RwSignal<Option<WordsCheck>> {
    let check = RwSignal::new(None::<WordsCheck>);
    use_app().core.watch_here(View::WordsCheck, move |update| {
        if let Update::WordsCheck(now) = update {
            check.try_set(Some(now));
        }
    });
    check
}

/// The three questions, or what follows from having answered them.
#[component]
pub(super) fn Check(
    /// The places asked for, and those that were wrong.
    asked: Vec<u32>,
    /// Places that were not right.
    wrong: Vec<u32>,
) -> impl IntoView {
    let core = use_app().core;
    let typed: Vec<RwSignal<String>> = asked.iter().map(|_| RwSignal::new(String::new())).collect();
    let answers = typed.clone();
    let answer = move |event: SubmitEvent| {
        event.prevent_default();
        let answers = answers.iter().map(RwSignal::get_untracked).collect();
        core.dispatch(Command::AnswerWords(answers));
    };
    let wrong = move |place: &u32| wrong.contains(place);
    let fields: Vec<_> = asked
        .into_iter()
        .zip(typed)
        .map(|(place, typed)| {
            let wrong = wrong(&place);
            view! { <Question place typed wrong/> }
        })
        .collect();
    view! {
        <p class="lead">{words!(recovery.check_lead)}</p>
        <form on:submit=answer>
            {fields}
            <div class="actions">
                <button class="button primary" type="submit">{words!(recovery.check_answer)}</button>
                <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::ShowWords)>
                    {words!(recovery.show_again)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Question(place: u32, typed: RwSignal<String>, wrong: bool) -> impl IntoView {
    let id = format!("word-{place}");
    let error_id = format!("word-{place}-wrong");
    let described_by = wrong.then(|| error_id.clone());
    view! {
        <div class="field">
            <label for=id.clone()>{words!(recovery.word_number, place = place)}</label>
            <input class="input" id=id autocomplete="off" autocapitalize="none" spellcheck="false" bind:value=typed
                aria-invalid=wrong.then_some("true") aria-describedby=described_by/>
            {wrong.then(|| view! {
                <p class="error" id=error_id role="alert">{words!(recovery.word_wrong, place = place)}</p>
            })}
        </div>
    }
}

/// They are written down: nobody needs them here any more.
#[component]
pub(super) fn Passed(
    /// Whether this device still keeps them.
    kept: bool,
) -> impl IntoView {
    let core = use_app().core;
    let forget = move |_| core.dispatch(Command::ForgetWords);
    view! {
        <div class="empty" role="status">
            <h2>{words!(recovery.checked)}</h2>
            <p>{words!(recovery.checked_lead)}</p>
        </div>
        {kept.then(|| view! {
            <section class="group">
                <h2>{words!(recovery.still_here)}</h2>
                <p>{words!(recovery.still_here_lead)}</p>
                <div class="actions">
                    <button class="button" type="button" on:click=forget>{words!(recovery.forget)}</button>
                    <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::ShowWords)>
                        {words!(recovery.show)}
                    </button>
                </div>
            </section>
        })}
    }
}
