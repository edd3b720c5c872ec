//! One note as a Markdown file: read from any tool's, written so that any tool can read it.
//! Never loses what it does not understand: a front-matter block with anything else in it stays in the text.

use crate::date::{self, Moment, Zone};
use crate::front_matter::{self, FrontMatter};
use crate::{MAX_NOTE_BYTES, Note, Refused, Why};

/// Front matter comes on top of a note's text, and is no part of it once read.
const MAX_FRONT_BYTES: usize = 64 << 10;
/// What a note of [`MAX_NOTE_BYTES`] may come as in UTF-8.
pub(crate) const MAX_TEXT_BYTES: usize = MAX_NOTE_BYTES + MAX_FRONT_BYTES;
/// The largest file worth reading as a note: in UTF-16, plain text takes two bytes a letter.
pub(crate) const MAX_FILE_BYTES: usize = 2 * MAX_TEXT_BYTES;

/// Reads one file. `modified` is the date of a note that names no other, neither inside nor in its file name.
///
/// # Errors
/// [`Refused`] if it is not text, blank, or more than [`MAX_NOTE_BYTES`].
pub(crate) fn read(
    path: String,
    bytes: &[u8],
    modified: Moment,
    zone: &Zone,
) -> Result<Note, Refused> {
    match parse(&path, bytes, modified, zone) {
        Ok(note) => Ok(Note { path, ..note }),
        Err(why) => Err(Refused { path, why }),
    }
}

fn parse(path: &str, bytes: &[u8], modified: Moment, zone: &Zone) -> Result<Note, Why> {
    let text = decode(bytes)?;
    let (front, body) = match front_matter::split(&text) {
        Some((front, rest)) if front.whole => {
            let body = with_title(front.title.as_deref(), rest);
            (front, body)
        }
        Some((front, _)) => (front, text),
        None => (FrontMatter::default(), text),
    };
    if body.trim().is_empty() {
        return Err(Why::Empty);
    }
    if body.len() > MAX_NOTE_BYTES {
        return Err(Why::TooLarge {
            limit: MAX_NOTE_BYTES as u64,
        });
    }
    let stem = stem(path);
    let written = front.written().or_else(|| date::from_stem(stem));
    let moment = written.map_or(modified, |written| written.moment(zone));
    Ok(Note {
        path: String::new(),
        key: key(stem, &body),
        body,
        occurred_at_ms: moment.utc_ms,
        offset_minutes: moment.offset_minutes,
        tags: front.tags,
        starred: front.starred,
    })
}

/// Bytes as text with `\n` line ends: UTF-8, or UTF-16 that says so with its first two bytes.
fn decode(bytes: &[u8]) -> Result<String, Why> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Why::TooLarge {
            limit: MAX_NOTE_BYTES as u64,
        });
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        _ => utf8(bytes)?,
    };
    if text.contains('\0') {
        return Err(Why::NotText);
    }
    // An editor in a browser counts in `\n`: any other line end would put its edits in the wrong place.
    Ok(if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    })
}

fn utf8(bytes: &[u8]) -> Result<String, Why> {
    core::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|_| Why::NotText)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Why> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Why::NotText);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<_, _>>()
        .map_err(|_| Why::NotText)
}

/// The title of a block becomes a heading, unless the text already has that heading.
fn with_title(title: Option<&str>, body: &str) -> String {
    let is_heading = |title: &str| {
        body.lines().any(|line| {
            line.strip_prefix('#')
                .is_some_and(|rest| rest.trim_start_matches('#').trim() == title)
        })
    };
    match title.map(str::trim) {
        Some(title) if !title.is_empty() && !is_heading(title) => format!("# {title}\n\n{body}"),
        _ => body.to_owned(),
    }
}

/// The file's name without folders and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a note is known by. Not its folder and not its time: a zip and the folder it was made of differ in both.
fn key(stem: &str, body: &str) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 imported note");
    hasher.update(&(stem.len() as u64).to_le_bytes());
    hasher.update(stem.as_bytes());
    hasher.update(body.as_bytes());
    let mut key = [0; 16];
    hasher.finalize_xof().fill(&mut key);
    key
}

/// The note as a Markdown file with flat front matter. Read again under the same name, it is the same note.
pub fn write(note: &Note) -> String {
    let moment = moment(note);
    let tags: Vec<_> = note
        .tags
        .iter()
        .map(|tag| front_matter::tag(tag))
        .filter(|tag| !tag.is_empty())
        .collect();
    let tags = match tags.as_slice() {
        [] => String::new(),
        tags => format!(
            "tags: [{}]\n",
            tags.iter()
                .map(|tag| front_matter::quote(tag))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!(
        "---\nid: {}\ntype: reflection\ndate: {}\ncreated: {}\n{tags}{}---\n\n{}",
        hex(note.key),
        moment.day(),
        moment.rfc3339(),
        if note.starred { "starred: true\n" } else { "" },
        note.body
    )
}

/// Where the note belongs in an export: `journal/2026/2026-03-14-1530-00010203.md`, by the time of where it was written.
pub fn path(note: &Note) -> String {
    let moment = moment(note);
    let day = moment.day();
    let year = day.split('-').next().unwrap_or_default();
    let id: String = hex(note.key).chars().take(8).collect();
    format!("journal/{year}/{day}-{}-{id}.md", moment.hour_minute())
}

fn moment(note: &Note) -> Moment {
    Moment::new(note.occurred_at_ms, note.offset_minutes)
}

fn hex(key: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(path: &str, bytes: &[u8]) -> Result<Note, Why> {
        let zone = Zone::fixed(60);
        read(path.to_owned(), bytes, zone.at(0), &zone).map_err(|refused| refused.why)
    }

    fn body(bytes: &[u8]) -> Result<String, Why> {
        read_at("a.md", bytes).map(|note| note.body)
    }

    #[test]
    fn text_comes_in_several_encodings() {
        let le: Vec<u8> = "\u{feff}é\r\n😀"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let be: Vec<u8> = "\u{feff}é\r\n😀"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for bytes in [
            &le[..],
            &be,
            "é\r\n😀".as_bytes(),
            "\u{feff}é\r😀".as_bytes(),
        ] {
            assert_eq!(body(bytes).unwrap(), "é\n😀");
        }
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for bytes in [
            &b"a\0b"[..],
            b"a\xffb",
            b"\xff\xfea",
            b"\xff\xfe\x00\xd8",
            b"\xff\xfe\0\0a\0\0\0",
        ] {
            assert_eq!(body(bytes), Err(Why::NotText), "{bytes:?}");
        }
        for bytes in [
            &b""[..],
            b" \r\n\t",
            b"---\ntags: [a]\n---\n",
            b"\xef\xbb\xbf",
        ] {
            assert_eq!(body(bytes), Err(Why::Empty), "{bytes:?}");
        }
    }

    #[test]
    fn exactly_one_mebibyte_is_fine_and_one_byte_more_is_not() {
        let most = "a".repeat(MAX_NOTE_BYTES);
        assert_eq!(body(most.as_bytes()).unwrap(), most);
        let tagged = format!("---\ntags: [a]\n---\n{most}");
        assert_eq!(
            body(tagged.as_bytes()).unwrap(),
            most,
            "front matter does not count"
        );
        let wide: Vec<u8> = format!("\u{feff}{most}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(body(&wide).unwrap(), most, "nor does the encoding");
        let limit = MAX_NOTE_BYTES as u64;
        assert_eq!(
            body(format!("{most}a").as_bytes()),
            Err(Why::TooLarge { limit })
        );
        assert_eq!(
            body(&vec![b'a'; MAX_FILE_BYTES + 1]),
            Err(Why::TooLarge { limit })
        );
    }

    #[test]
    fn a_title_stays_as_a_heading() {
        assert_eq!(
            body(b"---\ntitle: A day\n---\nText").unwrap(),
            "# A day\n\nText"
        );
        assert_eq!(
            body(b"---\ntitle: 'A day'\n---\n\n# A day\nText").unwrap(),
            "# A day\nText"
        );
        assert_eq!(
            body(b"---\ntitle: A day\n---\n## Morning\n").unwrap(),
            "# A day\n\n## Morning\n"
        );
    }

    #[test]
    fn a_block_with_something_else_in_it_stays() {
        let text = "---\naliases: [x]\ntags: [a]\ndate: 2026-03-14\n---\nText";
        let note = read_at("a.md", text.as_bytes()).unwrap();
        assert_eq!(
            (note.body.as_str(), note.tags),
            (text, vec!["a".to_owned()])
        );
        assert_eq!(note.occurred_at_ms, 1_773_486_000_000);
    }

    #[test]
    fn the_date_is_the_first_of_inside_name_and_file() {
        let at = |path: &str, text: &str| read_at(path, text.as_bytes()).unwrap().occurred_at_ms;
        let noon_march_14 = 1_773_486_000_000;
        assert_eq!(
            at("x/2026-01-01.md", "---\ndate: 2026-03-14\n---\nText"),
            noon_march_14
        );
        assert_eq!(at("x/2026-03-14 Standup.md", "Text"), noon_march_14);
        assert_eq!(at("journals/2026_03_14.md", "Text"), noon_march_14);
        assert_eq!(at("x/ideas.md", "Text"), 0);
    }

    #[test]
    fn a_note_is_known_by_its_name_and_text() {
        let key = |path: &str, text: &str| read_at(path, text.as_bytes()).unwrap().key;
        assert_eq!(key("til/go/defer.md", "x"), key("defer.markdown", "x"));
        assert_ne!(key("defer.md", "x"), key("defer.md", "y"));
        assert_ne!(key("a.md", "bc"), key("ab.md", "c"));
    }

    #[test]
    fn writes_what_other_tools_read() {
        let note = Note {
            path: "x.md".to_owned(),
            body: "Ask first.\n".to_owned(),
            occurred_at_ms: 1_773_498_600_000,
            offset_minutes: 60,
            tags: vec!["lesson".to_owned(), "2026".to_owned()],
            starred: true,
            key: [0xAB; 16],
        };
        let expected = "---\nid: abababababababababababababababab\ntype: reflection\ndate: 2026-03-14\n\
                        created: 2026-03-14T15:30:00+01:00\ntags: [lesson, \"2026\"]\nstarred: true\n---\n\nAsk first.\n";
        assert_eq!(write(&note), expected);
        assert_eq!(path(&note), "journal/2026/2026-03-14-1530-abababab.md");
    }
}
