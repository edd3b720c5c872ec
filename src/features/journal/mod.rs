//! The journal: where one writes, and everything written. The list stays while an entry is open beside it.

mod arriving;
mod calendar;
pub(crate) mod compose;
pub(crate) mod line;
pub(crate) mod list;
pub mod prompts;
pub mod row;
mod search;
mod share;
pub mod window;

use crate::features::import::{DropAnywhere, ImportCard};
use crate::features::recovery::RecoveryCard;
use crate::words;
use commonplace_api::Id;
use compose::Compose;
use leptos::prelude::*;
use list::EntryList;

pub(crate) use arriving::Arriving;
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
