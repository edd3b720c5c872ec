//! The next generation of somebody's keys, over the wire: the old key is told why it is out, nothing it wrote later
//! is passed on, and a relay that missed the renewal is given it.

use crate::{
    client::{Client, entries},
    person::{Person, Writer, accepted},
    server::TestServer,
};
use commonplace_protocol::{
    Frame, Refusal, Roster, VersionVector,
    frame::{Records, RosterEntries, Vector},
    roster::Accepted,
};
use commonplace_relay::Settings;

struct Scene {
    old: Person,
    recovery: Person,
    next: Person,
    roster: Roster,
}

fn scene() -> Scene {
    let (old, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let roster = old.space_renewed_by(&recovery);
    Scene {
        old,
        recovery,
        next,
        roster,
    }
}

#[tokio::test]
async fn the_old_key_hears_why_and_nothing_of_it_counts_any_more() {
    let server = TestServer::start().await;
    let Scene {
        old,
        recovery,
        next,
        mut roster,
    } = scene();
    let space = roster.space();
    let before = roster.clone();
    let mut writer = Writer::new(&old, &roster, 5);
    let records = writer.write_many(4, 100);
    let mut lost = Client::inside(server.address(), &old, &roster).await;
    lost.push(space, records.clone()).await;
    lost.acked(&VersionVector::from_iter([(writer.replica(), 4)]))
        .await;

    // Another device, which knows of two records, renews.
    let mut device = Client::inside(server.address(), &old, &roster).await;
    let entry = old.renewed(&mut roster, &recovery, &next, vec![accepted(&records[1])]);
    device.received().await;
    device.roster(space, 1, vec![entry]).await;
    assert_eq!(device.frame().await, entries(&roster, 2..2), "it was taken");
    let refused = device.refused().await;
    assert_eq!(
        (refused.code, refused.space),
        (Refusal::NotMember, Some(space))
    );

    // Who was inside is shown the entry, then out.
    loop {
        match lost.frame().await {
            Frame::Roster(_) => break,
            Frame::Records(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(lost.refused().await.code, Refusal::NotMember);
    // So is who comes back, and whatever it sends is passed over.
    let mut again = Client::connect(server.address()).await;
    again.prove(&old, space).await;
    again.open(&before).await;
    assert_eq!(again.frame().await, entries(&roster, 1..2));
    assert_eq!(again.refused().await.code, Refusal::NotMember);
    again.push(space, vec![writer.write(10)]).await;
    let again_told = Client::connect(server.address()).await;
    let mut again_told = again_told;
    again_told.prove(&old, space).await;
    again_told.open(&roster).await;
    assert_eq!(again_told.refused().await.code, Refusal::NotMember);

    // The next generation goes on, with what was accepted and no more.
    let mut client = Client::connect(server.address()).await;
    client.prove(&next, space).await;
    client.open(&before).await;
    assert_eq!(client.frame().await, entries(&roster, 1..2));
    let vector = VersionVector::from_iter([(writer.replica(), 2)]);
    assert_eq!(client.frame().await, Frame::Have(Vector { space, vector }));
    client.have(space, VersionVector::new()).await;
    assert_eq!(client.received().await, records[..2]);
    // Even if it brings what came later itself.
    client.push(space, records[2..].to_vec()).await;
    let refused = client.refused().await;
    assert_eq!(
        (refused.code, refused.counter),
        (Refusal::NotMember, Some(3))
    );
    let mut first = Writer::new(&next, &roster, 6);
    client.push(space, vec![first.write(100)]).await;
    client
        .acked(&VersionVector::from_iter([(first.replica(), 1)]))
        .await;

    // The same after a restart.
    let server = server.restart(Settings::default()).await;
    let mut client = Client::connect(server.address()).await;
    let held = client.enter(&next, &roster).await;
    let expected = [(writer.replica(), 2), (first.replica(), 1)];
    assert_eq!(held, VersionVector::from_iter(expected));
}

#[tokio::test]
async fn a_relay_that_missed_a_renewal_is_given_it() {
    let server = TestServer::start().await;
    let Scene {
        old,
        recovery,
        next,
        mut roster,
    } = scene();
    let space = roster.space();
    let mut lost = Client::inside(server.address(), &old, &roster).await;
    lost.received().await;
    let writers = Writer::new(&old, &roster, 5).write_many(60, 10);
    // More of them than a stranger's frame holds.
    let many = (0..100).map(|replica| Accepted {
        replica: commonplace_protocol::ReplicaId([replica; 16]),
        ..accepted(&writers[59])
    });
    let entry = old.renewed(&mut roster, &recovery, &next, many.collect());
    assert!(entry.len() > 5000);

    let mut client = Client::connect(server.address()).await;
    client.prove(&next, space).await;
    client.open(&roster).await;
    assert_eq!(
        client.frame().await,
        Frame::Roster(RosterEntries {
            space,
            from: 1,
            entries: vec![],
        })
    );
    client.roster(space, 1, vec![entry]).await;
    assert_eq!(client.frame().await, entries(&roster, 2..2));
    assert!(matches!(client.frame().await, Frame::Have(_)));
    client.have(space, VersionVector::new()).await;
    assert!(matches!(
        client.frame().await,
        Frame::Records(Records { done: true, .. })
    ));
    loop {
        if lost.refused().await.code == Refusal::NotMember {
            break;
        }
    }
}

#[tokio::test]
async fn who_brings_nothing_that_lets_it_in_stays_out() {
    let server = TestServer::start().await;
    let Scene {
        old,
        recovery,
        next,
        mut roster,
    } = scene();
    let space = roster.space();
    let before = roster.clone();
    let _inside = Client::inside(server.address(), &old, &roster).await;
    old.renewed(&mut roster, &recovery, &next, Vec::new());
    let stranger = Person::new(9);
    // Somebody who knows the space and no more.
    let mut client = Client::connect(server.address()).await;
    client.prove(&stranger, space).await;
    client.open(&before).await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    // Somebody who has the entry, and is not whom it names: nothing of it is taken.
    let mut client = Client::connect(server.address()).await;
    client.prove(&stranger, space).await;
    client.open(&roster).await;
    client.frame().await;
    client
        .roster(space, 1, roster.entries()[1..].to_vec())
        .await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    // Somebody who made one up.
    let mut forged = before.clone();
    let ops = vec![stranger.added_as(commonplace_protocol::Role::Admin)];
    let forgery = forged.draft(stranger.key(), ops, |message| stranger.sign(message));
    assert!(forged.append(&forgery).is_err());
    let mut client = Client::connect(server.address()).await;
    client.prove(&stranger, space).await;
    client.open(&roster).await;
    client.frame().await;
    client.roster(space, 1, vec![forgery]).await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    // Nothing has changed.
    let mut member = Client::connect(server.address()).await;
    member.enter(&old, &before).await;
}
