//! The list of entries. Only the rows in sight stand in the document, at their exact place in a list as high as all
//! of them.

use super::Search;
use super::prompts::Prompt;
use super::row::Row;
use super::window::{self, Known, Layout, Slot, Span, asked};
use crate::state::use_app;
use crate::words;
use commonplace_api::{Id, Update, View, ViewId};
use leptos::ev::{KeyboardEvent, resize};
use leptos::html::{Div, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Rows drawn before anything is known.
const SKELETON: u32 = 8;
/// Height of a row before one was measured: `--entry-row` at the usual size of type.
pub(crate) const USUAL_ROW: f64 = 96.0;

/// The list of what `search` finds.
#[component]
pub(super) fn EntryList(search: Search, open: Memo<Option<Id>>) -> impl IntoView {
    let known = RwSignal::new(None::<Known>);
    let layout = RwSignal::new(Layout {
        top: use_app().list_scroll.get_untracked(),
        height: 900.0,
        row: USUAL_ROW,
    });
    let total = Memo::new(move |_| {
        known.with(|known| known.as_ref().map_or(SKELETON, |known| known.total))
    });
    let drawn = Memo::new(move |_| layout.get().drawn(total.get()));
    follow(search, known, drawn);
    let is_empty = Memo::new(move |_| {
        known.with(|known| known.as_ref().is_some_and(|known| known.total == 0))
    });
    move || {
        if is_empty.get() {
            view! { <Empty search known/> }.into_any()
        } else {
            view! { <Rows known layout drawn total open/> }.into_any()
        }
    }
}

/// Asks the core for the rows around those drawn. The old ones stay until the new ones are here.
fn follow(search: Search, known: RwSignal<Option<Known>>, drawn: Memo<Span>) {
    let core = use_app().core;
    let wanted = Memo::new(move |_| (search.query.get(), asked(drawn.get())));
    let watched = StoredValue::new(None::<ViewId>);
    Effect::new(move |_| {
        let (query, span) = wanted.get();
        let view = View::Journal {
            query: query.clone(),
            start: span.start,
            count: span.count,
        };
        let id = core.watch(view, move |update| {
            if let Update::Journal {
                total,
                of,
                start,
                rows,
            } = update
            {
                let query = query.clone();
                search.found.try_set(Some((query.clone(), total)));
                known.try_set(Some(Known {
                    query,
                    total,
                    of,
                    start,
                    rows,
                }));
            }
        });
        let before = watched
            .try_update_value(|watched| watched.replace(id))
            .flatten();
        if let Some(before) = before {
            core.unwatch(before);
        }
    });
    on_cleanup(move || {
        if let Some(id) = watched.try_get_value().flatten() {
            core.unwatch(id);
        }
    });
}

#[component]
fn Rows(
    known: RwSignal<Option<Known>>,
    layout: RwSignal<Layout>,
    drawn: Memo<Span>,
    total: Memo<u32>,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let app = use_app();
    let (scroller, list) = (NodeRef::<Div>::new(), NodeRef::<Ul>::new());
    let measure = move || measure_list(scroller, list, layout);
    let on_scroll = move |_| {
        if measure() {
            app.list_scroll
                .set(layout.with_untracked(|layout| layout.top));
        }
    };
    let listener = window_event_listener(resize, move |_| {
        measure();
    });
    on_cleanup(move || listener.remove());
    restore(scroller, known, open, measure);
    begin_at_the_top(scroller, known);
    let slots = Memo::new(move |_| {
        let span = drawn.get();
        known.with(|known| {
            known
                .as_ref()
                .map_or_else(|| Known::default().slots(span), |known| known.slots(span))
        })
    });
    let pixels = move |rows: u32| {
        let pixels = layout.with(|layout| window::pixels(rows, layout.row));
        format!("{pixels}px")
    };
    view! {
        <div class="entries-scroll" node_ref=scroller on:scroll=on_scroll on:keydown=|event| move_focus(&event)>
            <ul class="entries" role="list" aria-label=words!(journal.entries) node_ref=list
                style:height=move || pixels(total.get()) style:padding-top=move || pixels(drawn.get().start)>
                <For each=move || slots.get() key=|slot| *slot let:slot>
                    {match slot {
                        Slot::Row(id) => view! { <Row id known drawn total open/> }.into_any(),
                        Slot::Blank(_) => view! { <li class="entry skeleton" aria-hidden="true"></li> }.into_any(),
                    }}
                </For>
            </ul>
        </div>
    }
}

/// Looks how the list lies. `false` while it is not on the screen.
pub(crate) fn measure_list(
    scroller: NodeRef<Div>,
    list: NodeRef<Ul>,
    layout: RwSignal<Layout>,
) -> bool {
    let Some(scroller) = scroller.try_get_untracked().flatten() else {
        return false;
    };
    let height = f64::from(scroller.client_height());
    if height <= 0.0 {
        return false;
    }
    let row = list
        .try_get_untracked()
        .flatten()
        .and_then(|list| list.first_element_child());
    let row = row
        .map(|row| row.get_bounding_client_rect().height())
        .filter(|height| *height > 0.0);
    let before = layout.get_untracked();
    let now = Layout {
        top: f64::from(scroller.scroll_top()),
        height,
        row: row.unwrap_or(before.row),
    };
    if now != before {
        layout.set(now);
    }
    true
}

/// Scrolls to where the list was when it was last seen: after another screen, and after an entry that took its place
/// on a phone.
fn restore(
    scroller: NodeRef<Div>,
    known: RwSignal<Option<Known>>,
    open: Memo<Option<Id>>,
    measure: impl Fn() -> bool + Copy + 'static,
) {
    let app = use_app();
    let here = Memo::new(move |_| known.with(Option::is_some) && open.with(Option::is_none));
    Effect::new(move |_| {
        if !here.get() {
            return;
        }
        request_animation_frame(move || {
            let (Some(scroller), Some(top)) = (
                scroller.try_get_untracked().flatten(),
                app.list_scroll.try_get_untracked(),
            ) else {
                return;
            };
            #[expect(
                clippy::cast_possible_truncation,
                reason = "browsers cannot scroll as far"
            )]
            scroller.set_scroll_top(top as i32);
            measure();
        });
    });
}

/// What was looked for now is shown from its newest entry.
fn begin_at_the_top(scroller: NodeRef<Div>, known: RwSignal<Option<Known>>) {
    let query = Memo::new(move |_| known.with(|known| Some(known.as_ref()?.query.clone())));
    Effect::new(move |before: Option<Option<String>>| {
        let now = query.get();
        let changed = before
            .flatten()
            .is_some_and(|before| now.as_ref() != Some(&before));
        if let (true, Some(scroller)) = (changed, scroller.get_untracked()) {
            scroller.set_scroll_top(0);
        }
        now
    });
}

/// Arrow keys go from entry to entry.
pub(crate) fn move_focus(event: &KeyboardEvent) {
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(item) = focused.and_then(|element| element.closest("li").ok().flatten()) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => item.next_element_sibling(),
        "ArrowUp" => item.previous_element_sibling(),
        _ => return,
    };
    let link = next.and_then(|item| item.query_selector("a").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // A link can always take the focus.
        drop(link.focus());
    }
}

/// Nothing to list: because nothing was written yet, or nothing matches.
#[component]
fn Empty(search: Search, known: RwSignal<Option<Known>>) -> impl IntoView {
    let query = Memo::new(move |_| {
        known.with(|known| {
            known
                .as_ref()
                .map(|known| known.query.clone())
                .unwrap_or_default()
        })
    });
    move || {
        let query = query.get();
        if query.trim().is_empty() {
            let starts = [Prompt::What, Prompt::Minute, Prompt::Conversation]
                .map(|prompt| {
                    let href = format!("/journal?prompt={}", prompt.key());
                    view! { <a class="button" href=href>{prompt.title()}</a> }
                })
                .collect_view();
            view! {
                <div class="empty">
                    <h2>{words!(journal.empty)}</h2>
                    <p>{words!(journal.empty_lead)}</p>
                    <div class="actions">{starts}</div>
                    <div class="actions"><a class="button quiet" href="/import">{words!(import.notes)}</a></div>
                </div>
            }
            .into_any()
        } else {
            let clear = move |_| search.query.set(String::new());
            view! {
                <div class="empty">
                    <h2>{words!(journal.found_none, query = query.as_str())}</h2>
                    <p>{words!(journal.search_none_lead)}</p>
                    <div class="actions">
                        <button class="button" type="button" on:click=clear>{words!(journal.clear_search)}</button>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}
