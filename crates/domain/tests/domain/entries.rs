//! Documents: text, deletion, exchange of changes.

use crate::{actor, copy, entry, splice};
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT};
use commonplace_domain::{Document, DocumentError, MAX_BODY_BYTES, NewEntry, text};
use proptest::prelude::*;

#[test]
fn an_entry_reads_the_same_elsewhere() {
    let (mut here, first) = entry("Hallo 😀\0 Welt");
    let mut there = copy(2, &first);
    assert_eq!(there.text(), "Hallo 😀\0 Welt");
    assert_eq!(there.meta(), here.meta());
    assert_eq!(
        (there.meta().occurred_at_ms, there.meta().offset_minutes),
        (1_700_000_000_000, 60)
    );
    assert!(there.is_whole() && !there.is_read_only());

    here.splice(&splice(6, 2, "wunderbare")).unwrap();
    assert_eq!(here.text(), "Hallo wunderbare\0 Welt");
    assert!(here.has_uncommitted());
    let second = here.commit(1).unwrap();
    assert_eq!(here.commit(2), None, "nothing happened since");
    assert_eq!(there.apply_changes(&second), Ok(true));
    assert_eq!(there.apply_changes(&second), Ok(false), "twice is once");
    assert_eq!(there.text(), here.text());
    assert_eq!(there.heads(), here.heads());
}

#[test]
fn a_commit_holds_only_what_was_written_here() {
    let (mut here, first) = entry("a");
    let mut there = copy(2, &first);
    there.splice(&splice(1, 0, "b")).unwrap();
    let theirs = there.commit(1).unwrap();
    here.splice(&splice(0, 0, "c")).unwrap();
    here.apply_changes(&theirs).unwrap();
    here.splice(&splice(0, 0, "d")).unwrap();
    let ours = here.commit(2).unwrap();
    // Their change is not in it, so what builds on it waits...
    let mut third = copy(3, &first);
    third.apply_changes(&ours).unwrap();
    assert!(!third.is_whole());
    assert_eq!(third.text(), "ca");
    // ...survives being saved, and falls into place.
    let saved = third.save();
    let mut third = Document::load(actor(3), Some(&saved), [theirs.as_slice()]).unwrap();
    assert_eq!(third.text(), here.text());
    assert!(third.is_whole());
}

#[test]
fn changes_may_come_before_the_entry_itself() {
    let (mut here, first) = entry("begin");
    here.splice(&splice(5, 0, "ning")).unwrap();
    let second = here.commit(1).unwrap();
    let mut there = Document::load(actor(2), None, [second.as_slice()]).unwrap();
    assert!(!there.is_whole() && there.is_read_only());
    assert_eq!(there.text(), "");
    assert_eq!(
        there.splice(&splice(0, 0, "x")),
        Err(DocumentError::ReadOnly)
    );
    there.apply_changes(&first).unwrap();
    assert!(there.is_whole() && !there.is_read_only());
    assert_eq!(there.text(), "beginning");
}

#[test]
fn what_is_put_away_keeps_what_others_wrote_and_comes_back() {
    let (mut here, first) = entry("one");
    let mut there = copy(2, &first);
    here.delete(5).unwrap();
    here.delete(6).unwrap();
    let deletion = here.commit(5).unwrap();
    there.splice(&splice(3, 0, " two")).unwrap();
    let edit = there.commit(6).unwrap();
    here.apply_changes(&edit).unwrap();
    there.apply_changes(&deletion).unwrap();
    for entry in [&here, &there] {
        assert!(entry.is_deleted() && entry.card().deleted && entry.meta().deleted);
        assert_eq!(entry.text(), "one two");
    }
    there.restore().unwrap();
    let restored = there.commit(7).unwrap();
    here.apply_changes(&restored).unwrap();
    assert!(!here.is_deleted() && !there.is_deleted());
}

#[test]
fn two_deletions_are_undone_by_one_restoration() {
    let (mut here, first) = entry("one");
    let mut there = copy(2, &first);
    here.delete(5).unwrap();
    there.delete(6).unwrap();
    here.apply_changes(&there.commit(6).unwrap()).unwrap();
    here.restore().unwrap();
    there.apply_changes(&here.commit(7).unwrap()).unwrap();
    assert!(!here.is_deleted() && !there.is_deleted());
}

#[test]
fn a_newer_layout_is_shown_and_not_touched() {
    let (mut here, _) = entry("from the future");
    let mut future = AutoCommit::load(&here.save())
        .unwrap()
        .with_actor(ActorId::from([9u8; 16].as_slice()));
    future.put(ROOT, "v", 2).unwrap();
    future.put(ROOT, "mood", "curious").unwrap();
    let saved = future.save();
    let mut entry = Document::load(actor(2), Some(&saved), []).unwrap();
    assert_eq!(entry.text(), "from the future");
    assert_eq!(entry.card().title, "from the future");
    assert!(entry.is_read_only() && entry.meta().read_only);
    let heads = entry.heads();
    assert_eq!(
        entry.splice(&splice(0, 0, "x")),
        Err(DocumentError::ReadOnly)
    );
    assert_eq!(
        entry.splice_at(&heads, &splice(0, 0, "x")),
        Err(DocumentError::ReadOnly)
    );
    assert_eq!(entry.delete(1), Err(DocumentError::ReadOnly));
    assert_eq!(entry.restore(), Err(DocumentError::ReadOnly));
    assert_eq!(entry.commit(1), None);
    assert_eq!(
        AutoCommit::load(&entry.save()).unwrap().get_heads(),
        future.get_heads()
    );
}

/// As few characters as take up `bytes`, so that debug builds are not slow.
fn long_text(bytes: usize) -> String {
    "😀".repeat(bytes / 4)
}

#[test]
fn an_entry_holds_a_mebibyte_and_no_more() {
    let full = long_text(MAX_BODY_BYTES);
    let (mut here, first) = entry(&full);
    assert_eq!(here.splice(&splice(0, 0, "x")), Err(DocumentError::TooLong));
    assert_eq!(
        here.splice(&splice(0, 2, "12345")),
        Err(DocumentError::TooLong)
    );
    here.splice(&splice(0, 2, "1234")).unwrap();
    assert_eq!(here.text().len(), MAX_BODY_BYTES);
    assert!(first.len() < 2 << 20, "a record of two mebibytes takes it");
    let over = NewEntry {
        text: &(full + "x"),
        now_ms: 0,
        offset_minutes: 0,
        zone: "",
    };
    assert_eq!(
        Document::new(actor(1), &over).err(),
        Some(DocumentError::TooLong)
    );
}

#[test]
fn merging_may_exceed_the_limit_and_can_be_mended() {
    let (mut here, first) = entry(&long_text(MAX_BODY_BYTES - 12));
    let mut there = copy(2, &first);
    here.splice(&splice(0, 0, "0123456789ab")).unwrap();
    there.splice(&splice(0, 0, "ba9876543210")).unwrap();
    here.apply_changes(&there.commit(1).unwrap()).unwrap();
    assert_eq!(here.text().len(), MAX_BODY_BYTES + 12);
    assert_eq!(
        here.splice(&splice(0, 1, "ab")),
        Err(DocumentError::TooLong)
    );
    here.splice(&splice(0, 12, "")).unwrap();
    assert_eq!(here.text().len(), MAX_BODY_BYTES);
}

#[test]
fn an_edit_against_an_older_state_finds_its_place() {
    let (mut here, _) = entry("The cat sat.");
    let old = here.heads();
    here.splice(&splice(0, 4, "A ")).unwrap();
    let new = here.splice_at(&old, &splice(7, 0, " quietly")).unwrap();
    assert_eq!(here.text(), "A cat quietly sat.");
    assert_eq!(here.text_at(&new).unwrap(), "The cat quietly sat.");
    assert_eq!(here.text_at(&old).unwrap(), "The cat sat.");
    let newest = here.heads();
    let mut shown = here.text_at(&new).unwrap();
    for splice in here.patches(&new, &newest).unwrap() {
        assert!(splice.at <= 4, "only the beginning differs: {splice:?}");
        text::apply(&mut shown, &splice).unwrap();
    }
    assert_eq!(shown, here.text());
    assert_eq!(
        here.splice_at(&old, &splice(99, 0, "x")),
        Err(DocumentError::OutsideText)
    );
    let (mut stranger, _) = entry("other");
    let foreign = stranger.heads();
    assert_eq!(
        here.splice_at(&foreign, &splice(0, 0, "x")),
        Err(DocumentError::UnknownState)
    );
    assert_eq!(
        here.patches(&foreign, &old),
        Err(DocumentError::UnknownState)
    );
}

/// Text of all widths: 1 to 4 bytes, surrogate pairs, combining marks, NUL, line ends.
fn any_text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        "[a-c]",
        Just("é".to_owned()),
        Just("日".into()),
        Just("😀".into()),
        Just("👩\u{200d}👩".into()),
        Just("e\u{301}".into()),
        Just("\0".into()),
        Just("\r\n".into())
    ];
    prop::collection::vec(c, 0..6).prop_map(|parts| parts.concat())
}

/// Splices of which many fit a short text and some do not.
fn any_splice() -> impl Strategy<Value = commonplace_api::Splice> {
    (
        0u32..14,
        prop_oneof![4 => 0u32..4, 1 => 0u32..20, 1 => Just(u32::MAX)],
        any_text(),
    )
        .prop_map(|(at, delete, insert)| splice(at, delete, &insert))
}

/// Carries out `splice` on UTF-16 units, as a browser would; `None` if it does not fit.
fn by_units(text: &str, splice: &commonplace_api::Splice) -> Option<String> {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let end = splice.at.checked_add(splice.delete)? as usize;
    if end > units.len() {
        return None;
    }
    let boundary = |at: usize| at == units.len() || !(0xDC00..0xE000).contains(&units[at]);
    if !boundary(splice.at as usize) || !boundary(end) {
        return None;
    }
    units.splice(splice.at as usize..end, splice.insert.encode_utf16());
    Some(String::from_utf16(&units).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn splices_do_what_the_dom_does(
        start in any_text(),
        splices in prop::collection::vec((any_splice(), any::<bool>()), 0..24),
    ) {
        let (mut here, first) = entry(&start);
        let mut there = copy(2, &first);
        let mut model = start;
        for (splice, commit) in splices {
            let mut plain = model.clone();
            let result = here.splice(&splice);
            if let Some(next) = by_units(&model, &splice) {
                prop_assert_eq!(result, Ok(()));
                text::apply(&mut plain, &splice).unwrap();
                model = next;
            } else {
                prop_assert_eq!(result, Err(DocumentError::OutsideText));
            }
            prop_assert_eq!(&plain, &model);
            prop_assert_eq!(here.text(), &model);
            if commit && let Some(changes) = here.commit(1) {
                there.apply_changes(&changes).unwrap();
                prop_assert_eq!(there.text(), &model);
            }
        }
        let saved = here.save();
        let mut loaded = Document::load(actor(3), Some(&saved), []).unwrap();
        prop_assert_eq!(loaded.text(), &model);
        prop_assert_eq!(loaded.heads(), here.heads());
    }

    /// Any two states of a history are led into each other, and edits against old states stay.
    #[test]
    fn patches_lead_from_any_state_to_any_other(
        start in any_text(),
        splices in prop::collection::vec((any_splice(), any::<prop::sample::Index>()), 1..12),
    ) {
        let (mut here, _) = entry(&start);
        let mut states = vec![here.heads()];
        for (splice, base) in splices {
            let base = base.get(&states).clone();
            let before = here.text_at(&base).unwrap();
            match (here.splice_at(&base, &splice), by_units(&before, &splice)) {
                (Ok(after), Some(expected)) => {
                    prop_assert_eq!(here.text_at(&after).unwrap(), expected);
                    states.push(after);
                    states.push(here.heads());
                }
                (Err(DocumentError::OutsideText), None) => {}
                (result, expected) => prop_assert!(false, "{:?} instead of {:?}", result, expected),
            }
        }
        for from in &states {
            for to in &states {
                let mut text = here.text_at(from).unwrap();
                for splice in here.patches(from, to).unwrap() {
                    text::apply(&mut text, &splice).unwrap();
                }
                prop_assert_eq!(text, here.text_at(to).unwrap());
            }
        }
        let all = here.changes_since(&commonplace_domain::Heads::default());
        let elsewhere = copy(4, &all);
        prop_assert_eq!(elsewhere.text(), here.text());
    }
}
