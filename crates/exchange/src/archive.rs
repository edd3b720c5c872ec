//! Zip archives of notes, read and written.
//! An archive is taken for hostile: sizes are counted while inflating, entries are never written anywhere by their
//! names, and archives within archives stay closed.

use std::collections::hash_map::{self, HashMap};
use std::io::{Read, Write};
use std::vec::IntoIter;

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rawzip::time::{UtcDateTime, ZipDateTimeKind};
use rawzip::{
    CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipArchiveWriter, ZipFileHeaderRecord,
    ZipSliceArchive, ZipVerification,
};

use crate::date::{Moment, Zone};
use crate::reader::{Glance, judge};
use crate::{
    File, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_NOTE_BYTES, Note, Refused, Why, markdown,
};

/// The most an entry may grow for each compressed byte, once it is larger than any note in UTF-8.
/// A judgement, not a measurement: deflate can reach 1,032, and beyond that size only UTF-16 could still be a note.
const MAX_RATIO: u64 = 100;
/// What a tool that keeps no times writes: the first moment the format can say.
const NO_DOS_TIME: (u16, u8, u8) = (1980, 1, 1);

/// An open archive: its bytes, and what is left to do with it.
#[derive(Debug)]
pub(crate) struct Archive {
    zip: ZipSliceArchive<Vec<u8>>,
    path: String,
    modified_ms: i64,
    plan: IntoIter<Result<Entry, Refused>>,
    /// Bytes that may still be inflated.
    allowance: u64,
}

/// An entry that is a note by its name.
#[derive(Debug)]
struct Entry {
    path: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    modified: ZipDateTimeKind,
}

impl Archive {
    /// Reads the table of contents.
    ///
    /// # Errors
    /// [`Refused`] if it is no zip archive, or holds nothing.
    pub(crate) fn open(file: File) -> Result<Self, Refused> {
        let File {
            path,
            bytes,
            modified_ms,
        } = file;
        match ZipArchive::from_slice(bytes) {
            Ok(zip) => {
                let plan = contents(&zip, &path);
                if plan.is_empty() && zip.entries_hint() == 0 {
                    return Err(Refused {
                        path,
                        why: Why::Empty,
                    });
                }
                Ok(Self {
                    zip,
                    path,
                    modified_ms,
                    plan: plan.into_iter(),
                    allowance: MAX_ARCHIVE_BYTES,
                })
            }
            Err(_) => Err(Refused {
                path,
                why: Why::Damaged,
            }),
        }
    }

    /// The next note or refusal.
    pub(crate) fn next(&mut self, zone: &Zone) -> Option<Result<Note, Refused>> {
        let entry = match self.plan.next()? {
            Ok(entry) => entry,
            Err(refused) => return Some(Err(refused)),
        };
        let mut bytes = Vec::new();
        let inflated = self.inflate(&entry, &mut bytes);
        // Work that ends in a refusal counts too, or many small bombs would cost as much as a large one.
        let Some(allowance) = self.allowance.checked_sub(bytes.len() as u64) else {
            self.plan = Vec::new().into_iter();
            return Some(Err(Refused {
                path: self.path.clone(),
                why: Why::Bomb,
            }));
        };
        self.allowance = allowance;
        if let Err(why) = inflated {
            return Some(Err(Refused {
                path: entry.path,
                why,
            }));
        }
        let modified = self.modified(&entry.modified, zone);
        Some(markdown::read(entry.path, &bytes, modified, zone))
    }

    /// Appends the bytes of an entry to `out`, and holds them against the size and checksum it declares.
    fn inflate(&self, entry: &Entry, out: &mut Vec<u8>) -> Result<(), Why> {
        let found = self.zip.get_entry(entry.place).map_err(|_| Why::Damaged)?;
        match entry.method {
            CompressionMethod::STORE if found.data().len() > markdown::MAX_FILE_BYTES => {
                return Err(too_large());
            }
            CompressionMethod::STORE => out.extend_from_slice(found.data()),
            CompressionMethod::DEFLATE => inflate(found.data(), out)?,
            _ => return Err(Why::Damaged),
        }
        let actual = ZipVerification {
            crc: rawzip::crc32(out),
            uncompressed_size: out.len() as u64,
        };
        found
            .claim_verifier()
            .valid(actual)
            .map_err(|_| Why::Damaged)
    }

    /// When an entry was last changed. Zip's own times are those of a clock on a wall.
    fn modified(&self, at: &ZipDateTimeKind, zone: &Zone) -> Moment {
        let wall = UtcDateTime::from_components(
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            0,
        );
        match (at, wall) {
            (ZipDateTimeKind::Utc(utc), _) => zone.at(utc.to_unix().saturating_mul(1000)),
            (ZipDateTimeKind::Local(_), Some(wall))
                if (at.year(), at.month(), at.day()) != NO_DOS_TIME =>
            {
                zone.wall(wall.to_unix().saturating_mul(1000))
            }
            _ => zone.at(self.modified_ms),
        }
    }
}

fn too_large() -> Why {
    Why::TooLarge {
        limit: MAX_NOTE_BYTES as u64,
    }
}

/// What to do with each entry, in their order. Reads no entry's content.
fn contents(zip: &ZipSliceArchive<Vec<u8>>, path: &str) -> Vec<Result<Entry, Refused>> {
    let mut plan = Vec::new();
    let mut seen: u64 = 0;
    let stop = |why| {
        Err(Refused {
            path: path.to_owned(),
            why,
        })
    };
    for record in zip.entries() {
        let Ok(record) = record else {
            plan.push(stop(Why::Damaged));
            return plan;
        };
        if seen == MAX_ARCHIVE_ENTRIES as u64 {
            plan.push(stop(Why::TooMany));
            return plan;
        }
        seen += 1;
        plan.extend(planned(&record));
    }
    if seen < zip.entries_hint() {
        plan.push(stop(Why::Damaged));
    }
    plan
}

fn planned(record: &ZipFileHeaderRecord<'_>) -> Option<Result<Entry, Refused>> {
    let path = String::from_utf8_lossy(record.file_path().as_bytes()).into_owned();
    let why = match judge(&path) {
        Glance::Skip => return None,
        Glance::Refuse(why) => why,
        Glance::Archive => Why::NotMarkdown,
        Glance::Note if record.mode().is_symlink() => Why::UnsafePath,
        Glance::Note if record.flags().is_encrypted() => Why::Encrypted,
        Glance::Note => {
            return Some(Ok(Entry {
                path,
                place: record.wayfinder(),
                method: record.compression_method(),
                modified: record.last_modified(),
            }));
        }
    };
    Some(Err(Refused { path, why }))
}

/// Inflates no further than a note can be long, and stops early at what no text compresses to.
fn inflate(packed: &[u8], out: &mut Vec<u8>) -> Result<(), Why> {
    let mut decoder = DeflateDecoder::new(packed);
    for limit in [markdown::MAX_TEXT_BYTES, markdown::MAX_FILE_BYTES] {
        let room = (limit + 1).saturating_sub(out.len()) as u64;
        decoder
            .by_ref()
            .take(room)
            .read_to_end(out)
            .map_err(|_| Why::Damaged)?;
        if out.len() <= limit {
            return Ok(());
        }
        if out.len() as u64 > decoder.total_in().saturating_mul(MAX_RATIO) {
            return Err(Why::Bomb);
        }
    }
    Err(too_large())
}

/// An archive that could not be written. Nothing was lost: the notes are where they were.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The archive would be larger than its format allows.
    #[error("these notes do not fit into one archive")]
    DoesNotFit(#[from] rawzip::Error),
    /// There was no room for it.
    #[error("there is no room for the archive")]
    NoRoom(#[from] std::io::Error),
}

/// A zip archive of Markdown files with front matter, at their paths; a note without a usable path is given one.
///
/// # Errors
/// [`WriteError`] only for more than the format or the memory holds.
pub fn write_zip(notes: &[Note]) -> Result<Vec<u8>, WriteError> {
    let mut zip = ZipArchiveWriter::new(Vec::new());
    let mut taken = HashMap::new();
    for note in notes {
        let (mut entry, config) = zip
            .new_file(free_path(note, &mut taken).as_str())
            .compression_method(CompressionMethod::DEFLATE)
            .last_modified(UtcDateTime::from_unix(note.occurred_at_ms.div_euclid(1000)))
            .start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(markdown::write(note).as_bytes())?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    Ok(zip.finish()?)
}

/// The note's path if it is one that we would read; in a numbered folder if another note has it. The name itself
/// never changes, because a note is known by it.
fn free_path(note: &Note, taken: &mut HashMap<String, u32>) -> String {
    let usable =
        judge(&note.path) == Glance::Note && note.path.len() < 1024 && !note.path.contains('\\');
    let path = if usable {
        note.path.clone()
    } else {
        markdown::path(note)
    };
    // File systems that ignore case would let one file overwrite the other.
    let mut times = *taken
        .entry(path.to_lowercase())
        .and_modify(|times| *times += 1)
        .or_insert(1);
    if times == 1 {
        return path;
    }
    loop {
        let free = format!("{times}/{path}");
        if let hash_map::Entry::Vacant(place) = taken.entry(free.to_lowercase()) {
            place.insert(1);
            return free;
        }
        times += 1;
    }
}
