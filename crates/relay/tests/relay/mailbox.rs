//! Mailboxes over the wire: who fills them, who empties them, and when they are empty.

use crate::{
    client::{Client, Heard},
    person::Person,
    server::TestServer,
};
use commonplace_protocol::{
    BoxId, Frame, Refusal, SpaceId,
    frame::{Empty, Found, Placed, Put, Take, Taken},
};
use commonplace_relay::{Patience, Settings};
use std::time::Duration;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

const PLACE: BoxId = BoxId([5; 32]);

impl Client {
    async fn put(&mut self, space: SpaceId, place: BoxId) -> u64 {
        let sealed = b"sealed elsewhere".to_vec();
        self.send(Frame::Put(Put {
            space,
            place,
            sealed,
        }))
        .await;
        match self.frame().await {
            Frame::Placed(placed) => {
                let Placed {
                    space: of,
                    place: at,
                    expires_in_ms,
                } = placed;
                assert_eq!((of, at), (space, place));
                expires_in_ms
            }
            other => panic!("{other:?}"),
        }
    }

    async fn take(&mut self, place: BoxId) -> Result<Vec<u8>, Empty> {
        self.send(Frame::Take(Take { place })).await;
        match self.frame().await {
            Frame::Found(Found { sealed, why, .. }) => sealed.ok_or_else(|| why.unwrap()),
            other => panic!("{other:?}"),
        }
    }
}

async fn inside(server: &TestServer, person: &Person) -> (Client, SpaceId) {
    let roster = person.space();
    let mut client = Client::inside(server.address(), person, &roster).await;
    client.received().await;
    (client, roster.space())
}

#[tokio::test]
async fn a_stranger_takes_once_what_a_member_left_and_the_member_hears_of_it() {
    let server = TestServer::start().await;
    let (mut owner, space) = inside(&server, &Person::new(1)).await;
    assert_eq!(owner.put(space, PLACE).await, 600_000);
    let mut stranger = Client::connect(server.address()).await;
    assert_eq!(stranger.take(BoxId([6; 32])).await, Err(Empty::Unknown));
    assert_eq!(stranger.take(PLACE).await, Ok(b"sealed elsewhere".to_vec()));
    let place = PLACE;
    assert_eq!(owner.frame().await, Frame::Taken(Taken { space, place }));
    let mut second = Client::connect(server.address()).await;
    assert_eq!(second.take(PLACE).await, Err(Empty::Taken));
    assert_eq!(owner.put(space, PLACE).await, 0, "a name is used once");

    // And so after a restart: it is gone from the disk, and that it was there is not.
    let server = server.restart(Settings::default()).await;
    let mut third = Client::connect(server.address()).await;
    assert_eq!(third.take(PLACE).await, Err(Empty::Taken));
}

#[tokio::test]
async fn what_nobody_took_in_time_is_gone() {
    let patience = Patience {
        mailbox: Duration::from_millis(1),
        ..Patience::default()
    };
    let server = TestServer::with(Settings {
        patience,
        ..Settings::default()
    })
    .await;
    let (mut owner, space) = inside(&server, &Person::new(1)).await;
    assert_eq!(owner.put(space, PLACE).await, 1);
    // A round trip to the disk at least.
    owner.put(space, BoxId([6; 32])).await;
    let mut stranger = Client::connect(server.address()).await;
    assert_eq!(stranger.take(PLACE).await, Err(Empty::Expired));
}

#[tokio::test]
async fn only_a_member_of_a_space_that_is_here_fills_a_box() {
    let server = TestServer::start().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let (_owner, space) = inside(&server, &person).await;
    let put = |space| {
        Frame::Put(Put {
            space,
            place: PLACE,
            sealed: vec![1],
        })
    };
    let mut stranger = Client::connect(server.address()).await;
    stranger.send(put(space)).await;
    let policy = (Some(Refusal::BadProof), Some(CloseCode::Policy));
    assert_eq!(stranger.ended().await, policy);
    // Who proved another key is passed over.
    let mut thief = Client::connect(server.address()).await;
    thief.prove(&other, space).await;
    thief.send(put(space)).await;
    assert_eq!(thief.take(PLACE).await, Err(Empty::Unknown));
    // A space nobody opened here has no members.
    let mut early = Client::connect(server.address()).await;
    early.prove(&other, other.space().space()).await;
    early.send(put(other.space().space())).await;
    assert_eq!(early.refused().await.code, Refusal::NotMember);
}

#[tokio::test]
async fn who_asks_for_box_after_box_is_slowed_down() {
    let server = TestServer::start().await;
    let mut stranger = Client::connect(server.address()).await;
    for place in 0..12 {
        let place = BoxId([place; 32]);
        stranger.send(Frame::Take(Take { place })).await;
    }
    let (mut found, mut refused) = (0, 0);
    for _ in 0..12 {
        match stranger.hear().await {
            Heard::Frame(Frame::Found(_)) => found += 1,
            Heard::Frame(Frame::Refused(no)) => {
                assert_eq!(no.code, Refusal::Rate);
                refused += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(found >= 10 && refused >= 1, "{found} and {refused}");
}

#[tokio::test]
async fn nothing_is_asked_before_hello() {
    use futures_util::SinkExt;
    use tokio_tungstenite::{connect_async, tungstenite::Message};
    let server = TestServer::start().await;
    let address = format!("ws://{}/sync", server.address());
    let (mut socket, _) = connect_async(address).await.unwrap();
    let take = Frame::Take(Take { place: PLACE }).encode();
    socket.send(Message::Binary(take.into())).await.unwrap();
    let mut client = Client::over(socket, server.address());
    let policy = (Some(Refusal::BadProof), Some(CloseCode::Policy));
    assert_eq!(client.ended().await, policy);
}
