//! Files of any kind in, one note or refusal at a time out, so that a caller can do other things in between.
//! Decides by a path alone what is worth reading; never by what an archive declares about itself.

use std::collections::VecDeque;

use crate::archive::Archive;
use crate::date::Zone;
use crate::{File, MAX_ARCHIVE_BYTES, Note, Reading, Refused, Why, markdown};

/// What to do with a file, known before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Worth reading: a note by its name.
    Note,
    /// Worth reading: a zip archive by its name.
    Archive,
    /// Nothing a person would miss: folders, hidden files, what operating systems leave behind.
    Skip,
    /// Left out, and the person is told.
    Refuse(Why),
}

/// Judges a file by its path and size in bytes, so that large ones need not be brought into memory to be refused.
pub fn glance(path: &str, size: u64) -> Glance {
    // Browsers name what is in a dropped folder from the root of that drop: `/notes/a.md`.
    match judge(path.strip_prefix('/').unwrap_or(path)) {
        Glance::Note if size > markdown::MAX_FILE_BYTES as u64 => Glance::Refuse(Why::TooLarge {
            limit: crate::MAX_NOTE_BYTES as u64,
        }),
        Glance::Archive if size > MAX_ARCHIVE_BYTES => Glance::Refuse(Why::TooLarge {
            limit: MAX_ARCHIVE_BYTES,
        }),
        other => other,
    }
}

/// Judges a file by its path. A backslash is taken for a slash, as Windows would.
pub(crate) fn judge(path: &str) -> Glance {
    let path = path.replace('\\', "/");
    if leads_out(&path) {
        return Glance::Refuse(Why::UnsafePath);
    }
    if path.ends_with('/') || path.split('/').any(is_litter) {
        return Glance::Skip;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    match name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .as_deref()
    {
        Some("md" | "markdown" | "txt") => Glance::Note,
        Some("zip") => Glance::Archive,
        _ => Glance::Refuse(Why::NotMarkdown),
    }
}

fn leads_out(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    path.is_empty()
        || path.starts_with('/')
        || drive
        || path.contains('\0')
        || path.split('/').any(|part| part == "..")
}

fn is_litter(part: &str) -> bool {
    let hidden = part.starts_with('.') && part != ".";
    hidden || ["__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"].contains(&part)
}

/// Reads files into notes, one at a time. Takes more files whenever they come; `None` means none are left for now.
#[derive(Debug)]
pub struct Reader {
    zone: Zone,
    waiting: VecDeque<File>,
    open: Option<Archive>,
}

impl Reader {
    /// A reader for somebody in `zone`, which is asked about every date written without one.
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            waiting: VecDeque::new(),
            open: None,
        }
    }

    /// Adds a file to be read after those before it.
    pub fn feed(&mut self, file: File) {
        self.waiting.push_back(file);
    }

    fn start(&mut self, file: File) -> Option<Result<Note, Refused>> {
        match glance(&file.path, file.bytes.len() as u64) {
            Glance::Skip => None,
            Glance::Refuse(why) => Some(Err(Refused {
                path: file.path,
                why,
            })),
            Glance::Note => {
                let modified = self.zone.at(file.modified_ms);
                Some(markdown::read(file.path, &file.bytes, modified, &self.zone))
            }
            Glance::Archive => match Archive::open(file) {
                Ok(archive) => {
                    self.open = Some(archive);
                    None
                }
                Err(refused) => Some(Err(refused)),
            },
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Note, Refused>;

    /// The next note or refusal: never more work than one note, or the table of contents of one archive.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(archive) = &mut self.open {
                if let Some(item) = archive.next(&self.zone) {
                    return Some(item);
                }
                self.open = None;
            }
            let file = self.waiting.pop_front()?;
            if let Some(item) = self.start(file) {
                return Some(item);
            }
        }
    }
}

/// Reads all of the files at once.
pub fn read(files: impl IntoIterator<Item = File>, zone: Zone) -> Reading {
    let mut reader = Reader::new(zone);
    let mut reading = Reading::default();
    for file in files {
        reader.feed(file);
        for item in reader.by_ref() {
            match item {
                Ok(note) => reading.notes.push(note),
                Err(refused) => reading.refused.push(refused),
            }
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_refused_whatever_they_name() {
        let paths = [
            "../a.md",
            "a/../../b.md",
            "/etc/a.md",
            "C:/a.md",
            "c:a.md",
            "..\\a.md",
            "a\\..\\b.md",
        ];
        for path in paths.into_iter().chain([
            "\\\\server\\a.md",
            "a\0.md",
            "",
            "../.hidden",
            "a/..",
            "x/../y.png",
        ]) {
            assert_eq!(judge(path), Glance::Refuse(Why::UnsafePath), "{path}");
        }
        assert_eq!(
            judge("a..b/..c/d...md"),
            Glance::Skip,
            "hidden, not leading out"
        );
        assert_eq!(judge("a..b/d...md"), Glance::Note);
    }

    #[test]
    fn litter_is_passed_over_and_other_files_are_named() {
        for path in [
            ".DS_Store",
            "a/.git/b.md",
            "__MACOSX/._a.md",
            "a/",
            "a/Thumbs.db",
        ] {
            assert_eq!(judge(path), Glance::Skip, "{path}");
        }
        for path in ["LICENSE", "a/b.png", "md", "a.md/b"] {
            assert_eq!(judge(path), Glance::Refuse(Why::NotMarkdown), "{path}");
        }
        for path in ["a.md", "./a/b.MD", "a.markdown", "a.txt"] {
            assert_eq!(judge(path), Glance::Note, "{path}");
        }
    }

    #[test]
    fn a_glance_knows_what_is_too_large_to_read() {
        assert_eq!(glance("/notes/a.md", 10), Glance::Note);
        assert_eq!(
            glance("a.md", u64::MAX),
            Glance::Refuse(Why::TooLarge { limit: 1 << 20 })
        );
        assert_eq!(glance("a.zip", MAX_ARCHIVE_BYTES), Glance::Archive);
        assert_eq!(
            glance("a.zip", u64::MAX),
            Glance::Refuse(Why::TooLarge {
                limit: MAX_ARCHIVE_BYTES
            })
        );
    }

    #[test]
    fn a_reader_goes_on_when_more_files_come() {
        let file = |path: &str, text: &str| File {
            path: path.into(),
            bytes: text.into(),
            modified_ms: 7,
        };
        let mut reader = Reader::new(Zone::fixed(120));
        assert_eq!(reader.next(), None);
        reader.feed(file(".hidden.md", "x"));
        reader.feed(file("/notes/a.md", "text"));
        let note = reader.next().unwrap().unwrap();
        assert_eq!(
            (note.occurred_at_ms, note.offset_minutes, note.body.as_str()),
            (7, 120, "text")
        );
        assert_eq!(reader.next(), None);
        reader.feed(file("a.zip", "not a zip"));
        assert_eq!(
            reader.next(),
            Some(Err(Refused {
                path: "a.zip".into(),
                why: Why::Damaged
            }))
        );
    }
}
