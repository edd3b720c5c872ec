//! Several editors on several devices type at once over slow, ordered channels: nothing typed is
//! lost or doubled, and all end up showing the same text.

use crate::screens::{Device, Screen, open};
use crate::{actor, copy, entry, splice};
use automerge::transaction::Transactable;
use commonplace_domain::{Document, DocumentError, EditorSession, MAX_BODY_BYTES};
use proptest::prelude::*;
use std::collections::BTreeSet;

struct World {
    devices: [Device; 2],
    written: BTreeSet<char>,
    removed: BTreeSet<char>,
    next: u32,
}

/// What happens next; the editors of device 0 are 0 and 1, that of device 1 is 2.
#[derive(Clone, Debug)]
enum Step {
    Type {
        editor: usize,
        at: u32,
        delete: u32,
        insert: u32,
    },
    Hear(usize),
    Receive(usize),
    Compose(usize, bool),
    Commit(usize),
    Arrive(usize),
    Delete(usize),
    Reopen(usize),
    Reload(usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    let edit = (0usize..3, any::<u32>(), 0u32..4, 0u32..4);
    prop_oneof![
        6 => edit.prop_map(|(editor, at, delete, insert)| Step::Type { editor, at, delete, insert }),
        6 => (0usize..3).prop_map(Step::Hear),
        6 => (0usize..3).prop_map(Step::Receive),
        2 => (0usize..3, any::<bool>()).prop_map(|(editor, on)| Step::Compose(editor, on)),
        2 => (0usize..2).prop_map(Step::Commit),
        3 => (0usize..2).prop_map(Step::Arrive),
        1 => (0usize..2).prop_map(Step::Delete),
        1 => (0usize..3).prop_map(Step::Reopen),
        1 => (0usize..2).prop_map(Step::Reload),
    ]
}

impl World {
    fn new() -> Self {
        let (here, first) = entry("日x😀");
        let there = copy(2, &first);
        Self {
            written: here.text().chars().collect(),
            removed: BTreeSet::new(),
            devices: [Device::new(here, 2), Device::new(there, 1)],
            next: 0,
        }
    }

    fn place(editor: usize) -> (usize, usize) {
        if editor == 2 { (1, 0) } else { (0, editor) }
    }

    fn screen(&mut self, editor: usize) -> &mut Screen {
        let (device, editor) = Self::place(editor);
        &mut self.devices[device].editors[editor].1
    }

    /// Every character is written once in the whole test, half of them outside the BMP.
    fn fresh(&mut self) -> char {
        self.next += 1;
        let plane = if self.next.is_multiple_of(2) {
            0x2_0000
        } else {
            0x4E00
        };
        char::from_u32(plane + self.next).unwrap()
    }

    fn type_in(&mut self, editor: usize, at: u32, delete: u32, insert: u32) {
        let insert: String = (0..insert).map(|_| self.fresh()).collect();
        self.written.extend(insert.chars());
        let screen = self.screen(editor);
        let chars: Vec<char> = screen.text.chars().collect();
        let start = at as usize % (chars.len() + 1);
        let end = (start + delete as usize).min(chars.len());
        let units = |chars: &[char]| {
            u32::try_from(chars.iter().map(|c| c.len_utf16()).sum::<usize>()).unwrap()
        };
        screen.type_in(splice(
            units(&chars[..start]),
            units(&chars[start..end]),
            &insert,
        ));
        self.removed.extend(&chars[start..end]);
    }

    fn commit(&mut self, device: usize) {
        if let Some(changes) = self.devices[device].entry.commit(1) {
            self.devices[1 - device].arriving.push_back(changes);
        }
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Type {
                editor,
                at,
                delete,
                insert,
            } => self.type_in(editor, at, delete, insert),
            Step::Hear(editor) => {
                let (device, editor) = Self::place(editor);
                self.devices[device].hear(editor).unwrap();
            }
            Step::Receive(editor) => self.screen(editor).receive(),
            Step::Compose(editor, on) => self.screen(editor).compose(on),
            Step::Commit(device) => self.commit(device),
            Step::Arrive(device) => self.devices[device].arrive(),
            Step::Delete(device) if self.devices[device].entry.is_deleted() => {
                self.devices[device].entry.restore().unwrap();
            }
            Step::Delete(device) => self.devices[device].entry.delete(1).unwrap(),
            Step::Reopen(editor) => self.reopen(editor),
            Step::Reload(device) => self.reload(device),
        }
    }

    /// The editor is closed, after everything it sent was heard, and opened again.
    fn reopen(&mut self, editor: usize) {
        let (device, editor) = Self::place(editor);
        let device = &mut self.devices[device];
        while !device.editors[editor].1.sent.is_empty() {
            device.hear(editor).unwrap();
        }
        device.editors[editor] = open(&mut device.entry);
    }

    /// The entry leaves memory and is read again by the same writer, its editors with it.
    fn reload(&mut self, device: usize) {
        let editors = if device == 0 { 0..2 } else { 2..3 };
        editors.clone().for_each(|editor| self.reopen(editor));
        self.commit(device);
        let there = &mut self.devices[device];
        let saved = there.entry.save();
        there.entry =
            Document::load(actor(u8::try_from(device + 1).unwrap()), Some(&saved), []).unwrap();
        editors.for_each(|editor| self.reopen(editor));
    }

    fn settle(&mut self) {
        for editor in 0..3 {
            self.screen(editor).compose(false);
        }
        for _ in 0..200 {
            for editor in 0..3 {
                self.step(&Step::Hear(editor));
                self.step(&Step::Receive(editor));
            }
            for device in 0..2 {
                self.commit(device);
                self.devices[device].arrive();
            }
            if self.devices.iter().all(Device::is_quiet) {
                return;
            }
        }
        panic!("they never stop talking");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn editors_converge_and_lose_nothing(steps in prop::collection::vec(any_step(), 0..80)) {
        let mut world = World::new();
        for step in &steps {
            world.step(step);
        }
        world.settle();
        let text = world.devices[0].entry.text().to_owned();
        for device in &mut world.devices {
            prop_assert_eq!(device.entry.text(), &text);
            for (_, screen) in &device.editors {
                prop_assert_eq!(&screen.text, &text);
            }
        }
        let heads = world.devices[0].entry.heads();
        prop_assert_eq!(world.devices[1].entry.heads(), heads);
        let left: BTreeSet<char> = text.chars().collect();
        let expected: BTreeSet<char> = world.written.difference(&world.removed).copied().collect();
        prop_assert_eq!(text.chars().count(), left.len(), "doubled: {}", text);
        prop_assert_eq!(left, expected);
    }
}

#[test]
fn typing_alone_makes_one_change_and_no_offers() {
    let (mut here, _) = entry("");
    let mut session = EditorSession::new(&mut here);
    for (n, letter) in (0u32..).zip(["a", "b", "c"]) {
        session
            .on_edit(&mut here, n + 1, 0, &splice(n, 0, letter))
            .unwrap();
        assert_eq!(session.poll(&mut here), Ok(None));
    }
    let changes = here.commit(1).unwrap();
    let magic = [0x85, 0x6f, 0x4a, 0x83];
    assert_eq!(
        changes.windows(4).filter(|bytes| *bytes == magic).count(),
        1
    );
    assert_eq!(session.poll(&mut here), Ok(None));
}

#[test]
fn an_offer_not_taken_is_made_again_with_the_same_number() {
    let (mut here, first) = entry("abc");
    let mut session = EditorSession::new(&mut here);
    let mut there = copy(2, &first);
    there.splice(&splice(3, 0, "d")).unwrap();
    here.apply_changes(&there.commit(1).unwrap()).unwrap();
    let offer = session.poll(&mut here).unwrap().unwrap();
    assert_eq!((offer.seq, offer.after), (1, 0));
    assert_eq!(offer.splices, [splice(3, 0, "d")]);
    assert_eq!(session.poll(&mut here), Ok(None), "one at a time");
    assert_eq!(session.offer_again(0), Some(offer));
    session.on_applied(1);
    assert_eq!(session.offer_again(1), None);
    // The next edit is one against "abcd".
    session
        .on_edit(&mut here, 1, 1, &splice(4, 0, "e"))
        .unwrap();
    assert_eq!(here.text(), "abcde");
    assert_eq!(session.poll(&mut here), Ok(None));
}

#[test]
fn what_is_too_long_is_taken_back_or_made_to_fit() {
    let full = "😀".repeat(MAX_BODY_BYTES / 4 - 1) + "ab";
    let (here, _) = entry(&full);
    let mut device = Device::new(here, 1);
    device.editors[0].1.type_in(splice(0, 0, "12345"));
    device.editors[0].1.type_in(splice(5, 0, "6"));
    assert_eq!(device.hear(0), Err(DocumentError::TooLong));
    assert_eq!(device.hear(0), Err(DocumentError::TooLong), "still");
    assert_eq!(device.entry.text(), full);
    // Both offers reach the screen; the first is out of date.
    assert_eq!(device.editors[0].1.offers.len(), 2);
    device.editors[0].1.receive();
    device.editors[0].1.receive();
    assert_eq!(device.editors[0].1.text, full);
    device.hear(0).unwrap();
    assert!(device.is_quiet());

    // Too much, but taken back before the core could answer.
    device.editors[0].1.type_in(splice(2, 0, "12345"));
    device.editors[0].1.type_in(splice(3, 4, ""));
    assert_eq!(device.hear(0), Err(DocumentError::TooLong));
    device.hear(0).unwrap();
    assert_eq!(device.entry.text(), device.editors[0].1.text);
    device.editors[0].1.offers.clear();
    device.editors[0].1.type_in(splice(0, 2, "é"));
    device.hear(0).unwrap();
    assert_eq!(device.entry.text(), device.editors[0].1.text);
    assert!(device.is_quiet());
}

#[test]
fn an_editor_that_lost_the_text_is_told() {
    let (mut here, _) = entry("a😀");
    let mut session = EditorSession::new(&mut here);
    let lost = session.on_edit(&mut here, 1, 0, &splice(2, 0, "x"));
    assert_eq!(lost, Err(DocumentError::OutsideText));
    let mut session = EditorSession::new(&mut here);
    session
        .on_edit(&mut here, 1, 0, &splice(3, 0, "x"))
        .unwrap();
    assert_eq!(here.text(), "a😀x");
}

#[test]
fn typing_into_what_must_not_change_is_taken_back() {
    let (mut here, _) = entry("x");
    let mut newer = automerge::AutoCommit::load(&here.save()).unwrap();
    newer.put(automerge::ROOT, "v", 99).unwrap();
    let entry = Document::load(actor(2), Some(&newer.save()), []).unwrap();
    let mut device = Device::new(entry, 1);
    device.editors[0].1.type_in(splice(1, 0, "y"));
    assert_eq!(device.hear(0), Err(DocumentError::ReadOnly));
    device.editors[0].1.receive();
    assert_eq!(device.editors[0].1.text, "x");
    assert_eq!(device.entry.commit(1), None);
}
