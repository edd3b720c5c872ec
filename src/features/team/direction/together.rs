//! How many are in the team, and the way to be more: first of all while nobody else is there, and last after that.

use crate::features::team::here::Here;
use crate::features::team::invite::{InviteButton, InviteSheet};
use crate::features::team::members::watch_members;
use crate::words;
use crate::words::Count;
use leptos::prelude::*;

/// Says so.
#[component]
pub(super) fn Together(here: Here) -> impl IntoView {
    let members = watch_members(here);
    let inviting = RwSignal::new(false);
    let is_admin = here.is_admin();
    let count = Memo::new(move |_| members.with(|members| members.as_ref().map(Vec::len)));
    let part = move || match count.get() {
        None | Some(0) => ().into_any(),
        Some(1) if is_admin.get() => view! {
            <section class="notice together">
                <h2>{words!(team.alone)}</h2>
                <p>{words!(team.alone_lead)}</p>
                <div class="actions"><InviteButton open=inviting/></div>
            </section>
        }
        .into_any(),
        Some(count) => {
            let count = Count(u32::try_from(count).unwrap_or(u32::MAX));
            view! {
                <div class="actions together">
                    <p class="quiet-text">{words!(team.in_it, count = count)}</p>
                    {is_admin.get().then(|| view! {
                        <button class="button quiet" type="button" aria-haspopup="dialog"
                            on:click=move |_| inviting.set(true)>{words!(team.invite)}</button>
                    })}
                </div>
            }
            .into_any()
        }
    };
    view! {
        {part}
        <InviteSheet here open=inviting/>
    }
}
