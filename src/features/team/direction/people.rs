//! What members want for themselves, of those who share it. Nobody has to; what is shared says who sees it, before.

use crate::features::team::here::Here;
use crate::shell::page;
use crate::words;
use commonplace_api::team::{MemberChange, MemberRow};
use commonplace_api::{Change, TextChange, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The part of the page.
#[component]
pub(super) fn PersonalVisions(here: Here) -> impl IntoView {
    let people = RwSignal::new(Vec::<MemberRow>::new());
    here.watch(View::People, move |update| {
        if let Update::People(now) = update {
            people.try_set(now);
        }
    });
    let shared = Memo::new(move |_| {
        people.with(|people| {
            let shared = people.iter().filter(|member| !member.vision.is_empty());
            shared.cloned().collect::<Vec<_>>()
        })
    });
    let mine = Memo::new(move |_| {
        let me = here.row().with(|row| row.as_ref().map(|row| row.me));
        people.with(|people| {
            let mine = people.iter().find(|member| Some(member.person.id) == me);
            mine.map(|member| member.vision.clone()).unwrap_or_default()
        })
    });
    let may_write = here.may_write();
    let rows = move || {
        let shared = shared.get().into_iter();
        shared
            .map(|member| {
                let sample = member.sample.then(|| view! { " " <span class="badge">{words!(team.sample)}</span> });
                view! {
                    <li class="row"><span class="row-text">
                        <span class="row-title" dir="auto">{words::team::person(member.person.name)}{sample}</span>
                        <span class="written" dir="auto">{member.vision}</span>
                    </span></li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || shared.with(Vec::is_empty) && !may_write.get()>
            <h2>{words!(team.personal)}</h2>
            <ul class="rows" role="list" aria-label=words!(team.personal)>{rows}</ul>
            <Show when=move || may_write.get()><Mine here mine/></Show>
        </section>
    }
}

#[component]
fn Mine(here: Here, mine: Memo<String>) -> impl IntoView {
    let writing = RwSignal::new(false);
    let change = move |change| {
        let me = here.me();
        here.change(me, Change::Member(me, change));
    };
    let open = move |_| {
        writing.set(true);
        page::focus_soon("#personal-vision");
    };
    let stop = move |_| {
        change(MemberChange::StopVision);
        page::rescue_focus();
    };
    let shares = Memo::new(move |_| mine.with(|mine| !mine.is_empty()));
    let share = move |now: String| {
        let was = mine.get_untracked();
        change(MemberChange::Vision(TextChange { was, now }));
    };
    let ask = move || {
        if shares.get() {
            words!(team.change_mine)
        } else {
            words!(team.share_mine)
        }
    };
    view! {
        {move || writing.get().then(|| {
            let was = mine.get_untracked();
            view! { <Write was writing share=Callback::new(share)/> }
        })}
        <div class="actions" hidden=move || writing.get()>
            <button class="button quiet start" type="button" on:click=open>{ask}</button>
            <button class="button quiet" type="button" hidden=move || !shares.get() on:click=stop>
                {words!(team.stop_mine)}
            </button>
        </div>
    }
}

#[component]
fn Write(was: String, writing: RwSignal<bool>, share: Callback<String>) -> impl IntoView {
    let typed = RwSignal::new(was);
    let close = move || {
        writing.set(false);
        page::rescue_focus();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let now = typed.get_untracked().trim().to_owned();
        if now.is_empty() {
            page::focus("#personal-vision");
            return;
        }
        share.run(now);
        close();
    };
    view! {
        <form class="field" on:submit=submit>
            <label for="personal-vision">{words!(team.ask_mine)}</label>
            <textarea class="input" id="personal-vision" rows="3" dir="auto" aria-describedby="personal-hint"
                bind:value=typed></textarea>
            <p class="hint" id="personal-hint">{words!(team.mine_hint)}</p>
            <div class="actions">
                <button class="button primary" type="submit">{words!(team.share_it)}</button>
                <button class="button quiet" type="button" on:click=move |_| close()>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}
