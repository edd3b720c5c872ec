//! A page of the playbook: what holds, who looks after it, and when it is to be looked at again.

use super::promote::REVIEW_AFTER;
use crate::components::{DayField, Icon, Menu, MenuItem, Reading, SavedText};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PersonField, PutAway, Sample, Shown, ToSettle, people};
use crate::shell::dates::Moment;
use crate::shell::page as window_page;
use crate::words;
use commonplace_api::team::question::{Page, PageChange};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Change, Id, Update, View};
use leptos::prelude::*;

const MENU: &str = "page-menu";

type OnPage = Shown<Page>;

fn change(page: OnPage, change: PageChange) {
    page.change(Change::Page(page.here.me(), change));
}

/// The page at `/team/<team>/pages/<id>`.
#[component]
pub(in crate::features::team) fn PlaybookScreen(
    /// The team.
    here: Here,
    /// The page.
    id: Id,
) -> impl IntoView {
    let page = OnPage::new(here, id);
    here.watch(View::Page(id), move |update| match update {
        Update::Page(now) => page.told(*now),
        Update::EntryMissing => page.is_missing(),
        _ => {}
    });
    view! {
        {page.page(words!(questions.page), words!(questions.page_missing), TeamPage::Questions, move || view! { <Body page/> }.into_any())}
    }
}

#[component]
fn Body(page: OnPage) -> impl IntoView {
    let here = page.here;
    let fixed = page.fixed(|page| page.deleted || page.read_only);
    let title = page.of(|page| page.title.clone());
    let body = page.of(|page| page.body.clone());
    let settle =
        move |(field, value): (Field, Value)| change(page, PageChange::Settle(field, value));
    let question = page.of(|page| page.question);
    let made_of = move || {
        let question = question.get()?;
        let href = here.path(TeamPage::Question(question));
        Some(view! { <p><a href=href>{words!(questions.made_of)}</a></p> })
    };
    view! {
        <Head page fixed/>
        <PutAway here id=page.id deleted=page.of(|page| page.deleted) read_only=page.of(|page| page.read_only)/>
        <section class="plan-top">
            <SavedText value=title name=words!(questions.title) class="as-title" fixed
                on_change=Callback::new(move |text| change(page, PageChange::Title(text)))/>
            <Sample is=page.of(|page| page.sample)/>
        </section>
        <Review page fixed/>
        <ToSettle here contested=page.of(|page| page.contested.clone()) unit=Signal::stored(String::new()) fixed
            settle=Callback::new(settle)/>
        <Reading entry=page.id text=body tick=Callback::new(|_| {}) fixed=Signal::stored(true)/>
        {move || (!fixed.get()).then(|| view! { <Change page/> })}
        <Helped page fixed/>
        {made_of}
    }
}

#[component]
fn Head(page: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let title = page.of(|page| page.title.clone());
    let back = page.here.path(TeamPage::Questions);
    let delete = page.delete(TeamPage::Questions);
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            <h1 class="visually-hidden" tabindex="-1">{move || words::questions::titled(title.get())}</h1>
            <span class="standing"></span>
            <Show when=move || !fixed.get()>
                <Menu id=MENU name=words!(plans.more) icon="more">
                    <MenuItem of=MENU icon="delete" label=words!(questions.delete_page) danger=true choose=delete/>
                </Menu>
            </Show>
        </header>
    }
}

/// Whether it still holds: who said so last, and that it is time to look again.
#[component]
fn Review(page: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let overdue = page.of(|page| page.overdue_days);
    let says = page.of(words::questions::standing);
    let verify = move |_| {
        let day = Moment::today().plus(REVIEW_AFTER);
        change(page, PageChange::Verify(Some(day)));
        window_page::rescue_focus();
    };
    view! {
        <p class="hint" dir="auto">{says}</p>
        {move || (overdue.get() > 0).then(|| view! {
            <div class="notice">
                <p>{words::questions::overdue(overdue.get())}</p>
                <Show when=move || !fixed.get()>
                    <div class="actions">
                        <button class="button" type="button" on:click=verify>{words!(questions.still_holds)}</button>
                    </div>
                </Show>
            </div>
        })}
    }
}

/// What can be changed of it.
#[component]
fn Change(page: OnPage) -> impl IntoView {
    let people = people(page.here);
    let body = page.of(|page| page.body.clone());
    let owner = move |owner| change(page, PageChange::Owner(owner));
    view! {
        <details class="more">
            <summary>{words!(questions.change_page)}</summary>
            <div class="stack">
                <SavedText value=body name=words!(questions.says) lines=true class="boxed"
                    on_change=Callback::new(move |text| change(page, PageChange::Body(text)))/>
                <PersonField here=page.here id="page-owner" label=words!(questions.owner) nobody=words!(goals.no_owner) people
                    value=page.of(|page| page.owner.clone()) on_change=Callback::new(owner)/>
                <DayField label=words!(questions.review_by) value=page.of(|page| page.review_by)
                    on_change=Callback::new(move |day| change(page, PageChange::ReviewBy(day)))/>
            </div>
        </details>
    }
}

#[component]
fn Helped(page: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let me = page.here.me();
    let count = page.of(|page| u32::try_from(page.helped.len()).unwrap_or(u32::MAX));
    let mine = page.of(move |page| page.helped.iter().any(|person| person.id == me));
    let press = move |_| change(page, PageChange::Helped(!mine.get_untracked()));
    let pressed = move || if mine.get() { "true" } else { "false" };
    view! {
        <div class="helped">
            <p class="hint" hidden=move || count.get() == 0>{move || words::questions::helped(count.get())}</p>
            <Show when=move || !fixed.get()>
                <div class="choices">
                    <button class="choice" type="button" aria-pressed=pressed on:click=press>{words!(questions.this_helped)}</button>
                </div>
            </Show>
        </div>
    }
}
