//! Earlier versions of an entry.

use commonplace_api::history::{Piece, Version};
use commonplace_api::text::splice_between;
use commonplace_domain::{Actor, Document, DocumentError, NewEntry};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;

fn entry(text: &str) -> Document {
    let new = NewEntry {
        text,
        now_ms: 1_000 * MINUTE,
        offset_minutes: 60,
        zone: "",
    };
    let mut entry = Document::new(Actor([1; 16]), &new).unwrap();
    entry.commit(new.now_ms);
    entry
}

fn write(entry: &mut Document, text: &str, minute: i64) {
    let splice = splice_between(entry.text(), text);
    splice
        .iter()
        .for_each(|splice| entry.splice(splice).unwrap());
    entry.commit(minute * MINUTE);
}

#[test]
fn what_was_written_without_a_rest_is_one_sitting() {
    let mut entry = entry("one");
    write(&mut entry, "one two", 1_005);
    write(&mut entry, "one two three", 1_012);
    write(&mut entry, "four", 2_000);
    let sittings = entry.sittings();
    let times: Vec<_> = sittings
        .iter()
        .map(|s| (s.began_ms / MINUTE, s.ended_ms / MINUTE))
        .collect();
    assert_eq!(times, [(2_000, 2_000), (1_000, 1_012)]);
    assert!(sittings[1].size >= 13, "{}", sittings[1].size);
    let comparison = entry.comparison(&sittings[1].version).unwrap();
    assert_eq!(comparison.text, "one two three");
    assert_eq!(comparison.pieces.last(), Some(&Piece::New("four".into())));
    assert_eq!(
        entry.comparison(&sittings[0].version).unwrap().pieces,
        [Piece::Same("four".into())]
    );
}

#[test]
fn having_a_version_back_only_adds_to_the_history() {
    let mut entry = entry("the plan: first, second");
    write(&mut entry, "the plan: second, third 😀", 2_000);
    let first = entry.sittings()[1].version.clone();
    let before = entry.restore_version(&first).unwrap();
    entry.commit(3_000 * MINUTE);
    assert_eq!(entry.text(), "the plan: first, second");
    assert_eq!(entry.sittings().len(), 3);
    entry.restore_version(&before).unwrap();
    entry.commit(4_000 * MINUTE);
    assert_eq!(entry.text(), "the plan: second, third 😀");
    assert_eq!(entry.sittings().len(), 4);
}

#[test]
fn what_others_write_stays_when_a_version_comes_back() {
    let mut here = entry("alpha\n\nbeta\n");
    write(&mut here, "alpha changed\n\nbeta\n", 2_000);
    let saved = here.save();
    let mut there = Document::load(Actor([2; 16]), Some(&saved), []).unwrap();
    write(&mut there, "alpha changed\n\nbeta and gamma\n", 2_100);
    let first = here.sittings()[1].version.clone();
    here.restore_version(&first).unwrap();
    here.commit(2_200 * MINUTE);
    let theirs = there.changes_since(&commonplace_domain::Heads::default());
    here.apply_changes(&theirs).unwrap();
    assert_eq!(here.text(), "alpha\n\nbeta and gamma\n");
}

#[test]
fn a_version_that_is_not_here_changes_nothing() {
    let mut entry = entry("one");
    let unknown = Version(vec![[7; 32]]);
    assert_eq!(entry.comparison(&unknown), Err(DocumentError::UnknownState));
    assert_eq!(
        entry.restore_version(&unknown),
        Err(DocumentError::UnknownState)
    );
    assert_eq!(entry.text(), "one");
}

proptest! {
    #[test]
    fn every_version_can_be_had_back(texts in prop::collection::vec("[ab \né😀]{0,24}", 1..6), at in any::<prop::sample::Index>()) {
        let mut entry = entry("begun");
        for (n, text) in (0..).zip(&texts) {
            write(&mut entry, text, 2_000 + 100 * n);
        }
        let sittings = entry.sittings();
        let version = at.get(&sittings).version.clone();
        let wanted = entry.comparison(&version).unwrap().text;
        entry.restore_version(&version).unwrap();
        prop_assert_eq!(entry.text(), wanted);
    }
}
