//! The tags a person uses, and their skills, which are typed as tags.

use super::Journal;
use crate::fold::fold;
use crate::skill::slug;
use commonplace_api::{Kind, TagRow};
use std::collections::HashMap;

/// Most rows.
const MAX_ROWS: usize = 500;

impl Journal {
    /// The tags of all entries, each once however it is spelled, and the skills; the most used first.
    pub fn tags(&self) -> Vec<TagRow> {
        let mut found: HashMap<String, TagRow> = HashMap::new();
        let cards = self.ids().filter_map(|id| self.card(id));
        for tag in cards.flat_map(|card| &card.tags) {
            if let Some(row) = found.get_mut(tag.as_str()) {
                row.uses += 1;
                continue;
            }
            let row = found.entry(fold(tag)).or_insert_with(|| TagRow {
                tag: tag.clone(),
                uses: 0,
                skill: None,
            });
            row.uses += 1;
        }
        for (_, card) in self.of_kind(Kind::Skill) {
            let tag = slug(&card.title);
            if tag.is_empty() {
                continue;
            }
            let row = found.entry(fold(&tag)).or_insert(TagRow {
                tag,
                uses: 0,
                skill: None,
            });
            row.skill = Some(card.title.clone());
        }
        let mut rows: Vec<TagRow> = found.into_values().collect();
        rows.sort_by(|a, b| (b.uses, &a.tag).cmp(&(a.uses, &b.tag)));
        rows.truncate(MAX_ROWS);
        rows
    }
}
