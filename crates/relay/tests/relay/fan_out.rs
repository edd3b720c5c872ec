//! Many at once, slow ones among them.

use crate::{
    client::{Client, place},
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_protocol::{
    Frame, Refusal, VersionVector,
    frame::Whisper,
    limits::{RECORDS_FRAME_TARGET, SEND_WINDOW},
    roster::Role,
};

#[tokio::test]
async fn everyone_inside_receives_what_several_write_at_one_time() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut clients = Vec::new();
    for n in 1..=8 {
        let mut client = Client::inside(server.address(), &person, &roster).await;
        client.received().await;
        clients.push((client, Writer::new(&person, &roster, n)));
    }
    let mut tasks = Vec::new();
    for (mut client, mut writer) in clients {
        tasks.push(tokio::spawn(async move {
            for _ in 0..25 {
                client.push(space, vec![writer.write(200)]).await;
            }
            let (mut acked, mut received) = (VersionVector::new(), 0);
            while received < 7 * 25 || acked.get(&writer.replica()) < 25 {
                match client.frame().await {
                    Frame::Ack(ack) => acked.merge(&ack.vector),
                    Frame::Records(records) => {
                        received += records.records.len();
                        let vector = records.records.iter().map(|record| place(record)).collect();
                        client.ack(space, vector).await;
                    }
                    other => panic!("{other:?}"),
                }
            }
            received
        }));
    }
    for task in tasks {
        assert_eq!(
            task.await.unwrap(),
            7 * 25,
            "each record once, and nobody their own"
        );
    }
}

#[tokio::test]
async fn a_reader_that_never_acknowledges_is_sent_a_window_and_then_waited_for() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut reader = Client::inside(server.address(), &person, &roster).await;
    reader.received().await;
    let mut writer = Writer::new(&person, &roster, 1);
    let mut sender = Client::inside(server.address(), &person, &roster).await;
    for _ in 0..60 {
        sender.push(space, writer.write_many(10, 10_000)).await;
    }
    let all = VersionVector::from_iter([(writer.replica(), writer.counter())]);
    sender.acked(&all).await;

    // Each round asks something and reads until it is answered: whatever the relay wants to send comes along.
    let (mut received, mut bytes) = (Vec::new(), 0);
    for _ in 0..50 {
        reader.open(&roster).await;
        loop {
            match reader.frame().await {
                Frame::Roster(_) => break,
                Frame::Records(records) => {
                    bytes += records.records.iter().map(Vec::len).sum::<usize>();
                    received.extend(records.records);
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert!(
        bytes >= SEND_WINDOW,
        "{bytes} bytes: the window was not used"
    );
    assert!(
        bytes < SEND_WINDOW + 2 * RECORDS_FRAME_TARGET,
        "{bytes} bytes ahead"
    );

    // Nothing it missed is lost: it comes from the log once there is room.
    reader
        .ack(space, received.iter().map(|record| place(record)).collect())
        .await;
    received.extend(reader.received().await);
    let counters: Vec<u64> = received.iter().map(|record| place(record).1).collect();
    assert_eq!(counters, (1..=600).collect::<Vec<_>>());
}

#[tokio::test]
async fn whispers_reach_whom_they_are_for_and_nobody_speaks_for_another() {
    let server = TestServer::start().await;
    let (one, two, three) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = one.space();
    one.changes(
        &mut roster,
        vec![two.added_as(Role::Reader), three.added_as(Role::Member)],
    );
    let space = roster.space();
    let mut clients = Vec::new();
    for person in [&one, &two, &three] {
        let mut client = Client::inside(server.address(), person, &roster).await;
        client.received().await;
        clients.push(client);
    }
    let whisper = |to, text: &str| {
        let body = text.as_bytes().to_vec();
        Frame::Whisper(Whisper {
            space,
            from: one.key(),
            to,
            body,
        })
    };
    clients[0]
        .send(whisper(Some(three.key()), "for three"))
        .await;
    clients[0].send(whisper(None, "for all")).await;
    assert_eq!(clients[1].frame().await, whisper(None, "for all"));
    assert_eq!(
        clients[2].frame().await,
        whisper(Some(three.key()), "for three")
    );
    assert_eq!(clients[2].frame().await, whisper(None, "for all"));

    for _ in 0..300 {
        clients[0].send(whisper(None, "flood")).await;
    }
    let refused = clients[0].refused().await;
    assert_eq!(refused.code, Refusal::Rate);
    assert!(refused.retry_after_ms.is_some_and(|ms| ms > 0));
    clients[1].send(whisper(None, "as somebody else")).await;
    assert_eq!(clients[1].refused().await.code, Refusal::BadProof);
}
