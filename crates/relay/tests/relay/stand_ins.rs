//! Records that give way over the wire: kept until two other replicas have seen that a pack accounts for them.

use crate::{
    client::Client,
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_protocol::{Kind, Record, Refusal, VersionVector};

fn vector(writer: &Writer) -> VersionVector {
    VersionVector::from_iter([(writer.replica(), writer.counter())])
}

async fn everything(server: &TestServer, person: &Person, writer: &Writer) -> Vec<Vec<u8>> {
    let roster = person.space();
    let mut newcomer = Client::connect(server.address()).await;
    assert_eq!(newcomer.enter(person, &roster).await, vector(writer));
    newcomer.have(roster.space(), VersionVector::new()).await;
    newcomer.received().await
}

fn stands_in(bytes: &[u8]) -> bool {
    Record::parse(bytes).unwrap().header().kind == Kind::StandIn
}

#[tokio::test]
async fn a_record_is_kept_until_two_others_gave_it_up() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let records = writer.write_many(4, 3000);
    let mut laptop = Client::inside(server.address(), &person, &roster).await;
    laptop.received().await;
    laptop.push(space, records.clone()).await;
    laptop.acked(&vector(&writer)).await;
    let place = VersionVector::from_iter([(writer.replica(), 2)]);
    for witness in [1, 2, 3] {
        assert_eq!(everything(&server, &person, &writer).await, records);
        laptop
            .push(space, vec![writer.stand_in(&records[1], witness)])
            .await;
        laptop.acked(&place).await;
    }
    let now = everything(&server, &person, &writer).await;
    assert_eq!(now.len(), 4);
    let gave_way: Vec<_> = now.iter().map(|bytes| stands_in(bytes)).collect();
    assert_eq!(gave_way, [false, true, false, false]);
    assert_eq!(
        Record::parse(&now[1]).unwrap().id(),
        Record::parse(&records[1]).unwrap().id()
    );
    let next = writer.write(10);
    laptop.push(space, vec![next]).await;
    laptop.acked(&vector(&writer)).await;
}

#[tokio::test]
async fn a_stand_in_heals_a_relay_that_never_had_the_record() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut records = writer.write_many(3, 300);
    records[1] = writer.stand_in(&records[1], 1);
    let mut laptop = Client::inside(server.address(), &person, &roster).await;
    laptop.received().await;
    laptop.push(roster.space(), records.clone()).await;
    laptop.acked(&vector(&writer)).await;
    assert_eq!(everything(&server, &person, &writer).await, records);
}

#[tokio::test]
async fn a_pack_that_is_not_there_accounts_for_nothing() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let records = writer.write_many(3, 300);
    let mut laptop = Client::inside(server.address(), &person, &roster).await;
    laptop.received().await;
    laptop.push(roster.space(), records.clone()).await;
    laptop.acked(&vector(&writer)).await;
    let mut ahead = writer.clone();
    ahead.write(10);
    let early = ahead.stand_in(&records[0], 1);
    laptop.push(roster.space(), vec![early]).await;
    assert_eq!(laptop.refused().await.code, Refusal::Gap);
    let stranger = Person::new(2);
    let forger = Writer::new(&stranger, &stranger.space(), 9);
    for witness in 1..=3 {
        let forged = forger.stand_in(&records[0], witness);
        laptop.push(roster.space(), vec![forged]).await;
        assert_eq!(laptop.refused().await.code, Refusal::NotMember);
    }
    assert_eq!(everything(&server, &person, &writer).await, records);
}
