//! Records: given, kept, passed on, refused.

use crate::{
    client::{Client, place},
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_protocol::{Frame, Refusal, VersionVector, roster::Role};
use commonplace_relay::Settings;

fn vector(writer: &Writer) -> VersionVector {
    VersionVector::from_iter([(writer.replica(), writer.counter())])
}

#[tokio::test]
async fn what_one_device_gives_another_receives_at_once_and_a_third_later() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut laptop = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(laptop.received().await, Vec::<Vec<u8>>::new());
    let mut phone = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(phone.received().await, Vec::<Vec<u8>>::new());

    let mut writer = Writer::new(&person, &roster, 1);
    let records = writer.write_many(20, 300);
    laptop.push(roster.space(), records.clone()).await;
    laptop.acked(&vector(&writer)).await;
    assert_eq!(phone.received().await, records);

    let one = writer.write(10);
    laptop.push(roster.space(), vec![one.clone()]).await;
    assert_eq!(
        phone.received().await,
        vec![one.clone()],
        "from memory this time"
    );

    let mut late = Client::connect(server.address()).await;
    assert_eq!(late.enter(&person, &roster).await, vector(&writer));
    let known = VersionVector::from_iter([(writer.replica(), 15)]);
    late.have(roster.space(), known).await;
    assert_eq!(late.received().await, [&records[15..], &[one]].concat());
}

#[tokio::test]
async fn a_device_that_knows_nothing_is_given_the_roster_and_everything() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut laptop = Client::inside(server.address(), &person, &roster).await;
    let mut writers: Vec<_> = (1..=3).map(|n| Writer::new(&person, &roster, n)).collect();
    let mut records = Vec::new();
    for writer in &mut writers {
        records.extend(writer.write_many(400, 3000));
    }
    for chunk in records.chunks(100) {
        laptop.push(roster.space(), chunk.to_vec()).await;
    }
    let all = writers
        .iter()
        .map(|writer| (writer.replica(), writer.counter()));
    laptop.acked(&all.collect()).await;

    let mut phone = Client::connect(server.address()).await;
    phone.prove(&person, roster.space()).await;
    phone.open_empty(roster.space()).await;
    let Frame::Roster(answer) = phone.frame().await else {
        panic!("no roster")
    };
    assert_eq!(
        (answer.from, answer.entries),
        (0, roster.entries().to_vec())
    );
    assert!(matches!(phone.frame().await, Frame::Have(have) if have.vector.len() == 3));
    phone.have(roster.space(), VersionVector::new()).await;
    let mut received = phone.received().await;
    received.sort_by_key(|record| place(record));
    assert_eq!(
        received, records,
        "everything, more than fits in one frame or the window"
    );
}

#[tokio::test]
async fn a_repetition_is_acknowledged_again_and_kept_once() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let records = writer.write_many(5, 100);
    for _ in 0..2 {
        let mut client = Client::inside(server.address(), &person, &roster).await;
        client.push(roster.space(), records.clone()).await;
        client.acked(&vector(&writer)).await;
    }
    let mut reader = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(reader.received().await, records);
}

#[tokio::test]
async fn a_gap_a_fork_and_a_flipped_bit_are_refused_and_the_rest_goes_on() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut client = Client::inside(server.address(), &person, &roster).await;
    let mut writer = Writer::new(&person, &roster, 1);
    let mut twin = writer.clone();
    let records = writer.write_many(4, 100);
    client.push(space, records[..1].to_vec()).await;

    client.push(space, records[2..].to_vec()).await;
    let refused = client.refused().await;
    let expected = (Refusal::Gap, Some(space), Some(writer.replica()), Some(3));
    assert_eq!(
        (
            refused.code,
            refused.space,
            refused.replica,
            refused.counter
        ),
        expected
    );

    let mut other = Writer::new(&person, &roster, 2);
    client
        .push(space, vec![twin.write(99), other.write(50)])
        .await;
    let refused = client.refused().await;
    assert_eq!((refused.code, refused.counter), (Refusal::Fork, Some(1)));

    client.push(space, records[1..].to_vec()).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 4)]))
        .await;
    // Counter 2 lies in the log only: the relay has to look there to tell.
    client.push(space, vec![twin.write(99)]).await;
    assert_eq!(client.refused().await.code, Refusal::Fork);

    let honest = writer.write(40);
    for byte in (0..honest.len()).step_by(3) {
        let mut flipped = honest.clone();
        flipped[byte] ^= 1 << (byte % 8);
        client.push(space, vec![flipped]).await;
        let code = client.refused().await.code;
        let named = [Refusal::BadSignature, Refusal::Malformed, Refusal::Version];
        assert!(named.contains(&code), "byte {byte}: {code:?}");
    }
    client.push(space, vec![honest.clone()]).await;
    client.acked(&vector(&writer)).await;

    let mut reader = Client::inside(server.address(), &person, &roster).await;
    let received = reader.received().await;
    assert_eq!(received.len(), 6);
    assert!(received.contains(&honest));
}

#[tokio::test]
async fn strangers_and_readers_write_nothing() {
    let server = TestServer::start().await;
    let (admin, reader, stranger) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = admin.space();
    admin.changes(&mut roster, vec![reader.added_as(Role::Reader)]);
    let space = roster.space();
    let mut inside = Client::inside(server.address(), &admin, &roster).await;

    let mut outside = Client::connect(server.address()).await;
    outside.prove(&stranger, space).await;
    outside.open(&roster).await;
    let refused = outside.refused().await;
    assert_eq!(
        (refused.code, refused.space),
        (Refusal::NotMember, Some(space))
    );
    // Turned away there, it may still go where it belongs.
    let own = stranger.space();
    outside.enter(&stranger, &own).await;

    // A member carries what a stranger wrote: judged by who signed it.
    let forged = Writer::new(&stranger, &roster, 9).write(10);
    inside.push(space, vec![forged]).await;
    assert_eq!(inside.refused().await.code, Refusal::NotMember);

    let mut quiet = Client::inside(server.address(), &reader, &roster).await;
    let written = Writer::new(&reader, &roster, 8).write(10);
    quiet.push(space, vec![written]).await;
    assert_eq!(quiet.refused().await.code, Refusal::ReadOnly);

    // A replica belongs to one member for ever.
    let mut mine = Writer::new(&admin, &roster, 7);
    inside.push(space, vec![mine.write(10)]).await;
    inside.acked(&vector(&mine)).await;
    let mut late = Client::inside(server.address(), &admin, &roster).await;
    assert_eq!(late.received().await.len(), 1);
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut client = Client::inside(server.address(), &person, &roster).await;
    let records = writer.write_many(10, 5000);
    client.push(roster.space(), records.clone()).await;
    client.acked(&vector(&writer)).await;

    let server = server.restart(Settings::default()).await;
    let mut client = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(client.received().await, records);
    client.push(roster.space(), vec![writer.write(10)]).await;
    client.acked(&vector(&writer)).await;
}
