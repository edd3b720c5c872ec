//! Deleting for ever. A pack names the documents that are gone and stands for every record that touches one; what
//! those records say of other documents is in it. Only when the pack is on the disk, and a covered record was read
//! again and found to be accounted for, does a stand-in take its place.

mod making;
mod purging;
mod searching;
mod sweeping;
mod taking;
mod telling;

use super::finding::MAX_WINDOW;
use super::{Ctx, Desk};
use crate::io::Row;
use crate::rows;
use commonplace_api::update::Forgetting as Shown;
use commonplace_api::{EntryRow, Id, Kind};
use commonplace_domain::Card;
use commonplace_protocol::{DocId, RecordKey, SpaceId};
use commonplace_sync::Space;
use purging::Purge;
use rand_core::CryptoRng;
use searching::Search;
use std::collections::{BTreeMap, BTreeSet};
use sweeping::Sweep;

/// What is known of documents that are gone for ever, and what is still to be done about them.
#[derive(Debug, Default)]
pub(crate) struct Forgetting {
    /// They are gone for ever.
    gone: BTreeSet<DocId>,
    /// They are to be.
    wanted: BTreeSet<DocId>,
    search: Option<Search>,
    /// Records that came while what they touch was on its way out: the search may have missed them.
    noted: BTreeSet<RecordKey>,
    /// What is gone since all that is here was last searched.
    unsearched: BTreeSet<DocId>,
    /// Records that touch what is gone, and that no pack covers.
    late: BTreeSet<RecordKey>,
    /// Records that may still be here as they were, and the pack that covers them.
    covered: BTreeMap<RecordKey, RecordKey>,
    /// Those of them that were not accounted for. They stay.
    stuck: BTreeSet<RecordKey>,
    sweep: Option<Sweep>,
    /// Documents of which rows may be left.
    remains: BTreeSet<DocId>,
    purge: Option<Purge>,
    /// Records that were replaced, of which the relay has not heard, and the pack that covers them.
    telling: BTreeMap<RecordKey, RecordKey>,
    /// Those it is being told of on this connection.
    asked: BTreeSet<RecordKey>,
    /// A backup is being made: no record may change.
    pub(crate) hold_still: bool,
    done: u32,
    failed: u32,
}

impl Forgetting {
    /// As it was stored in `meta`.
    pub(crate) fn stored(meta: &[Row], space: &SpaceId) -> Self {
        let all = |sort: &str| {
            let prefix = rows::sort_prefix(sort, space);
            let of_sort = move |row: &Row| row.key.starts_with(&prefix);
            meta.iter().filter(move |row| of_sort(row))
        };
        let record = |sort: &str, row: &Row| RecordKey::from_bytes(row.key.get(sort.len()..)?);
        let pairs = |sort: &str| {
            let pair = |row: &Row| Some((record(sort, row)?, RecordKey::from_bytes(&row.value)?));
            all(sort).filter_map(pair).collect()
        };
        let doc = |row: &Row| row.key.last_chunk().copied().map(DocId);
        Self {
            gone: all(rows::FORGOTTEN).filter_map(doc).collect(),
            unsearched: all(rows::SEARCH).filter_map(doc).collect(),
            late: all(rows::LATE)
                .filter_map(|row| record(rows::LATE, row))
                .collect(),
            covered: pairs(rows::COVERED),
            telling: pairs(rows::TELLING),
            ..Self::default()
        }
    }

    /// Whether a document is gone for ever.
    pub(crate) fn is_gone(&self, doc: &DocId) -> bool {
        self.gone.contains(doc)
    }

    /// Whether it is, or will be in a moment.
    pub(crate) fn is_going(&self, doc: &DocId) -> bool {
        self.is_gone(doc) || self.is_leaving(doc)
    }

    fn is_leaving(&self, doc: &DocId) -> bool {
        let searched = self.search.as_ref();
        self.wanted.contains(doc) || searched.is_some_and(|search| search.docs.contains(doc))
    }

    /// A row of this document was found. Whether it is one of those that should not be there.
    pub(crate) fn remains(&mut self, doc: DocId) -> bool {
        let gone = self.is_gone(&doc);
        if gone {
            self.remains.insert(doc);
        }
        gone
    }

    /// A pack reached the disk.
    pub(crate) const fn packed(&mut self, documents: u32) {
        self.done = self.done.saturating_add(documents);
    }
}

impl Desk {
    /// Documents that were put away are to be gone for ever.
    pub(crate) fn forget(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, ids: &[Id]) {
        for id in ids {
            let doc = DocId(id.0);
            let card = self.journal.card(*id).filter(|card| card.deleted);
            let may_go = card.and_then(Card::kind).is_some_and(may_go);
            if may_go && !self.forgetting.is_going(&doc) {
                self.commit(ctx, rng, doc, true);
                self.forgetting.wanted.insert(doc);
                self.relist = true;
            }
        }
    }

    /// What a screen shows of it. What is still to be given up the tab that leads gives up, and only it keeps count.
    pub(super) fn forgetting_view(&self) -> Shown {
        let Forgetting {
            wanted,
            search,
            late,
            covered,
            stuck,
            telling,
            done,
            failed,
            ..
        } = &self.forgetting;
        let held = |key: &&RecordKey| {
            let durable = self.space().map(Space::durable);
            let here = durable.is_some_and(|durable| durable.covers(&key.replica, key.counter));
            here && self.leader && !stuck.contains(*key)
        };
        let searched = search.as_ref().map_or(0, |search| search.docs.len());
        let covered = covered.keys().filter(held).count();
        let late = late.iter().filter(held).count();
        let telling = telling.keys().filter(held).count();
        Shown {
            under_way: count(wanted.len().saturating_add(searched)),
            done: *done,
            failed: *failed,
            here: count(covered.saturating_add(late)),
            at_relay: count(telling),
        }
    }

    /// What was put away and is not on its way out.
    pub(super) fn put_away(&self) -> Vec<(Kind, EntryRow)> {
        let mut rows = self.journal.put_away(MAX_WINDOW);
        rows.retain(|(_, row)| !self.forgetting.is_going(&DocId(row.id.0)));
        rows
    }

    /// What comes next of all that is to be done, once everything so far is on the disk: a write under way may fail,
    /// and then a read before it would have missed something.
    pub(super) fn mind_forgetting(&mut self, ctx: &mut Ctx) {
        if !ctx.outbox.is_empty() || self.aside.is_some() || self.arriving.is_some() {
            return;
        }
        self.search_next(ctx);
        // Each tab looks for rows once its own are written.
        self.purge_next(ctx);
        if self.leader {
            self.sweep_next(ctx);
            self.tell_next(ctx);
        }
    }
}

/// Whether a document of this kind can be gone for ever. A device that is still in use tells of itself again, and a
/// review belongs to its week; a team has one page that says where it is going, and each member one of their own.
const fn may_go(kind: Kind) -> bool {
    match kind {
        Kind::Entry
        | Kind::Plan
        | Kind::Skill
        | Kind::Template
        | Kind::Goal
        | Kind::Lesson
        | Kind::AfterAction
        | Kind::Question
        | Kind::Page => true,
        Kind::Review
        | Kind::Device
        | Kind::Preferences
        | Kind::Team
        | Kind::Member
        | Kind::Shares
        | Kind::Membership => false,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
