//! What every `LogStore` must do, run on each of them.

use super::{Held, LogStore, Logged, NewRecord, Outcome, SqliteLog, Tips};
use bytes::Bytes;
use commonplace_protocol::{
    ChunkId, MemberKey, Range, RecordId, ReplicaId, SpaceId, Tip, chunk::id as chunk_id,
    record::id as id_of,
};

const SPACE: SpaceId = SpaceId([1; 32]);
const OTHER: SpaceId = SpaceId([2; 32]);
const MEMBER: MemberKey = MemberKey([3; 32]);
const A: ReplicaId = ReplicaId([0xA; 16]);
const B: ReplicaId = ReplicaId([0xB; 16]);

/// `counters` of one replica, each `size` bytes long and following the one before.
fn chain(
    replica: ReplicaId,
    counters: std::ops::RangeInclusive<u64>,
    size: usize,
) -> Vec<NewRecord> {
    counters
        .map(|counter| {
            let prev = if counter == 1 {
                RecordId::ZERO
            } else {
                id_of(&body(replica, counter - 1, size))
            };
            let bytes = body(replica, counter, size);
            NewRecord {
                member: MEMBER,
                replica,
                counter,
                prev,
                id: id_of(&bytes),
                bytes,
            }
        })
        .collect()
}

fn body(replica: ReplicaId, counter: u64, size: usize) -> Bytes {
    let mut bytes = vec![replica.0[0]; size];
    bytes[..8].copy_from_slice(&counter.to_be_bytes());
    bytes.into()
}

fn all(replica: ReplicaId) -> Vec<Range> {
    vec![Range {
        replica,
        from: 1,
        to: u64::MAX,
    }]
}

fn places(records: &[Logged]) -> Vec<(ReplicaId, u64)> {
    records
        .iter()
        .map(|record| (record.replica, record.counter))
        .collect()
}

async fn opened(log: &impl LogStore) {
    let entries = vec![b"genesis".to_vec()];
    assert_eq!(
        log.extend_roster(SPACE, 0, entries).await.unwrap(),
        Outcome::Durable
    );
}

async fn nothing_is_known_of_a_space_never_opened(log: impl LogStore) {
    assert_eq!(log.space(SPACE).await.unwrap(), None);
    assert_eq!(
        log.append(SPACE, chain(A, 1..=1, 100)).await.unwrap(),
        Outcome::Moved
    );
    assert_eq!(log.read(SPACE, all(A), 1000).await.unwrap(), []);
    assert!(!log.purge(SPACE).await.unwrap());
    assert_eq!(log.totals().await.unwrap().spaces, 0);
}

async fn appended_is_read_back_whole(log: impl LogStore) {
    opened(&log).await;
    let records = chain(A, 1..=3, 100);
    assert_eq!(
        log.append(SPACE, records.clone()).await.unwrap(),
        Outcome::Durable
    );
    assert_eq!(
        log.append(SPACE, chain(B, 1..=1, 50)).await.unwrap(),
        Outcome::Durable
    );

    let read = log.read(SPACE, all(A), usize::MAX).await.unwrap();
    let expected: Vec<_> = records.iter().map(|record| record.bytes.clone()).collect();
    assert_eq!(
        read.iter()
            .map(|record| record.bytes.clone())
            .collect::<Vec<_>>(),
        expected
    );

    let last = |record: &NewRecord| Tip {
        counter: record.counter,
        id: record.id,
        member: MEMBER,
    };
    let tips = Tips::from([(A, last(&records[2])), (B, last(&chain(B, 1..=1, 50)[0]))]);
    let held = Held {
        roster: vec![b"genesis".to_vec()],
        tips,
        bytes: 7 + 300 + 50,
    };
    assert_eq!(log.space(SPACE).await.unwrap(), Some(held));
    let totals = log.totals().await.unwrap();
    assert_eq!((totals.records, totals.replicas, totals.bytes), (4, 2, 357));
}

async fn only_what_follows_is_appended(log: impl LogStore) {
    opened(&log).await;
    assert_eq!(
        log.append(SPACE, chain(A, 1..=2, 100)).await.unwrap(),
        Outcome::Durable
    );
    let refused = |records| async { log.append(SPACE, records).await.unwrap() == Outcome::Moved };
    assert!(refused(chain(A, 2..=2, 100)).await, "a repetition");
    assert!(refused(chain(A, 4..=4, 100)).await, "a gap");
    assert!(refused(chain(A, 3..=3, 90)).await, "another history");
    assert!(refused(chain(B, 2..=2, 100)).await, "a start in the middle");
    let mut stranger = chain(A, 3..=3, 100);
    stranger[0].member = MemberKey([9; 32]);
    assert!(refused(stranger).await, "a replica of somebody else");
    let mut torn = chain(A, 3..=5, 100);
    torn.remove(1);
    assert!(refused(torn).await, "a hole inside");
    let mixed = [chain(B, 1..=1, 100), chain(A, 2..=2, 100)].concat();
    assert!(refused(mixed).await, "all or nothing");
    assert_eq!(log.read(SPACE, all(B), usize::MAX).await.unwrap(), []);
    assert_eq!(
        log.append(SPACE, chain(A, 3..=4, 100)).await.unwrap(),
        Outcome::Durable
    );
}

async fn reads_stop_at_the_byte_limit_but_never_starve(log: impl LogStore) {
    opened(&log).await;
    log.append(SPACE, chain(A, 1..=5, 100)).await.unwrap();
    log.append(SPACE, chain(B, 1..=2, 100)).await.unwrap();
    let ranges = vec![
        Range {
            replica: B,
            from: 2,
            to: 2,
        },
        Range {
            replica: A,
            from: 2,
            to: 4,
        },
        Range {
            replica: ReplicaId([7; 16]),
            from: 1,
            to: 9,
        },
    ];
    let read = |max| log.read(SPACE, ranges.clone(), max);
    assert_eq!(
        places(&read(usize::MAX).await.unwrap()),
        [(B, 2), (A, 2), (A, 3), (A, 4)]
    );
    assert_eq!(places(&read(250).await.unwrap()), [(B, 2), (A, 2)]);
    assert_eq!(places(&read(1).await.unwrap()), [(B, 2)]);
    let backwards = vec![Range {
        replica: A,
        from: 4,
        to: 2,
    }];
    assert_eq!(log.read(SPACE, backwards, 1000).await.unwrap(), []);
}

async fn the_roster_is_ordered_by_compare_and_swap(log: impl LogStore) {
    assert_eq!(
        log.extend_roster(SPACE, 1, vec![vec![1]]).await.unwrap(),
        Outcome::Moved
    );
    assert_eq!(
        log.extend_roster(SPACE, 0, vec![]).await.unwrap(),
        Outcome::Moved
    );
    assert_eq!(log.space(SPACE).await.unwrap(), None);
    opened(&log).await;
    assert_eq!(
        log.extend_roster(SPACE, 0, vec![vec![1]]).await.unwrap(),
        Outcome::Moved
    );
    let (first, second) = tokio::join!(
        log.extend_roster(SPACE, 1, vec![vec![1], vec![2]]),
        log.extend_roster(SPACE, 1, vec![vec![3]]),
    );
    let outcomes = [first.unwrap(), second.unwrap()];
    assert!(outcomes.contains(&Outcome::Durable) && outcomes.contains(&Outcome::Moved));
    let roster = log.space(SPACE).await.unwrap().unwrap().roster;
    assert!(
        roster == [b"genesis".to_vec(), vec![1], vec![2]]
            || roster == [b"genesis".to_vec(), vec![3]]
    );
}

async fn ids_tell_a_repetition_from_a_fork(log: impl LogStore) {
    opened(&log).await;
    let records = chain(A, 1..=3, 100);
    log.append(SPACE, records.clone()).await.unwrap();
    let ids = log.ids(SPACE, vec![(A, 2), (A, 4), (B, 1)]).await.unwrap();
    assert_eq!(
        ids.into_iter().collect::<Vec<_>>(),
        [((A, 2), records[1].id)]
    );
}

async fn spaces_are_apart_and_one_can_be_forgotten(log: impl LogStore) {
    opened(&log).await;
    log.extend_roster(OTHER, 0, vec![b"other".to_vec()])
        .await
        .unwrap();
    log.append(SPACE, chain(A, 1..=2, 100)).await.unwrap();
    log.append(OTHER, chain(A, 1..=1, 100)).await.unwrap();
    assert!(log.purge(SPACE).await.unwrap());
    assert_eq!(log.space(SPACE).await.unwrap(), None);
    assert_eq!(log.read(SPACE, all(A), 1000).await.unwrap(), []);
    assert_eq!(
        places(&log.read(OTHER, all(A), 1000).await.unwrap()),
        [(A, 1)]
    );
    let totals = log.totals().await.unwrap();
    assert_eq!((totals.spaces, totals.records, totals.bytes), (1, 1, 105));
}

async fn writers_at_one_time_all_arrive(log: impl LogStore) {
    opened(&log).await;
    let writers = (0..40_u8).map(|n| {
        let records = chain(ReplicaId([n; 16]), 1..=20, 64);
        log.append(SPACE, records)
    });
    for outcome in futures_util::future::join_all(writers).await {
        assert_eq!(outcome.unwrap(), Outcome::Durable);
    }
    assert_eq!(log.totals().await.unwrap().records, 800);
}

async fn a_chunk_is_kept_once_and_under_its_space(log: impl LogStore) {
    let bytes = Bytes::from(vec![7; 1000]);
    let id = chunk_id(&bytes);
    assert_eq!(
        log.keep(SPACE, id, bytes.clone()).await.unwrap(),
        Outcome::Moved
    );
    assert_eq!(log.chunk(SPACE, id).await.unwrap(), None);
    opened(&log).await;
    log.extend_roster(OTHER, 0, vec![b"other".to_vec()])
        .await
        .unwrap();
    for _ in 0..2 {
        let kept = log.keep(SPACE, id, bytes.clone()).await.unwrap();
        assert_eq!(kept, Outcome::Durable);
    }
    assert_eq!(log.chunk(SPACE, id).await.unwrap(), Some(bytes));
    assert_eq!(log.chunk(OTHER, id).await.unwrap(), None);
    let asked = vec![ChunkId([1; 32]), id];
    let kept = log.kept(SPACE, asked.clone()).await.unwrap();
    assert_eq!(kept.into_iter().collect::<Vec<_>>(), [id]);
    assert!(log.kept(OTHER, asked).await.unwrap().is_empty());
    assert_eq!(log.space(SPACE).await.unwrap().unwrap().bytes, 1007);
    let totals = log.totals().await.unwrap();
    assert_eq!((totals.chunks, totals.bytes), (1, 1012));
    assert!(log.purge(SPACE).await.unwrap());
    assert_eq!(log.chunk(SPACE, id).await.unwrap(), None);
    assert_eq!(log.totals().await.unwrap().chunks, 0);
}

macro_rules! contract {
    ($($test:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::log::MemoryLog::default()).await;
            })*
        }
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                let folder = tempfile::tempdir().unwrap();
                super::$test($crate::log::SqliteLog::open(&folder.path().join("relay.db")).unwrap()).await;
            })*
        }
    };
}

contract! {
    nothing_is_known_of_a_space_never_opened,
    appended_is_read_back_whole,
    only_what_follows_is_appended,
    reads_stop_at_the_byte_limit_but_never_starve,
    the_roster_is_ordered_by_compare_and_swap,
    ids_tell_a_repetition_from_a_fork,
    spaces_are_apart_and_one_can_be_forgotten,
    writers_at_one_time_all_arrive,
    a_chunk_is_kept_once_and_under_its_space,
}

mod boxes;
mod stand_ins;

#[tokio::test]
async fn sqlite_holds_what_was_written_after_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    let log = SqliteLog::open(&path).unwrap();
    opened(&log).await;
    log.append(SPACE, chain(A, 1..=3, 5000)).await.unwrap();
    drop(log);
    let log = SqliteLog::open(&path).unwrap();
    assert_eq!(
        places(&log.read(SPACE, all(A), usize::MAX).await.unwrap()),
        [(A, 1), (A, 2), (A, 3)]
    );
    assert_eq!(
        log.append(SPACE, chain(A, 4..=4, 5000)).await.unwrap(),
        Outcome::Durable
    );
}
