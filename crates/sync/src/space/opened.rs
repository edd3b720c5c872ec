//! Records as they leave the seal, and as they come out of it.

use super::Pack;
use crate::body::Touch;
use commonplace_protocol::{MemberKey, RecordId, RecordKey};

/// A record of our own, to be stored before anybody hears of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Where it belongs.
    pub key: RecordKey,
    /// Its name.
    pub id: RecordId,
    /// What is stored and sent.
    pub bytes: Vec<u8>,
}

/// A record that is welcome here, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where it belongs.
    pub key: RecordKey,
    /// Its name.
    pub id: RecordId,
    /// Who wrote it.
    pub member: MemberKey,
    /// What it says. Empty if `newer`.
    pub touches: Vec<Touch>,
    /// Only a newer version can read it: keep the record, show nothing of it.
    pub newer: bool,
    /// What it stands for, if it is a pack.
    pub pack: Option<Pack>,
    /// It only holds the place of a record that a pack covers.
    pub stands_in: bool,
}

impl Opened {
    /// Whether there is anything in it to be said again where the record itself does not count.
    pub fn says_something(&self) -> bool {
        !self.touches.is_empty() || self.pack.is_some()
    }
}
