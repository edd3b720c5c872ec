//! Archives made to hurt: each is a clear refusal, none costs more than its limits, none hides the notes beside it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::io::Write;

use commonplace_exchange::{
    File, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_NOTE_BYTES, Reading, Refused, Why, Zone,
    read, write_zip,
};
use flate2::{Compression, write::DeflateEncoder};
use proptest::prelude::*;
use rawzip::{CompressionMethod, Crc32Option, DataDescriptorOutput, Header, ZipArchiveWriter};

fn read_zip(bytes: Vec<u8>) -> Reading {
    read(
        [File {
            path: "a.zip".to_owned(),
            bytes,
            modified_ms: 0,
        }],
        Zone::fixed(0),
    )
}

fn deflate(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// A part of an archive as a hostile tool would write it, declaring what it likes.
struct Part<'a> {
    path: &'a [u8],
    packed: Vec<u8>,
    declared: u64,
    crc: u32,
}

fn part<'a>(path: &'a (impl AsRef<[u8]> + ?Sized), text: &[u8]) -> Part<'a> {
    Part {
        path: path.as_ref(),
        packed: deflate(text),
        declared: text.len() as u64,
        crc: rawzip::crc32(text),
    }
}

fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for part in parts {
        let builder = writer
            .new_file(rawzip::path::EntryPath::verbatim(part.path))
            .compression_method(CompressionMethod::DEFLATE);
        let (mut entry, _) = builder
            .crc32(Crc32Option::Custom(part.crc))
            .start()
            .unwrap();
        entry.write_all(&part.packed).unwrap();
        entry
            .finish(DataDescriptorOutput::new(part.crc, part.declared))
            .unwrap();
    }
    writer.finish().unwrap()
}

/// The same archive with the first record of its table of contents there `times` over, all naming the same bytes.
fn overlapping(bytes: &[u8], times: usize) -> Vec<u8> {
    let end = bytes.len() - 22;
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let (size, start) = (number(end + 12), number(end + 16));
    let mut out = bytes[..start].to_vec();
    out.extend(bytes[start..start + size].repeat(times));
    let mut tail = bytes[end..].to_vec();
    tail[12..16].copy_from_slice(&u32::try_from(size * times).unwrap().to_le_bytes());
    out.extend(tail);
    out
}

fn why(parts: &[Part<'_>]) -> Vec<Why> {
    read_zip(zip(parts))
        .refused
        .into_iter()
        .map(|refused| refused.why)
        .collect()
}

#[test]
fn a_bomb_is_refused_and_the_note_beside_it_is_read() {
    let bomb = vec![b'a'; 64 << 20];
    let small_lie = Part {
        declared: 5,
        crc: rawzip::crc32(b"aaaaa"),
        ..part("lie.md", &bomb)
    };
    let reading = read_zip(zip(&[
        part("bomb.md", &bomb),
        small_lie,
        part("note.md", b"text"),
    ]));
    assert_eq!(reading.notes.len(), 1);
    let refused: Vec<_> = reading
        .refused
        .iter()
        .map(|r| (r.path.as_str(), r.why))
        .collect();
    assert_eq!(refused, [("bomb.md", Why::Bomb), ("lie.md", Why::Bomb)]);
}

#[test]
fn many_entries_over_the_same_bytes_stop_at_the_total() {
    let large = vec![b'a'; MAX_NOTE_BYTES];
    let times = usize::try_from(MAX_ARCHIVE_BYTES).unwrap() / MAX_NOTE_BYTES;
    let reading = read_zip(overlapping(&zip(&[part("a.md", &large)]), times + 5));
    assert_eq!(reading.notes.len(), times);
    assert_eq!(
        reading.refused,
        [Refused {
            path: "a.zip".to_owned(),
            why: Why::Bomb
        }]
    );
    let wrong = Part {
        crc: 1,
        ..part("a.md", &large)
    };
    let reading = read_zip(overlapping(&zip(&[wrong]), times + 5));
    assert_eq!(
        reading.refused.len(),
        times + 1,
        "damaged entries count as well"
    );
}

#[test]
fn entries_are_counted_and_not_believed() {
    let one = zip(&[part("a.png", b"x")]);
    let most = read_zip(overlapping(&one, MAX_ARCHIVE_ENTRIES)).refused;
    assert!(most.iter().all(|refused| refused.why == Why::NotMarkdown));
    let reading = read_zip(overlapping(&one, MAX_ARCHIVE_ENTRIES + 1));
    assert_eq!(reading.refused.len(), MAX_ARCHIVE_ENTRIES + 1);
    assert_eq!(reading.refused.last().unwrap().why, Why::TooMany);
}

#[test]
fn long_text_is_too_large_rather_than_a_bomb() {
    let words: Vec<u8> = (0u32..600_000)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_string().into_bytes())
        .collect();
    let limit = MAX_NOTE_BYTES as u64;
    let just_over = &words[..=MAX_NOTE_BYTES];
    assert_eq!(
        why(&[part("a.md", &words), part("b.md", just_over)]),
        [Why::TooLarge { limit }; 2]
    );
    let mut stored = ZipArchiveWriter::new(Vec::new());
    let (mut entry, config) = stored.new_file("a.md").start().unwrap();
    let mut writer = config.wrap(&mut entry);
    writer.write_all(&words).unwrap();
    let (_, descriptor) = writer.finish().unwrap();
    entry.finish(descriptor).unwrap();
    assert_eq!(
        read_zip(stored.finish().unwrap()).refused[0].why,
        Why::TooLarge { limit }
    );
}

#[test]
fn paths_that_lead_out_and_archives_within_are_left_out() {
    let inner = zip(&[part("note.md", b"text")]);
    for path in ["../a.md", "/a.md", "C:\\a.md", "a\\..\\..\\b.md", "a\0.md"] {
        assert_eq!(why(&[part(path, b"text")]), [Why::UnsafePath], "{path:?}");
    }
    assert_eq!(
        why(&[part("inner.zip", &inner), part("a.png", b"x")]),
        [Why::NotMarkdown; 2]
    );
    let litter = [
        part("folder/", b""),
        part("__MACOSX/._a.md", b"x"),
        part(".DS_Store", b"x"),
        part("a.md", b"x"),
    ];
    let reading = read_zip(zip(&litter));
    assert_eq!((reading.notes.len(), reading.refused.len()), (1, 0));
}

#[test]
fn what_cannot_be_read_says_why() {
    let lie = |part| Part { crc: 7, ..part };
    let cut = Part {
        packed: vec![0x4B, 0x4C],
        ..part("a.md", b"text")
    };
    assert_eq!(why(&[lie(part("a.md", b"text")), cut]), [Why::Damaged; 2]);
    assert_eq!(
        why(&[part("a.md", b"a\0b"), part("b.md", b"\xff\xff")]),
        [Why::NotText; 2]
    );
    assert_eq!(why(&[part("a.md", b" \n")]), [Why::Empty]);
    assert_eq!(why(&[]), [Why::Empty]);

    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (path, method, encrypted, mode) in [
        ("a.md", CompressionMethod::STORE, true, 0o644),
        ("b.md", CompressionMethod::ZSTD, false, 0o644),
        ("c.md", CompressionMethod::STORE, false, 0o120_777),
    ] {
        let builder = writer
            .new_file(path)
            .compression_method(method)
            .encrypted(encrypted)
            .unix_permissions(mode);
        let (entry, _) = builder.start().unwrap();
        entry.finish(DataDescriptorOutput::new(0, 0)).unwrap();
    }
    let refused: Vec<_> = read_zip(writer.finish().unwrap())
        .refused
        .into_iter()
        .map(|r| r.why)
        .collect();
    assert_eq!(refused, [Why::Encrypted, Why::Damaged, Why::UnsafePath]);
}

#[test]
fn the_time_of_an_entry_is_utc_if_it_says_so_and_the_wall_clock_otherwise() {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    let mut extra = vec![1];
    extra.extend(1_773_498_600_u32.to_le_bytes());
    let id = rawzip::extra_fields::ExtraFieldId::EXTENDED_TIMESTAMP;
    let builder = writer
        .new_file("utc.md")
        .extra_field(id, &extra, Header::default())
        .unwrap();
    let (mut entry, config) = builder.start().unwrap();
    let mut out = config.wrap(&mut entry);
    out.write_all(b"x").unwrap();
    let (_, descriptor) = out.finish().unwrap();
    entry.finish(descriptor).unwrap();
    let bytes = writer.finish().unwrap();
    let at = |bytes: Vec<u8>| {
        let file = File {
            path: "a.zip".to_owned(),
            bytes,
            modified_ms: 86_400_000,
        };
        let note = read([file], Zone::fixed(60)).notes.remove(0);
        (note.occurred_at_ms, note.offset_minutes)
    };
    assert_eq!(at(bytes), (1_773_498_600_000, 60));

    let mut plain = zip(&[part("wall.md", b"x")]);
    assert_eq!(
        at(plain.clone()),
        (86_400_000, 60),
        "no time at all: when the archive was made"
    );
    let record = plain
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    // 2026-03-14 15:30:00, as DOS packs it.
    plain[record + 12..record + 14].copy_from_slice(&(15u16 << 11 | 30 << 5).to_le_bytes());
    plain[record + 14..record + 16].copy_from_slice(&(46u16 << 9 | 3 << 5 | 0b1110).to_le_bytes());
    assert_eq!(at(plain), (1_773_498_600_000, 60));
}

fn assert_within_limits(reading: &Reading) {
    assert!(reading.notes.len() + reading.refused.len() <= MAX_ARCHIVE_ENTRIES + 1);
    for note in &reading.notes {
        assert!(note.body.len() <= MAX_NOTE_BYTES && !note.body.trim().is_empty());
        assert!(!note.body.contains(['\0', '\r']) && !note.path.contains('\0'));
        assert!(note.offset_minutes.abs() < 1440);
    }
}

fn sound() -> Vec<u8> {
    let files = [
        "one",
        "---\ntags: [a]\ndate: 2026-03-14\n---\ntwo two two two",
        "three",
    ]
    .map(|text| File {
        path: format!("{}.md", text.len()),
        bytes: text.into(),
        modified_ms: 0,
    });
    write_zip(&read(files, Zone::fixed(0)).notes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read_as_an_archive(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        assert_within_limits(&read_zip(bytes));
    }

    #[test]
    fn any_bytes_are_read_as_a_note(bytes in prop::collection::vec(any::<u8>(), 0..600), path in "[a-z/.\\\\-]{0,8}\\.md") {
        assert_within_limits(&read([File { path, bytes, modified_ms: i64::MIN }], Zone::fixed(i16::MIN)));
    }

    #[test]
    fn any_text_is_read_as_a_note(text in "(---\n|[a-z]{1,4}:|date: 2026-0|tags: \\[|['\"\\\\\\],:#\n -]|\\PC){0,40}") {
        let file = File { path: "a.md".to_owned(), bytes: format!("---\n{text}").into(), modified_ms: i64::MAX };
        assert_within_limits(&read([file], Zone::fixed(i16::MAX)));
    }

    #[test]
    fn a_mutilated_archive_is_read_as_far_as_it_goes(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
    ) {
        let mut bytes = sound();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        assert_within_limits(&read_zip(bytes));
    }
}
