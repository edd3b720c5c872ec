//! The journal: where one writes, and everything written. The list stays while an entry is open beside it.

mod calendar;
pub(crate) mod compose;
pub(crate) mod line;
pub(crate) mod list;
pub mod prompts;
pub mod row;
mod search;
mod share;
pub mod window;

use crate::components::Progress;
use crate::features::import::{DropAnywhere, ImportCard};
use crate::features::recovery::RecoveryCard;
use crate::state::use_app;
use crate::words;
use commonplace_api::{Id, Session};
use compose::Compose;
use leptos::prelude::*;
use list::EntryList;

pub use calendar::CalendarScreen;
use search::SearchBox;

/// What is looked for, between the search box and the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    /// What the list shows: follows what is typed after a moment.
    query: RwSignal<String>,
    /// What the core answered last: what was looked for, and how many entries were found.
    found: RwSignal<Option<(String, u32)>>,
}

/// The journal, with the entry `open` in `pane`.
#[component]
pub fn JournalScreen<P>(
    /// The entry that is open.
    open: Memo<Option<Id>>,
    /// Shows it.
    pane: P,
) -> impl IntoView
where
    P: Fn() -> Option<AnyView> + Send + 'static,
{
    let search = Search {
        query: RwSignal::new(String::new()),
        found: RwSignal::new(None),
    };
    let is_open = Memo::new(move |_| open.with(Option::is_some));
    let heading = move || {
        if is_open.get() {
            words!(entry.name)
        } else {
            words!(journal.name)
        }
    };
    view! {
        <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
        <div class="journal" data-open=move || is_open.get().then_some("")>
            <Compose open=is_open/>
            <section class="list">
                <SearchBox search/>
                <Arriving/>
                <ImportCard/>
                <RecoveryCard/>
                <EntryList search open/>
            </section>
            {pane}
            <DropAnywhere/>
        </div>
    }
}

/// While a journal comes to this device for the first time.
#[component]
fn Arriving() -> impl IntoView {
    let session = use_app().session;
    let progress = Memo::new(move |_| match session.get() {
        Some(Session::Arriving { done, total }) => Some((done, total)),
        _ => None,
    });
    let arriving = Memo::new(move |_| progress.with(Option::is_some));
    let label = Signal::derive(move || {
        let (done, total) = progress.get().unwrap_or_default();
        words::import::arriving(done, total)
    });
    let of = Signal::derive(move || progress.get().filter(|(_, total)| *total > 0));
    view! {
        <Show when=move || arriving.get()>
            <section class="card" aria-label=words!(arriving.title)>
                <h2>{words!(arriving.title)}</h2>
                <p class="fine">{words!(arriving.lead)}</p>
                <Progress name=words!(arriving.name) label of/>
            </section>
        </Show>
    }
}
