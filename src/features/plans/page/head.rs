//! Above a plan: the way back, how it stands, what can be done with it as a whole.

use super::Page;
use crate::components::{Icon, Menu, MenuItem};
use crate::features::plans::stop_counting;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::plan::{PlanChange, PlanStatus};
use commonplace_api::{Change, Command};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const MENU: &str = "plan-menu";

/// The way back, how it stands, and the menu.
#[component]
pub(super) fn Head(page: Page) -> impl IntoView {
    let navigate = use_navigate();
    let title = page.of(|plan| plan.title.clone());
    let heading = move || match title.get() {
        title if title.is_empty() => words!(plans.untitled).to_owned(),
        title => title,
    };
    let status = page.of(|plan| plan.status);
    let fixed = page.fixed();
    let not_dropped = Signal::derive(move || fixed.get() || status.get() != PlanStatus::Dropped);
    let at_rest = Signal::derive(move || fixed.get() || status.get() > PlanStatus::Active);
    let drop = move |()| page.change(PlanChange::Status(PlanStatus::Dropped));
    let take_up = move |()| page.change(PlanChange::Status(PlanStatus::Active));
    let goals = page.of(|plan| plan.goals.clone());
    let delete = move |()| {
        // A plan that is put away is counted nowhere.
        for link in goals.get_untracked() {
            if link.supports.counted {
                stop_counting(page.app, page.id, link.supports);
            }
        }
        page.core().dispatch(Command::Delete(page.id));
        navigate("/plans", NavigateOptions::default());
    };
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href="/plans" aria-label=words!(plans.back)><Icon name="back"/></a>
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <span class="standing" data-active=move || (status.get() == PlanStatus::Active).then_some("")>
                {move || words::plans::status(status.get())}
            </span>
            <Menu id=MENU name=words!(plans.more) icon="more">
                <MenuItem of=MENU icon="close" label=words!(plans.drop) hidden=at_rest choose=Callback::new(drop)/>
                <MenuItem of=MENU icon="undo" label=words!(plans.take_up) hidden=not_dropped choose=Callback::new(take_up)/>
                <MenuItem of=MENU icon="delete" label=words!(plans.delete) danger=true hidden=fixed choose=Callback::new(delete)/>
            </Menu>
        </header>
    }
}

/// What comes next for the plan as a whole: begin, complete, or take up again.
#[component]
pub(super) fn Standing(page: Page) -> impl IntoView {
    let status = page.of(|plan| plan.status);
    let start = page.of(|plan| plan.start);
    let fixed = page.fixed();
    let begin = move |_| {
        if start.get_untracked().is_none() {
            page.change(PlanChange::Start(Some(Moment::today())));
        }
        page.change(PlanChange::Status(PlanStatus::Active));
        page::rescue_focus();
    };
    let complete = move |_| {
        page.change(PlanChange::Complete(random_id()));
        let change = Change::Plan(PlanChange::Status(PlanStatus::Active));
        let undo = Command::Change {
            id: page.id,
            change,
        };
        page.app.toast(words!(plans.completed).into(), Some(undo));
        // The button that was pressed says something else now.
        page::rescue_focus();
    };
    let again = move |_| page.change(PlanChange::Status(PlanStatus::Active));
    view! {
        <div class="actions" hidden=fixed>
            {move || match status.get() {
                PlanStatus::Draft => view! {
                    <button class="button primary" type="button" on:click=begin>{words!(plans.start_plan)}</button>
                }.into_any(),
                PlanStatus::Active => view! {
                    <button class="button" type="button" on:click=complete><Icon name="check"/>{words!(plans.complete)}</button>
                }.into_any(),
                PlanStatus::Done | PlanStatus::Dropped => view! {
                    <button class="button" type="button" on:click=again>{words!(plans.take_up)}</button>
                }.into_any(),
            }}
        </div>
    }
}
