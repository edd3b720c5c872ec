//! The reviews of a team, the newest first; before them what is still to be done.

use super::open::OpenActions;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::Sample;
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::after_action::AfterActionRow;
use commonplace_api::{Update, View};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The page at `/team/<team>/reviews`.
#[component]
pub(in crate::features::team) fn ReviewsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let reviews = rows(here);
    let may_write = here.may_write();
    let list = move || {
        reviews.with(|reviews| match reviews.as_deref() {
            None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i></div> }.into_any(),
            Some([]) => view! {
                <div class="empty"><h2>{words!(after_actions.empty)}</h2><p>{words!(after_actions.empty_lead)}</p></div>
            }
            .into_any(),
            Some(rows) => {
                let rows = rows.iter().cloned();
                let rows = rows.map(|row| view! { <li><Row here row/></li> }).collect_view();
                view! {
                    <section class="group">
                        <h2>{words!(after_actions.list)}</h2>
                        <ul class="rows long" role="list" aria-label=words!(after_actions.list)>{rows}</ul>
                    </section>
                }
                .into_any()
            }
        })
    };
    view! {
        <h1 tabindex="-1">{words!(after_actions.name)}</h1>
        <Show when=move || may_write.get()><Start here/></Show>
        <OpenActions here/>
        {list}
    }
}

/// The reviews of the team, for as long as the screen stands.
pub(super) fn rows(here: Here) -> RwSignal<Option<Vec<AfterActionRow>>> {
    let rows = RwSignal::new(None);
    here.watch(View::AfterActions, move |update| {
        if let Update::AfterActions(now) = update {
            rows.try_set(Some(now));
        }
    });
    rows
}

#[component]
fn Start(here: Here) -> impl IntoView {
    let navigate = use_navigate();
    let begin = move |_| {
        let path = here.path(TeamPage::AfterAction(random_id()));
        navigate(&format!("{path}?new"), NavigateOptions::default());
    };
    view! {
        <div class="actions">
            <button class="button primary" type="button" on:click=begin>{words!(after_actions.start)}</button>
        </div>
    }
}

#[component]
fn Row(here: Here, row: AfterActionRow) -> impl IntoView {
    let line = words::after_actions::line(&row);
    view! {
        <a class="row review-row" href=here.path(TeamPage::AfterAction(row.id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::after_actions::titled(row.title)}</span>
                <span class="row-hint">{line}</span>
                <Sample is=row.sample/>
            </span>
        </a>
    }
}
