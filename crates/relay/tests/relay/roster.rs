//! Rosters: who opens a space, who may come in, who was first.

use crate::{client::Client, person::Person, server::TestServer};
use commonplace_protocol::{
    Epoch, Frame, Refusal, VersionVector,
    frame::RosterEntries,
    roster::{Op, Role, Wrap},
};
use commonplace_relay::Settings;

#[tokio::test]
async fn only_a_member_opens_a_space_and_only_with_its_own_first_entry() {
    let server = TestServer::start().await;
    let (person, thief) = (Person::new(1), Person::new(2));
    let roster = person.space();
    let mut client = Client::connect(server.address()).await;
    client.prove(&thief, roster.space()).await;
    client
        .roster(roster.space(), 0, roster.entries().to_vec())
        .await;
    assert_eq!(client.refused().await.code, Refusal::NotMember);
    client
        .roster(roster.space(), 0, thief.space().entries().to_vec())
        .await;
    assert_eq!(client.refused().await.code, Refusal::RosterConflict);
    client
        .roster(roster.space(), 0, vec![b"nonsense".to_vec()])
        .await;
    assert_eq!(client.refused().await.code, Refusal::Version);
    assert_eq!(
        Client::connect(server.address())
            .await
            .enter(&person, &roster)
            .await
            .len(),
        0
    );
}

#[tokio::test]
async fn a_closed_relay_opens_spaces_only_for_its_code() {
    let settings = Settings {
        open_code: Some("let-me-in".to_owned()),
        ..Settings::default()
    };
    let server = TestServer::with(settings).await;
    let person = Person::new(1);
    let roster = person.space();
    for path in ["/sync", "/sync?open=guess"] {
        let mut client = Client::dial(server.address(), path).await;
        client.prove(&person, roster.space()).await;
        client.open(&roster).await;
        assert_eq!(client.refused().await.code, Refusal::Closed);
    }
    let mut client = Client::dial(server.address(), "/sync?open=let-me-in").await;
    client.enter(&person, &roster).await;
    let mut later = Client::connect(server.address()).await;
    later.enter(&person, &roster).await;
}

#[tokio::test]
async fn the_second_of_two_admins_hears_what_came_first() {
    let server = TestServer::start().await;
    let (first, second, third) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = first.space();
    first.changes(&mut roster, vec![second.added_as(Role::Admin)]);
    let space = roster.space();
    let mut one = Client::inside(server.address(), &first, &roster).await;
    let mut two = Client::inside(server.address(), &second, &roster).await;
    two.received().await;

    let (mut ours, mut theirs) = (roster.clone(), roster.clone());
    let won = first.changes(&mut ours, vec![third.added_as(Role::Member)]);
    let lost = second.changes(&mut theirs, vec![third.added_as(Role::Reader)]);
    one.roster(space, 2, vec![won.clone()]).await;
    // Heard live by whoever else has the space open.
    let expected = Frame::Roster(RosterEntries {
        space,
        from: 2,
        entries: vec![won.clone()],
    });
    assert_eq!(two.frame().await, expected);
    two.roster(space, 2, vec![lost]).await;
    assert_eq!(two.refused().await.code, Refusal::RosterConflict);
    assert_eq!(two.frame().await, expected, "what it lost to, again");

    let after = second.changes(&mut ours, vec![Person::new(4).added_as(Role::Member)]);
    // Sent with what the relay has already: only the new one counts.
    two.roster(space, 2, vec![won, after.clone()]).await;
    let news = Frame::Roster(RosterEntries {
        space,
        from: 3,
        entries: vec![after],
    });
    loop {
        let frame = one.frame().await;
        if matches!(&frame, Frame::Roster(news) if !news.entries.is_empty()) {
            break assert_eq!(frame, news);
        }
    }
}

#[tokio::test]
async fn whoever_is_removed_hears_so_and_hears_nothing_more() {
    let server = TestServer::start().await;
    let (admin, member) = (Person::new(1), Person::new(2));
    let mut roster = admin.space();
    admin.changes(&mut roster, vec![member.added_as(Role::Member)]);
    let space = roster.space();
    let mut one = Client::inside(server.address(), &admin, &roster).await;
    let mut two = Client::inside(server.address(), &member, &roster).await;
    two.received().await;

    let wraps = vec![Wrap {
        member: admin.key(),
        sealed: vec![1; 48],
    }];
    let rekey = Op::Rekey {
        epoch: Epoch(2),
        wraps,
        invites: vec![],
        previous: vec![2; 48],
    };
    let remove = Op::Remove {
        member: member.key(),
        accepted: vec![],
    };
    let entry = admin.changes(&mut roster, vec![remove, rekey]);
    one.roster(space, 2, vec![entry]).await;
    let refused = two.refused().await;
    assert_eq!(
        (refused.code, refused.space),
        (Refusal::NotMember, Some(space))
    );

    // Whatever it still says there is passed over; elsewhere it is as welcome as before.
    two.have(space, VersionVector::new()).await;
    let own = member.space();
    two.enter(&member, &own).await;
}

#[tokio::test]
async fn a_roster_that_is_another_is_answered_from_the_start() {
    let server = TestServer::start().await;
    let (person, second) = (Person::new(1), Person::new(2));
    let roster = person.space();
    let (mut held, mut other) = (roster.clone(), roster.clone());
    person.changes(&mut held, vec![second.added_as(Role::Member)]);
    person.changes(&mut other, vec![second.added_as(Role::Reader)]);
    Client::inside(server.address(), &person, &held)
        .await
        .received()
        .await;
    let mut client = Client::connect(server.address()).await;
    client.prove(&person, roster.space()).await;
    client.open(&other).await;
    let (space, entries) = (roster.space(), held.entries().to_vec());
    let expected = Frame::Roster(RosterEntries {
        space,
        from: 0,
        entries,
    });
    assert_eq!(client.frame().await, expected);
}
