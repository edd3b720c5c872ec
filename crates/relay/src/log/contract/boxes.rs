//! What every `LogStore` must do with mailboxes.

use super::{LogStore, MEMBER, OTHER, Outcome, SPACE};
use crate::log::{
    NewBox, Opened,
    boxes::{BOXES, FULL_BOXES, MEMORY},
};
use commonplace_protocol::{BoxId, SpaceId, frame::Empty};

const NOW: i64 = 1_800_000_000_000;

fn filled(place: u8, space: SpaceId) -> NewBox {
    NewBox {
        place: BoxId([place; 32]),
        space,
        member: MEMBER,
        sealed: vec![place; 100],
        expires_ms: NOW + 1000,
    }
}

async fn take(log: &impl LogStore, place: u8, now_ms: i64) -> Opened {
    log.take_box(BoxId([place; 32]), now_ms).await.unwrap()
}

async fn a_box_is_taken_once(log: impl LogStore) {
    assert_eq!(take(&log, 1, NOW).await, Opened::Empty(Empty::Unknown));
    let put = log.put_box(filled(1, SPACE), NOW).await.unwrap();
    assert_eq!(put, Outcome::Durable);
    assert_eq!(take(&log, 2, NOW).await, Opened::Empty(Empty::Unknown));
    assert_eq!(take(&log, 1, NOW).await, Opened::Full(filled(1, SPACE)));
    for _ in 0..2 {
        assert_eq!(take(&log, 1, NOW).await, Opened::Empty(Empty::Taken));
    }
    assert_eq!(take(&log, 1, NOW + 5000).await, Opened::Empty(Empty::Taken));
}

async fn of_many_at_one_time_one_gets_it(log: impl LogStore) {
    log.put_box(filled(1, SPACE), NOW).await.unwrap();
    let takers = (0..20).map(|_| take(&log, 1, NOW));
    let found = futures_util::future::join_all(takers).await;
    let full = found.iter().filter(|one| matches!(one, Opened::Full(_)));
    assert_eq!(full.count(), 1);
}

async fn a_box_is_kept_a_short_while_and_remembered_a_long_one(log: impl LogStore) {
    log.put_box(filled(1, SPACE), NOW).await.unwrap();
    log.put_box(filled(2, SPACE), NOW).await.unwrap();
    log.sweep_boxes(NOW + 999).await.unwrap();
    assert!(matches!(take(&log, 2, NOW + 999).await, Opened::Full(_)));
    log.sweep_boxes(NOW + 1000).await.unwrap();
    assert_eq!(
        take(&log, 1, NOW + 1000).await,
        Opened::Empty(Empty::Expired)
    );
    let memory = i64::try_from(MEMORY.as_millis()).unwrap();
    let late = NOW + 1000 + memory;
    assert_eq!(take(&log, 1, late - 1).await, Opened::Empty(Empty::Expired));
    assert_eq!(take(&log, 1, late).await, Opened::Empty(Empty::Unknown));
}

async fn a_name_is_used_once(log: impl LogStore) {
    log.put_box(filled(1, SPACE), NOW).await.unwrap();
    let again = NewBox {
        sealed: vec![9],
        ..filled(1, OTHER)
    };
    let put = || log.put_box(again.clone(), NOW);
    assert_eq!(put().await.unwrap(), Outcome::Moved);
    assert_eq!(take(&log, 1, NOW).await, Opened::Full(filled(1, SPACE)));
    assert_eq!(put().await.unwrap(), Outcome::Moved, "taken, not free");
}

async fn a_space_has_few_boxes(log: impl LogStore) {
    let (full, all) = (
        u8::try_from(FULL_BOXES).unwrap(),
        u8::try_from(BOXES).unwrap(),
    );
    for place in 0..all {
        let put = log.put_box(filled(place, SPACE), NOW).await.unwrap();
        assert_eq!(put, Outcome::Durable, "{place}");
        if place >= full - 1 {
            let one_more = log.put_box(filled(200, SPACE), NOW).await.unwrap();
            assert_eq!(one_more, Outcome::Moved, "{place}");
            take(&log, place, NOW).await;
        }
    }
    let one_more = log.put_box(filled(200, SPACE), NOW).await.unwrap();
    assert_eq!(one_more, Outcome::Moved);
    let other = log.put_box(filled(200, OTHER), NOW).await.unwrap();
    assert_eq!(other, Outcome::Durable);
}

async fn a_forgotten_space_has_no_boxes(log: impl LogStore) {
    super::opened(&log).await;
    log.put_box(filled(1, SPACE), NOW).await.unwrap();
    log.put_box(filled(2, OTHER), NOW).await.unwrap();
    log.purge(SPACE).await.unwrap();
    assert_eq!(take(&log, 1, NOW).await, Opened::Empty(Empty::Unknown));
    assert!(matches!(take(&log, 2, NOW).await, Opened::Full(_)));
}

contract! {
    a_box_is_taken_once,
    of_many_at_one_time_one_gets_it,
    a_box_is_kept_a_short_while_and_remembered_a_long_one,
    a_name_is_used_once,
    a_space_has_few_boxes,
    a_forgotten_space_has_no_boxes,
}

#[tokio::test]
async fn sqlite_gives_a_box_once_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let open = || super::SqliteLog::open(&folder.path().join("relay.db")).unwrap();
    open().put_box(filled(1, SPACE), NOW).await.unwrap();
    assert!(matches!(take(&open(), 1, NOW).await, Opened::Full(_)));
    assert_eq!(take(&open(), 1, NOW).await, Opened::Empty(Empty::Taken));
}
