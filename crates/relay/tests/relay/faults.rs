//! A log that fails: nothing is acknowledged, everybody hears why, and afterwards everything goes on.

use crate::{
    client::Client,
    person::{Person, Writer},
    server::TestServer,
};
use bytes::Bytes;
use commonplace_protocol::{
    BoxId, ChunkId, Frame, Range, RecordId, Refusal, ReplicaId, SpaceId, VersionVector,
};
use commonplace_relay::{
    RelayError, Settings,
    log::{
        Answer, ChunkStore, Held, LogStore, Logged, MemoryLog, NewBox, NewRecord, NewStandIn,
        Opened, Outcome, Totals,
    },
};
use futures_util::{FutureExt, future::ready};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

const SOUND: u8 = 0;
const FULL: u8 = 1;
const MOVED: u8 = 2;
const UNREADABLE: u8 = 3;

/// A log in memory with one fault at a time.
#[derive(Debug, Default)]
struct Faulty {
    inner: MemoryLog,
    fault: AtomicU8,
}

impl Faulty {
    fn has(&self, fault: u8) -> bool {
        self.fault.load(Ordering::SeqCst) == fault
    }

    fn becomes(&self, fault: u8) {
        self.fault.store(fault, Ordering::SeqCst);
    }
}

impl LogStore for Faulty {
    fn space(&self, space: SpaceId) -> Answer<'_, Option<Held>> {
        self.inner.space(space)
    }

    fn append(&self, space: SpaceId, records: Vec<NewRecord>) -> Answer<'_, Outcome> {
        match self.fault.load(Ordering::SeqCst) {
            FULL => ready(Err(RelayError::MakeRoom)).boxed(),
            MOVED => ready(Ok(Outcome::Moved)).boxed(),
            _ => self.inner.append(space, records),
        }
    }

    fn extend_roster(&self, space: SpaceId, at: u64, entries: Vec<Vec<u8>>) -> Answer<'_, Outcome> {
        match self.fault.load(Ordering::SeqCst) {
            FULL => ready(Err(RelayError::MakeRoom)).boxed(),
            MOVED => ready(Ok(Outcome::Moved)).boxed(),
            _ => self.inner.extend_roster(space, at, entries),
        }
    }

    fn read(&self, space: SpaceId, ranges: Vec<Range>, max: usize) -> Answer<'_, Vec<Logged>> {
        if self.has(UNREADABLE) {
            return ready(Err(RelayError::RestoreBackup("a page".to_owned()))).boxed();
        }
        self.inner.read(space, ranges, max)
    }

    fn put_box(&self, filled: NewBox, now_ms: i64) -> Answer<'_, Outcome> {
        match self.fault.load(Ordering::SeqCst) {
            FULL => ready(Err(RelayError::MakeRoom)).boxed(),
            _ => self.inner.put_box(filled, now_ms),
        }
    }

    fn take_box(&self, place: BoxId, now_ms: i64) -> Answer<'_, Opened> {
        self.inner.take_box(place, now_ms)
    }

    fn sweep_boxes(&self, now_ms: i64) -> Answer<'_, ()> {
        self.inner.sweep_boxes(now_ms)
    }

    fn ids(
        &self,
        space: SpaceId,
        places: Vec<(ReplicaId, u64)>,
    ) -> Answer<'_, BTreeMap<(ReplicaId, u64), RecordId>> {
        self.inner.ids(space, places)
    }

    fn vouch(&self, space: SpaceId, stand_ins: Vec<NewStandIn>, now_ms: i64) -> Answer<'_, ()> {
        self.inner.vouch(space, stand_ins, now_ms)
    }

    fn sweep_stand_ins(&self, now_ms: i64) -> Answer<'_, ()> {
        self.inner.sweep_stand_ins(now_ms)
    }

    fn totals(&self) -> Answer<'_, Totals> {
        self.inner.totals()
    }

    fn purge(&self, space: SpaceId) -> Answer<'_, bool> {
        self.inner.purge(space)
    }
}

impl ChunkStore for Faulty {
    fn keep(&self, space: SpaceId, id: ChunkId, bytes: Bytes) -> Answer<'_, Outcome> {
        match self.fault.load(Ordering::SeqCst) {
            FULL => ready(Err(RelayError::MakeRoom)).boxed(),
            _ => self.inner.keep(space, id, bytes),
        }
    }

    fn kept(&self, space: SpaceId, ids: Vec<ChunkId>) -> Answer<'_, BTreeSet<ChunkId>> {
        self.inner.kept(space, ids)
    }

    fn chunk(&self, space: SpaceId, id: ChunkId) -> Answer<'_, Option<Bytes>> {
        self.inner.chunk(space, id)
    }
}

#[tokio::test]
async fn what_could_not_be_written_is_not_acknowledged_and_is_taken_later() {
    let log = Arc::new(Faulty::default());
    let server = TestServer::over(Arc::clone(&log) as Arc<dyn LogStore>, Settings::default()).await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut records = vec![writer.write(100)];
    let mut client = Client::inside(server.address(), &person, &roster).await;
    client.push(space, records.clone()).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 1)]))
        .await;

    for (fault, refusal) in [(FULL, Refusal::Quota), (MOVED, Refusal::Busy)] {
        let mut witness = Client::inside(server.address(), &person, &roster).await;
        assert_eq!(witness.received().await, records);
        let mut client = Client::inside(server.address(), &person, &roster).await;
        assert_eq!(client.received().await, records);
        log.becomes(fault);
        records.push(writer.write(100));
        client
            .push(space, records[records.len() - 1..].to_vec())
            .await;
        let refused = client.refused().await;
        assert_eq!((refused.code, refused.space), (refusal, Some(space)));
        assert!(refused.retry_after_ms.is_some());
        assert_eq!(client.ended().await, (None, Some(CloseCode::Again)));
        assert_eq!(
            witness.ended().await,
            (Some(refusal), Some(CloseCode::Again))
        );

        log.becomes(SOUND);
        let mut client = Client::connect(server.address()).await;
        let held = client.enter(&person, &roster).await;
        assert_eq!(
            held.get(&writer.replica()),
            writer.counter() - 1,
            "it was not taken"
        );
        client.have(space, held).await;
        client
            .push(space, records[records.len() - 1..].to_vec())
            .await;
        client
            .acked(&VersionVector::from_iter([(
                writer.replica(),
                writer.counter(),
            )]))
            .await;
    }
}

#[tokio::test]
async fn a_roster_that_could_not_be_written_opens_nothing() {
    let log = Arc::new(Faulty::default());
    let server = TestServer::over(Arc::clone(&log) as Arc<dyn LogStore>, Settings::default()).await;
    let person = Person::new(1);
    let roster = person.space();
    log.becomes(FULL);
    let mut client = Client::connect(server.address()).await;
    client.prove(&person, roster.space()).await;
    client
        .roster(roster.space(), 0, roster.entries().to_vec())
        .await;
    assert_eq!(client.refused().await.code, Refusal::Quota);
    log.becomes(SOUND);
    // On the same connection: asking again is enough.
    client.open(&roster).await;
    assert!(matches!(client.frame().await, Frame::Roster(answer) if answer.from == 0));
    client
        .roster(roster.space(), 0, roster.entries().to_vec())
        .await;
    assert!(matches!(client.frame().await, Frame::Roster(_)), "taken");
    assert!(matches!(client.frame().await, Frame::Have(_)));
}

#[tokio::test]
async fn records_that_cannot_be_read_end_the_connection_and_not_the_relay() {
    let log = Arc::new(Faulty::default());
    let server = TestServer::over(Arc::clone(&log) as Arc<dyn LogStore>, Settings::default()).await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let records = writer.write_many(3, 100);
    let mut client = Client::inside(server.address(), &person, &roster).await;
    client.push(roster.space(), records.clone()).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 3)]))
        .await;
    log.becomes(UNREADABLE);
    let mut reader = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(
        reader.ended().await,
        (Some(Refusal::Busy), Some(CloseCode::Again))
    );
    log.becomes(SOUND);
    let mut reader = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(reader.received().await, records);
}
