//! What is still to be done of all reviews, what is due soonest first. It is ticked where it stands.

use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::after_action::{ActionChange, AfterActionChange, OpenAction};
use commonplace_api::{Change, Day, Update, View};
use leptos::prelude::*;

/// The list; nothing where nothing is open.
#[component]
pub(super) fn OpenActions(here: Here) -> impl IntoView {
    let open = RwSignal::new(Vec::<OpenAction>::new());
    here.watch(View::Actions, move |update| {
        if let Update::Actions(now) = update {
            open.try_set(now);
        }
    });
    let rows = move || {
        let today = Moment::today();
        let rows = open.get().into_iter();
        rows.map(|action| view! { <Row here action today/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || open.with(Vec::is_empty)>
            <h2>{words!(after_actions.open)}</h2>
            <ul class="items" role="list" aria-label=words!(after_actions.open)>{rows}</ul>
        </section>
    }
}

#[component]
fn Row(here: Here, action: OpenAction, today: Day) -> impl IntoView {
    let may_write = here.may_write();
    let facts = words::after_actions::open(&action, today);
    let is_mine = action
        .owner
        .as_ref()
        .is_some_and(|owner| owner.id == here.me());
    let path = here.path(TeamPage::AfterAction(action.review));
    let text = words::after_actions::action(action.text);
    let name = words!(after_actions.done_name, action = text.clone());
    let done = move |done| {
        let change = AfterActionChange::Action(action.id, ActionChange::Done(done));
        Change::AfterAction(here.me(), change)
    };
    let tick = move |_| {
        here.take_out(
            action.review,
            done(true),
            done(false),
            words!(after_actions.finished),
        );
    };
    view! {
        <li class="item open-action" data-mine=is_mine.then_some("")>
            <div class="item-line">
                <Show when=move || may_write.get()>
                    <label class="tick"><input type="checkbox" aria-label=name.clone() prop:checked=false on:change=tick/></label>
                </Show>
                <a class="open-text" href=path>
                    <span class="written" dir="auto">{text}</span>
                    <span class="item-facts" dir="auto">{facts}</span>
                </a>
            </div>
        </li>
    }
}
