//! A record on its way in, read and verified once.

use bytes::Bytes;
use commonplace_protocol::{Record, RecordError};

/// A record whose bytes are sound and whose signature holds, or why not.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(super) bytes: Bytes,
    pub(super) soundness: Result<(), RecordError>,
}

impl Checked {
    /// Checks the signature: about 50 us.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let soundness = Record::parse(&bytes).and_then(|record| record.verify());
        Self {
            bytes: bytes.into(),
            soundness,
        }
    }

    /// The record, unless its bytes are not one.
    pub(crate) fn record(&self) -> Option<Record<'_>> {
        Record::parse(&self.bytes).ok()
    }
}
