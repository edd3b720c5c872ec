//! What one is called in a team: another name there is no other name anywhere else.

use crate::features::team::here::Here;
use crate::words;
use commonplace_api::team::space::{Membership, NAME_BYTES, TeamCommand, TeamProblem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A field with one's own name.
#[component]
pub(super) fn MyName(here: Here, members: RwSignal<Option<Vec<Membership>>>) -> impl IntoView {
    let may_write = here.may_write();
    let mine = Memo::new(move |_| {
        members.with(|members| {
            let me = members.iter().flatten().find(|member| member.me)?;
            Some(me.person.name.clone())
        })
    });
    view! {
        {move || mine.get().filter(|_| may_write.get()).map(|name| view! { <Rename here name/> })}
    }
}

#[component]
fn Rename(here: Here, name: String) -> impl IntoView {
    let typed = RwSignal::new(name.clone());
    let problem = RwSignal::new(None::<TeamProblem>);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let now = typed.get_untracked().trim().to_owned();
        let wrong = if now.is_empty() {
            Some(TeamProblem::NameMissing)
        } else if u32::try_from(now.len()).is_ok_and(|bytes| bytes <= NAME_BYTES) {
            None
        } else {
            Some(TeamProblem::NameTooLong)
        };
        problem.set(wrong.clone());
        if wrong.is_none() && now != name {
            here.send(TeamCommand::RenameMe(now));
        }
    };
    view! {
        <form class="field" on:submit=save>
            <label for="my-name">{words!(team.my_name)}</label>
            <div class="add-line">
                <input class="input" id="my-name" dir="auto" autocomplete="off" bind:value=typed/>
                <button class="button" type="submit">{words!(actions.save)}</button>
            </div>
            <p class="error" role="alert">{move || problem.with(|problem| problem.as_ref().map(words::team::problem))}</p>
        </form>
    }
}
