//! What the store's rows look like: keys, and values in numbered CBOR so that a later version
//! can add to them. Must not decide anything.

mod coverage;

pub use coverage::{Coverage, Touched};

use crate::io::{Durability, Query, Row, Table, Write};
use commonplace_domain::Retold;
use commonplace_protocol::{ChunkId, DocId, RecordId, RecordKey, ReplicaId, SpaceId};
use commonplace_sync::{PersonKey, Seed};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// Value in [`Table::Cards`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CardRow {
    /// The card, as `domain` writes it.
    #[n(0)]
    pub card: ByteVec,
    /// What the card reflects.
    #[n(1)]
    pub coverage: Coverage,
    /// Records to apply on top of the saved document.
    #[n(2)]
    pub sources: Vec<Touched>,
    /// The records in the saved document.
    #[n(3)]
    pub saved: Coverage,
}

/// Value in [`Table::Texts`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct TextRow {
    /// Words for the search, as they were written.
    #[n(0)]
    pub text: String,
    /// What they reflect. If a card has moved on, they are made anew.
    #[n(1)]
    pub coverage: Coverage,
}

/// Value in [`Table::Docs`]: a whole saved document.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DocRow {
    /// Automerge's own format.
    #[n(0)]
    pub saved: ByteVec,
    /// The records inside it.
    #[n(1)]
    pub coverage: Coverage,
}

/// Inside a record's seal, beside the changes: what a receiver needs to list and find the
/// document without loading it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct TouchCard {
    /// The card after the change.
    #[n(0)]
    pub card: ByteVec,
    /// Words for the search; absent while somebody is still typing.
    #[n(1)]
    pub text: Option<String>,
    /// What the writer had seen of the document. A receiver whose own coverage is within it can
    /// take the card as it is; otherwise two sides changed it and it must be loaded.
    #[n(2)]
    pub after: Coverage,
    /// In place of the words: how they differ from those told before. Whoever has others makes
    /// them anew from the document.
    #[n(3)]
    pub retold: Option<Retold>,
}

/// Meta `tip/...`: the newest durable record of a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct TipRow {
    /// Its counter.
    #[n(0)]
    pub counter: u64,
    /// Its id.
    #[n(1)]
    pub id: RecordId,
    /// Its author.
    #[n(2)]
    pub member: commonplace_protocol::MemberKey,
}

/// Meta `identity`: who this device is, and where its relay is.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct IdentityRow {
    /// Generation of the person key.
    #[n(0)]
    pub generation: u32,
    /// The person key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub person: [u8; 32],
    /// What rosters keep of the next generation, to know it by.
    #[n(5)]
    pub recovery: commonplace_protocol::Commitment,
    /// The seed behind the words; only on the device that made the journal.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub seed: Option<[u8; 32]>,
    /// Another relay than the one that served the app.
    #[n(3)]
    pub relay: Option<String>,
    /// The journal has not wholly arrived yet.
    #[n(4)]
    pub arriving: bool,
    /// The seed behind the words somebody typed, until it is known which generation of keys is in use.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub searching: Option<[u8; 32]>,
    /// The personal space, where it does not follow from the keys: they were renewed since it began.
    #[n(7)]
    pub space: Option<SpaceId>,
    /// Somebody showed that the words were written down. Old rows do not say.
    #[n(8)]
    #[cbor(default)]
    pub words_checked: bool,
    /// The document by which this device tells of itself.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub device: Option<[u8; 16]>,
    /// What `recovery` is of. Old rows do not say.
    #[n(10)]
    pub recovery_key: Option<commonplace_protocol::MemberKey>,
    /// The seed behind the words, until every team of the person's goes by the keys there are now.
    #[cbor(n(11), with = "minicbor::bytes")]
    pub renewing: Option<[u8; 32]>,
}

impl IdentityRow {
    /// The keys.
    pub(crate) fn person_key(&self) -> PersonKey {
        let of_seed = || {
            Seed::from_bytes(self.seed?)
                .person(self.generation)
                .recovery_key()
        };
        PersonKey::new(self.generation, self.person, self.recovery)
            .with_recovery_key(self.recovery_key.or_else(of_seed))
    }
}

/// Meta `searched`: what was looked for on this device, the last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SearchedRow(#[n(0)] pub Vec<String>);

impl core::fmt::Debug for IdentityRow {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("IdentityRow")
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

pub(crate) const IDENTITY: &[u8] = b"identity";
pub(crate) const SEARCHED: &[u8] = b"searched";

pub(crate) fn slot_key(slot: u32) -> Vec<u8> {
    format!("slot/{slot}").into_bytes()
}

/// The replica of a slot in the space of a team.
pub(crate) fn team_slot_key(slot: u32, space: &SpaceId) -> Vec<u8> {
    [format!("slot/{slot}/").as_bytes(), &space.0].concat()
}

pub(crate) fn tip_prefix(space: &SpaceId) -> Vec<u8> {
    [b"tip/".as_slice(), &space.0].concat()
}

pub(crate) fn tip_key(space: &SpaceId, replica: &ReplicaId) -> Vec<u8> {
    [&tip_prefix(space), replica.0.as_slice()].concat()
}

pub(crate) fn roster_prefix(space: &SpaceId) -> Vec<u8> {
    [b"roster/".as_slice(), &space.0].concat()
}

pub(crate) fn roster_key(space: &SpaceId, number: u64) -> Vec<u8> {
    [&roster_prefix(space), number.to_be_bytes().as_slice()].concat()
}

/// Meta `acked/...`: the version vector a relay has acknowledged.
pub(crate) fn acked_key(space: &SpaceId) -> Vec<u8> {
    [b"acked/".as_slice(), &space.0].concat()
}

/// Meta `copies/...`: a part of what is known of copies outside this device.
pub(crate) fn copies_key(space: &SpaceId, part: &str) -> Vec<u8> {
    [b"copies/".as_slice(), &space.0, b"/", part.as_bytes()].concat()
}

/// Meta `forgotten/...`: a document that is gone for ever.
pub(crate) const FORGOTTEN: &str = "forgotten/";
/// Meta `covered/...`: a record that a pack covers and that may still be here as it was; the pack is the value.
pub(crate) const COVERED: &str = "covered/";
/// Meta `late/...`: a record that touches a document that is gone for ever, and that no pack covers.
pub(crate) const LATE: &str = "late/";
/// Meta `search/...`: a document that is gone for ever, of which records may be here that no pack covers.
pub(crate) const SEARCH: &str = "search/";
/// Meta `telling/...`: a record that was replaced here, of which the relay is to be told; the pack is the value.
pub(crate) const TELLING: &str = "telling/";

/// Meta `wish/...`: something that is to be changed in a roster.
pub(crate) const WISH: &str = "wish/";

/// What is known of forgetting, of one sort: all of a space.
pub(crate) fn sort_prefix(sort: &str, space: &SpaceId) -> Vec<u8> {
    [sort.as_bytes(), &space.0].concat()
}

/// The row of a document, of one sort.
pub(crate) fn sort_doc_key(sort: &str, space: &SpaceId, doc: &DocId) -> Vec<u8> {
    [sort_prefix(sort, space), doc.0.to_vec()].concat()
}

/// The row of a record, of one sort.
pub(crate) fn sort_key(sort: &str, record: &RecordKey) -> Vec<u8> {
    [sort.as_bytes(), &record.to_bytes()].concat()
}

/// A row to remove.
pub(crate) fn remove(table: Table, key: Vec<u8>) -> Write {
    let value = None;
    Write { table, key, value }
}

/// A chunk lies here, as it travels.
const CHUNK: u8 = 1;
/// Says that a chunk is there, and whether a relay keeps it: what is here is known without reading chunks.
const MARK: u8 = 0;

/// All chunks of a space.
pub(crate) fn chunks_prefix(space: &SpaceId) -> Vec<u8> {
    [&[CHUNK], space.0.as_slice()].concat()
}

pub(crate) fn chunk_key(space: &SpaceId, id: &ChunkId) -> Vec<u8> {
    [&[CHUNK], space.0.as_slice(), &id.0].concat()
}

pub(crate) fn chunk_marks(space: &SpaceId) -> Vec<u8> {
    [&[MARK], space.0.as_slice()].concat()
}

pub(crate) fn chunk_mark(space: &SpaceId, id: &ChunkId, given: bool) -> Write {
    put(Table::Chunks, mark_key(space, id), vec![u8::from(given)])
}

pub(crate) fn mark_key(space: &SpaceId, id: &ChunkId) -> Vec<u8> {
    [chunk_marks(space), id.0.to_vec()].concat()
}

/// The chunk that a mark speaks of, and whether a relay keeps it.
pub(crate) fn read_mark(row: &Row) -> Option<(ChunkId, bool)> {
    let id = row.key.last_chunk().copied().map(ChunkId)?;
    Some((id, row.value.first() == Some(&1)))
}

/// Key in [`Table::Cards`], [`Table::Docs`] and [`Table::Texts`]. `writer` is the only replica
/// that ever writes it.
pub(crate) fn doc_key(space: &SpaceId, doc: &DocId, writer: &ReplicaId) -> Vec<u8> {
    [space.0.as_slice(), &doc.0, &writer.0].concat()
}

/// The document in a key made by [`doc_key`].
pub(crate) fn doc_of(key: &[u8]) -> Option<DocId> {
    key.get(32..48)?.try_into().ok().map(DocId)
}

/// Everything in `table` whose key starts with `prefix`.
pub(crate) fn all_under(table: Table, prefix: &[u8]) -> Query {
    Query {
        table,
        from: prefix.to_vec(),
        to: after(prefix),
        max_rows: u32::MAX,
        max_bytes: u32::MAX,
    }
}

/// The first key that does not start with `prefix`.
pub(crate) fn after(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    vec![u8::MAX; prefix.len() + 1]
}

/// A row to write.
pub(crate) fn put(table: Table, key: Vec<u8>, value: Vec<u8>) -> Write {
    Write {
        table,
        key,
        value: Some(value),
    }
}

/// CBOR of a row. Rows of this crate cannot fail to encode into memory.
pub(crate) fn encode<T: Encode<()>>(row: &T) -> Vec<u8> {
    minicbor::to_vec(row).unwrap_or_default()
}

/// The row in `bytes`.
pub(crate) fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    minicbor::decode(bytes).ok()
}

/// Whether a row is more than a cache: records are the truth, and pictures, and who we are. What a relay keeps it
/// says again.
pub(crate) fn matters(table: Table, key: &[u8]) -> bool {
    match table {
        Table::Records | Table::Meta => true,
        Table::Chunks => key.first() == Some(&CHUNK),
        Table::Docs | Table::Cards | Table::Texts => false,
    }
}

/// How sure a batch must be: only what can be made anew may be relaxed. A card that comes with
/// its record is as sure as the record.
pub(crate) fn durability(writes: &[Write]) -> Durability {
    if writes.iter().any(|write| matters(write.table, &write.key)) {
        Durability::Strict
    } else {
        Durability::Relaxed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_prefix_lies_behind_all_its_keys() {
        assert_eq!(after(b"a"), b"b");
        assert_eq!(after(&[1, 255]), [2]);
        assert!(after(&[255, 255]) > vec![255, 255, 200]);
    }
}
