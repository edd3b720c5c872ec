//! Who comes into a space by an invite and who goes, over the wire: the relay holds to it without any key.

use crate::{
    client::{Client, entries},
    person::{Person, Writer, accepted},
    server::TestServer,
};
use commonplace_protocol::{
    BoxKey, Commitment, Epoch, Frame, Refusal, Role, Roster, VersionVector,
    frame::Vector,
    roster::{Accepted, InviteWrap, Op, Wrap},
};
use commonplace_relay::Settings;

const NEVER: u64 = u64::MAX;

fn invite(link: &Person, role: Role, uses: u32, expires_ms: u64) -> Op {
    Op::Invite {
        key: link.key(),
        box_key: BoxKey([5; 32]),
        role,
        uses,
        expires_ms,
        sealed: vec![1; 80],
    }
}

fn join(person: &Person) -> Op {
    Op::Join {
        member: person.key(),
        box_key: BoxKey([7; 32]),
        recovery: Commitment([8; 32]),
        sealed: vec![1; 80],
        name: None,
    }
}

/// The next key, for everybody but `gone`.
fn rekey(roster: &Roster, gone: &Person) -> Op {
    let sealed = vec![1; 80];
    let staying = roster.members().map(|(key, _)| key);
    let wraps = staying.filter(|key| *key != gone.key()).map(|member| Wrap {
        member,
        sealed: sealed.clone(),
    });
    let invites = roster.invites().map(|(invite, _)| InviteWrap {
        invite,
        sealed: sealed.clone(),
    });
    Op::Rekey {
        epoch: Epoch(roster.epoch().0 + 1),
        wraps: wraps.collect(),
        invites: invites.collect(),
        previous: vec![2; 48],
    }
}

fn removal(member: &Person, accepted: Vec<Accepted>) -> Op {
    Op::Remove {
        member: member.key(),
        accepted,
    }
}

/// Ana's space with an invite in it, which the relay has.
async fn invited(server: &TestServer, op: Op) -> (Person, Roster, Client) {
    let ana = Person::new(1);
    let mut roster = ana.space();
    ana.changes(&mut roster, vec![op]);
    let mut client = Client::inside(server.address(), &ana, &roster).await;
    client.received().await;
    (ana, roster, client)
}

/// A team whose admin is inside, and somebody who joined it.
async fn joined(server: &TestServer) -> (Person, Person, Roster, Client) {
    let (link, ben) = (Person::new(2), Person::new(3));
    let (ana, mut roster, mut admin) = invited(server, invite(&link, Role::Member, 5, NEVER)).await;
    let entry = link.changes(&mut roster, vec![join(&ben)]);
    admin.roster(roster.space(), 2, vec![entry]).await;
    assert_eq!(admin.frame().await, entries(&roster, 3..3));
    (ana, ben, roster, admin)
}

#[tokio::test]
async fn who_holds_an_invite_sees_the_roster_joins_and_is_in() {
    let server = TestServer::start().await;
    let (link, ben, eva) = (Person::new(2), Person::new(3), Person::new(4));
    let (ana, mut roster, mut inside) =
        invited(&server, invite(&link, Role::Member, 1, NEVER)).await;
    let space = roster.space();
    let mut writer = Writer::new(&ana, &roster, 5);
    let written = writer.write_many(3, 100);
    inside.push(space, written.clone()).await;
    inside
        .acked(&VersionVector::from_iter([(writer.replica(), 3)]))
        .await;

    let mut client = Client::connect(server.address()).await;
    client.prove(&link, space).await;
    client.open_empty(space).await;
    assert_eq!(client.frame().await, entries(&roster, 0..2));
    assert_eq!(client.frame().await, entries(&roster, 2..2), "that is all");
    // Nothing else is to be had here: what it asks for is passed over.
    client.have(space, VersionVector::new()).await;
    client.push(space, written.clone()).await;
    let entry = link.changes(&mut roster, vec![join(&ben)]);
    client.roster(space, 2, vec![entry]).await;
    assert_eq!(client.frame().await, entries(&roster, 3..3), "it was taken");

    // On the same connection, under their own key.
    client.prove(&ben, space).await;
    client.open(&roster).await;
    assert_eq!(client.frame().await, entries(&roster, 3..3));
    let vector = VersionVector::from_iter([(writer.replica(), 3)]);
    assert_eq!(client.frame().await, Frame::Have(Vector { space, vector }));
    client.have(space, VersionVector::new()).await;
    assert_eq!(client.received().await, written);
    let mut own = Writer::new(&ben, &roster, 6);
    client.push(space, vec![own.write(10)]).await;
    client
        .acked(&VersionVector::from_iter([(own.replica(), 1)]))
        .await;

    // It was the only use.
    let server = server.restart(Settings::default()).await;
    let mut late = Client::connect(server.address()).await;
    late.prove(&link, space).await;
    let refused = late.refused().await;
    assert_eq!(
        (refused.code, refused.space),
        (Refusal::InviteGone, Some(space))
    );
    // Nor does the newcomer's word bring in somebody else by it.
    let mut client = Client::inside(server.address(), &ben, &roster).await;
    let forged = roster.draft(link.key(), vec![join(&eva)], |m| link.sign(m));
    client.roster(space, 3, vec![forged]).await;
    assert_eq!(client.refused().await.code, Refusal::InviteGone);
}

#[tokio::test]
async fn an_invite_opens_nothing_but_the_door() {
    let server = TestServer::start().await;
    let (link, ben) = (Person::new(2), Person::new(3));
    let (ana, roster, _inside) = invited(&server, invite(&link, Role::Member, 5, NEVER)).await;
    let space = roster.space();
    // Entries that are not its Join: an admin's that it holds, and one it signed and may not.
    let theirs = ana.changes(&mut roster.clone(), vec![ben.added_as(Role::Member)]);
    let own = roster.draft(link.key(), vec![ben.added_as(Role::Admin)], |m| {
        link.sign(m)
    });
    for (entry, why) in [(theirs, Refusal::NotMember), (own, Refusal::NotMember)] {
        let mut client = Client::connect(server.address()).await;
        client.prove(&link, space).await;
        client.open(&roster).await;
        assert_eq!(client.frame().await, entries(&roster, 2..2));
        client.roster(space, 2, vec![entry]).await;
        assert_eq!(client.refused().await.code, why);
    }
    // Saying that it brings nothing lets nobody in.
    let mut client = Client::connect(server.address()).await;
    client.prove(&link, space).await;
    client.open(&roster).await;
    client.frame().await;
    client.roster(space, 2, vec![]).await;
    assert_eq!(client.frame().await, entries(&roster, 2..2));
    client.have(space, VersionVector::new()).await;
    client.prove(&Person::new(9), space).await;
    client.open(&roster).await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
}

#[tokio::test]
async fn of_two_who_join_at_once_the_second_tries_again() {
    let server = TestServer::start().await;
    let (link, ben, eva) = (Person::new(2), Person::new(3), Person::new(4));
    let (_, mut roster, _inside) = invited(&server, invite(&link, Role::Member, 2, NEVER)).await;
    let space = roster.space();
    let mut clients = Vec::new();
    for _ in 0..2 {
        let mut client = Client::connect(server.address()).await;
        client.prove(&link, space).await;
        client.open(&roster).await;
        assert_eq!(client.frame().await, entries(&roster, 2..2));
        clients.push(client);
    }
    let lost = link.changes(&mut roster.clone(), vec![join(&eva)]);
    let won = link.changes(&mut roster, vec![join(&ben)]);
    clients[0].roster(space, 2, vec![won]).await;
    assert_eq!(clients[0].frame().await, entries(&roster, 3..3));
    assert_eq!(
        clients[1].frame().await,
        entries(&roster, 2..3),
        "heard live"
    );
    clients[1].roster(space, 2, vec![lost]).await;
    assert_eq!(clients[1].refused().await.code, Refusal::RosterConflict);
    assert_eq!(
        clients[1].frame().await,
        entries(&roster, 2..3),
        "once more"
    );
    let again = link.changes(&mut roster, vec![join(&eva)]);
    clients[1].roster(space, 3, vec![again]).await;
    assert_eq!(clients[1].frame().await, entries(&roster, 4..4));
}

#[tokio::test]
async fn nobody_joins_after_the_time_unless_an_admin_saw_it() {
    let server = TestServer::start().await;
    let (link, ben, eva) = (Person::new(2), Person::new(3), Person::new(4));
    let (ana, roster, mut inside) = invited(&server, invite(&link, Role::Member, 5, 1)).await;
    let space = roster.space();
    let mut client = Client::connect(server.address()).await;
    client.prove(&link, space).await;
    assert_eq!(client.refused().await.code, Refusal::InviteExpired);
    // Nor as the one who would be a member by it.
    let mut grown = roster.clone();
    let late = link.changes(&mut grown, vec![join(&ben)]);
    let mut client = Client::connect(server.address()).await;
    client.prove(&ben, space).await;
    client.open(&grown).await;
    assert_eq!(client.frame().await, entries(&grown, 2..2));
    client.roster(space, 2, vec![late.clone()]).await;
    assert_eq!(client.refused().await.code, Refusal::InviteExpired);

    // A relay that lost old entries is given them by whoever holds what an admin wrote after them,
    ana.changes(&mut grown, vec![eva.added_as(Role::Member)]);
    let mut client = Client::connect(server.address()).await;
    client.enter(&ben, &grown).await;
    // and by an admin in any case.
    let again = link.changes(&mut grown, vec![join(&Person::new(6))]);
    let mut member = Client::inside(server.address(), &eva, &grown.clone()).await;
    assert_eq!(member.refused().await.code, Refusal::InviteExpired);
    inside.roster(space, 4, vec![again]).await;
    loop {
        if inside.frame().await == entries(&grown, 5..5) {
            break;
        }
    }
}

#[tokio::test]
async fn a_removal_accounts_for_what_the_relay_passed_on() {
    let server = TestServer::start().await;
    let (ana, ben, mut roster, mut admin) = joined(&server).await;
    let space = roster.space();
    let mut client = Client::inside(server.address(), &ben, &roster).await;
    let mut writer = Writer::new(&ben, &roster, 6);
    let written = writer.write_many(3, 50);
    client.push(space, written.clone()).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 3)]))
        .await;

    let next = rekey(&roster, &ben);
    let out = |accepted| vec![removal(&ben, accepted), next.clone()];
    let down = Op::SetRole {
        member: ben.key(),
        role: Role::Reader,
        accepted: vec![accepted(&written[0])],
    };
    for ops in [out(vec![]), out(vec![accepted(&written[1])]), vec![down]] {
        let short = ana.changes(&mut roster.clone(), ops);
        admin.roster(space, 3, vec![short]).await;
        let refused = admin.refused().await;
        assert_eq!(refused.code, Refusal::RosterConflict);
    }
    // Whoever says so has seen all there is; more than that is no harm.
    let seen = writer.write(50);
    let whole = ana.changes(&mut roster, out(vec![accepted(&seen)]));
    admin.roster(space, 3, vec![whole.clone()]).await;
    loop {
        match client.frame().await {
            Frame::Roster(heard) if heard.entries == [whole.clone()] => break,
            Frame::Roster(_) | Frame::Records(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    // What it sends now is passed over, on this connection and on the next.
    client.push(space, vec![writer.write(50)]).await;
    let mut again = Client::connect(server.address()).await;
    again.prove(&ben, space).await;
    again.open(&roster).await;
    assert_eq!(again.refused().await.code, Refusal::NotMember);
    // Somebody inside may bring what was accepted, and nothing later.
    let mut inside = Client::inside(server.address(), &ana, &roster).await;
    inside.received().await;
    inside.push(space, vec![seen.clone()]).await;
    inside
        .acked(&VersionVector::from_iter([(writer.replica(), 4)]))
        .await;
    inside.push(space, vec![writer.write(50)]).await;
    assert_eq!(inside.refused().await.code, Refusal::NotMember);
}

#[tokio::test]
async fn what_all_devices_have_is_not_held_against_a_relay_that_lost_it() {
    let server = TestServer::start().await;
    let (ana, ben, mut roster, _admin) = joined(&server).await;
    let space = roster.space();
    // The relay was put back to before a removal, and whom it was about wrote on meanwhile.
    let mut client = Client::inside(server.address(), &ben, &roster).await;
    let mut writer = Writer::new(&ben, &roster, 6);
    client.push(space, writer.write_many(3, 50)).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 3)]))
        .await;
    let ops = vec![removal(&ben, vec![]), rekey(&roster, &ben)];
    ana.changes(&mut roster, ops);
    let mut back = Client::connect(server.address()).await;
    back.enter(&ana, &roster).await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    let mut fresh = Client::connect(server.address()).await;
    assert_eq!(fresh.enter(&ana, &roster).await, VersionVector::new());
}

#[tokio::test]
async fn readers_read_and_who_leaves_is_out() {
    let server = TestServer::start().await;
    let (link, ben) = (Person::new(2), Person::new(3));
    let (ana, mut roster, _admin) = invited(&server, invite(&link, Role::Reader, 5, NEVER)).await;
    let space = roster.space();
    let mut client = Client::connect(server.address()).await;
    client.prove(&link, space).await;
    client.open(&roster).await;
    client.frame().await;
    let joined = link.changes(&mut roster, vec![join(&ben)]);
    client.roster(space, 2, vec![joined]).await;
    client.frame().await;
    client.enter(&ben, &roster).await;
    client
        .push(space, Writer::new(&ben, &roster, 6).write_many(1, 50))
        .await;
    assert_eq!(client.refused().await.code, Refusal::ReadOnly);
    let left = ben.changes(&mut roster, vec![removal(&ben, vec![])]);
    client.roster(space, 3, vec![left]).await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    let mut admin = Client::connect(server.address()).await;
    admin.enter(&ana, &roster).await;
    let last = roster.draft(ana.key(), vec![removal(&ana, vec![])], |m| ana.sign(m));
    admin.roster(space, 4, vec![last]).await;
    assert_eq!(admin.refused().await.code, Refusal::Malformed);
}
