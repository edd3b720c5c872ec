//! A whole plan, as its screen shows it.

use super::{
    COMMITMENTS, DONE_AT, DONE_OFFSET, DUE, EVIDENCE, FROM, I_WILL, KIND, NOTE, OUTCOME,
    OUTCOME_AT, OUTCOME_OFFSET, SKILLS, START, STEPS, TEXT, TITLE, URL, WHEN, WHY, day, kind_of,
    outcome_of, stamped, status, summary, supports,
};
use crate::document::form::in_item;
use crate::{Document, Journal};
use commonplace_api::plan::{Commitment, EntryLink, Evidence, Plan, SkillLink, Step};
use commonplace_api::{Id, Stamp};

/// Everything in a plan, with the names of what it points at.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id) -> Plan {
    let skills = doc.items(SKILLS).into_iter();
    let evidence = doc.items(EVIDENCE).into_iter();
    Plan {
        id,
        title: doc.text_field(TITLE),
        why: doc.text_field(WHY),
        status: status(doc),
        start: day(doc, START),
        due: day(doc, DUE),
        skills: skills.map(|skill| skill_link(journal, skill)).collect(),
        goals: supports::shown(doc, journal, id),
        steps: steps(doc),
        commitments: commitments(doc, Some(journal)),
        evidence: evidence
            .map(|entry| Evidence {
                entry: entry_link(Some(journal), entry),
                note: doc.text_field(&in_item(EVIDENCE, entry, NOTE)),
            })
            .collect(),
        summaries: summary::all(doc),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
    }
}

pub(super) fn steps(doc: &Document) -> Vec<Step> {
    let step = |id| {
        let at = |field| in_item(STEPS, id, field);
        Step {
            id,
            text: doc.text_field(&at(TEXT)),
            kind: kind_of(doc.number_field(&at(KIND)).unwrap_or_default()),
            url: doc.text_field(&at(URL)),
            due: day(doc, &at(DUE)),
            done_at: stamped(doc, &at(DONE_AT), &at(DONE_OFFSET)),
        }
    };
    doc.items(STEPS).into_iter().map(step).collect()
}

pub(super) fn commitments(doc: &Document, journal: Option<&Journal>) -> Vec<Commitment> {
    let commitment = |id| {
        let at = |field| in_item(COMMITMENTS, id, field);
        let mut said = doc.rival_numbers(&at(OUTCOME)).into_iter();
        let outcome = said.next().and_then(outcome_of);
        let rivals = said.filter_map(outcome_of);
        Commitment {
            id,
            when: doc.text_field(&at(WHEN)),
            i_will: doc.text_field(&at(I_WILL)),
            due: day(doc, &at(DUE)),
            outcome,
            rivals: rivals.filter(|rival| Some(*rival) != outcome).collect(),
            note: doc.text_field(&at(NOTE)),
            outcome_at: stamped(doc, &at(OUTCOME_AT), &at(OUTCOME_OFFSET)),
            from: doc
                .id_field(&at(FROM))
                .map(|entry| entry_link(journal, entry)),
        }
    };
    doc.items(COMMITMENTS).into_iter().map(commitment).collect()
}

fn entry_link(journal: Option<&Journal>, id: Id) -> EntryLink {
    let card = journal.and_then(|journal| journal.card(id));
    let card = card.filter(|card| !card.deleted);
    EntryLink {
        id,
        title: card.map(|card| card.title.clone()),
        at: card.map_or_else(Stamp::default, |card| Stamp {
            ms: card.occurred_at_ms,
            offset_minutes: card.offset_minutes,
        }),
    }
}

fn skill_link(journal: &Journal, id: Id) -> SkillLink {
    let card = journal.card(id).filter(|card| !card.deleted);
    SkillLink {
        id,
        name: card.map(|card| card.title.clone()).unwrap_or_default(),
    }
}

/// What a plan is found by: everything written in it.
pub(crate) fn words(doc: &Document) -> String {
    let mut words = vec![doc.text_field(TITLE), doc.text_field(WHY)];
    words.extend(supports::names(doc));
    words.extend(steps(doc).into_iter().map(|step| step.text));
    for commitment in commitments(doc, None) {
        words.extend([commitment.when, commitment.i_will, commitment.note]);
    }
    let evidence = doc.items(EVIDENCE).into_iter();
    words.extend(evidence.map(|entry| doc.text_field(&in_item(EVIDENCE, entry, NOTE))));
    words.retain(|line| !line.is_empty());
    words.join("\n")
}
