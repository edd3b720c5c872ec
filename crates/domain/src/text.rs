//! Positions in text as the DOM counts them: UTF-16 units. Never splits a character.

use crate::DocumentError;
use commonplace_api::Splice;
pub use commonplace_api::text::byte_at;
use core::ops::Range;

/// The bytes of `text` that `splice` removes.
///
/// # Errors
/// [`DocumentError::OutsideText`] when an end lies past the text or inside a character.
pub fn removed(text: &str, splice: &Splice) -> Result<Range<usize>, DocumentError> {
    let start = byte_at(text, splice.at).ok_or(DocumentError::OutsideText)?;
    let rest = text.get(start..).ok_or(DocumentError::OutsideText)?;
    let length = byte_at(rest, splice.delete).ok_or(DocumentError::OutsideText)?;
    Ok(start..start + length)
}

/// Carries out `splice` on `text`.
///
/// # Errors
/// [`DocumentError::OutsideText`] when it does not fit; `text` is then unchanged.
pub fn apply(text: &mut String, splice: &Splice) -> Result<(), DocumentError> {
    let range = removed(text, splice)?;
    text.replace_range(range, &splice.insert);
    Ok(())
}

/// `text`, cut before a character so that it has at most `max_bytes`.
pub(crate) fn cut(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(at: u32, delete: u32, insert: &str) -> Splice {
        Splice {
            at,
            delete,
            insert: insert.into(),
        }
    }

    #[test]
    fn counts_as_the_dom_does() {
        let text = "aé😀z";
        assert_eq!(byte_at(text, 2), Some(3));
        assert_eq!(byte_at(text, 3), None, "inside the pair");
        assert_eq!(byte_at(text, 4), Some(7));
        assert_eq!(byte_at(text, 5), Some(8));
        assert_eq!(byte_at(text, 6), None);
        assert_eq!(byte_at("abc", 3), Some(3));
        assert_eq!(byte_at("abc", 4), None);
    }

    #[test]
    fn refuses_what_does_not_fit() {
        let mut text = String::from("x😀y");
        for bad in [
            splice(2, 0, "a"),
            splice(1, 1, ""),
            splice(0, 9, ""),
            splice(9, 0, "a"),
        ] {
            assert_eq!(
                apply(&mut text, &bad),
                Err(DocumentError::OutsideText),
                "{bad:?}"
            );
        }
        assert_eq!(
            apply(&mut text, &splice(u32::MAX, u32::MAX, "")),
            Err(DocumentError::OutsideText)
        );
        assert_eq!(text, "x😀y");
        apply(&mut text, &splice(1, 2, "\0é")).unwrap();
        assert_eq!(text, "x\0éy");
    }

    #[test]
    fn cuts_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 3), "aé");
        assert_eq!(cut("aé", 99), "aé");
    }
}
