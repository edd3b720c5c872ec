//! Plans: the list of them, one of them, the wizard that makes one in two minutes, and the sheet that makes a commitment
//! of a line. The sheet opens wherever the line stands; whoever shows what is due puts [`Outcomes`] beside each.

mod commit;
mod counting;
mod page;
mod wizard;

pub use commit::Outcomes;
pub(crate) use commit::{Ask, ChoosePlan, CommitForm, CommitSheet, Draft, begin_plan};
pub(crate) use counting::{CountSheet, CountSwitch, Counting, stop_counting, support};
pub use page::PlanScreen;

use crate::components::{Icon, PageHead};
use crate::routes::document_path;
use crate::shell::dates::Moment;
use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{PlanChange, PlanRow, PlanStatus};
use commonplace_api::{Change, Command, Day, Kind, Update, View};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wizard::{Begin, Wizard};

/// The page at `/plans`.
#[component]
pub fn PlansScreen() -> impl IntoView {
    let core = use_app().core;
    let plans = RwSignal::new(None::<Vec<PlanRow>>);
    core.watch_here(View::Plans, move |update| {
        if let Update::Plans(now) = update {
            plans.try_set(Some(now));
        }
    });
    let begin = RwSignal::new(None::<Begin>);
    on_asked(move || begin.set(Some(Begin::default())));
    view! {
        <div class="page plans">
            <PageHead title=words!(plans.name)/>
            {move || plans.with(|plans| match plans.as_deref() {
                None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i><i></i></div> }.into_any(),
                Some([]) => view! { <Empty begin/> }.into_any(),
                Some(rows) => view! { <Groups rows=rows.to_vec() begin/> }.into_any(),
            })}
            <Wizard begin/>
        </div>
    }
}

/// Does what the address `/plans?new` asks for, once, and cleans the address.
fn on_asked(act: impl Fn() + 'static) {
    let (query, navigate) = (use_location().query, use_navigate());
    Effect::new(move |_| {
        if query.with(|query| query.get_str("new").is_none()) {
            return;
        }
        let replace = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate("/plans", replace);
        act();
    });
}

/// The ways to a new plan.
#[component]
fn New(begin: RwSignal<Option<Begin>>) -> impl IntoView {
    let (core, navigate) = (use_app().core, use_navigate());
    let blank = move |_| {
        let id = random_id();
        let change = Change::Plan(PlanChange::Status(PlanStatus::Draft));
        core.dispatch(Command::Change { id, change });
        navigate(&document_path(Kind::Plan, id), NavigateOptions::default());
    };
    view! {
        <div class="actions">
            <button class="button primary" type="button" on:click=move |_| begin.set(Some(Begin::default()))>
                {words!(plans.begin)}
            </button>
            <button class="button" type="button" on:click=blank>{words!(plans.blank)}</button>
        </div>
    }
}

/// Plans to begin with, filled in already.
#[component]
fn Templates(begin: RwSignal<Option<Begin>>) -> impl IntoView {
    let rows = wizard::templates().map(|template| {
        let (title, why) = (template.title.clone(), template.why.clone());
        view! {
            <button class="row template" type="button" on:click=move |_| begin.set(Some(template.clone()))>
                <Icon name="add"/>
                <span class="row-text"><span class="row-title">{title}</span><span class="row-hint">{why}</span></span>
            </button>
        }
    });
    view! { <section class="group"><h2>{words!(plans.templates)}</h2>{rows}</section> }
}

#[component]
fn Empty(begin: RwSignal<Option<Begin>>) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{words!(plans.empty)}</h2>
            <p>{words!(plans.empty_lead)}</p>
        </div>
        <New begin/>
        <Templates begin/>
    }
}

#[component]
fn Groups(rows: Vec<PlanRow>, begin: RwSignal<Option<Begin>>) -> impl IntoView {
    let today = Moment::today();
    let groups = [
        PlanStatus::Active,
        PlanStatus::Draft,
        PlanStatus::Done,
        PlanStatus::Dropped,
    ]
    .map(|status| {
        let name = words::plans::status(status);
        let rows: Vec<_> = rows
            .iter()
            .filter(|row| row.status == status)
            .map(|row| view! { <li><Row row=row.clone() today/></li> })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="group">
                    <h2>{name}</h2>
                    <ul class="rows long" role="list" aria-label=name>{rows}</ul>
                </section>
            }
        })
    });
    view! {
        <New begin/>
        {groups}
        <details class="more"><summary>{words!(plans.from_template)}</summary><Templates begin/></details>
    }
}

/// A plan in a list: what it is called, and how far it is.
#[component]
pub(crate) fn Row(
    /// The plan.
    row: PlanRow,
    /// Today.
    today: Day,
) -> impl IntoView {
    let hint = words::plans::progress(&row, today);
    let untitled = row.title.is_empty();
    let title = if untitled {
        words!(plans.untitled).to_owned()
    } else {
        row.title
    };
    view! {
        <a class="row" href=document_path(Kind::Plan, row.id)>
            <span class="row-text">
                <span class="row-title" class:untitled=untitled dir="auto">{title}</span>
                <span class="row-hint">{hint}</span>
            </span>
        </a>
    }
}
