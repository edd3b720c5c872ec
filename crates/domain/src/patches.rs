//! Turns Automerge's patches of a text into splices for an editor, and proves them before use.

use crate::text;
use automerge::{Patch, PatchAction};
use commonplace_api::Splice;
use commonplace_api::text::splice_between;

/// Splices that turn `before` into `after`, to be applied in order. Those `found` by Automerge,
/// which keep a caret in place best, if they do exactly that; else one splice over everything
/// that differs (the body may have become another object, or hold what is not text).
pub(crate) fn splices(before: &str, after: &str, found: &[Patch]) -> Vec<Splice> {
    if before == after {
        return Vec::new();
    }
    translate(found)
        .filter(|splices| lead_to(before, after, splices))
        .unwrap_or_else(|| splice_between(before, after).into_iter().collect())
}

fn translate(found: &[Patch]) -> Option<Vec<Splice>> {
    found.iter().map(|patch| one(&patch.action)).collect()
}

fn one(action: &PatchAction) -> Option<Splice> {
    let (at, delete, insert) = match action {
        PatchAction::SpliceText { index, value, .. } => (*index, 0, value.make_string()),
        PatchAction::DeleteSeq { index, length } => (*index, *length, String::new()),
        _ => return None,
    };
    Some(Splice {
        at: u32::try_from(at).ok()?,
        delete: u32::try_from(delete).ok()?,
        insert,
    })
}

fn lead_to(before: &str, after: &str, splices: &[Splice]) -> bool {
    let mut text = before.to_owned();
    splices
        .iter()
        .all(|splice| text::apply(&mut text, splice).is_ok())
        && text == after
}
