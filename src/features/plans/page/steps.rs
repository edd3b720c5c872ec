//! The steps of a plan: learn, practise, teach.

use super::Page;
use crate::components::{DayField, Icon, SavedText};
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::Id;
use commonplace_api::plan::{PlanChange, Step, StepChange, StepKind};
use leptos::prelude::*;

/// The steps, and a way to add one.
#[component]
pub(super) fn Steps(page: Page) -> impl IntoView {
    let ids = ids(page);
    let fixed = page.fixed();
    let add = move |_| {
        let id = random_id();
        page.change(PlanChange::AddStep(id));
        page::focus_when_there(format!("#step-{id}"));
    };
    view! {
        <section class="group">
            <h2>{words!(plans.steps)}</h2>
            <ol class="items" role="list" aria-label=words!(plans.steps)>
                <For each=move || ids.get() key=|id| *id let:id><OneStep page id/></For>
            </ol>
            <button class="button quiet start" type="button" hidden=fixed on:click=add>
                <Icon name="add"/>{words!(plans.add_step)}
            </button>
        </section>
    }
}

fn ids(page: Page) -> Signal<Vec<Id>> {
    page.of(|plan| plan.steps.iter().map(|step| step.id).collect())
}

/// The buttons that move an item or take it out.
#[component]
pub(super) fn Tools(
    /// All items, in their order.
    ids: Signal<Vec<Id>>,
    /// This one.
    id: Id,
    /// Puts it before another, or at the end.
    put: Callback<Option<Id>>,
    /// Takes it out.
    remove: Callback<()>,
    /// What taking out is called.
    label: &'static str,
) -> impl IntoView {
    let at = Memo::new(move |_| ids.with(|ids| ids.iter().position(|other| *other == id)));
    let last = Memo::new(move |_| ids.with(|ids| ids.len().checked_sub(1)));
    let nth = move |n: Option<usize>| ids.with_untracked(|ids| ids.get(n?).copied());
    let up = move |_| put.run(nth(at.get_untracked().and_then(|at| at.checked_sub(1))));
    let down = move |_| put.run(nth(at.get_untracked().map(|at| at + 2)));
    view! {
        <div class="item-tools">
            <button class="button quiet" type="button" hidden=move || at.get() == Some(0) on:click=up>{words!(plans.move_up)}</button>
            <button class="button quiet" type="button" hidden=move || at.get() == last.get() on:click=down>{words!(plans.move_down)}</button>
            <button class="button quiet danger-text" type="button" on:click=move |_| remove.run(())>{label}</button>
        </div>
    }
}

#[component]
fn OneStep(page: Page, id: Id) -> impl IntoView {
    let step = page.of(move |plan| plan.steps.iter().find(|step| step.id == id).cloned());
    let text = Memo::new(move |_| {
        step.with(|step| {
            step.as_ref()
                .map(|step| step.text.clone())
                .unwrap_or_default()
        })
    });
    let url = Memo::new(move |_| {
        step.with(|step| {
            step.as_ref()
                .map(|step| step.url.clone())
                .unwrap_or_default()
        })
    });
    let done = Memo::new(move |_| {
        step.with(|step| step.as_ref().is_some_and(|step| step.done_at.is_some()))
    });
    let fixed = page.fixed();
    let tick = move |event| {
        let done = StepChange::Done(event_target_checked(&event));
        page.change(PlanChange::Step(id, done));
    };
    let say = move |text| page.change(PlanChange::Step(id, StepChange::Text(text)));
    let facts = move || step.with(|step| step.as_ref().map(facts).unwrap_or_default());
    let link = move || {
        let url = url.get();
        is_safe(&url).then(|| {
            let shown = short(&url);
            view! { <a class="step-link" href=url target="_blank" rel="noopener noreferrer">{shown}</a> }
        })
    };
    view! {
        <li class="item" data-done=move || done.get().then_some("")>
            <div class="item-line">
                <label class="tick">
                    <input type="checkbox" aria-label=move || words!(plans.done_name, step = text.get()) prop:checked=done
                        disabled=fixed on:change=tick/>
                </label>
                <SavedText value=text name=words!(plans.step) placeholder=words!(plans.step_hint) id=format!("step-{id}") fixed
                    on_change=Callback::new(say)/>
            </div>
            <details class="item-more">
                <summary><span class="item-facts">{facts}</span></summary>
                <Fields page id step url/>
            </details>
            {link}
        </li>
    }
}

/// What is seldom looked at: kind, day, link, place.
#[component]
fn Fields(page: Page, id: Id, step: Signal<Option<Step>>, url: Memo<String>) -> impl IntoView {
    let kind = Memo::new(move |_| {
        let kind = step.with(|step| step.as_ref().map(|step| step.kind));
        kind.unwrap_or_default()
    });
    let due = Memo::new(move |_| step.with(|step| step.as_ref().and_then(|step| step.due)));
    let fixed = page.fixed();
    let change = move |change| page.change(PlanChange::Step(id, change));
    let remove = move |()| {
        let (out, back) = (PlanChange::RemoveStep(id), PlanChange::AddStep(id));
        page.take_out(out, back, words!(plans.step_removed));
    };
    view! {
        <div class="item-fields">
            <Kinds id kind fixed choose=Callback::new(move |kind| change(StepChange::Kind(kind)))/>
            <DayField label=words!(plans.due) value=due fixed on_change=Callback::new(move |day| change(StepChange::Due(day)))/>
            <SavedText value=url name=words!(plans.link) placeholder=words!(plans.link_hint) class="boxed" fixed
                on_change=Callback::new(move |url| change(StepChange::Url(url)))/>
            <Show when=move || !fixed.get()>
                <Tools ids=ids(page) id put=Callback::new(move |before| page.change(PlanChange::MoveStep(id, before)))
                    remove=Callback::new(remove) label=words!(plans.remove_step)/>
            </Show>
        </div>
    }
}

#[component]
fn Kinds(
    id: Id,
    kind: Memo<StepKind>,
    fixed: Signal<bool>,
    choose: Callback<StepKind>,
) -> impl IntoView {
    let options = [StepKind::Learn, StepKind::Practise, StepKind::Teach].map(|option| {
        view! {
            <label>
                <input type="radio" name=format!("kind-{id}") prop:checked=move || kind.get() == option disabled=fixed
                    on:change=move |_| choose.run(option)/>
                <span>{words::plans::kind(option)}</span>
            </label>
        }
    });
    view! { <fieldset class="segmented"><legend>{words!(plans.kind)}</legend>{options}</fieldset> }
}

/// "Learn · due today" or "Practise · done Monday 23 November".
fn facts(step: &Step) -> String {
    let mut facts = vec![words::plans::kind(step.kind).to_owned()];
    match (step.done_at, step.due) {
        (Some(at), _) => facts.push(words!(plans.done_on, day = Moment::from(at).long_day())),
        (None, Some(due)) => facts.push(words::plans::due(due, Moment::today())),
        (None, None) => {}
    }
    facts.join(" · ")
}

/// Whether an address leads to the web and nowhere else.
fn is_safe(url: &str) -> bool {
    let lower = url.trim().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// An address without what every address begins with.
fn short(url: &str) -> String {
    let bare = url.trim().split_once("://").map_or(url, |(_, rest)| rest);
    bare.trim_end_matches('/').to_owned()
}
