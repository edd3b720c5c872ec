//! What a search found, and how what was typed into it was understood.

use crate::{EntryRow, Kind};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Something found in a text: its bytes from and to.
pub type Hit = (u32, u32);

/// What was found in one row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// In its title, in order, apart from each other.
    pub title: Vec<Hit>,
    /// In its excerpt, likewise.
    pub excerpt: Vec<Hit>,
    /// The indexes of tags in which something was found.
    pub tags: Vec<u32>,
}

/// `text` in pieces; `true` for those that were found.
pub fn pieces<'a>(text: &'a str, hits: &[Hit]) -> Vec<(&'a str, bool)> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let mut pieces = Vec::new();
    let mut add = |from, to, hit| {
        let piece = text.get(from..to).filter(|piece| !piece.is_empty());
        pieces.extend(piece.map(|piece| (piece, hit)));
    };
    let mut from = 0;
    for (start, end) in hits {
        let (start, end) = (place(*start), place(*end));
        add(from, start, false);
        add(start, end, true);
        from = end;
    }
    add(from, text.len(), false);
    pieces
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRow {
    /// What it is.
    pub kind: Kind,
    /// What lists show of it: of things that have no text, what says most about them.
    pub row: EntryRow,
}

/// A window of what was found, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many were found, of the kinds that were asked for.
    pub total: u32,
    /// Index of the first row.
    pub start: u32,
    /// The rows of the window.
    pub rows: Vec<FoundRow>,
    /// How many of each kind there are, whatever kinds were asked for; none of those without.
    pub facets: Vec<(Kind, u32)>,
    /// How what was typed was understood, in order.
    pub parts: Vec<Part>,
    /// Whether all texts were looked through, not only the titles and beginnings of some.
    pub complete: bool,
    /// What was looked for on this device before, the last first. Told while nothing is typed.
    pub recent: Vec<String>,
}

/// A piece of what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it begins in what was typed, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What has it is left out.
    pub not: bool,
    /// What it was understood as.
    pub is: PartIs,
}

/// What a piece of what was typed means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartIs {
    /// A word.
    Word,
    /// Words in a row, or a word with its marks.
    Phrase(String),
    /// A tag, or the beginning of one.
    Tag(String),
    /// A skill, or the beginning of its name.
    Skill(String),
    /// One of these kinds.
    Kinds(Vec<Kind>),
    /// Before this day, month or year, as it was typed.
    Before(String),
    /// After it.
    After(String),
    /// In it.
    On(String),
    /// Starred.
    Starred,
}
