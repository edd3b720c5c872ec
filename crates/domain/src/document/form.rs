//! What a document holds besides its text: fields by path (`status`, `steps/<id>/due`). All of them lie side by side
//! in the root of the document, so that two devices that begin the same list make one list. Knows no kind's fields.

use super::Document;
use crate::{DocumentError, fields, merge};
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT, ReadDoc, ScalarValue, Value};
use commonplace_api::text::splice_between;
use commonplace_api::{Id, Splice, TextChange};

/// Longest text of one field, in bytes of UTF-8.
pub const MAX_FIELD_BYTES: usize = 64 << 10;
/// Most items of one list.
pub const MAX_ITEMS: usize = 1_000;
/// Says that an item was taken out. Its fields stay, so that it can be had back.
const GONE: &str = "gone";
/// Where an item stands among the others.
const PLACE: &str = "place";
/// What lies between two neighbours at first: room to move others in between.
const STEP: i64 = 1 << 20;

/// The path of a field of an item.
pub fn in_item(list: &str, item: Id, field: &str) -> String {
    format!("{list}/{item}/{field}")
}

impl Document {
    /// The text of a field; empty when there is none. Where two devices began it without knowing of each other, both
    /// texts, one below the other: nothing that was written is out of sight.
    pub fn text_field(&self, path: &str) -> String {
        let all = self.doc.get_all(ROOT, path).unwrap_or_default();
        let mut texts: Vec<String> = Vec::new();
        for (value, id) in &all {
            let text = match value {
                Value::Object(ObjType::Text) => self.doc.text(id).unwrap_or_default(),
                Value::Scalar(value) => value.as_str().unwrap_or_default().to_owned(),
                Value::Object(_) => String::new(),
            };
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join("\n")
    }

    /// A whole number or a moment.
    pub fn number_field(&self, path: &str) -> Option<i64> {
        fields::number(&self.doc, path)
    }

    /// Whether a field is there and not false.
    pub fn flag_field(&self, path: &str) -> bool {
        fields::flag(&self.doc, path)
    }

    /// A short text that is replaced as a whole.
    pub fn string_field(&self, path: &str) -> Option<String> {
        fields::string(&self.doc, path)
    }

    /// The id in a field.
    pub fn id_field(&self, path: &str) -> Option<Id> {
        fields::string(&self.doc, path)?.parse().ok()
    }

    /// The bytes in a field.
    pub(crate) fn bytes_field(&self, path: &str) -> Option<Vec<u8>> {
        match self.doc.get(ROOT, path).ok()?? {
            (Value::Scalar(value), _) => value.as_bytes().map(<[u8]>::to_vec),
            (Value::Object(_), _) => None,
        }
    }

    /// Every value a field was given by people who did not know of each other, the one that shows first; one value
    /// where nobody disagrees.
    pub fn rival_numbers(&self, path: &str) -> Vec<i64> {
        let all = self.doc.get_all(ROOT, path).unwrap_or_default();
        let mut found: Vec<i64> = all
            .iter()
            .rev()
            .filter_map(|(value, _)| fields::as_number(value))
            .collect();
        found.dedup();
        found
    }

    /// The bytes a field was given by people who did not know of each other, those that show first.
    pub(crate) fn rival_bytes(&self, path: &str) -> Vec<Vec<u8>> {
        let all = self.doc.get_all(ROOT, path).unwrap_or_default();
        let bytes = |value: &Value<'_>| match value {
            Value::Scalar(value) => value.as_bytes().map(<[u8]>::to_vec),
            Value::Object(_) => None,
        };
        all.iter()
            .rev()
            .filter_map(|(value, _)| bytes(value))
            .collect()
    }

    /// The items of a list that were not taken out, in their order.
    pub fn items(&self, list: &str) -> Vec<Id> {
        let prefix = format!("{list}/");
        let end = format!("{list}0");
        let mut found: Vec<Id> = Vec::new();
        for item in self.doc.map_range(&ROOT, prefix.clone()..end) {
            let id = item.key.get(prefix.len()..prefix.len() + 32);
            let Some(id) = id.and_then(|id| id.parse().ok()) else {
                continue;
            };
            if found.last() != Some(&id) {
                found.push(id);
            }
        }
        found.retain(|id| !self.flag_field(&in_item(list, *id, GONE)));
        // Asking a document takes long: once for each.
        found.sort_by_cached_key(|id| (self.place(list, *id), *id));
        found
    }

    fn place(&self, list: &str, item: Id) -> i64 {
        self.number_field(&in_item(list, item, PLACE))
            .unwrap_or_default()
    }

    /// Gives a field a value: of what several people choose at once, one shows, and the others can be asked for.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn set(&mut self, path: &str, value: impl Into<ScalarValue>) -> Result<(), DocumentError> {
        self.begin_edit()?;
        let value = value.into();
        let same = matches!(self.doc.get(ROOT, path), Ok(Some((Value::Scalar(old), _))) if *old == value)
            && self.doc.get_all(ROOT, path).is_ok_and(|all| all.len() == 1);
        if !same {
            self.doc.put(ROOT, path, value)?;
            self.open = true;
        }
        Ok(())
    }

    /// Sets a field, or clears it.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn set_or_clear(
        &mut self,
        path: &str,
        value: Option<impl Into<ScalarValue>>,
    ) -> Result<(), DocumentError> {
        match value {
            Some(value) => self.set(path, value),
            None => self.clear(path),
        }
    }

    /// Takes a field away.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn clear(&mut self, path: &str) -> Result<(), DocumentError> {
        self.begin_edit()?;
        if matches!(self.doc.get(ROOT, path), Ok(Some(_))) {
            self.doc.delete(ROOT, path)?;
            self.open = true;
        }
        Ok(())
    }

    /// Does to a text field what somebody did to what they were shown of it. What others wrote meanwhile stays.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`], [`DocumentError::TooLong`].
    pub fn edit_field(&mut self, path: &str, change: &TextChange) -> Result<(), DocumentError> {
        match self.edit_field_within(path, change, MAX_FIELD_BYTES) {
            Err(DocumentError::FieldTooLong(_)) => Err(DocumentError::TooLong),
            other => other,
        }
    }

    /// The same for a field of at most `max` bytes.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`], [`DocumentError::FieldTooLong`].
    pub(crate) fn edit_field_within(
        &mut self,
        path: &str,
        change: &TextChange,
        max: usize,
    ) -> Result<(), DocumentError> {
        self.begin_edit()?;
        let current = self.text_field(path);
        let wanted = merge::three_way(&change.was, &change.now, &current);
        let Some(splice) = splice_between(&current, &wanted) else {
            return Ok(());
        };
        if wanted.len() > max && wanted.len() > current.len() {
            let limit = u32::try_from(max).unwrap_or(u32::MAX);
            return Err(DocumentError::FieldTooLong(limit));
        }
        let held = self.doc.get_all(ROOT, path)?;
        let (text, splice) = if let [(Value::Object(ObjType::Text), text)] = held.as_slice() {
            (text.clone(), splice)
        } else {
            // A plain string, or several texts, become one text.
            let text = self.doc.put_object(ROOT, path, ObjType::Text)?;
            let whole = Splice {
                at: 0,
                delete: 0,
                insert: wanted,
            };
            (text, whole)
        };
        super::splice_body(&mut self.doc, &text, &splice)?;
        self.open = true;
        Ok(())
    }

    /// Puts a new item at the end of a list, or has one back that was taken out.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`]; [`DocumentError::TooLong`] when the list is full.
    pub fn add_item(&mut self, list: &str, item: Id) -> Result<(), DocumentError> {
        let items = self.items(list);
        if items.contains(&item) {
            return Ok(());
        }
        if items.len() >= MAX_ITEMS {
            return Err(DocumentError::TooLong);
        }
        self.clear(&in_item(list, item, GONE))?;
        if self.number_field(&in_item(list, item, PLACE)).is_none() {
            let last = items.last().map_or(0, |last| self.place(list, *last));
            self.set(&in_item(list, item, PLACE), last.saturating_add(STEP))?;
        }
        Ok(())
    }

    /// Takes an item out of a list; [`Document::add_item`] has it back.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn remove_item(&mut self, list: &str, item: Id) -> Result<(), DocumentError> {
        if self.items(list).contains(&item) {
            self.set(&in_item(list, item, GONE), true)?;
        }
        Ok(())
    }

    /// Moves an item before another one, or to the end.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn move_item(
        &mut self,
        list: &str,
        item: Id,
        before: Option<Id>,
    ) -> Result<(), DocumentError> {
        let others: Vec<Id> = self
            .items(list)
            .into_iter()
            .filter(|id| *id != item)
            .collect();
        let at = before
            .and_then(|before| others.iter().position(|id| *id == before))
            .unwrap_or(others.len());
        let left = at.checked_sub(1).and_then(|at| others.get(at));
        let left = left.map_or(0, |id| self.place(list, *id));
        let right = others.get(at).map(|id| self.place(list, *id));
        let place = match right {
            Some(right) if right.saturating_sub(left) > 1 => left + (right - left) / 2,
            // No room is left between the two: the rest moves on.
            Some(_) => {
                for (n, id) in (2..).zip(others.iter().skip(at)) {
                    self.set(&in_item(list, *id, PLACE), left.saturating_add(n * STEP))?;
                }
                left.saturating_add(STEP)
            }
            None => left.saturating_add(STEP),
        };
        self.set(&in_item(list, item, PLACE), place)
    }

    /// Everything that was edited by an editor until now becomes a change of its own.
    fn begin_edit(&mut self) -> Result<(), DocumentError> {
        self.writable_body()?;
        if self.typist != super::NOBODY {
            self.close(None);
            self.typist = super::NOBODY;
        }
        Ok(())
    }
}
