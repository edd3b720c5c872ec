//! The reviews of a team, the newest first; before them what is still to be done.

use super::open::OpenActions;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{BeginButton, Listing, Sample};
use crate::words;
use commonplace_api::team::after_action::AfterActionRow;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/reviews`.
#[component]
pub(in crate::features::team) fn ReviewsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let reviews = rows(here);
    let may_write = here.may_write();
    let list = Listing {
        name: words!(after_actions.list),
        headed: true,
        empty: [
            words!(after_actions.empty),
            words!(after_actions.empty_lead),
        ],
    };
    let list = list.of(reviews, move |row| view! { <Row here row/> });
    view! {
        <h1 tabindex="-1">{words!(after_actions.name)}</h1>
        <Show when=move || may_write.get()><BeginButton here page=TeamPage::AfterAction name=words!(after_actions.start)/></Show>
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
