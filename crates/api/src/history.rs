//! Earlier versions of a document's text, and how they differ from what it is now.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Names a state of a document: the newest changes in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version(pub Vec<[u8; 32]>);

/// A while in which a document was written without a longer rest, and what it was at the end of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The document as it was then.
    pub version: Version,
    /// When it began, milliseconds since 1970 UTC.
    pub began_ms: i64,
    /// When it ended.
    pub ended_ms: i64,
    /// About how many characters were put in and taken out.
    pub size: u32,
}

/// An earlier version beside what the text is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The whole text as it was.
    pub text: String,
    /// What became of it, from beginning to end.
    pub pieces: Vec<Piece>,
}

/// A piece of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// It is in both.
    Same(String),
    /// It was there, and is no longer.
    Gone(String),
    /// It was not there yet.
    New(String),
}
