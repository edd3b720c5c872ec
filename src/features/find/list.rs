//! What was found, best first. Like the list of the journal: only the rows in sight stand in the document.

use super::row::Row;
use super::{Answer, Finding};
use crate::features::journal::list::{USUAL_ROW, measure_list, move_focus};
use crate::features::journal::window::{Layout, Slot, Span, asked, pixels};
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::find::{Found, FoundRow};
use commonplace_api::{Id, Update, View, ViewId};
use leptos::ev::{KeyboardEvent, resize};
use leptos::html::{Div, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Rows drawn before anything is known.
const SKELETON: u32 = 8;
/// The link of the first row.
const FIRST: &str = ".find li[aria-posinset='1'] a";

/// Which rows are drawn.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    layout: RwSignal<Layout>,
    total: Memo<u32>,
    drawn: Memo<Span>,
}

impl Sight {
    pub(super) fn new(finding: Finding) -> Self {
        let layout = RwSignal::new(Layout {
            top: 0.0,
            height: 900.0,
            row: USUAL_ROW,
        });
        let total = Memo::new(move |_| {
            let found = finding.found;
            found.with(|answer| {
                answer
                    .as_ref()
                    .map_or(SKELETON, |answer| answer.found.total)
            })
        });
        let drawn = Memo::new(move |_| layout.get().drawn(total.get()));
        Self {
            layout,
            total,
            drawn,
        }
    }
}

/// Asks the core for what is typed, and for the rows around those drawn. The old ones stay until the new ones are here.
pub(super) fn follow(finding: Finding, sight: Sight) {
    let core = use_app().core;
    let drawn = sight.drawn;
    let wanted = Memo::new(move |_| (finding.query.get(), asked(drawn.get())));
    let watched = StoredValue::new(None::<ViewId>);
    Effect::new(move |_| {
        let (query, span) = wanted.get();
        let view = View::Find {
            query: query.clone(),
            start: span.start,
            count: span.count,
        };
        let id = core.watch(view, move |update| {
            if let Update::Found(found) = update {
                let query = query.clone();
                finding.found.try_set(Some(Answer { query, found }));
            }
        });
        let before = watched.try_update_value(|watched| watched.replace(id));
        if let Some(before) = before.flatten() {
            core.unwatch(before);
        }
    });
    on_cleanup(move || {
        if let Some(id) = watched.try_get_value().flatten() {
            core.unwatch(id);
        }
    });
}

/// Everything that was found.
#[component]
pub(super) fn FoundList(finding: Finding, sight: Sight) -> impl IntoView {
    let Sight {
        layout,
        total,
        drawn,
    } = sight;
    let (scroller, list) = (NodeRef::<Div>::new(), NodeRef::<Ul>::new());
    let measure = move || measure_list(scroller, list, layout);
    let listener = window_event_listener(resize, move |_| {
        measure();
    });
    on_cleanup(move || listener.remove());
    list.on_load(move |_| {
        request_animation_frame(move || {
            measure();
        });
    });
    begin_at_the_top(finding, scroller, layout);
    let slots = Memo::new(move |_| {
        let span = drawn.get();
        finding
            .found
            .with(|answer| slots(answer.as_ref().map(|answer| &answer.found), span))
    });
    let height = move |rows: u32| format!("{}px", pixels(rows, layout.with(|layout| layout.row)));
    view! {
        <div class="entries-scroll" node_ref=scroller on:scroll=move |_| { measure(); }
            on:keydown=|event| on_key(&event)>
            <ul class="entries" role="list" aria-label=words!(find.results) node_ref=list
                style:height=move || height(total.get()) style:padding-top=move || height(drawn.get().start)>
                <For each=move || slots.get() key=|slot| *slot let:slot>
                    {match slot {
                        Slot::Row(id) => view! { <Row id finding total/> }.into_any(),
                        Slot::Blank(_) => view! { <li class="entry skeleton" aria-hidden="true"></li> }.into_any(),
                    }}
                </For>
            </ul>
        </div>
    }
}

/// What is drawn in the place of each row of `span`.
fn slots(found: Option<&Found>, span: Span) -> Vec<Slot> {
    let row = |index| found.and_then(|found| row_at(found, index));
    (span.start..span.end())
        .map(|index| row(index).map_or(Slot::Blank(index), |found| Slot::Row(found.row.id)))
        .collect()
}

fn row_at(found: &Found, index: u32) -> Option<&FoundRow> {
    let at = usize::try_from(index.checked_sub(found.start)?).ok()?;
    found.rows.get(at)
}

/// The row of `id`, and its index.
pub(super) fn row_of(found: &Found, id: Id) -> Option<(u32, FoundRow)> {
    let at = found.rows.iter().position(|found| found.row.id == id)?;
    let row = found.rows.get(at)?.clone();
    Some((found.start + u32::try_from(at).ok()?, row))
}

/// What was looked for now is shown from the best of it.
fn begin_at_the_top(finding: Finding, scroller: NodeRef<Div>, layout: RwSignal<Layout>) {
    let query = Memo::new(move |_| finding.answered());
    Effect::new(move |before: Option<Option<String>>| {
        let now = query.get();
        let changed = before.is_some_and(|before| before != now);
        // Asking the browser costs a layout, for every letter.
        let away = layout.with_untracked(|layout| layout.top > 0.0);
        if let (true, Some(scroller)) = (changed && away, scroller.get_untracked()) {
            scroller.set_scroll_top(0);
        }
        now
    });
}

/// Arrow keys go from row to row, and from the first back to the box.
fn on_key(event: &KeyboardEvent) {
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_first = focused.is_some_and(|focused| focused.matches(FIRST).unwrap_or(false));
    if is_first && event.key() == "ArrowUp" {
        event.prevent_default();
        page::focus("#find");
    } else {
        move_focus(event);
    }
}

/// From the box to the first row.
pub(super) fn focus_first() {
    page::focus(FIRST);
}

/// Follows the link of the first row, if what is shown is what was asked for.
pub(super) fn open_first(finding: Finding) {
    let is_answered = finding.answered() == Some(finding.typed.get_untracked());
    let first = document()
        .query_selector(FIRST)
        .ok()
        .flatten()
        .filter(|_| is_answered);
    if let Some(link) = first.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}
