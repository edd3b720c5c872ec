//! The fields every document has, and those of an entry, by name. Reads whatever is there without trusting it.

use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};

/// Newest version of a document's layout this build understands.
pub(crate) const VERSION: i64 = 1;

pub(crate) const V: &str = "v";
pub(crate) const KIND: &str = "kind";
pub(crate) const BODY: &str = "body";
pub(crate) const OCCURRED_AT: &str = "occurredAt";
pub(crate) const OFFSET: &str = "offset";
pub(crate) const ZONE: &str = "zone";
pub(crate) const CREATED_AT: &str = "createdAt";
pub(crate) const TAGS: &str = "tags";
pub(crate) const STARRED: &str = "starred";
pub(crate) const RECALL: &str = "recall";
pub(crate) const RECALL_AFTER: &str = "recallAfter";
pub(crate) const RECALL_ON: &str = "recallOn";
pub(crate) const DELETED_AT: &str = "deletedAt";
pub(crate) const IMPORTED: &str = "imported";

/// A whole number or a moment.
pub(crate) fn number(doc: &AutoCommit, key: &str) -> Option<i64> {
    as_number(&doc.get(ROOT, key).ok()??.0)
}

/// A value as a whole number or a moment.
pub(crate) fn as_number(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Scalar(value) => match value.as_ref() {
            ScalarValue::Int(n) | ScalarValue::Timestamp(n) => Some(*n),
            ScalarValue::Uint(n) => i64::try_from(*n).ok(),
            _ => None,
        },
        Value::Object(_) => None,
    }
}

/// A string.
pub(crate) fn string(doc: &AutoCommit, key: &str) -> Option<String> {
    match doc.get(ROOT, key).ok()?? {
        (Value::Scalar(value), _) => value.as_str().map(ToOwned::to_owned),
        (Value::Object(_), _) => None,
    }
}

/// Whether it is there and not false.
pub(crate) fn flag(doc: &AutoCommit, key: &str) -> bool {
    matches!(doc.get(ROOT, key), Ok(Some((value, _))) if value.as_bool() != Some(false))
}

/// The text object of the body.
pub(crate) fn body(doc: &AutoCommit) -> Option<ObjId> {
    match doc.get(ROOT, BODY).ok()?? {
        (Value::Object(ObjType::Text), id) => Some(id),
        _ => None,
    }
}

/// The strings of a list.
pub(crate) fn strings(doc: &AutoCommit, key: &str) -> Vec<String> {
    let Ok(Some((Value::Object(ObjType::List), list))) = doc.get(ROOT, key) else {
        return Vec::new();
    };
    doc.values(&list)
        .filter_map(|(value, _)| value.as_str().map(ToOwned::to_owned))
        .collect()
}
