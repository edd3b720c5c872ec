//! What can go wrong with an entry, named after what a person can do about it.

/// Why an entry could not be read or changed. Nothing was changed when one of these comes back.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocumentError {
    /// The text would be longer than [`crate::MAX_BODY_BYTES`]: shorten it.
    #[error("an entry holds at most {} bytes of text", crate::MAX_BODY_BYTES)]
    TooLong,
    /// The text of a field would be longer than this many bytes: shorten it.
    #[error("this holds at most {0} bytes of text")]
    FieldTooLong(u32),
    /// Somebody else wrote it, and only they can change it.
    #[error("somebody else wrote this")]
    NotYours,
    /// Written by a newer version: update this one to change it.
    #[error("the entry was written by a newer version")]
    ReadOnly,
    /// The change lies outside the text or would cut a character in two: give the editor the
    /// whole text again.
    #[error("the change does not fit the text")]
    OutsideText,
    /// The change is made against a state this document does not know: give the editor the
    /// whole text again.
    #[error("the change is made against a state that is not here")]
    UnknownState,
    /// The bytes are not what was written: fetch them again from another device.
    #[error("the entry cannot be read: {0}")]
    Damaged(String),
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::Damaged(error.to_string())
    }
}
