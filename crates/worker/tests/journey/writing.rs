//! Writing, importing and coming back, spoken through the real port of the real worker.

use crate::page::{import_files, init, ready, say, until, until_update, watch};
use commonplace_api::import::{Import, RefusedWhy};
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Command, Id, Saved, Session, Update, View};
use commonplace_storage::indexeddb::IndexedDb;
use commonplace_storage::{Query, Store, Table};
use commonplace_worker::tabs::Tabs;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const SESSION: u32 = 1;
const STATUS: u32 = 2;
const JOURNAL: u32 = 3;
const IMPORT: u32 = 4;
const WORDS: &str = "Persist before send";

async fn until_session(wanted: Session) {
    until_update(SESSION, |update| {
        (update == Update::Session(wanted.clone())).then_some(())
    })
    .await;
}

async fn until_total(wanted: u32) -> Vec<String> {
    until_update(JOURNAL, |update| match update {
        Update::Journal { total, rows, .. } if total == wanted => {
            Some(rows.into_iter().map(|row| row.title).collect())
        }
        _ => None,
    })
    .await
}

/// Everything on the disk, as a thief would find it.
async fn disk() -> Vec<u8> {
    let database = IndexedDb::open("commonplace", |_| ()).await.unwrap();
    let mut found = Vec::new();
    for table in Table::ALL {
        let rows = database.scan(&Query::all(table)).await.unwrap();
        assert!(
            matches!(table, Table::Docs | Table::Chunks) || !rows.is_empty(),
            "{table:?} is empty"
        );
        found.extend(
            rows.into_iter()
                .flat_map(|row| [row.key, row.value].concat()),
        );
    }
    found
}

#[wasm_bindgen_test]
async fn a_journal_is_begun_written_in_and_imported_into() {
    commonplace_worker::start();
    ready().await;
    // What is said before the core has booted is not lost.
    watch(SESSION, View::Session);
    // Nobody listens there: everything works without a relay.
    init("ws://127.0.0.1:9/sync");
    until_session(Session::New { refused: None }).await;

    say(&ToCore::Command(Command::Begin));
    until_session(Session::Ready).await;

    watch(
        JOURNAL,
        View::Journal {
            query: String::new(),
            start: 0,
            count: 50,
        },
    );
    until_total(0).await;
    watch(STATUS, View::Status);
    let id = Id([7; 16]);
    say(&ToCore::Command(Command::NewEntry {
        id,
        zone: "Europe/Berlin".into(),
        text: format!("{WORDS}\n\nNo exception."),
    }));
    assert_eq!(until_total(1).await, [WORDS]);
    until_update(STATUS, |update| match update {
        Update::Status(status) => (status.saved == Saved::Yes && status.waiting > 0).then_some(()),
        _ => None,
    })
    .await;

    watch(IMPORT, View::Import);
    import_files();
    let preview = until_update(IMPORT, |update| match update {
        Update::Import(Import::Preview(preview)) => Some(preview),
        _ => None,
    })
    .await;
    assert_eq!(
        (preview.to_add, preview.already_here, preview.refused_count),
        (2, 0, 1)
    );
    assert_eq!(
        preview.refused.first().map(|refused| refused.why),
        Some(RefusedWhy::NotMarkdown)
    );
    say(&ToCore::Command(Command::ConfirmImport));
    let mut titles = until_total(3).await;
    titles.sort();
    assert_eq!(titles, ["Borrowing", WORDS, "Web Locks end with the tab."]);
    until_update(IMPORT, |update| match update {
        Update::Import(Import::Done(summary)) => (summary.added == 2).then_some(()),
        _ => None,
    })
    .await;

    nothing_is_readable_on_the_disk().await;

    // Another tab changed whose journal this is: the page starts anew.
    let tabs = Tabs::join("commonplace/1", |_| ()).unwrap();
    tabs.send_reload();
    until(|message| (message == FromCore::Reload).then_some(())).await;
}

async fn nothing_is_readable_on_the_disk() {
    let disk = disk().await;
    for word in [
        WORDS.as_bytes(),
        b"exception",
        b"Borrowing",
        b"borrowing",
        b"Locks",
    ] {
        assert!(
            !disk.windows(word.len()).any(|part| part == word),
            "{word:?} is on the disk"
        );
    }
}
