//! A text as it is searched: folded bytes, and beside them the little that folding lost, so that
//! a text is held once and any part of it can be had back as it was written.

use crate::fold::push_folded;
use core::ops::Range;

/// What became of a piece of text, in the two lowest bits of the number before it. The others
/// say how many folded bytes since the last such piece are as they were written.
const UPPER_CASE: usize = 0;
const LINE_END: usize = 1;
/// Then follow the length of the folded piece in one byte, and the character as written.
const OTHER: usize = 2;

/// Appends `text` to `folded`, white space as spaces, and notes in `lost` what that loses.
pub(super) fn fold_keeping(text: &str, folded: &mut Vec<u8>, lost: &mut Vec<u8>) {
    let mut noted = folded.len();
    let mut rest = text;
    let mut piece = String::new();
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii());
        let (ascii, after) = rest.split_at(plain.unwrap_or(rest.len()));
        for byte in ascii.bytes() {
            match byte {
                b'A'..=b'Z' => note(lost, &mut noted, folded.len(), UPPER_CASE),
                b'\n' => note(lost, &mut noted, folded.len(), LINE_END),
                b'\t' | b'\r' => {
                    note(lost, &mut noted, folded.len(), OTHER);
                    lost.extend([1, byte]);
                }
                _ => {
                    folded.push(byte);
                    continue;
                }
            }
            folded.push(if byte.is_ascii_uppercase() {
                byte.to_ascii_lowercase()
            } else {
                b' '
            });
            noted += 1;
        }
        let mut chars = after.chars();
        if let Some(c) = chars.next() {
            piece.clear();
            push_folded(c, &mut piece);
            let mut written = [0; 4];
            let written = c.encode_utf8(&mut written);
            if piece != *written {
                note(lost, &mut noted, folded.len(), OTHER);
                lost.push(u8::try_from(piece.len()).unwrap_or(u8::MAX));
                lost.extend(written.bytes());
                noted += piece.len();
            }
            folded.extend(piece.bytes());
        }
        rest = chars.as_str();
    }
}

fn note(lost: &mut Vec<u8>, noted: &mut usize, at: usize, what: usize) {
    let mut number = (at - *noted) << 2 | what;
    *noted = at;
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return lost.push(low & 0x7f);
        }
        lost.push(low | 0x80);
    }
}

/// The part of a text that was folded to `range` of `folded`, as it was written. What was folded
/// to more than one byte is there as a whole, accents that follow a letter with it.
pub(super) fn as_written(folded: &[u8], lost: &[u8], range: Range<usize>) -> String {
    let start = boundary(folded, range.start);
    let end = boundary(folded, range.end).max(start);
    let mut written = Vec::with_capacity(end - start + 16);
    let mut at = 0;
    let copy = |written: &mut Vec<u8>, from: usize, to: usize| {
        let part = folded.get(from.max(start)..to.min(end));
        written.extend(part.unwrap_or_default());
    };
    for piece in Pieces(lost) {
        if at > end {
            break;
        }
        copy(&mut written, at, at + piece.after);
        at += piece.after;
        let wanted = if piece.folded == 0 {
            start < at && at <= end
        } else {
            at < end && at + piece.folded > start
        };
        match piece.was {
            Was::UpperCase if wanted => {
                written.extend(folded.get(at).map(u8::to_ascii_uppercase));
            }
            Was::Written(char) if wanted => written.extend(char),
            _ => {}
        }
        at += piece.folded;
    }
    copy(&mut written, at, usize::MAX);
    String::from_utf8(written)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The nearest beginning of a character, `at` or before.
fn boundary(folded: &[u8], at: usize) -> usize {
    let mut at = at.min(folded.len());
    while folded.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at -= 1;
    }
    at
}

struct Piece<'a> {
    /// Folded bytes since the last piece.
    after: usize,
    /// Bytes it was folded to.
    folded: usize,
    was: Was<'a>,
}

enum Was<'a> {
    UpperCase,
    Written(&'a [u8]),
}

struct Pieces<'a>(&'a [u8]);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.take(1)?.first()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
            shift += 7;
        }
        let (folded, was) = match number & 3 {
            UPPER_CASE => (1, Was::UpperCase),
            LINE_END => (1, Was::Written(b"\n")),
            _ => {
                let folded = self.take(1)?.first()?;
                let length = match self.0.first()? {
                    0..0xc0 => 1,
                    0xc0..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                (usize::from(*folded), Was::Written(self.take(length)?))
            }
        };
        Some(Piece {
            after: number >> 2,
            folded,
            was,
        })
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use proptest::prelude::*;

    fn folded(text: &str) -> (Vec<u8>, Vec<u8>) {
        let (mut folded, mut lost) = (Vec::new(), Vec::new());
        fold_keeping(text, &mut folded, &mut lost);
        (folded, lost)
    }

    #[test]
    fn a_part_is_had_back_as_it_was_written() {
        let (bytes, lost) = folded("Die GRÖßE der\nE\u{301}cole 😀.");
        assert_eq!(bytes, "die grosse der ecole 😀.".as_bytes());
        let part = |range| as_written(&bytes, &lost, range);
        assert_eq!(part(4..10), "GRÖßE");
        assert_eq!(part(7..8), "ß", "half of it is all of it");
        assert_eq!(part(15..16), "E\u{301}", "with the accent that follows");
        assert_eq!(part(16..20), "cole");
        assert_eq!(part(14..15), "\n");
        assert_eq!(part(21..23), "", "not half a character");
        assert_eq!(part(21..99), "😀.");
        assert_eq!(part(50..99), "");
    }

    #[test]
    fn little_is_kept_beside_what_is_folded() {
        let text = "What one writes down stays. And what stays can be found again.\n".repeat(16);
        let (bytes, lost) = folded(&text);
        assert_eq!(bytes.len(), text.len());
        assert!(lost.len() * 12 < text.len(), "{} bytes", lost.len());
    }

    proptest! {
        #[test]
        fn everything_is_had_back(text in "[a-zA-Z0-9 \n\tÀßéŁİΆёＡ日😀\u{301}\u{ad}.]{0,400}", cut in 0usize..400) {
            let (bytes, lost) = folded(&text);
            prop_assert_eq!(
                String::from_utf8(bytes.clone()).unwrap(),
                fold(&text).replace(['\n', '\t'], " ")
            );
            // A combining accent at the very start belongs to no letter.
            let text = text.trim_start_matches(['\u{301}', '\u{ad}']);
            prop_assert_eq!(as_written(&bytes, &lost, 0..usize::MAX), text);
            let cut = boundary(&bytes, cut);
            let (before, after) = (as_written(&bytes, &lost, 0..cut), as_written(&bytes, &lost, cut..bytes.len()));
            prop_assert!(before.len() + after.len() >= text.len());
            prop_assert!(text.starts_with(&before) && text.ends_with(&after));
        }
    }
}
