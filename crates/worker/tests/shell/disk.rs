//! Writes and reads in order, and a journal that another tab made first.

use crate::inbox::Inbox;
use commonplace_engine::io::Ticket;
use commonplace_storage::contract::{batch, put};
use commonplace_storage::{Fault, Faulty, Memory, Query, Store, StoreError, Table};
use commonplace_worker::disk::{Disk, Job, Outcome};
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

type Stores = Faulty<Memory>;

fn write(ticket: u64, key: &[u8]) -> Job {
    Job::Store(Ticket(ticket), batch([put(Table::Meta, key, b"x")]))
}

fn read(ticket: u64) -> Job {
    Job::Load(Ticket(ticket), Query::all(Table::Meta))
}

/// Does the jobs, and whatever `next` adds after the first outcome; gives the outcomes back.
async fn work(disk: &Disk<Stores>, jobs: Vec<Job>, next: impl Fn()) -> Vec<String> {
    let mut idle = false;
    for job in jobs {
        idle |= disk.add(job);
    }
    assert!(idle, "the first job finds nobody at work");
    let (inbox, overtaken, first) = (Inbox::default(), Cell::new(false), Cell::new(true));
    let answer = |outcome| {
        match outcome {
            Outcome::Done(input) => inbox.put(input),
            Outcome::Overtaken => overtaken.set(true),
        }
        if first.take() {
            next();
        }
    };
    disk.work(async || Ok::<_, StoreError>(()), answer).await;
    let mut outcomes = Vec::new();
    while !inbox.is_empty() {
        outcomes.push(inbox.next().await);
    }
    outcomes.extend(overtaken.get().then(|| "Overtaken".to_owned()));
    outcomes
}

async fn keys(store: &Stores) -> Vec<Vec<u8>> {
    let rows = store.inner().scan(&Query::all(Table::Meta)).await.unwrap();
    rows.into_iter().map(|row| row.key).collect()
}

#[wasm_bindgen_test]
async fn a_read_sees_every_write_before_it_and_none_after() {
    let disk = Disk::new(Stores::new(Memory::default()), None);
    let outcomes = work(&disk, vec![write(1, b"a"), read(2), write(3, b"b")], || ()).await;
    assert_eq!(outcomes[0], "Stored(Ticket(1))");
    assert!(
        outcomes[1].contains("key: [97]") && !outcomes[1].contains("key: [98]"),
        "{outcomes:?}"
    );
    assert_eq!(outcomes[2], "Stored(Ticket(3))");
}

#[wasm_bindgen_test]
async fn no_write_overtakes_a_failed_one() {
    let store = Stores::new(Memory::default());
    store.fail_writes([Fault::None, Fault::Refused(StoreError::Full)]);
    let disk = Disk::new(store.clone(), None);
    let jobs = vec![write(1, b"a"), write(2, b"b"), read(3), write(4, b"c")];
    let outcomes = work(&disk, jobs, || ()).await;
    assert_eq!(outcomes[0], "Stored(Ticket(1))");
    assert_eq!(
        outcomes[1],
        "StoreFailed { ticket: Ticket(2), problem: DiskFull }"
    );
    assert_eq!(
        outcomes[2],
        "StoreFailed { ticket: Ticket(4), problem: DiskFull }"
    );
    assert!(
        outcomes[3].starts_with("Loaded { ticket: Ticket(3)"),
        "{outcomes:?}"
    );
    assert_eq!(keys(&store).await, [b"a"]);

    let outcomes = work(&disk, vec![write(5, b"b"), write(6, b"c")], || ()).await;
    assert_eq!(outcomes, ["Stored(Ticket(5))", "Stored(Ticket(6))"]);
}

#[wasm_bindgen_test]
async fn jobs_that_come_meanwhile_are_done_by_whoever_is_at_work() {
    let disk = Disk::new(Stores::new(Memory::default()), None);
    let more = || assert!(!disk.add(write(2, b"b")), "somebody is at work");
    assert_eq!(
        work(&disk, vec![write(1, b"a")], more).await,
        ["Stored(Ticket(1))", "Stored(Ticket(2))"]
    );
    assert_eq!(
        work(&disk, vec![write(3, b"c")], || ()).await,
        ["Stored(Ticket(3))"]
    );
}

#[wasm_bindgen_test]
async fn a_read_that_fails_says_so_and_fails_nothing_else() {
    let store = Stores::new(Memory::default());
    store.fail_reads([StoreError::Damaged]);
    let disk = Disk::new(store, None);
    let outcomes = work(&disk, vec![read(1), write(2, b"a")], || ()).await;
    assert_eq!(
        outcomes,
        [
            "Loaded { ticket: Ticket(1), rows: Err(StorageDamaged) }",
            "Stored(Ticket(2))"
        ]
    );
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_make_a_journal_the_second_gives_way() {
    let store = Stores::new(Memory::default());
    let identity = |ticket, who: &[u8]| {
        Job::Store(Ticket(ticket), batch([put(Table::Meta, b"identity", who)]))
    };
    let (first, second) = (
        Disk::new(store.clone(), None),
        Disk::new(store.clone(), None),
    );
    assert_eq!(
        work(&first, vec![identity(1, b"one")], || ()).await,
        ["Stored(Ticket(1))"]
    );
    let outcomes = work(&second, vec![identity(1, b"two"), write(2, b"a")], || ()).await;
    assert_eq!(outcomes, ["Overtaken"]);
    assert_eq!(
        keys(&store).await,
        [b"identity"],
        "nothing of the second was written"
    );
    assert_eq!(
        store
            .get(Table::Meta, b"identity")
            .await
            .unwrap()
            .as_deref(),
        Some(&b"one"[..])
    );
    // The first may go on changing what it made.
    assert_eq!(
        work(&first, vec![identity(2, b"three")], || ()).await,
        ["Stored(Ticket(2))"]
    );
}

#[wasm_bindgen_test]
async fn an_identity_whose_writing_was_not_answered_may_be_written_again() {
    let store = Stores::new(Memory::default());
    store.fail_writes([Fault::Unanswered(StoreError::Lost)]);
    let disk = Disk::new(store, None);
    let identity = |ticket| {
        Job::Store(
            Ticket(ticket),
            batch([put(Table::Meta, b"identity", b"one")]),
        )
    };
    let outcomes = work(&disk, vec![identity(1)], || ()).await;
    assert_eq!(
        outcomes,
        ["StoreFailed { ticket: Ticket(1), problem: StorageLost }"]
    );
    assert_eq!(
        work(&disk, vec![identity(2)], || ()).await,
        ["Stored(Ticket(2))"]
    );
}
