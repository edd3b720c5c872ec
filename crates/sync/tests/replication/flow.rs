//! Records on a link to a relay: how much at once, what becomes of refusals, and what is given back.

use crate::client::{Client, THEIR_NONCE, frames, sent};
use crate::relay::AUDIENCE;
use crate::{blank, rng, touch};
use commonplace_protocol::frame::Hello;
use commonplace_protocol::limits::{RECORDS_FRAME_TARGET, SEND_WINDOW};
use commonplace_protocol::{Frame, RecordKey, Refusal, Refused, ReplicaId, VersionVector};
use commonplace_sync::{Link, LinkKind, Out, Sealed, Stored, SyncError};

#[test]
fn what_arrives_is_counted_handed_over_and_acknowledged_when_stored() {
    let mut other = blank(1, &mut rng(41));
    let sealed: Vec<_> = (0..3)
        .map(|_| other.seal(&mut rng(42), &[touch(1, "elsewhere")]).unwrap())
        .collect();
    let replica = sealed[0].key.replica;
    let theirs = VersionVector::from_iter([(replica, 3)]);
    let (mut client, outs) = Client::joined(|_| (), &theirs);
    let space = client.id;
    assert!(outs.contains(&Out::Lacking { space, records: 3 }));
    assert_eq!(sent(&outs), [] as [u64; 0]);

    let outs = client.hear(&client.records(&[&sealed[0], &sealed[1]], false));
    let received = |of: &[Sealed]| of.iter().map(|sealed| sealed.bytes.clone()).collect();
    assert_eq!(
        outs,
        [Out::Received {
            space,
            records: received(&sealed[..2])
        }]
    );
    let outs = client.hear(&client.records(&[&sealed[2]], true));
    let last = Out::Received {
        space,
        records: received(&sealed[2..]),
    };
    assert_eq!(outs, [last, Out::CaughtUp { space }]);

    for sealed in &sealed {
        let opened = client.space().open(&sealed.bytes).unwrap();
        client.space().accept(&opened);
    }
    // The disk takes the first two in one go.
    let stored: Vec<_> = sealed[..2]
        .iter()
        .map(|sealed| Stored {
            key: sealed.key,
            bytes: None,
        })
        .collect();
    for sealed in &stored {
        client.space().persisted(&sealed.key);
    }
    let outs = client.link.persisted(&space, &stored, &mut client.spaces);
    assert_eq!(
        frames(&outs),
        [client.ack(&[(replica, 2)])],
        "and nothing is sent back"
    );
    assert!(
        outs.contains(&Out::Acked { space }),
        "the relay holds what it sent"
    );

    // The same again is only acknowledged again, once for all.
    let again: Vec<_> = sealed[..2]
        .iter()
        .map(|sealed| SyncError::Duplicate(sealed.key))
        .collect();
    let outs = client.link.declined(&space, &again, &client.spaces);
    assert_eq!(frames(&outs), [client.ack(&[(replica, 2)])]);
}

#[test]
fn a_gap_is_asked_for_once() {
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let key = RecordKey {
        space: client.id,
        replica: ReplicaId([9; 16]),
        counter: 5,
    };
    let gap = [SyncError::Gap { key, have: 2 }];
    let (id, spaces) = (client.id, &client.spaces);
    let outs = client.link.declined(&id, &gap, spaces);
    assert!(matches!(frames(&outs)[..], [Frame::Have(_)]));
    assert_eq!(
        client.link.declined(&id, &gap, spaces),
        [],
        "it did not help the first time"
    );
    let gap = [SyncError::Gap { key, have: 3 }];
    assert!(
        !client.link.declined(&id, &gap, spaces).is_empty(),
        "another gap is another question"
    );
}

#[test]
fn no_more_is_on_its_way_than_the_window_allows() {
    let size = 100_000;
    let write = |client: &mut Client| (0..60).for_each(|_| drop(client.write_noise(size)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let replica = client.writer();

    // The transport is slow: after the first chunk nothing is read until it has drained.
    let mut outs = client.serve(outs);
    let mut all = sent(&outs);
    assert!(
        all.len() * size <= RECORDS_FRAME_TARGET + 2 * size,
        "{}",
        all.len()
    );
    let mut frames_seen = frames(&outs);
    for _ in 0..50 {
        let drained = client.link.drained(&client.spaces);
        outs = client.serve(drained);
        all.extend(sent(&outs));
        frames_seen.extend(frames(&outs));
    }
    // The relay is slow: after the window nothing is sent until it acknowledges.
    assert!(all.len() * size >= SEND_WINDOW, "{}", all.len());
    assert!(
        all.len() * size <= SEND_WINDOW + RECORDS_FRAME_TARGET + 2 * size,
        "{}",
        all.len()
    );
    for frame in frames_seen {
        assert!(frame.encode().len() <= RECORDS_FRAME_TARGET + size);
        assert!(!matches!(frame, Frame::Records(records) if records.done));
    }
    while all.len() < 60 {
        let before = all.len();
        let outs = client.hear(&client.ack(&[(replica, before as u64)]));
        let mut outs = client.serve(outs);
        let drained = client.link.drained(&client.spaces);
        outs.extend(client.serve(drained));
        all.extend(sent(&outs));
        assert!(all.len() > before, "there is room again");
    }
    assert_eq!(all, (1..=60).collect::<Vec<u64>>(), "each once, in order");
}

#[test]
fn what_is_refused_waits_and_is_sent_again() {
    let write = |client: &mut Client| (0..3).for_each(|_| drop(client.write_noise(100)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let (space, replica) = (client.id, client.writer());
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [1, 2, 3]);
    let refused = Refused::new(Refusal::Quota)
        .record(space, replica, 2)
        .retry_after(5000);
    let outs = client.hear(&Frame::Refused(refused.clone()));
    assert_eq!(outs, [Out::Refused(refused)]);
    let gap = Refused::new(Refusal::Gap).record(space, replica, 3);
    assert_eq!(
        client.hear(&Frame::Refused(gap)),
        [],
        "it follows what was refused"
    );
    client.hear(&client.ack(&[(replica, 1)]));
    assert_eq!(client.space().waiting(), 2);

    // What is written meanwhile waits behind it.
    let sealed = client.write(&[touch(1, "later")]);
    let stored = [Stored {
        key: sealed.key,
        bytes: Some(&sealed.bytes),
    }];
    assert_eq!(
        client.link.persisted(&space, &stored, &mut client.spaces),
        []
    );

    let outs = client.link.retry(&client.spaces);
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [2, 3, 4]);
    client.hear(&client.ack(&[(replica, 4)]));
    assert_eq!(client.space().waiting(), 0);
}

#[test]
fn a_relay_restored_from_a_backup_is_given_what_it_lost() {
    let write = |client: &mut Client| (0..5).for_each(|_| drop(client.write_noise(100)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let replica = client.writer();
    client.serve(outs);
    client.hear(&client.ack(&[(replica, 5)]));
    assert_eq!(client.space().waiting(), 0);

    client.link = Link::new(
        LinkKind::Relay {
            audience: AUDIENCE.into(),
        },
        &mut client.rng,
    );
    client.link.start(&client.spaces);
    client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
    let outs = client.hear(&client.have(&VersionVector::from_iter([(replica, 2)])));
    assert!(
        outs.contains(&Out::Acked { space: client.id }),
        "the screen may no longer say synced"
    );
    assert_eq!(client.space().waiting(), 3);
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [3, 4, 5]);
}

#[test]
fn equal_numbers_are_verified_where_nobody_confirmed_them() {
    let write = |client: &mut Client| (0..3).for_each(|_| drop(client.write_noise(100)));
    let replica = Client::relay().writer();
    let theirs = VersionVector::from_iter([(replica, 3)]);
    let again = || {
        let (mut client, outs) = Client::joined(write, &theirs);
        assert_eq!(client.writer(), replica);
        let outs = client.serve(outs);
        assert_eq!(sent(&outs), [3], "only the last: the others are before it");
        assert_eq!(client.space().waiting(), 3);
        client
    };
    // Only the acknowledgement had been lost.
    let mut client = again();
    client.hear(&client.ack(&[(replica, 3)]));
    assert_eq!(client.space().waiting(), 0);

    // A copy of this device wrote another one.
    let mut client = again();
    let fork = Frame::Refused(Refused::new(Refusal::Fork).record(client.id, replica, 3));
    let forked = Out::Forked {
        space: client.id,
        replica,
        trusted: 0,
    };
    assert_eq!(client.hear(&fork), [forked]);
    assert_eq!(client.hear(&fork), [], "once is enough");
}

#[test]
fn a_relay_that_knows_more_of_us_than_we_do_heard_a_copy() {
    let mut client = Client::relay();
    let replica = client.writer();
    let theirs = VersionVector::from_iter([(replica, 4)]);
    let (client, outs) = Client::joined(|client| drop(client.write_noise(10)), &theirs);
    assert!(
        outs.contains(&Out::Forked {
            space: client.id,
            replica,
            trusted: 0
        }),
        "{outs:?}"
    );
    assert_eq!(sent(&outs), [] as [u64; 0]);
}

#[test]
fn a_record_the_relay_cannot_take_or_the_store_lost_stops_only_its_replica() {
    let mut client = Client::relay();
    client.write_noise(50_000);
    let large = client.writer();
    client.write_noise(10);
    let space = client.spaces.get_mut(&client.id).unwrap();
    let lost = space.new_writer(&mut client.rng);
    let sealed = client.write_noise(10);
    client.rows.remove(&sealed.key);
    let space = client.spaces.get_mut(&client.id).unwrap();
    let fine = space.new_writer(&mut client.rng);
    client.write_noise(10);

    client.link.start(&client.spaces);
    let hello = Hello {
        max_record: 40_000,
        ..Hello::new(THEIR_NONCE, "small relay")
    };
    client.hear(&Frame::Hello(hello));
    let outs = client.hear(&client.have(&VersionVector::new()));
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [1]);
    let refused = Refused::new(Refusal::TooLarge).record(client.id, large, 1);
    assert!(outs.contains(&Out::Refused(refused)));
    client.hear(&client.ack(&[(fine, 1)]));
    assert_eq!(client.space().waiting(), 3);
    assert_ne!(lost, fine);
}
