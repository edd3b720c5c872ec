//! Chunks of pictures: kept before it is said so, told to others, given to members only.

use crate::{client::Client, person::Person, program::Program, server::TestServer};
use commonplace_protocol::{
    ChunkId, Frame, Refusal, SpaceId,
    chunk::{self, Chunk, Names},
    limits::{MAX_CHUNK, MAX_CHUNK_IDS},
    roster::Role,
};
use commonplace_relay::{Quota, Settings};

fn piece(space: SpaceId, number: u8, size: usize) -> Chunk {
    let mut bytes = vec![number; size];
    bytes[..1].fill(number.wrapping_add(1));
    Chunk {
        space,
        id: chunk::id(&bytes),
        bytes,
    }
}

fn names(space: SpaceId, ids: impl IntoIterator<Item = ChunkId>) -> Names {
    let ids = ids.into_iter().collect();
    Names { space, ids }
}

/// The next frame about chunks.
async fn about_chunks(client: &mut Client) -> Frame {
    loop {
        if let frame @ (Frame::Kept(_) | Frame::Chunk(_) | Frame::Missing(_) | Frame::Refused(_)) =
            client.frame().await
        {
            return frame;
        }
    }
}

#[tokio::test]
async fn a_picture_goes_from_one_device_to_another() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut here = Client::inside(server.address(), &person, &roster).await;
    let mut there = Client::inside(server.address(), &person, &roster).await;
    let pieces = [piece(space, 1, MAX_CHUNK), piece(space, 2, 1000)];
    let ids = || pieces.iter().map(|piece| piece.id);

    // Wanted before it is there: both hear that it is missing.
    there.send(Frame::Ask(names(space, ids()))).await;
    for id in ids() {
        let missing = Frame::Missing(names(space, [id]));
        assert_eq!(about_chunks(&mut there).await, missing);
        assert_eq!(about_chunks(&mut here).await, missing);
    }
    here.send(Frame::Offer(names(space, ids()))).await;
    assert_eq!(
        about_chunks(&mut here).await,
        Frame::Missing(names(space, ids()))
    );
    for piece in &pieces {
        let kept = Frame::Kept(names(space, [piece.id]));
        here.send(Frame::Chunk(piece.clone())).await;
        assert_eq!(about_chunks(&mut here).await, kept);
        assert_eq!(about_chunks(&mut there).await, kept);
    }
    there.send(Frame::Ask(names(space, ids()))).await;
    for piece in &pieces {
        assert_eq!(about_chunks(&mut there).await, Frame::Chunk(piece.clone()));
    }
    let mut other = piece(space, 3, 10);
    here.send(Frame::Offer(names(space, ids().chain([other.id]))))
        .await;
    assert_eq!(
        about_chunks(&mut here).await,
        Frame::Kept(names(space, ids()))
    );
    let missing = Frame::Missing(names(space, [other.id]));
    assert_eq!(about_chunks(&mut here).await, missing);

    // What is not what its name says is not taken.
    other.bytes[5] ^= 1;
    here.send(Frame::Chunk(other.clone())).await;
    let refused = here.refused().await;
    assert_eq!(
        (refused.code, refused.space, refused.chunk),
        (Refusal::Malformed, Some(space), Some(other.id))
    );
    other.bytes[5] ^= 1;
    here.send(Frame::Chunk(other.clone())).await;
    assert_eq!(
        about_chunks(&mut here).await,
        Frame::Kept(names(space, [other.id]))
    );
}

#[tokio::test]
async fn every_chunk_said_to_be_kept_is_there_after_kill_9() {
    let data = tempfile::tempdir().unwrap();
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut kept = Vec::new();
    for round in 0..3 {
        let program = Program::serve(data.path(), &[]);
        let mut client = Client::inside(program.address, &person, &roster).await;
        for piece in &kept {
            let Chunk { id, .. } = piece;
            client.send(Frame::Ask(names(space, [*id]))).await;
            let found = about_chunks(&mut client).await;
            assert_eq!(found, Frame::Chunk(Chunk::clone(piece)), "round {round}");
        }
        // Killed with some of them on the way.
        let pieces: Vec<_> = (0..8)
            .map(|n| piece(space, 10 * round + n, 50_000))
            .collect();
        for piece in &pieces {
            client.send(Frame::Chunk(piece.clone())).await;
        }
        for piece in &pieces[..5] {
            let told = about_chunks(&mut client).await;
            assert_eq!(told, Frame::Kept(names(space, [piece.id])));
            kept.push(piece.clone());
        }
        program.kill();
    }
}

#[tokio::test]
async fn only_those_who_may_write_give_and_strangers_get_nothing() {
    let server = TestServer::start().await;
    let (admin, reader, stranger) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = admin.space();
    let space = roster.space();
    admin.changes(&mut roster, vec![reader.added_as(Role::Reader)]);
    let mut here = Client::inside(server.address(), &admin, &roster).await;
    let first = piece(space, 1, 100);
    here.send(Frame::Chunk(first.clone())).await;
    about_chunks(&mut here).await;

    let mut reading = Client::inside(server.address(), &reader, &roster).await;
    reading.send(Frame::Ask(names(space, [first.id]))).await;
    assert_eq!(
        about_chunks(&mut reading).await,
        Frame::Chunk(first.clone())
    );
    let second = piece(space, 2, 100);
    reading.send(Frame::Chunk(second.clone())).await;
    let refused = reading.refused().await;
    assert_eq!(
        (refused.code, refused.chunk),
        (Refusal::ReadOnly, Some(second.id))
    );

    // In a space of their own somebody else finds nothing of it, even by name.
    let theirs = stranger.space();
    let mut other = Client::inside(server.address(), &stranger, &theirs).await;
    let ask = names(theirs.space(), [first.id]);
    other.send(Frame::Ask(ask.clone())).await;
    assert_eq!(about_chunks(&mut other).await, Frame::Missing(ask));
    other.send(Frame::Ask(names(space, [first.id]))).await;
    assert_eq!(other.refused().await.code, Refusal::BadProof);
}

#[tokio::test]
async fn a_full_space_takes_no_more_and_counts_each_chunk_once() {
    let settings = |changes| Settings {
        quota: Quota {
            changes,
            reserve: 4096,
        },
        ..Settings::default()
    };
    let server = TestServer::with(settings(3000)).await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut client = Client::inside(server.address(), &person, &roster).await;
    let pieces: Vec<_> = (0..3).map(|n| piece(space, n, 1000)).collect();
    for piece in [&pieces[0], &pieces[0], &pieces[0], &pieces[1]] {
        client.send(Frame::Chunk(piece.clone())).await;
        let kept = Frame::Kept(names(space, [piece.id]));
        assert_eq!(about_chunks(&mut client).await, kept);
    }
    client.send(Frame::Chunk(pieces[2].clone())).await;
    let refused = client.refused().await;
    assert_eq!(
        (refused.code, refused.chunk),
        (Refusal::Quota, Some(pieces[2].id))
    );
    assert!(refused.retry_after_ms.is_some());

    let server = server.restart(settings(1_000_000)).await;
    let mut client = Client::inside(server.address(), &person, &roster).await;
    client.send(Frame::Chunk(pieces[2].clone())).await;
    let kept = Frame::Kept(names(space, [pieces[2].id]));
    assert_eq!(about_chunks(&mut client).await, kept);
}

#[tokio::test]
async fn who_asks_for_too_much_at_once_is_shown_out() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut client = Client::inside(server.address(), &person, &roster).await;
    let many = vec![ChunkId::ZERO; MAX_CHUNK_IDS];
    client.send(Frame::Ask(names(roster.space(), many))).await;
    assert_eq!(client.ended().await.0, Some(Refusal::Rate));
}
