//! Making a page, of an answer or of nothing: what it is called, what it says, who looks after it, and when it is to be
//! looked at again.

use super::page::OnPage;
use crate::components::{DayField, Sheet, open_while};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PersonField, people};
use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::Person;
use commonplace_api::team::question::{NewPage, PageChange};
use commonplace_api::{Change, Day, Id};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Days after which a page is looked at again, unless somebody says otherwise: half a year.
pub(super) const REVIEW_AFTER: i32 = 182;

/// The sheet; open while there is an answer to make a page of.
#[component]
pub(super) fn Promote(question: OnPage, promoting: RwSignal<Option<String>>) -> impl IntoView {
    let open = open_while(promoting);
    let done = Callback::new(move |()| {
        promoting.try_set(None);
    });
    let form = move || {
        promoting.get().map(|body| {
            let begun = Begun {
                title: question.once(|question| question.text.clone()),
                body,
                tags: question.once(|question| question.tags.clone()),
                question: Some(question.id),
            };
            view! { <Form here=question.here begun done/> }
        })
    };
    view! {
        <Sheet open title=words!(questions.promote)>
            <div class="stack">
                <p>{words!(questions.promote_lead)}</p>
                {form}
            </div>
        </Sheet>
    }
}

/// The sheet for a page that answers no question; open while one is written.
#[component]
pub(super) fn WritePage(here: Here, writing: RwSignal<Option<()>>) -> impl IntoView {
    let open = open_while(writing);
    let done = Callback::new(move |()| {
        writing.try_set(None);
    });
    let form = move || {
        writing
            .get()
            .map(|()| view! { <Form here begun=Begun::default() done/> })
    };
    view! {
        <Sheet open title=words!(questions.write_page)>
            <div class="stack">
                <p>{words!(questions.promote_lead)}</p>
                {form}
            </div>
        </Sheet>
    }
}

/// What a page begins with.
#[derive(Clone, Debug, Default)]
struct Begun {
    title: String,
    body: String,
    tags: Vec<String>,
    question: Option<Id>,
}

#[component]
fn Form(here: Here, begun: Begun, done: Callback<()>) -> impl IntoView {
    let navigate = use_navigate();
    let people = people(here);
    let title = RwSignal::new(begun.title);
    let body = RwSignal::new(begun.body);
    let (tags, question) = (begun.tags, begun.question);
    let owner = RwSignal::new(Some(here.me()));
    let review_by = RwSignal::new(Some(Moment::today().plus(REVIEW_AFTER)) as Option<Day>);
    let chosen = Signal::derive(move || {
        let owner = owner.get()?;
        let known = people.with(|people| people.iter().find(|person| person.id == owner).cloned());
        known.or(Some(Person {
            id: owner,
            name: String::new(),
        }))
    });
    let blank = Memo::new(move |_| {
        let is_blank = |text: RwSignal<String>| text.with(|text| text.trim().is_empty());
        is_blank(title) || is_blank(body)
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if blank.get_untracked() {
            return;
        }
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let page = NewPage {
            title: trimmed(title),
            body: trimmed(body),
            tags: tags.clone(),
            question,
            owner: owner.get_untracked(),
            review_by: review_by.get_untracked(),
        };
        let id = random_id();
        here.change(id, Change::Page(here.me(), PageChange::Begin(page)));
        done.run(());
        navigate(
            &here.path(TeamPage::Playbook(id)),
            NavigateOptions::default(),
        );
    };
    view! {
        <form class="stack" on:submit=save>
            <div class="field">
                <label for="page-title">{words!(questions.title)}</label>
                <input class="input" id="page-title" maxlength="300" dir="auto" autocomplete="off" bind:value=title/>
            </div>
            <div class="field">
                <label for="page-body">{words!(questions.says)}</label>
                <textarea class="input written-input" id="page-body" rows="5" dir="auto" maxlength="10000" prop:value=move || body.get()
                    on:input=move |event| body.set(event_target_value(&event))></textarea>
            </div>
            <PersonField here id="page-owner" label=words!(questions.owner) nobody=words!(goals.no_owner) people value=chosen
                on_change=Callback::new(move |now| owner.set(now))/>
            <DayField label=words!(questions.review_by) value=review_by on_change=Callback::new(move |day| review_by.set(day))/>
            <div class="actions">
                <button class="button primary" type="submit" disabled=blank>{words!(questions.make_page)}</button>
                <button class="button quiet" type="button" on:click=move |_| done.run(())>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}
