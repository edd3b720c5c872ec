//! Frames of every sort, for what has to hold of each.

use commonplace_protocol::{
    BoxId, ChunkId, Frame, MemberKey, Refusal, Refused, ReplicaId, RosterHash, SpaceId,
    chunk::{Chunk, Names},
    frame::{
        Empty, Found, Hello, Open, Placed, Prove, Put, Records, RosterEntries, Take, Taken, Vector,
        Whisper,
    },
};
use proptest::collection::vec;
use proptest::prelude::*;

fn blobs() -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(vec(any::<u8>(), 0..40), 0..6)
}

fn refusals() -> impl Strategy<Value = Refused> {
    let about = (
        any::<Option<[u8; 32]>>(),
        any::<Option<[u8; 16]>>(),
        any::<Option<u64>>(),
        any::<Option<[u8; 32]>>(),
    );
    (any::<u16>(), ".{0,20}", any::<Option<u64>>(), about).prop_map(
        |(code, sentence, retry_after_ms, (space, replica, counter, chunk))| Refused {
            code: Refusal::from_code(code),
            sentence,
            retry_after_ms,
            space: space.map(SpaceId),
            replica: replica.map(ReplicaId),
            counter,
            chunk: chunk.map(ChunkId),
        },
    )
}

fn named() -> impl Strategy<Value = Names> {
    let ids = vec(any::<[u8; 32]>().prop_map(ChunkId), 0..6);
    (any::<[u8; 32]>().prop_map(SpaceId), ids).prop_map(|(space, ids)| Names { space, ids })
}

fn mailboxes() -> impl Strategy<Value = Frame> {
    let place = || any::<[u8; 32]>().prop_map(BoxId);
    let space = || any::<[u8; 32]>().prop_map(SpaceId);
    let why = prop_oneof![
        Just(Empty::Taken),
        Just(Empty::Expired),
        Just(Empty::Unknown)
    ];
    let found = prop_oneof![
        vec(any::<u8>(), 0..40).prop_map(|sealed| (Some(sealed), None)),
        why.prop_map(|why| (None, Some(why))),
    ];
    prop_oneof![
        (space(), place(), vec(any::<u8>(), 0..40)).prop_map(|(space, place, sealed)| {
            Frame::Put(Put {
                space,
                place,
                sealed,
            })
        }),
        (space(), place(), any::<u64>()).prop_map(|(space, place, expires_in_ms)| {
            Frame::Placed(Placed {
                space,
                place,
                expires_in_ms,
            })
        }),
        place().prop_map(|place| Frame::Take(Take { place })),
        (place(), found).prop_map(|(place, (sealed, why))| Frame::Found(Found {
            place,
            sealed,
            why
        })),
        (space(), place()).prop_map(|(space, place)| Frame::Taken(Taken { space, place })),
    ]
}

pub(crate) fn frames() -> impl Strategy<Value = Frame> {
    let space = || any::<[u8; 32]>().prop_map(SpaceId);
    let member = || any::<[u8; 32]>().prop_map(MemberKey);
    let vector = || {
        let pairs = vec((any::<[u8; 16]>().prop_map(ReplicaId), any::<u64>()), 0..5);
        (space(), pairs).prop_map(|(space, pairs)| Vector {
            space,
            vector: pairs.into_iter().collect(),
        })
    };
    prop_oneof![
        (any::<[u8; 32]>(), ".{0,20}").prop_map(|(nonce, a)| Frame::Hello(Hello::new(nonce, a))),
        (space(), member(), vec(any::<u8>(), 64)).prop_map(|(space, member, signature)| {
            Frame::Prove(Prove {
                space,
                member,
                signature: signature.try_into().unwrap(),
            })
        }),
        (space(), any::<u64>(), any::<[u8; 32]>()).prop_map(|(space, length, head)| {
            Frame::Open(Open {
                space,
                length,
                head: RosterHash(head),
            })
        }),
        (space(), any::<u64>(), blobs()).prop_map(|(space, from, entries)| {
            Frame::Roster(RosterEntries {
                space,
                from,
                entries,
            })
        }),
        vector().prop_map(Frame::Have),
        (space(), blobs(), any::<bool>()).prop_map(|(space, records, done)| {
            Frame::Records(Records {
                space,
                records,
                done,
            })
        }),
        vector().prop_map(Frame::Ack),
        (
            space(),
            member(),
            proptest::option::of(member()),
            vec(any::<u8>(), 0..40)
        )
            .prop_map(|(space, from, to, body)| Frame::Whisper(Whisper {
                space,
                from,
                to,
                body
            })),
        refusals().prop_map(Frame::Refused),
        mailboxes(),
        named().prop_map(Frame::Offer),
        named().prop_map(Frame::Kept),
        named().prop_map(Frame::Ask),
        named().prop_map(Frame::Missing),
        (space(), any::<[u8; 32]>(), vec(any::<u8>(), 1..40)).prop_map(|(space, id, bytes)| {
            Frame::Chunk(Chunk {
                space,
                id: ChunkId(id),
                bytes,
            })
        }),
    ]
}
