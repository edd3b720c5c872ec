//! What a backup keeps, and how it fails.

use super::*;
use crate::Seed;
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

fn person(seed: u8, generation: u32) -> PersonKey {
    Seed::from_bytes([seed; 32]).person(generation)
}

fn about() -> Item {
    Item::About(About {
        made_ms: 1_700_000_000_000,
        records: 2,
        relay: Some("wss://relay.example/sync".into()),
    })
}

fn items() -> Vec<Item> {
    vec![
        about(),
        Item::Roster(vec![1; 200]),
        Item::Record(vec![2; 300_000]),
        Item::Record(vec![3; 10]),
        Item::Chunk(vec![5; 200_000]),
        Item::Record(vec![6; 200_000]),
    ]
}

fn written(person: &PersonKey, items: &[Item]) -> Vec<u8> {
    let mut rng = ChaCha20Rng::seed_from_u64(7);
    let (mut writer, mut file) = Writer::begin(&mut rng, person);
    for item in items {
        file.extend(writer.put(item).into_iter().flatten());
    }
    file.extend(writer.finish());
    file
}

fn read(person: &PersonKey, file: &[u8], step: usize) -> Result<Vec<Item>, BackupError> {
    let head = Head::parse(&file[..file.len().min(Head::LONGEST)])?;
    let mut reader = Reader::open(&head, person)?;
    let mut items = Vec::new();
    for part in file[head.length()..].chunks(step) {
        items.extend(reader.push(part)?);
    }
    reader.finish()?;
    Ok(items)
}

#[test]
fn whoever_has_the_words_reads_what_any_device_wrote() {
    // A device that was given the journal holds a generation, not the seed.
    let device = person(5, 2);
    let device = PersonKey::new(2, *device.key(), device.recovery());
    let file = written(&device, &items());
    let head = Head::parse(&file).unwrap();
    let words = Seed::from_bytes([5; 32]).words().join(" ");
    let person = Seed::from_words(&words).unwrap().person(head.generation());
    for step in [1 << 20, 4096, 1000] {
        assert_eq!(read(&person, &file, step).unwrap(), items());
    }
}

#[test]
fn nobody_else_does() {
    let file = written(&person(5, 1), &items());
    for other in [person(6, 1), person(5, 2)] {
        assert_eq!(
            read(&other, &file, 1 << 20),
            Err(BackupError::AnotherPerson)
        );
    }
    assert!(
        !file.windows(8).any(|part| part == [2; 8]),
        "nothing of it is in the clear"
    );
}

#[test]
fn a_file_cut_anywhere_is_noticed() {
    let (me, items) = (person(5, 1), [about(), Item::Record(vec![7; 3000])]);
    let file = written(&me, &items);
    for length in 1..file.len() {
        let error = read(&me, &file[..length], 1 << 20).unwrap_err();
        assert_eq!(error, BackupError::Cut, "{length} of {}", file.len());
    }
}

#[test]
fn a_piece_left_out_repeated_or_swapped_is_noticed() {
    let me = person(5, 1);
    let many: Vec<Item> = (0..3).map(|n| Item::Record(vec![n; PIECE])).collect();
    let file = written(&me, &many);
    let head = Head::parse(&file).unwrap().length();
    let piece = LENGTH_OF_PIECE;
    let (start, rest) = file.split_at(head);
    let (one, two) = (&rest[..piece], &rest[piece..2 * piece]);
    let tail = &rest[2 * piece..];
    assert_eq!(
        read(&me, &[start, one, two, tail].concat(), 1 << 20).unwrap(),
        many
    );
    for wrong in [
        [start, two, one, tail].concat(),
        [start, one, tail].concat(),
        [start, one, one, two, tail].concat(),
        [start, one, two, tail, tail].concat(),
        [start, one, two, tail, b"x"].concat(),
    ] {
        assert_eq!(read(&me, &wrong, 1 << 20), Err(BackupError::Damaged));
    }
}

/// Length, kind and length of the item, the item, the seal.
const LENGTH_OF_PIECE: usize = 4 + 5 + PIECE + 16;

#[test]
fn any_changed_bit_is_noticed() {
    let (me, items) = (person(5, 1), [about(), Item::Record(vec![7; 40])]);
    let file = written(&me, &items);
    for bit in 0..file.len() * 8 {
        let mut changed = file.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(read(&me, &changed, 1 << 20).is_err(), "bit {bit}");
    }
}

#[test]
fn what_it_is_not_is_said() {
    let me = person(5, 1);
    for other in [
        &b""[..],
        b"PK\x03\x04 an archive",
        b"commonplace/zipped!",
        &[0; 5000],
    ] {
        assert_eq!(read(&me, other, 1 << 20), Err(BackupError::NotABackup));
    }
    let mut newer = written(&me, &items());
    newer[MAGIC.len()] = 2;
    assert_eq!(read(&me, &newer, 1 << 20), Err(BackupError::Newer));
}

#[test]
fn a_newer_kind_is_skipped_only_if_it_says_so() {
    let with = |kind: u8| [&[kind, 0, 0, 0, 2, 9, 9][..], &[3, 0, 0, 0, 1, 8]].concat();
    assert_eq!(Item::read_all(&with(200)), Ok(vec![Item::Record(vec![8])]));
    assert_eq!(Item::read_all(&with(60)), Err(BackupError::Newer));
}

#[test]
fn what_is_too_long_is_left_out_whole() {
    let me = person(5, 1);
    let long = Item::Record(vec![0; MAX_ITEM + 1]);
    let longest = Item::Record(vec![0; MAX_ITEM]);
    let file = written(&me, &[about(), long, longest.clone()]);
    assert_eq!(read(&me, &file, 1 << 20).unwrap(), [about(), longest]);
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2000), 0..20),
        step in 1_usize..5000,
    ) {
        let me = person(5, 1);
        let items: Vec<Item> = bodies.into_iter().map(Item::Record).collect();
        let file = written(&me, &items);
        prop_assert_eq!(read(&me, &file, step).unwrap(), items);
    }

    #[test]
    fn anything_else_is_an_error_and_no_panic(
        mut bytes in prop::collection::vec(any::<u8>(), 0..400),
        named in any::<bool>(),
    ) {
        if named {
            bytes.splice(0..0, *MAGIC);
        }
        prop_assert!(read(&person(5, 1), &bytes, 64).is_err());
    }
}
