//! Tabs of one browser, and peers without a relay.

use crate::client::{Client, frames};
use crate::{blank, rng, touch};
use commonplace_protocol::frame::{Hello, Open, Prove, Records, Vector};
use commonplace_protocol::{Frame, Range, Refusal, Refused, VersionVector};
use commonplace_sync::link::Closing;
use commonplace_sync::{Link, LinkKind, Out, Space, Spaces, Stored, SyncError};

#[test]
fn a_tab_tells_what_it_stored() {
    let mut tab = Client::new(LinkKind::Tab);
    let id = tab.id;
    let nothing = VersionVector::new();
    assert_eq!(frames(&tab.link.start(&tab.spaces)), [tab.have(&nothing)]);

    let small = tab.write(&[touch(1, "words")]);
    let stored = [Stored {
        key: small.key,
        bytes: Some(&small.bytes),
    }];
    let outs = tab.link.persisted(&id, &stored, &mut tab.spaces);
    let records = Records {
        space: id,
        records: vec![small.bytes.clone()],
        done: true,
    };
    assert_eq!(frames(&outs), [Frame::Records(records)]);
    assert_eq!(
        tab.link.persisted(&id, &stored, &mut tab.spaces),
        [],
        "they have heard of it"
    );

    let large = tab.write_noise(100_000);
    let stored = [Stored {
        key: large.key,
        bytes: Some(&large.bytes),
    }];
    let outs = tab.link.persisted(&id, &stored, &mut tab.spaces);
    assert_eq!(
        frames(&outs),
        [tab.ack(&[(large.key.replica, 2)])],
        "they read it themselves"
    );

    // A tab that was just opened asks; it is told once, without a word about what it has.
    let outs = tab.hear(&tab.have(&VersionVector::from_iter([(small.key.replica, 1)])));
    assert_eq!(frames(&outs), [tab.ack(&[(small.key.replica, 2)])]);
}

#[test]
fn a_tab_reads_what_another_one_stored() {
    let mut tab = Client::new(LinkKind::Tab);
    let id = tab.id;
    tab.link.start(&tab.spaces);
    let mut other = blank(1, &mut rng(50));
    let theirs: Vec<_> = (0..3)
        .map(|_| other.seal(&mut rng(51), &[touch(2, "theirs")]).unwrap())
        .collect();
    tab.rows.extend(
        theirs
            .iter()
            .map(|sealed| (sealed.key, sealed.bytes.clone())),
    );
    let replica = theirs[0].key.replica;
    let outs = tab.hear(&tab.ack(&[(replica, 3)]));
    let [Out::Read { ranges, .. }] = &outs[..] else {
        panic!("{outs:?}")
    };
    assert_eq!(
        ranges,
        &[Range {
            replica,
            from: 1,
            to: 3
        }]
    );
    assert_eq!(
        tab.hear(&tab.ack(&[(replica, 3)])),
        [],
        "one read at a time"
    );
    let outs = tab.serve(outs);
    let [Out::Received { records, .. }] = &outs[..] else {
        panic!("{outs:?}")
    };
    assert_eq!(records.len(), 3);
    for bytes in records {
        let opened = tab.space().open(bytes).unwrap();
        tab.space().accept(&opened);
        tab.space().persisted(&opened.key);
    }
    let stored: Vec<_> = theirs
        .iter()
        .map(|sealed| Stored {
            key: sealed.key,
            bytes: None,
        })
        .collect();
    assert_eq!(
        tab.link.persisted(&id, &stored, &mut tab.spaces),
        [],
        "nobody needs to be told"
    );
    assert_eq!(tab.hear(&tab.ack(&[(replica, 3)])), [], "nothing is new");
}

#[test]
fn what_a_closed_tab_left_behind_is_found() {
    let mut tab = Client::new(LinkKind::Tab);
    tab.link.start(&tab.spaces);
    let sealed = blank(1, &mut rng(52))
        .seal(&mut rng(53), &[touch(2, "left")])
        .unwrap();
    tab.rows.insert(sealed.key, sealed.bytes.clone());
    let on_disk = VersionVector::from_iter([(sealed.key.replica, 1)]);
    let outs = tab.link.found(&tab.id, &on_disk, &tab.spaces);
    let outs = tab.serve(outs);
    assert_eq!(
        outs,
        [Out::Received {
            space: tab.id,
            records: vec![sealed.bytes]
        }]
    );
}

#[test]
fn a_gap_on_the_channel_is_read_from_the_store() {
    let mut tab = Client::new(LinkKind::Tab);
    tab.link.start(&tab.spaces);
    let mut other = blank(1, &mut rng(54));
    let [first, second] =
        [1, 2].map(|doc| other.seal(&mut rng(55), &[touch(doc, "theirs")]).unwrap());
    let records = vec![second.bytes.clone()];
    let outs = tab.hear(&Frame::Records(Records {
        space: tab.id,
        records,
        done: true,
    }));
    assert!(matches!(outs[..], [Out::Received { .. }]));
    let error = tab.space().open(&second.bytes).unwrap_err();
    assert_eq!(
        error,
        SyncError::Gap {
            key: second.key,
            have: 0
        }
    );
    let outs = tab.link.declined(&tab.id, &[error], &tab.spaces);
    let [Out::Read { ranges, .. }] = &outs[..] else {
        panic!("{outs:?}")
    };
    assert_eq!(
        ranges,
        &[Range {
            replica: first.key.replica,
            from: 1,
            to: 2
        }]
    );
}

#[test]
fn a_replica_set_aside_by_one_tab_is_set_aside_by_all() {
    let mut one = Client::new(LinkKind::Tab);
    let shared = one.write(&[touch(1, "shared")]);
    let replica = shared.key.replica;
    let mut other = Client::new(LinkKind::Tab);
    other.spaces = one.spaces.clone();
    for tab in [&mut one, &mut other] {
        tab.link.start(&tab.spaces);
    }
    let ours = one.write(&[touch(1, "written twice")]);
    let opened = other.space().open(&ours.bytes);
    assert_eq!(
        opened,
        Err(SyncError::OwnReplica(ours.key)),
        "both believe to be this replica"
    );
    let trusted = other
        .link
        .declined(&other.id, &[opened.unwrap_err()], &other.spaces);
    assert_eq!(
        trusted,
        [Out::Forked {
            space: other.id,
            replica,
            trusted: 1
        }]
    );

    let mut rng = rng(56);
    one.space().renew(&mut rng, replica, &[ours.bytes]).unwrap();
    let outs = one.link.renewed(&one.id, &replica, &one.spaces);
    let refused = Refused::new(Refusal::Fork).record(one.id, replica, 2);
    assert_eq!(frames(&outs), [Frame::Refused(refused.clone())]);

    let mut third = Client::new(LinkKind::Tab);
    third.spaces = one.spaces.clone();
    third.link.start(&third.spaces);
    assert_eq!(
        third.hear(&Frame::Refused(refused)),
        [],
        "it has nothing of that"
    );
}

fn peers() -> (Client, Client) {
    let kind = || LinkKind::Peer {
        audience: "a channel".into(),
    };
    let (one, mut other) = (Client::new(kind()), Client::new(kind()));
    let space = blank(1, &mut rng(57));
    other.link = Link::new(kind(), &mut rng(58));
    other.spaces = Spaces::from([(space.id(), space)]);
    (one, other)
}

/// Passes frames to and fro until both are silent; what else they ask for is answered as by an engine.
fn talk(one: &mut Client, other: &mut Client) {
    let mut outs = [one.link.start(&one.spaces), other.link.start(&other.spaces)];
    while outs.iter().any(|outs| !outs.is_empty()) {
        let next = outs.map(|outs| outs.into_iter().collect::<Vec<_>>());
        let [ones, others] = next;
        let ones = act(one, ones);
        let others = act(other, others);
        let to_one: Vec<Out> = frames(&others)
            .iter()
            .flat_map(|frame| one.hear(frame))
            .collect();
        let to_other: Vec<Out> = frames(&ones)
            .iter()
            .flat_map(|frame| other.hear(frame))
            .collect();
        outs = [to_one, to_other];
    }
}

fn act(client: &mut Client, outs: Vec<Out>) -> Vec<Out> {
    let mut all = vec![];
    for out in client.serve(outs) {
        let Out::Received { space, records } = out else {
            all.push(out);
            continue;
        };
        let mut keys = vec![];
        for bytes in records {
            let opened = client.space().open(&bytes).unwrap();
            client.space().accept(&opened);
            client.space().persisted(&opened.key);
            client.rows.insert(opened.key, bytes);
            keys.push(Stored {
                key: opened.key,
                bytes: None,
            });
        }
        all.extend(client.link.persisted(&space, &keys, &mut client.spaces));
    }
    all
}

#[test]
fn two_devices_agree_without_a_relay() {
    let (mut one, mut other) = peers();
    for _ in 0..20 {
        one.write_noise(100);
        other.write_noise(200);
    }
    talk(&mut one, &mut other);
    assert_eq!(one.rows, other.rows);
    assert_eq!(one.rows.len(), 40);
    assert_eq!(one.space().durable(), &other.space().vector());
    assert_eq!(one.space().waiting(), 40, "a peer is no relay");
}

#[test]
fn a_peer_hears_nothing_before_it_proves_to_be_a_member() {
    let (mut one, _) = peers();
    one.write_noise(10);
    let (id, theirs) = (one.id, [3; 32]);
    let said = frames(&one.link.start(&one.spaces));
    let [Frame::Hello(hello)] = &said[..] else {
        panic!("{said:?}")
    };
    one.hear(&Frame::Hello(Hello::new(theirs, "peer")));
    let (vector, head) = (VersionVector::new(), one.space().roster().head());
    let asked = [
        Frame::Have(Vector { space: id, vector }),
        Frame::Open(Open {
            space: id,
            length: 0,
            head,
        }),
        Frame::Records(Records {
            space: id,
            records: vec![],
            done: true,
        }),
    ];
    for frame in &asked {
        assert_eq!(one.hear(frame), [], "{frame:?}");
    }

    let prove = |space: &Space, audience| {
        let member = space.member();
        let message = Prove::message(&hello.nonce, &theirs, &id, &member, audience);
        Frame::Prove(Prove {
            space: id,
            member,
            signature: space.sign(&message),
        })
    };
    // Members prove it, and then they are told.
    let member = blank(1, &mut rng(60));
    assert_eq!(one.hear(&prove(&member, "a channel")), []);
    assert!(!one.hear(&asked[1]).is_empty());

    // Somebody else, however well they sign, or a proof made for another channel, ends it.
    let stranger = blank(2, &mut rng(61));
    for wrong in [
        prove(&stranger, "a channel"),
        prove(&member, "another channel"),
    ] {
        let mut link = Link::new(one.link.kind().clone(), &mut rng(40));
        let mut spaces = one.spaces.clone();
        link.start(&spaces);
        link.handle(
            &Frame::Hello(Hello::new(theirs, "peer")).encode(),
            &mut spaces,
        );
        let outs = link.handle(&wrong.encode(), &mut spaces);
        assert_eq!(outs, [Out::Close(Closing::Stranger)]);
    }
}
