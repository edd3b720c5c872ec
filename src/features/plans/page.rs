//! One plan. Everything in it is edited where it stands and saved at once; what is taken out can be had back.

mod chain;
mod commitments;
mod evidence;
mod goals;
mod head;
mod skills;
mod steps;
mod summary;

use crate::components::{DayField, SavedText};
use crate::shell::core::Core;
use crate::shell::page;
use crate::state::{App, use_app};
use crate::words;
use chain::Chain;
use commitments::Commitments;
use commonplace_api::plan::{Plan, PlanChange};
use commonplace_api::{Change, Command, Id, Update, View};
use evidence::EvidenceList;
use goals::TeamGoals;
use head::{Head, Standing};
use leptos::prelude::*;
use skills::Skills;
use steps::Steps;
use summary::Summaries;

/// The plan on the page, for everything on it.
#[derive(Clone, Copy)]
struct Page {
    app: App,
    id: Id,
    plan: RwSignal<Option<Plan>>,
}

impl Page {
    fn core(self) -> Core {
        self.app.core
    }

    /// Something of the plan; nothing while it is not here.
    fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&Plan) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        let plan = self.plan;
        Memo::new(move |_| plan.with(|plan| plan.as_ref().map(&get).unwrap_or_default())).into()
    }

    /// Whether it can only be read.
    fn fixed(self) -> Signal<bool> {
        self.of(|plan| plan.read_only || plan.deleted)
    }

    fn change(self, change: PlanChange) {
        let (id, change) = (self.id, Change::Plan(change));
        self.core().dispatch(Command::Change { id, change });
    }

    /// Does what takes something out, and offers the way back.
    fn take_out(self, out: PlanChange, back: PlanChange, said: &'static str) {
        self.change(out);
        let (id, change) = (self.id, Change::Plan(back));
        self.app
            .toast(said.into(), Some(Command::Change { id, change }));
        page::rescue_focus();
    }
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Missing,
    Here,
}

/// The page at `/plans/<id>`.
#[component]
pub fn PlanScreen(
    /// The plan.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let page = Page {
        app,
        id,
        plan: RwSignal::new(None),
    };
    let heard = RwSignal::new(Stage::Waiting);
    app.core
        .watch_here(View::Plan(id), move |update| match update {
            Update::Plan(plan) => {
                page.plan.try_set(Some(*plan));
                heard.try_set(Stage::Here);
            }
            Update::EntryMissing => {
                heard.try_set(Stage::Missing);
            }
            _ => {}
        });
    let stage = Memo::new(move |_| heard.get());
    view! {
        <div class="page plan">
            {move || match stage.get() {
                Stage::Waiting => view! { <h1 class="visually-hidden" tabindex="-1">{words!(plans.plan)}</h1> }.into_any(),
                Stage::Missing => view! { <Missing/> }.into_any(),
                Stage::Here => view! { <Body page/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words!(plans.plan)}</h1>
        <div class="empty">
            <h2>{words!(plans.missing)}</h2>
            <p>{words!(entry.missing_lead)}</p>
            <div class="actions"><a class="button" href="/plans">{words!(plans.back)}</a></div>
        </div>
    }
}

#[component]
fn Body(page: Page) -> impl IntoView {
    let fixed = page.fixed();
    let deleted = page.of(|plan| plan.deleted);
    let title = page.of(|plan| plan.title.clone());
    let (start, due) = (page.of(|plan| plan.start), page.of(|plan| plan.due));
    view! {
        <Head page/>
        {move || deleted.get().then(|| view! {
            <div class="notice">
                <p>{words!(plans.deleted)}</p>
                <button class="button" type="button" on:click=move |_| page.core().dispatch(Command::Restore(page.id))>
                    {words!(actions.put_back)}
                </button>
            </div>
        })}
        <section class="plan-top">
            <SavedText value=title name=words!(plans.title) placeholder=words!(plans.title_hint) class="as-title" fixed
                on_change=Callback::new(move |text| page.change(PlanChange::Title(text)))/>
            <SavedText value=page.of(|plan| plan.why.clone()) name=words!(plans.why) placeholder=words!(plans.why_hint)
                lines=true fixed on_change=Callback::new(move |text| page.change(PlanChange::Why(text)))/>
            <div class="days">
                <DayField label=words!(plans.start) value=start fixed
                    on_change=Callback::new(move |day| page.change(PlanChange::Start(day)))/>
                <DayField label=words!(plans.due) value=due fixed
                    on_change=Callback::new(move |day| page.change(PlanChange::Due(day)))/>
            </div>
            <Skills page/>
            <Standing page/>
        </section>
        <Steps page/>
        <Commitments page/>
        <EvidenceList page/>
        <TeamGoals page/>
        <Chain page/>
        <Summaries page/>
    }
}
