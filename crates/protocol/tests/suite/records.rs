//! Records: one spelling each, every bit signed, sizes checked first.

use crate::people::{Person, hex};
use commonplace_protocol::{
    Cover, Header, Kind, Record, RecordError, RecordId, RecordKey, ReplicaId, SpaceId, Voucher,
    limits::{MAX_COVERS, MAX_RECORD},
    record,
};
use proptest::prelude::*;

const REPLICA: ReplicaId = ReplicaId([5; 16]);

fn sample() -> Vec<u8> {
    let ana = Person::new(1);
    ana.record(&ana.header(&ana.space(), REPLICA, None), b"a sealed body")
}

/// What a receiver does before it asks whether the record is welcome.
fn check(bytes: &[u8]) -> Result<(), RecordError> {
    Record::parse(bytes)?.verify()
}

fn cover(replica: u8, from: u64, to: u64) -> Cover {
    Cover {
        replica: ReplicaId([replica; 16]),
        from,
        to,
        last: RecordId([1; 32]),
    }
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    let ana = Person::new(1);
    let header = ana.header(&ana.space(), REPLICA, None);
    let bytes = ana.record(&header, b"a sealed body");
    let record = Record::parse(&bytes).unwrap();
    record.verify().unwrap();
    assert_eq!(record.header(), &header);
    assert_eq!(record.body(), b"a sealed body");
    assert_eq!(record.header_bytes(), record::prefix(&header, 13).unwrap());
    assert_eq!(record.bytes(), bytes);
    assert_eq!(record.id(), record::id(&bytes));
    assert_eq!(
        record.key(),
        RecordKey {
            space: header.space,
            replica: REPLICA,
            counter: 1
        }
    );
}

#[test]
fn any_flipped_bit_is_refused() {
    let bytes = sample();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(
            check(&flipped).is_err(),
            "bit {bit} of {} made no difference",
            bytes.len() * 8
        );
    }
}

#[test]
fn anything_cut_off_or_added_is_refused() {
    let bytes = sample();
    for length in 0..bytes.len() {
        assert_eq!(check(&bytes[..length]), Err(RecordError::Malformed));
    }
    assert_eq!(
        check(&[&bytes[..], &[0]].concat()),
        Err(RecordError::Malformed)
    );
}

#[test]
fn a_record_signed_by_another_key_is_refused() {
    let (ana, ben) = (Person::new(1), Person::new(2));
    let header = ana.header(&ana.space(), REPLICA, None);
    let forged = ben.record(&header, b"a sealed body");
    assert_eq!(check(&forged), Err(RecordError::BadSignature));
}

#[test]
fn a_member_key_that_is_no_key_is_refused() {
    let ana = Person::new(1);
    for key in [[0; 32], [0xff; 32]] {
        let mut header = ana.header(&ana.space(), REPLICA, None);
        header.member.0 = key;
        assert_eq!(
            check(&ana.record(&header, b"body")),
            Err(RecordError::BadSignature)
        );
    }
}

#[test]
fn limits_come_before_everything_else() {
    assert_eq!(check(&vec![0; MAX_RECORD + 1]), Err(RecordError::TooLarge));
    let ana = Person::new(1);
    let header = ana.header(&ana.space(), REPLICA, None);
    let overhead = sample().len() - b"a sealed body".len();
    let largest = ana.record(&header, &vec![0; MAX_RECORD - overhead]);
    assert_eq!(largest.len(), MAX_RECORD);
    check(&largest).unwrap();
    assert_eq!(
        record::prefix(&header, MAX_RECORD - overhead + 1),
        Err(RecordError::TooLarge)
    );
    assert_eq!(
        record::prefix(&header, usize::MAX),
        Err(RecordError::TooLarge)
    );
}

#[test]
fn lengths_that_promise_more_than_there_is_are_refused() {
    let mut bytes = sample();
    bytes[3..7].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(check(&bytes), Err(RecordError::Malformed));
    bytes[1..3].copy_from_slice(&u16::MAX.to_be_bytes());
    assert_eq!(check(&bytes), Err(RecordError::Malformed));
}

#[test]
fn what_a_newer_version_wrote_is_told_from_nonsense() {
    let mut bytes = sample();
    bytes[0] = 2;
    assert_eq!(check(&bytes), Err(RecordError::NewerVersion));
    // The kind is the first value of the header: map(9), key 0, kind.
    let mut bytes = sample();
    assert_eq!(bytes[7..10], [0xa9, 0, 1]);
    bytes[9] = 9;
    assert_eq!(check(&bytes), Err(RecordError::NewerVersion));
}

#[test]
fn headers_that_contradict_themselves_are_refused() {
    let ana = Person::new(1);
    let good = ana.header(&ana.space(), REPLICA, None);
    let pack = Header {
        kind: Kind::Pack,
        covers: vec![cover(1, 1, 2)],
        ..good.clone()
    };
    assert!(record::prefix(&pack, 0).is_ok());
    let with = |covers: Vec<Cover>| Header {
        covers,
        ..pack.clone()
    };
    let bad = [
        Header {
            counter: 0,
            ..good.clone()
        },
        Header {
            prev: RecordId([1; 32]),
            ..good.clone()
        },
        Header {
            covers: vec![cover(1, 1, 2)],
            ..good
        },
        with(vec![]),
        with(vec![cover(1, 0, 2)]),
        with(vec![cover(1, 3, 2)]),
        with(vec![cover(1, 1, 2), cover(1, 2, 3)]),
        with(vec![cover(2, 1, 2), cover(1, 1, 2)]),
        with(
            (1..=MAX_COVERS as u64 + 1)
                .map(|at| cover(1, at, at))
                .collect(),
        ),
    ];
    for header in bad {
        assert_eq!(
            record::prefix(&header, 0),
            Err(RecordError::Malformed),
            "{header:?}"
        );
    }
}

#[test]
fn a_full_pack_fits() {
    let ana = Person::new(1);
    let covers = (1..=MAX_COVERS as u64)
        .map(|at| cover(1, at << 40, at << 40))
        .collect();
    let header = Header {
        kind: Kind::Pack,
        covers,
        ..ana.header(&ana.space(), REPLICA, None)
    };
    let bytes = ana.record(&header, b"documents");
    assert_eq!(Record::parse(&bytes).unwrap().header(), &header);
}

/// The bytes a stranger's implementation must make of the same things.
#[test]
fn the_layout_is_the_documented_one() {
    let bytes = sample();
    assert_eq!(hex(&bytes), include_str!("bytes/record.hex").trim());
    let id = "a4f8e6998466c8ce8f71b96ca99eaa8efdf7911a17a809de6bb6cc26654cb463";
    assert_eq!(record::id(&bytes).to_string(), id);
}

#[test]
fn storage_keys_sort_as_records_follow() {
    let key = |space, replica, counter| RecordKey {
        space: SpaceId([space; 32]),
        replica: ReplicaId([replica; 16]),
        counter,
    };
    let keys = [
        key(1, 1, 1),
        key(1, 1, 255),
        key(1, 1, 256),
        key(1, 2, 1),
        key(2, 0, 0),
    ];
    assert!(keys.is_sorted() && keys.map(|key| key.to_bytes()).is_sorted());
    for key in keys {
        assert_eq!(RecordKey::from_bytes(&key.to_bytes()), Some(key));
    }
    assert_eq!(RecordKey::from_bytes(&[0; 55]), None);
    assert_eq!(RecordKey::from_bytes(&[0; 57]), None);
}

proptest! {
    #[test]
    fn random_bytes_are_never_a_record(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(check(&bytes).is_err());
    }

    #[test]
    fn a_damaged_record_is_refused(at in any::<prop::sample::Index>(), with in any::<[u8; 4]>()) {
        let mut bytes = sample();
        let at = at.index(bytes.len() - 4);
        prop_assume!(bytes[at..at + 4] != with);
        bytes[at..at + 4].copy_from_slice(&with);
        prop_assert!(check(&bytes).is_err());
    }

    #[test]
    fn any_sound_header_round_trips(
        counter in 2u64.., prev in any::<[u8; 32]>(), nonce in any::<[u8; 24]>(),
        replica in any::<[u8; 16]>(), epoch in any::<u32>(),
        body in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let ana = Person::new(3);
        let mut header = ana.header(&ana.space(), ReplicaId(replica), None);
        (header.counter, header.prev.0, header.nonce, header.epoch.0) = (counter, prev, nonce, epoch);
        let bytes = ana.record(&header, &body);
        let record = Record::parse(&bytes).unwrap();
        prop_assert!(record.verify().is_ok());
        prop_assert_eq!(record.header(), &header);
        prop_assert_eq!(record.body(), &body[..]);
    }
}

/// What takes the place of a record goes by its name, and is signed by whoever vouches for it.
#[test]
fn a_stand_in_holds_the_place_of_a_record() {
    let ana = Person::new(1);
    let original = sample();
    let parsed = Record::parse(&original).unwrap();
    let header = parsed.header().standing_in(parsed.id());
    let voucher = Voucher {
        signer: ana.key(),
        witness: ReplicaId([8; 16]),
        pack: ReplicaId([9; 16]),
        counter: 3,
    };
    let bytes = ana.record(&header, &voucher.to_body());
    let stand_in = Record::parse(&bytes).unwrap();
    stand_in.verify().unwrap();
    assert_eq!(stand_in.id(), parsed.id());
    assert_eq!(record::id(&bytes), parsed.id());
    assert_eq!(stand_in.voucher(), Some(voucher));
    assert_eq!(stand_in.key(), parsed.key());

    let forged = Voucher {
        signer: Person::new(2).key(),
        ..voucher
    };
    let forged = ana.record(&header, &forged.to_body());
    assert_eq!(check(&forged), Err(RecordError::BadSignature));
    let short = ana.record(&header, b"no voucher");
    assert_eq!(check(&short), Err(RecordError::Malformed));
    let elsewhere = Header {
        counter: header.counter + 1,
        prev: RecordId([1; 32]),
        ..header
    };
    assert_eq!(record::prefix(&elsewhere, 0), Err(RecordError::Malformed));
}
