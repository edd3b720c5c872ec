//! What a link says to a relay, frame by frame: the greeting, and what ends it.

use crate::client::{Client, THEIR_NONCE, closed, frames};
use crate::relay::AUDIENCE;
use crate::touch;
use commonplace_protocol::frame::{Hello, Records, RosterEntries, Vector};
use commonplace_protocol::roster::{Op, Role};
use commonplace_protocol::{
    BoxKey, Commitment, Frame, MemberKey, Refusal, Refused, SpaceId, VersionVector,
};
use commonplace_sync::link::Closing;
use commonplace_sync::{Link, Out};
use rand_chacha::rand_core::Rng;

#[test]
fn a_new_space_brings_its_roster_and_then_its_records() {
    let mut client = Client::relay();
    let sealed = client.write(&[touch(1, "first")]);
    let id = client.id;

    let hello = frames(&client.link.start(&client.spaces));
    let [Frame::Hello(ours)] = &hello[..] else {
        panic!("{hello:?}")
    };

    let said = frames(&client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay"))));
    let [Frame::Prove(prove), Frame::Open(open)] = &said[..] else {
        panic!("{said:?}")
    };
    assert!(prove.verify(&THEIR_NONCE, &ours.nonce, AUDIENCE).is_ok());
    assert!(
        prove
            .verify(&THEIR_NONCE, &ours.nonce, "elsewhere.example")
            .is_err()
    );
    assert_eq!(
        (open.space, open.length, open.head),
        (id, 1, client.space().roster().head())
    );

    let nothing = RosterEntries {
        space: id,
        from: 0,
        entries: vec![],
    };
    let said = frames(&client.hear(&Frame::Roster(nothing)));
    let entries = client.space().roster().entries().to_vec();
    assert_eq!(
        said,
        [Frame::Roster(RosterEntries {
            space: id,
            from: 0,
            entries
        })]
    );

    let outs = client.hear(&client.have(&VersionVector::new()));
    let ours: VersionVector = [(sealed.key.replica, 1)].into_iter().collect();
    assert_eq!(frames(&outs), [client.have(&ours)]);
    assert!(outs.contains(&Out::Lacking {
        space: id,
        records: 0
    }));
    let outs = client.serve(outs);
    assert_eq!(
        frames(&outs).last(),
        Some(&client.records(&[&sealed], true))
    );
    assert_eq!(client.space().waiting(), 1);

    let outs = client.hear(&client.ack(&[(sealed.key.replica, 1)]));
    assert_eq!(outs, [Out::Acked { space: id }]);
    assert_eq!(client.space().waiting(), 0);
}

#[test]
fn a_space_that_is_refused_is_asked_for_again() {
    let mut client = Client::relay();
    client.link.start(&client.spaces);
    client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
    let refused = Refused::new(Refusal::Closed).about(client.id);
    assert_eq!(
        client.hear(&Frame::Refused(refused.clone())),
        [Out::Refused(refused)]
    );
    let said = frames(&client.link.retry(&client.spaces));
    assert!(
        matches!(said[..], [Frame::Prove(_), Frame::Open(_)]),
        "{said:?}"
    );
}

#[test]
fn what_is_no_frame_or_comes_too_early_ends_the_connection() {
    let hello = |version| {
        Frame::Hello(Hello {
            version,
            ..Hello::new(THEIR_NONCE, "relay")
        })
    };
    let said = [
        ("noise", vec![vec![0xff; 40]], Some(Closing::Malformed)),
        ("nothing", vec![vec![]], Some(Closing::Malformed)),
        ("100 MB", vec![vec![0; 100 << 20]], Some(Closing::TooLarge)),
        (
            "an old version",
            vec![hello(0).encode()],
            Some(Closing::Version),
        ),
        ("a newer version", vec![hello(9).encode()], None),
        (
            "hello twice",
            vec![hello(1).encode(), hello(1).encode()],
            Some(Closing::OutOfStep),
        ),
        (
            "an unknown frame",
            vec![hello(1).encode(), Frame::Unknown(77).encode()],
            None,
        ),
    ];
    for (what, bytes, why) in said {
        let mut client = Client::relay();
        client.link.start(&client.spaces);
        let mut outs = vec![];
        for bytes in bytes {
            outs.extend(client.link.handle(&bytes, &mut client.spaces));
        }
        assert_eq!(closed(&outs), why, "{what}");
        if why.is_some() {
            assert_eq!(
                client.hear(&hello(1)),
                [],
                "{what}: nothing is said afterwards"
            );
            assert_eq!(client.link.drained(&client.spaces), []);
        }
    }
    let mut client = Client::relay();
    client.link.start(&client.spaces);
    let outs = client.hear(&client.have(&VersionVector::new()));
    assert_eq!(closed(&outs), Some(Closing::OutOfStep), "not before hello");

    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let records = vec![vec![1, 2, 3]];
    let outs = client.hear(&Frame::Records(Records {
        space: client.id,
        records,
        done: true,
    }));
    assert_eq!(
        closed(&outs),
        Some(Closing::Malformed),
        "what is in a frame of records is records"
    );
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let elsewhere = SpaceId([8; 32]);
    let vector = VersionVector::new();
    assert_eq!(
        client.hear(&Frame::Have(Vector {
            space: elsewhere,
            vector
        })),
        []
    );
}

#[test]
fn a_roster_goes_on_but_is_never_exchanged_for_another() {
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let (space, roster) = (client.id, client.space().roster().clone());
    let stranger = crate::personal(2).roster.entries()[0].clone();
    let entries = |from, entries| {
        Frame::Roster(RosterEntries {
            space,
            from,
            entries,
        })
    };

    let outs = client.hear(&entries(0, roster.entries().to_vec()));
    assert_eq!(outs, [], "what is known is no news");
    let member = client.space().member();
    let op = Op::Add {
        member: MemberKey([1; 32]),
        box_key: BoxKey([2; 32]),
        role: Role::Reader,
        recovery: Commitment([3; 32]),
    };
    let next = roster.draft(member, vec![op], |message| client.space().sign(message));
    let outs = client.hear(&entries(1, vec![next.clone()]));
    assert_eq!(
        outs,
        [Out::RosterChanged {
            space,
            from: 1,
            entries: vec![next]
        }]
    );
    assert_eq!(client.space().roster().len(), 2);

    for (from, entry) in [
        (0, &stranger),
        (1, &stranger),
        (2, &stranger),
        (9, &stranger),
    ] {
        let outs = client.hear(&entries(from, vec![entry.clone()]));
        let refused = Refused::new(Refusal::RosterConflict).about(space);
        assert_eq!(outs, [Out::Refused(refused)], "from {from}");
        assert_eq!(client.space().roster().len(), 2);
    }
}

#[test]
fn random_bytes_end_in_errors_not_panics() {
    let mut client = Client::relay();
    for length in 0..2000 {
        let mut bytes = vec![0; length % 200];
        client.rng.fill_bytes(&mut bytes);
        if let Some(first) = bytes.first_mut() {
            *first = 0x82;
        }
        let mut link = Link::new(client.link.kind().clone(), &mut client.rng);
        link.start(&client.spaces);
        link.handle(
            &Frame::Hello(Hello::new(THEIR_NONCE, "relay")).encode(),
            &mut client.spaces,
        );
        link.handle(&bytes, &mut client.spaces);
    }
}
