//! The import, whatever state it is in.

use crate::components::Progress;
use crate::state::use_app;
use crate::words;
use commonplace_api::import::{Import, Preview, RefusedNote, Summary};
use commonplace_api::{Command, Problem};
use leptos::prelude::*;

/// Which part is shown. What it holds is read below, so that progress does not make the bar anew.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Nothing,
    Progress,
    Preview(Preview),
    Over(Summary, Option<Problem>),
}

/// What can be seen and done now.
#[component]
pub(super) fn Panel() -> impl IntoView {
    let import = use_app().import;
    let part = Memo::new(move |_| match import.get() {
        Import::None => Part::Nothing,
        Import::Reading { .. } | Import::Adding { .. } => Part::Progress,
        Import::Preview(preview) => Part::Preview(preview),
        Import::Done(summary) => Part::Over(summary, None),
        Import::Stopped { summary, why } => Part::Over(summary, Some(why)),
    });
    move || match part.get() {
        Part::Nothing => ().into_any(),
        Part::Progress => view! { <UnderWay import/> }.into_any(),
        Part::Preview(preview) => view! { <Before preview/> }.into_any(),
        Part::Over(summary, why) => view! { <After summary why/> }.into_any(),
    }
}

#[component]
fn UnderWay(import: RwSignal<Import>) -> impl IntoView {
    let core = use_app().core;
    let label = Signal::derive(move || {
        import.with(|import| match import {
            Import::Reading { notes } => words::import::reading(*notes),
            Import::Adding { done, total } => words::import::adding(*done, *total),
            _ => String::new(),
        })
    });
    let of = Signal::derive(move || {
        import.with(|import| match import {
            Import::Adding { done, total } => Some((*done, *total)),
            _ => None,
        })
    });
    view! {
        <Progress name=words!(import.adding_name) label of/>
        <p class="fine">{words!(import.meanwhile)}</p>
        <div class="actions">
            <button class="button" type="button" on:click=move |_| core.dispatch(Command::CancelImport)>
                {words!(import.stop)}
            </button>
        </div>
    }
}

#[component]
fn Before(preview: Preview) -> impl IntoView {
    let core = use_app().core;
    let Preview {
        to_add,
        already_here,
        span_ms,
        sample,
        refused,
        refused_count,
    } = preview;
    let sample = (!sample.is_empty()).then(|| {
        let titles: Vec<_> = sample
            .into_iter()
            .map(|title| view! { <li dir="auto">{title}</li> })
            .collect();
        view! {
            <p class="quiet-text">{words!(import.newest)}</p>
            <ul class="sample" role="list">{titles}</ul>
        }
    });
    let add = (to_add > 0).then(|| {
        let confirm = move |_| core.dispatch(Command::ConfirmImport);
        view! {
            <button class="button primary" type="button" on:click=confirm>{words::import::add(to_add)}</button>
        }
    });
    let nothing = (to_add == 0).then(|| view! { <p>{words!(import.nothing_to_add)}</p> });
    view! {
        <Figures figures=[
            (words!(import.to_add), to_add),
            (words!(import.already_here), already_here),
            (words!(import.left_out), refused_count),
        ]/>
        {nothing}
        {span_ms.map(|span| view! { <p class="quiet-text">{words::import::span(span)}</p> })}
        {sample}
        <LeftOut refused count=refused_count over=false/>
        <div class="actions">
            {add}
            <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::CancelImport)>
                {words!(actions.cancel)}
            </button>
        </div>
    }
}

#[component]
fn After(summary: Summary, why: Option<Problem>) -> impl IntoView {
    let core = use_app().core;
    let Summary {
        added,
        already_here,
        refused,
        refused_count,
    } = summary;
    let buttons = if why.is_some() {
        view! {
            <button class="button primary" type="button" on:click=move |_| core.dispatch(Command::RetryNow)>
                {words!(actions.try_again)}
            </button>
            <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::CancelImport)>
                {words!(import.stop)}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button class="button primary" type="button" on:click=move |_| core.dispatch(Command::CloseImport)>
                {words!(actions.close)}
            </button>
        }
        .into_any()
    };
    view! {
        {why.map(|why| view! { <p role="alert">{words::import::stopped(&why)}</p> })}
        <Figures figures=[
            (words!(import.added), added),
            (words!(import.already_here), already_here),
            (words!(import.left_out), refused_count),
        ]/>
        <LeftOut refused count=refused_count over=true/>
        <div class="actions">{buttons}</div>
    }
}

#[component]
fn Figures(figures: [(&'static str, u32); 3]) -> impl IntoView {
    let figures = figures
        .map(|(name, count)| view! { <div><dt>{name}</dt><dd>{words::number(count)}</dd></div> });
    view! { <dl class="figures">{figures}</dl> }
}

/// What does not become an entry, and why.
#[component]
fn LeftOut(refused: Vec<RefusedNote>, count: u32, over: bool) -> impl IntoView {
    (count > 0).then(|| {
        let more = count.saturating_sub(u32::try_from(refused.len()).unwrap_or(u32::MAX));
        let rows: Vec<_> = refused
            .into_iter()
            .map(|note| view! { <li><code>{note.path}</code><span>{words::import::why(note.why)}</span></li> })
            .collect();
        view! {
            <details class="refused">
                <summary>{words::import::refused(count, over)}</summary>
                <ul role="list">
                    {rows}
                    {(more > 0).then(|| view! { <li><span>{words::import::and_more(more)}</span></li> })}
                </ul>
            </details>
        }
    })
}
