//! One review: what it looks back at, the five questions, and what is done about the answers.

use super::actions::Actions;
use super::before::Before;
use super::list::rows;
use super::questions::Questions;
use crate::components::{Icon, Menu, MenuItem, SavedText};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PutAway, Sample, Shown, is_new, people};
use crate::shell::page;
use crate::words;
use commonplace_api::team::after_action::{AfterAction, AfterActionChange, AfterActionRow};
use commonplace_api::{Change, Id, Update, View};
use leptos::prelude::*;

const MENU: &str = "review-menu";

/// The review on the page.
pub(super) type OnPage = Shown<AfterAction>;

/// The reviews of the team, where they are known.
pub(super) type Rows = RwSignal<Option<Vec<AfterActionRow>>>;

/// Changes it. The core puts in who does.
pub(super) fn change(review: OnPage, change: AfterActionChange) {
    review.change(of(review.here, change));
}

/// A change of a review by this person.
pub(super) fn of(here: Here, change: AfterActionChange) -> Change {
    Change::AfterAction(here.me(), change)
}

/// The page at `/team/<team>/reviews/<id>`. With `?new` it is a review nobody has begun: its first field makes it.
#[component]
pub(in crate::features::team) fn ReviewScreen(
    /// The team.
    here: Here,
    /// The review.
    id: Id,
) -> impl IntoView {
    let review = OnPage::new(here, id);
    let is_new = is_new();
    let rows = rows(here);
    let latest = RwSignal::new(None::<AfterAction>);
    here.watch(View::AfterAction(id), move |update| {
        if let Update::AfterAction(now) = update {
            latest.try_set(Some(*now));
        }
    });
    // The core shows one that nobody has begun as an empty one: the list knows which there are.
    Effect::new(move |_| {
        let listed = rows.with(|rows| {
            let rows = rows.as_ref()?;
            Some(rows.iter().any(|row| row.id == id))
        });
        let Some(now) = latest.get() else {
            return;
        };
        if is_new || now.deleted || listed == Some(true) {
            review.told(now);
        } else if listed == Some(false) {
            review.is_missing();
        }
    });
    let body = move || view! { <Body review rows/> }.into_any();
    review.page(
        words!(after_actions.one),
        words!(after_actions.missing),
        TeamPage::AfterActions,
        body,
    )
}

#[component]
fn Body(review: OnPage, rows: Rows) -> impl IntoView {
    let fixed = review.fixed(|review| review.deleted || review.read_only);
    let people = people(review.here);
    let title = review.of(|review| review.title.clone());
    if review.once(|review| review.title.is_empty()) {
        page::focus_soon("#review-title");
    }
    let call = move |text| change(review, AfterActionChange::Title(text));
    view! {
        <Head review/>
        <PutAway here=review.here id=review.id deleted=review.of(|review| review.deleted)
            read_only=review.of(|review| review.read_only)/>
        <section class="plan-top">
            <SavedText id="review-title" value=title name=words!(after_actions.title) placeholder=words!(after_actions.title_hint)
                class="as-title" fixed on_change=Callback::new(call)/>
            <Sample is=review.of(|review| review.sample)/>
            <p class="hint" hidden=fixed>{words!(after_actions.leader)}</p>
        </section>
        <Questions review fixed/>
        <Actions review rows people fixed/>
        <Before review fixed/>
    }
}

#[component]
fn Head(review: OnPage) -> impl IntoView {
    let title = review.of(|review| review.title.clone());
    let heading = move || words::after_actions::titled(title.get());
    let back = review.here.path(TeamPage::AfterActions);
    let delete = review.delete(TeamPage::AfterActions);
    let cannot = review.fixed(|review| review.deleted);
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <span class="standing"></span>
            <Show when=move || !cannot.get()>
                <Menu id=MENU name=words!(plans.more) icon="more">
                    <MenuItem of=MENU icon="delete" label=words!(after_actions.delete) danger=true choose=delete/>
                </Menu>
            </Show>
        </header>
    }
}
