//! Frames: what they look like, and what is refused before it costs anything.

use crate::any_frame::frames;
use crate::people::hex;
use commonplace_protocol::{
    BoxId, ChunkId, Frame, FrameError, MemberKey, Refusal, Refused, ReplicaId, RosterHash, SpaceId,
    VersionVector,
    chunk::{Chunk, Names},
    frame::{
        Empty, Found, Hello, Open, Placed, Prove, Put, Records, RosterEntries, Take, Taken, Vector,
        Whisper,
    },
    limits::{
        MAX_BOX, MAX_CHUNK, MAX_CHUNK_IDS, MAX_DEPTH, MAX_FRAME, MAX_FRAME_BEFORE, MAX_ITEMS,
        MAX_TEXT, MAX_WHISPER,
    },
};
use proptest::collection::vec;
use proptest::prelude::*;

fn decode(bytes: &[u8]) -> Result<Frame, FrameError> {
    Frame::decode(bytes)
}

/// So many chunks of one space.
fn names(count: usize) -> Names {
    Names {
        space: SpaceId([0xaa; 32]),
        ids: vec![ChunkId([0xff; 32]); count],
    }
}

/// One of each, small: what docs/protocol.md spells out.
fn examples() -> Vec<Frame> {
    [replication(), boxes_and_chunks()].concat()
}

fn replication() -> Vec<Frame> {
    let (space, member) = (SpaceId([0xaa; 32]), MemberKey([0xbb; 32]));
    let vector: VersionVector = [(ReplicaId([0xcc; 16]), 300)].into_iter().collect();
    let signature = [0xdd; 64];
    let sentence = "Later.".to_owned();
    let refused = Refused {
        sentence,
        ..Refused::new(Refusal::Rate)
    }
    .retry_after(1500);
    vec![
        Frame::Hello(Hello::new([0x11; 32], "test")),
        Frame::Prove(Prove {
            space,
            member,
            signature,
        }),
        Frame::Open(Open {
            space,
            length: 1,
            head: RosterHash([0xee; 32]),
        }),
        Frame::Roster(RosterEntries {
            space,
            from: 0,
            entries: vec![vec![1, 2, 3]],
        }),
        Frame::Have(Vector {
            space,
            vector: vector.clone(),
        }),
        Frame::Records(Records {
            space,
            records: vec![vec![4, 5], vec![6]],
            done: true,
        }),
        Frame::Ack(Vector { space, vector }),
        Frame::Whisper(Whisper {
            space,
            from: member,
            to: None,
            body: vec![7],
        }),
        Frame::Refused(refused.record(space, ReplicaId([0xcc; 16]), 24)),
    ]
}

fn boxes_and_chunks() -> Vec<Frame> {
    let space = SpaceId([0xaa; 32]);
    let place = BoxId([0xee; 32]);
    vec![
        Frame::Put(Put {
            space,
            place,
            sealed: vec![8, 9],
        }),
        Frame::Placed(Placed {
            space,
            place,
            expires_in_ms: 600_000,
        }),
        Frame::Take(Take { place }),
        Frame::Found(Found {
            place,
            sealed: Some(vec![8, 9]),
            why: None,
        }),
        Frame::Found(Found {
            place,
            sealed: None,
            why: Some(Empty::Taken),
        }),
        Frame::Taken(Taken { space, place }),
        Frame::Offer(names(1)),
        Frame::Kept(names(2)),
        Frame::Ask(names(1)),
        Frame::Chunk(Chunk {
            space,
            id: ChunkId([0xff; 32]),
            bytes: vec![8, 9],
        }),
        Frame::Missing(names(0)),
    ]
}

#[test]
fn every_frame_has_the_documented_bytes() {
    let expected = include_str!("bytes/frames.hex");
    let ours: String = examples()
        .iter()
        .map(|frame| hex(&frame.encode()) + "\n")
        .collect();
    assert_eq!(ours, expected);
}

#[test]
fn every_frame_reads_back() {
    for frame in examples() {
        assert_eq!(decode(&frame.encode()), Ok(frame));
    }
}

#[test]
fn anything_cut_off_or_added_is_refused() {
    for bytes in examples().iter().map(Frame::encode) {
        for length in 0..bytes.len() {
            assert_eq!(decode(&bytes[..length]), Err(FrameError::Malformed));
        }
        assert_eq!(
            decode(&[&bytes[..], &[0]].concat()),
            Err(FrameError::Malformed)
        );
    }
}

#[test]
fn frames_and_fields_of_newer_versions_are_ignored() {
    // [24, {0: "later"}] and [1000, 1]
    assert_eq!(
        decode(b"\x82\x18\x18\xa1\x00\x65later"),
        Ok(Frame::Unknown(24))
    );
    assert_eq!(decode(b"\x82\x19\x03\xe8\x01"), Ok(Frame::Unknown(1000)));
    let mut bytes = Frame::Refused(Refused::new(Refusal::Busy)).encode();
    assert_eq!(bytes[2], 0xa2);
    bytes[2] = 0xa3; // one field more: {.., 77: [{1: true}]}
    bytes.extend_from_slice(b"\x18\x4d\x81\xa1\x01\xf5");
    assert_eq!(
        decode(&bytes),
        Ok(Frame::Refused(Refused::new(Refusal::Busy)))
    );
}

#[test]
fn what_is_spelled_in_a_second_way_is_refused() {
    for (name, bytes) in [
        ("number longer than needed", &b"\x82\x18\x0a\xa0"[..]),
        ("map of no stated length", b"\x82\x17\xbf\xff"),
        ("array of no stated length", b"\x9f\x17\xa0\xff"),
        ("string in pieces", b"\x82\x17\xa1\x00\x5f\x41\x01\xff"),
        ("keys out of order", b"\x82\x17\xa2\x01\x00\x00\x00"),
        ("a key twice", b"\x82\x17\xa2\x01\x00\x01\x00"),
        ("null", b"\x82\x17\xa1\x00\xf6"),
        ("float", b"\x82\x17\xa1\x00\xf9\x3c\x00"),
        ("tag", b"\x82\x17\xa1\x00\xc1\x00"),
        ("text that is not UTF-8", b"\x82\x17\xa1\x00\x61\xff"),
        ("three things", b"\x83\x17\xa0\xa0"),
        ("not a number first", b"\x82\x61\x61\xa0"),
        ("negative number", b"\x82\x20\xa0"),
        ("nothing", b""),
    ] {
        assert_eq!(decode(bytes), Err(FrameError::Malformed), "{name}");
    }
}

#[test]
fn a_frame_over_the_limit_is_not_looked_at() {
    assert_eq!(
        decode(&vec![0x82; MAX_FRAME + 1]),
        Err(FrameError::TooLarge)
    );
    let records = vec![vec![0; MAX_FRAME_BEFORE]];
    let large = Frame::Records(Records {
        space: SpaceId::ZERO,
        records,
        done: true,
    })
    .encode();
    assert_eq!(
        Frame::decode_within(&large, MAX_FRAME_BEFORE),
        Err(FrameError::TooLarge)
    );
    assert!(decode(&large).is_ok());
}

#[test]
fn everything_said_before_proof_fits_the_smaller_limit() {
    let take = Frame::Take(Take {
        place: BoxId([1; 32]),
    });
    for frame in examples()[..3].iter().chain([&take]) {
        assert!(frame.encode().len() < MAX_FRAME_BEFORE);
    }
    let wordy = Hello::new([0; 32], "x".repeat(MAX_TEXT));
    assert!(Frame::Hello(wordy).encode().len() < MAX_FRAME_BEFORE);
}

#[test]
fn too_many_too_long_or_too_deep_is_refused() {
    let space = SpaceId::ZERO;
    let records = |count| {
        Frame::Records(Records {
            space,
            records: vec![vec![]; count],
            done: true,
        })
    };
    let hello = |length| Frame::Hello(Hello::new([0; 32], "x".repeat(length)));
    let whisper = |length| {
        Frame::Whisper(Whisper {
            space,
            from: MemberKey::ZERO,
            to: None,
            body: vec![0; length],
        })
    };
    let refused = |length| {
        Frame::Refused(Refused {
            sentence: "x".repeat(length),
            ..Refused::new(Refusal::Busy)
        })
    };
    let put = |length| {
        Frame::Put(Put {
            space,
            place: BoxId::ZERO,
            sealed: vec![0; length],
        })
    };
    let found = |length| {
        Frame::Found(Found {
            place: BoxId::ZERO,
            sealed: Some(vec![0; length]),
            why: None,
        })
    };
    let chunk = |length| {
        Frame::Chunk(Chunk {
            space,
            id: ChunkId::ZERO,
            bytes: vec![0; length],
        })
    };
    for (most, over) in [
        (put(MAX_BOX), put(MAX_BOX + 1)),
        (found(MAX_BOX), found(MAX_BOX + 1)),
        (records(MAX_ITEMS), records(MAX_ITEMS + 1)),
        (hello(MAX_TEXT), hello(MAX_TEXT + 1)),
        (whisper(MAX_WHISPER), whisper(MAX_WHISPER + 1)),
        (refused(MAX_TEXT), refused(MAX_TEXT + 1)),
        (
            Frame::Ask(names(MAX_CHUNK_IDS)),
            Frame::Ask(names(MAX_CHUNK_IDS + 1)),
        ),
        (chunk(MAX_CHUNK), chunk(MAX_CHUNK + 1)),
        (chunk(1), chunk(0)),
    ] {
        assert_eq!(decode(&most.encode()), Ok(most));
        assert_eq!(decode(&over.encode()), Err(FrameError::Malformed));
    }
    // [23, [[[...]]]]
    let nested = |depth| [&[0x82, 0x17][..], &vec![0x81; depth - 2], &[0x80]].concat();
    assert_eq!(decode(&nested(MAX_DEPTH)), Ok(Frame::Unknown(23)));
    assert_eq!(decode(&nested(MAX_DEPTH + 1)), Err(FrameError::Malformed));
    assert_eq!(decode(&nested(1_000_000)), Err(FrameError::Malformed));
}

#[test]
fn a_chunk_is_named_by_its_content() {
    let mut chunk = Chunk {
        space: SpaceId::ZERO,
        id: commonplace_protocol::chunk::id(b"a piece of a picture"),
        bytes: b"a piece of a picture".to_vec(),
    };
    assert!(chunk.is_genuine());
    chunk.bytes[0] ^= 1;
    assert!(!chunk.is_genuine());
}

#[test]
fn a_box_is_full_or_says_why_it_is_empty() {
    let place = BoxId([1; 32]);
    for (sealed, why) in [(None, None), (Some(vec![1]), Some(Empty::Taken))] {
        let both_or_neither = Frame::Found(Found { place, sealed, why });
        assert_eq!(
            decode(&both_or_neither.encode()),
            Err(FrameError::Malformed)
        );
    }
    let mut newer = Frame::Found(Found {
        place,
        sealed: None,
        why: Some(Empty::Expired),
    })
    .encode();
    *newer.last_mut().unwrap() = 9;
    let why = Some(Empty::Unknown);
    assert_eq!(
        decode(&newer),
        Ok(Frame::Found(Found {
            place,
            sealed: None,
            why
        }))
    );
}

#[test]
fn promises_of_more_than_there_is_are_refused() {
    for head in [b"\x9b", b"\xbb", b"\x5b", b"\x7b"] {
        let huge = [&b"\x82\x17"[..], head, &[0x7f; 8]].concat();
        assert_eq!(decode(&huge), Err(FrameError::Malformed));
    }
}

#[test]
fn every_refusal_keeps_its_number() {
    for code in 0..=20 {
        let refusal = Refusal::from_code(code);
        assert_eq!(refusal.code(), code);
        assert_eq!(
            matches!(refusal, Refusal::Other(_)),
            !(1..=18).contains(&code)
        );
        assert!(refusal.sentence().ends_with('.'));
    }
}

proptest! {
    #[test]
    fn any_frame_round_trips(frame in frames()) {
        prop_assert_eq!(decode(&frame.encode()), Ok(frame));
    }

    /// What is taken at all has one spelling (up to what a newer version adds).
    #[test]
    fn a_damaged_frame_is_refused_or_has_one_spelling(
        frame in frames(), at in any::<prop::sample::Index>(), with in any::<u8>(),
    ) {
        let mut bytes = frame.encode();
        let at = at.index(bytes.len());
        bytes[at] = with;
        if let Ok(read) = decode(&bytes) {
            prop_assert_eq!(decode(&read.encode()), Ok(read.clone()));
            prop_assert!(matches!(read, Frame::Unknown(_)) || read.encode().len() <= bytes.len());
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes);
        let _ = decode(&[&[0x82, 0x06, 0xa3][..], &bytes].concat());
    }
}
