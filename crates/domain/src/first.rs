//! The first change of an entry, made directly: laying a thousand characters into a document
//! takes several times as long, and an import needs the change, not the document.
//! Everything a change says follows from its arguments, down to the byte.

use crate::{Actor, DocumentError, MAX_BODY_BYTES, fields};
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::{ActorId, Change, ExpandedChange, ObjType, ScalarValue};
use commonplace_api::{Id, Kind};
use core::num::NonZeroU64;

/// What an entry begins with.
pub(crate) struct First<'a> {
    pub(crate) body: &'a str,
    pub(crate) at_ms: i64,
    pub(crate) offset_minutes: i16,
    pub(crate) zone: Option<&'a str>,
    pub(crate) tags: &'a [String],
    /// Name of the note it was imported from.
    pub(crate) imported: Option<String>,
}

impl First<'_> {
    /// The change that makes a document of a kind that is filled in, with an empty body. Its writer follows from kind
    /// and id.
    pub(crate) fn of_kind(kind: Kind, id: Id) -> Change {
        let mut hasher =
            blake3::Hasher::new_derive_key("commonplace 2026 first change of a document");
        hasher.update(kind.name().as_bytes()).update(&id.0);
        let mut actor = [0; 16];
        hasher.finalize_xof().fill(&mut actor);
        let mut ops = Ops {
            actor: Actor(actor).into(),
            ops: Vec::new(),
        };
        ops.field(fields::V, fields::VERSION);
        ops.field(fields::KIND, kind.name());
        ops.sequence(fields::BODY, ObjType::Text, core::iter::empty());
        ops.into_change(0)
    }

    /// The change that makes the entry.
    ///
    /// # Errors
    /// [`DocumentError::TooLong`].
    pub(crate) fn change(self, actor: Actor) -> Result<Change, DocumentError> {
        if self.body.len() > MAX_BODY_BYTES {
            return Err(DocumentError::TooLong);
        }
        let mut ops = Ops {
            actor: actor.into(),
            ops: Vec::with_capacity(self.body.len() + 8),
        };
        let at = ScalarValue::Timestamp(self.at_ms);
        ops.field(fields::V, fields::VERSION);
        ops.field(fields::KIND, Kind::Entry.name());
        ops.field(fields::OCCURRED_AT, at.clone());
        ops.field(fields::CREATED_AT, at);
        ops.field(fields::OFFSET, i64::from(self.offset_minutes));
        if let Some(zone) = self.zone {
            ops.field(fields::ZONE, zone);
        }
        if let Some(note) = self.imported {
            ops.field(fields::IMPORTED, note);
        }
        if !self.tags.is_empty() {
            let tags = self.tags.iter().map(|tag| ScalarValue::from(tag.as_str()));
            ops.sequence(fields::TAGS, ObjType::List, tags);
        }
        ops.sequence(
            fields::BODY,
            ObjType::Text,
            self.body.chars().map(ScalarValue::from),
        );
        Ok(ops.into_change(self.at_ms.div_euclid(1000)))
    }
}

/// Operations, numbered from 1 as they are added.
struct Ops {
    actor: ActorId,
    ops: Vec<Op>,
}

impl Ops {
    fn into_change(self, time: i64) -> Change {
        Change::from(ExpandedChange {
            operations: self.ops,
            actor_id: self.actor,
            hash: None,
            seq: 1,
            start_op: NonZeroU64::MIN,
            time,
            message: None,
            deps: Vec::new(),
            extra_bytes: Vec::new(),
            author: None,
        })
    }

    fn field(&mut self, name: &str, value: impl Into<ScalarValue>) {
        self.add(
            ObjectId::Root,
            Key::Map(name.into()),
            OpType::Put(value.into()),
        );
    }

    fn sequence(&mut self, name: &str, kind: ObjType, values: impl Iterator<Item = ScalarValue>) {
        let object = self.add(ObjectId::Root, Key::Map(name.into()), OpType::Make(kind));
        let object = ObjectId::Id(object);
        let mut place = ElementId::Head;
        for value in values {
            let id = self.add(object.clone(), Key::Seq(place), OpType::Put(value));
            place = ElementId::Id(id);
        }
    }

    fn add(&mut self, obj: ObjectId, key: Key, action: OpType) -> OpId {
        self.ops.push(Op {
            action,
            obj,
            insert: !key.is_map_key(),
            key,
            pred: SortedVec::new(),
        });
        OpId::new(self.ops.len() as u64, &self.actor)
    }
}
