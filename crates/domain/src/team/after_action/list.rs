//! What lists know of after-action reviews, from their cards alone: the rows, and the actions that are still open.

use super::shown::actions;
use super::{EXPECTED, TITLE};
use crate::team::texts::{count, short};
use crate::team::{member, sample};
use crate::{Card, Document, Journal};
use commonplace_api::team::after_action::{AfterActionRow, OpenAction};
use commonplace_api::{Day, Id, Kind, Stamp};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Most open actions a card carries: those that are due soonest.
const OPEN_MAX: usize = 12;
/// Most actions a card remembers to have been carried over.
const CARRIED_MAX: usize = 50;
/// Longest text of an action on a card, in bytes of UTF-8.
const TEXT_MAX: usize = 240;

/// What lists need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    actions: u32,
    #[n(1)]
    done: u32,
    #[n(2)]
    open: Vec<Open>,
    /// Of each action that was carried over, the review it comes from and its own id.
    #[cbor(n(3), with = "minicbor::bytes", default)]
    carried: Vec<u8>,
}

/// An action that is open.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Open {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: [u8; 16],
    #[n(1)]
    text: String,
    #[cbor(n(2), with = "minicbor::bytes", default)]
    owner: Vec<u8>,
    #[n(3)]
    due: Option<i32>,
}

/// What lists need of a review.
pub(crate) fn card(doc: &Document) -> Card {
    let actions = actions(doc, None);
    let done = actions.iter().filter(|action| action.done_at.is_some());
    let mut open: Vec<_> = actions
        .iter()
        .filter(|action| action.done_at.is_none())
        .collect();
    open.sort_by_key(|action| last_if_none(action.due));
    let carried = actions
        .iter()
        .filter_map(|action| Some([action.carried_from?.0, action.id.0]));
    let detail = Detail {
        actions: count(actions.len()),
        done: count(done.count()),
        open: open
            .into_iter()
            .take(OPEN_MAX)
            .map(|action| Open {
                id: action.id.0,
                text: short(&action.text, TEXT_MAX),
                owner: action
                    .owner
                    .as_ref()
                    .map(|owner| owner.id.0.to_vec())
                    .unwrap_or_default(),
                due: action.due.map(|day| day.0),
            })
            .collect(),
        carried: carried.take(CARRIED_MAX).flatten().flatten().collect(),
    };
    let (title, expected) = (doc.text_field(TITLE), doc.text_field(EXPECTED));
    Card::of_kind(Kind::AfterAction, &title, &expected, doc.is_deleted()).with_detail(&detail)
}

/// The reviews, the newest first.
pub(crate) fn rows(journal: &Journal) -> Vec<AfterActionRow> {
    let rows = journal.of_kind(Kind::AfterAction).map(|(id, card)| {
        let detail = card.detail::<Detail>().unwrap_or_default();
        AfterActionRow {
            id,
            title: card.title.clone(),
            begun: Stamp {
                ms: card.occurred_at_ms,
                offset_minutes: card.offset_minutes,
            },
            actions: detail.actions,
            done: detail.done,
            sample: sample::is(id),
        }
    });
    rows.collect()
}

/// The actions that are open, each in the review that has it now, what is due soonest first.
pub(crate) fn open(journal: &Journal) -> Vec<OpenAction> {
    let reviews: Vec<_> = journal
        .of_kind(Kind::AfterAction)
        .filter_map(|(id, card)| Some((id, card, card.detail::<Detail>()?)))
        .collect();
    // What was carried over goes on elsewhere.
    let carried = carried(journal);
    let mut open = Vec::new();
    for (review, card, detail) in &reviews {
        for action in &detail.open {
            if carried.contains_key(&(*review, Id(action.id))) {
                continue;
            }
            open.push(OpenAction {
                review: *review,
                title: card.title.clone(),
                id: Id(action.id),
                text: action.text.clone(),
                owner: member::kept(journal, &action.owner),
                due: action.due.map(Day),
            });
        }
    }
    open.sort_by_key(|one| (last_if_none(one.due), one.review, one.id));
    open
}

/// Where actions go on that were carried over: by the review they come from and their own id.
pub(super) fn carried(journal: &Journal) -> BTreeMap<(Id, Id), Id> {
    let mut carried = BTreeMap::new();
    for (into, card) in journal.of_kind(Kind::AfterAction) {
        let detail = card.detail::<Detail>().unwrap_or_default();
        let (ids, _) = detail.carried.as_chunks::<16>();
        for pair in ids.chunks_exact(2) {
            if let [from, action] = pair {
                carried.insert((Id(*from), Id(*action)), into);
            }
        }
    }
    carried
}

fn last_if_none(due: Option<Day>) -> i64 {
    due.map_or(i64::MAX, |day| i64::from(day.0))
}
