//! Who is in a team.

use super::here::Here;
use crate::words;
use commonplace_api::team::space::Membership;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/members`.
#[component]
pub(super) fn MembersScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let members = RwSignal::new(Vec::<Membership>::new());
    here.watch(View::Members, move |update| {
        if let Update::Members(now) = update {
            members.try_set(now);
        }
    });
    let rows = move || {
        let members = members.get().into_iter();
        members
            .map(|member| {
                view! {
                    <li class="row"><span class="row-text">
                        <span class="row-title" dir="auto">{member.person.name}</span>
                        <span class="row-hint">{words::team::role(member.role)}</span>
                    </span></li>
                }
            })
            .collect_view()
    };
    view! {
        <h1 tabindex="-1">{words!(team.members)}</h1>
        <ul class="rows" role="list" aria-label=words!(team.members)>{rows}</ul>
    }
}
