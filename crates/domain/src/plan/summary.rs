//! What stood in a plan when it was completed, kept apart from the plan: later changes leave it as it is. Each
//! completion keeps its own, so taking a plan up again loses none.

use super::shown::{commitments, steps};
use super::{EVIDENCE, TITLE, WHY, outcome_number, outcome_of, stamp, stamped};
use crate::document::form::in_item;
use crate::{Document, DocumentError, Moment, text};
use commonplace_api::Id;
use commonplace_api::plan::{KeptCommitment, Summary};
use minicbor::{Decode, Encode};

const FINISHED: &str = "finished";
const AT: &str = "at";
const OFFSET: &str = "offset";
const WHAT: &str = "what";

/// Most items of each list that are kept.
const ITEMS_MAX: usize = 100;
/// Longest text that is kept, in bytes of UTF-8.
const TEXT_MAX: usize = 2_000;

/// As it lies in the document.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Kept {
    #[n(0)]
    title: String,
    #[n(1)]
    why: String,
    #[n(2)]
    steps: Vec<KeptStep>,
    #[n(3)]
    commitments: Vec<KeptDeed>,
    #[cbor(n(4), default)]
    evidence: Vec<String>,
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct KeptStep {
    #[n(0)]
    text: String,
    #[n(1)]
    done: bool,
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct KeptDeed {
    #[n(0)]
    when: String,
    #[n(1)]
    i_will: String,
    #[n(2)]
    outcome: i64,
    #[n(3)]
    note: String,
}

/// Keeps what stands in the plan now.
pub(super) fn keep(doc: &mut Document, id: Id, now: Moment) -> Result<(), DocumentError> {
    let short = |words: String| text::cut(&words, TEXT_MAX).to_owned();
    let steps = steps(doc).into_iter().take(ITEMS_MAX);
    let deeds = commitments(doc, None).into_iter().take(ITEMS_MAX);
    let evidence = doc.items(EVIDENCE).into_iter().take(ITEMS_MAX);
    let kept = Kept {
        title: short(doc.text_field(TITLE)),
        why: short(doc.text_field(WHY)),
        steps: steps
            .map(|step| KeptStep {
                text: short(step.text),
                done: step.done_at.is_some(),
            })
            .collect(),
        commitments: deeds
            .map(|deed| KeptDeed {
                when: short(deed.when),
                i_will: short(deed.i_will),
                outcome: deed.outcome.map_or(0, outcome_number),
                note: short(deed.note),
            })
            .collect(),
        evidence: evidence
            .map(|entry| short(doc.text_field(&in_item(EVIDENCE, entry, super::NOTE))))
            .filter(|note| !note.is_empty())
            .collect(),
    };
    doc.add_item(FINISHED, id)?;
    let at = |field| in_item(FINISHED, id, field);
    stamp(doc, &at(AT), &at(OFFSET), Some(now))?;
    doc.set(&at(WHAT), crate::card::encoded(&kept))
}

/// Every summary, the newest first. One that cannot be read is left out.
pub(super) fn all(doc: &Document) -> Vec<Summary> {
    let one = |id| {
        let at = |field| in_item(FINISHED, id, field);
        let kept: Kept = crate::card::decoded(&doc.bytes_field(&at(WHAT))?).ok()?;
        let deed = |deed: KeptDeed| KeptCommitment {
            when: deed.when,
            i_will: deed.i_will,
            outcome: outcome_of(deed.outcome),
            note: deed.note,
        };
        Some(Summary {
            at: stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default(),
            title: kept.title,
            why: kept.why,
            steps: kept
                .steps
                .into_iter()
                .map(|step| (step.text, step.done))
                .collect(),
            commitments: kept.commitments.into_iter().map(deed).collect(),
            evidence: kept.evidence,
        })
    };
    let mut all: Vec<_> = doc.items(FINISHED).into_iter().filter_map(one).collect();
    all.sort_by_key(|summary| core::cmp::Reverse(summary.at));
    all
}
