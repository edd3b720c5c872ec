//! What every `LogStore` must do with what may take the place of records.

use super::{A, B, LogStore, Outcome, SPACE, all, chain, opened};
use crate::log::{NewRecord, NewStandIn, stand_ins::PATIENCE};
use bytes::Bytes;
use commonplace_protocol::{RecordId, ReplicaId};

const NOW: i64 = 1_800_000_000_000;

async fn filled(log: &impl LogStore) -> Vec<NewRecord> {
    opened(log).await;
    let records = chain(A, 1..=3, 1000);
    let outcome = log.append(SPACE, records.clone()).await.unwrap();
    assert_eq!(outcome, Outcome::Durable);
    records
}

fn by(of: &NewRecord, witness: u8, other: bool) -> NewStandIn {
    NewStandIn {
        replica: of.replica,
        counter: of.counter,
        id: of.id,
        witness: ReplicaId([witness; 16]),
        other,
        bytes: Bytes::from(vec![witness; 100]),
    }
}

async fn held(log: &impl LogStore) -> Vec<usize> {
    let records = log.read(SPACE, all(A), usize::MAX).await.unwrap();
    records.iter().map(|record| record.bytes.len()).collect()
}

async fn a_record_gives_way_when_two_others_say_so(log: impl LogStore) {
    let records = filled(&log).await;
    let before = log.space(SPACE).await.unwrap().unwrap();
    for stand_in in [
        by(&records[1], 1, false),
        by(&records[1], 2, true),
        by(&records[1], 2, true),
    ] {
        log.vouch(SPACE, vec![stand_in], NOW).await.unwrap();
        assert_eq!(held(&log).await, [1000, 1000, 1000]);
    }
    log.vouch(SPACE, vec![by(&records[1], 3, true)], NOW)
        .await
        .unwrap();
    assert_eq!(held(&log).await, [1000, 100, 1000]);
    let after = log.space(SPACE).await.unwrap().unwrap();
    assert_eq!(after.bytes, before.bytes - 900);
    assert_eq!(after.tips, before.tips);
    let next = log.append(SPACE, chain(A, 4..=4, 1000)).await.unwrap();
    assert_eq!(next, Outcome::Durable);
}

async fn it_gives_way_by_itself_after_a_long_time(log: impl LogStore) {
    let records = filled(&log).await;
    log.vouch(SPACE, vec![by(&records[2], 1, false)], NOW)
        .await
        .unwrap();
    let patience = i64::try_from(PATIENCE.as_millis()).unwrap();
    log.sweep_stand_ins(NOW + patience - 1).await.unwrap();
    assert_eq!(held(&log).await, [1000, 1000, 1000]);
    log.sweep_stand_ins(NOW + patience).await.unwrap();
    assert_eq!(held(&log).await, [1000, 1000, 100]);
}

async fn nothing_else_gives_way(log: impl LogStore) {
    let records = filled(&log).await;
    let another = NewStandIn {
        id: RecordId([9; 32]),
        ..by(&records[0], 1, true)
    };
    let nowhere = NewStandIn {
        replica: B,
        ..by(&records[0], 1, true)
    };
    for witness in 1..=3 {
        let witness = ReplicaId([witness; 16]);
        let all = [&another, &nowhere].map(|stand_in| NewStandIn {
            witness,
            ..stand_in.clone()
        });
        log.vouch(SPACE, all.to_vec(), NOW).await.unwrap();
    }
    assert_eq!(held(&log).await, [1000, 1000, 1000]);
    log.vouch(super::OTHER, vec![by(&records[0], 1, true)], NOW)
        .await
        .unwrap();
    log.sweep_stand_ins(i64::MAX).await.unwrap();
    assert_eq!(held(&log).await, [1000, 1000, 1000]);
    assert!(log.purge(SPACE).await.unwrap());
    log.sweep_stand_ins(i64::MAX).await.unwrap();
}

contract! {
    a_record_gives_way_when_two_others_say_so,
    it_gives_way_by_itself_after_a_long_time,
    nothing_else_gives_way,
}
