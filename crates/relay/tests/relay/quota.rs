//! A space that is full: refused, kept by the device, taken when there is room.

use crate::{
    client::Client,
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_protocol::{Frame, Refusal, VersionVector, roster::Role};
use commonplace_relay::{Quota, Settings};

fn room_for(changes: u64) -> Settings {
    Settings {
        quota: Quota {
            changes,
            reserve: 4096,
        },
        ..Settings::default()
    }
}

#[tokio::test]
async fn what_found_no_room_is_taken_once_there_is_some() {
    let server = TestServer::with(room_for(5000)).await;
    let person = Person::new(1);
    let mut roster = person.space();
    let space = roster.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut client = Client::inside(server.address(), &person, &roster).await;
    client.received().await;
    let records = writer.write_many(10, 1000);
    client.push(space, records.clone()).await;
    let (mut acked, mut refused) = (0, None);
    while acked == 0 || refused.is_none() {
        match client.frame().await {
            Frame::Ack(ack) => acked = ack.vector.get(&writer.replica()),
            Frame::Refused(answer) => refused = Some(answer),
            other => panic!("{other:?}"),
        }
    }
    let refused = refused.unwrap();
    assert_eq!(refused.code, Refusal::Quota);
    assert_eq!(
        (refused.replica, refused.counter),
        (Some(writer.replica()), Some(acked + 1))
    );
    assert!(refused.retry_after_ms.is_some_and(|ms| ms > 0));
    assert!(
        (2..5).contains(&acked),
        "{acked} records of about 1.3 KB in 5 KB"
    );

    // Taking somebody in, or out, still fits: rosters have a reserve.
    let entry = person.changes(&mut roster, vec![Person::new(2).added_as(Role::Member)]);
    client.roster(space, 1, vec![entry]).await;
    let mut late = Client::connect(server.address()).await;
    assert_eq!(
        late.enter(&person, &roster).await.get(&writer.replica()),
        acked
    );
    drop(late);

    let server = server.restart(room_for(1_000_000)).await;
    let mut client = Client::inside(server.address(), &person, &roster).await;
    let rest = records[usize::try_from(acked).unwrap()..].to_vec();
    client.push(space, rest).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 10)]))
        .await;
    let mut reader = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(reader.received().await, records);
}

#[tokio::test]
async fn a_roster_too_large_for_the_reserve_is_refused() {
    let server = TestServer::with(Settings {
        quota: Quota {
            changes: 100,
            reserve: 100,
        },
        ..Settings::default()
    })
    .await;
    let person = Person::new(1);
    let roster = person.space();
    let mut client = Client::connect(server.address()).await;
    client.prove(&person, roster.space()).await;
    client
        .roster(roster.space(), 0, roster.entries().to_vec())
        .await;
    assert_eq!(client.refused().await.code, Refusal::Quota);
}
