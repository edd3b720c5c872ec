//! What lists and editors know of an entry.

use crate::find::Hits;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// Names a document, or an item inside one, for ever and on every device. 16 random bytes, or derived from an
/// imported note.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// The one document of kind [`crate::Kind::Preferences`].
    pub const PREFERENCES: Self = Self(*b"preferences-0001");
    /// The one document of kind [`crate::Kind::Team`] in the space of a team.
    pub const TEAM: Self = Self(*b"team-direction-1");
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

/// The text is not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAnId);
        }
        let mut id = [0; 16];
        for (at, byte) in id.iter_mut().enumerate() {
            let digits = text.get(at * 2..at * 2 + 2).ok_or(NotAnId)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NotAnId)?;
        }
        Ok(Self(id))
    }
}

/// One row of a list of entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// The entry.
    pub id: Id,
    /// First line of text, without Markdown marks; empty when the entry has no words yet.
    pub title: String,
    /// What follows the first line, or what surrounds a search hit: at most 200 characters.
    pub excerpt: String,
    /// When it happened, milliseconds since 1970 UTC.
    pub occurred_at_ms: i64,
    /// Offset from UTC, in minutes, of the place where it was written.
    pub offset_minutes: i16,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Marked by the person as one to come back to.
    pub starred: bool,
    /// What was looked for, where it was found.
    pub hits: Hits,
}

/// A tag that was used, or that a skill is typed as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    /// The tag, without `#`.
    pub tag: String,
    /// In how many entries it stands.
    pub uses: u32,
    /// The skill it stands for, if it does.
    pub skill: Option<String>,
}

/// What an editor shows around the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryMeta {
    /// When it happened, milliseconds since 1970 UTC.
    pub occurred_at_ms: i64,
    /// Offset from UTC, in minutes, of the place where it was written.
    pub offset_minutes: i16,
    /// The IANA name of the time zone there; empty when nobody said.
    pub zone: String,
    /// Marked by the person as one to come back to.
    pub starred: bool,
    /// When it was put away; it can still be had back.
    pub deleted: bool,
    /// Written by a newer version of Commonplace: shown, not edited.
    pub read_only: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_id_survives_being_an_address() {
        let id = Id([0, 1, 2, 250, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("".parse::<Id>(), Err(NotAnId));
        assert_eq!("+1".repeat(16).parse::<Id>(), Err(NotAnId));
        assert_eq!("é".repeat(16).parse::<Id>(), Err(NotAnId));
    }
}
