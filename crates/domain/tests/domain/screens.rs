//! The app's half of the conversation with an editor session, over slow channels that keep order.

use commonplace_api::Splice;
use commonplace_domain::{Document, DocumentError, EditorSession, Patch, text};
use std::collections::VecDeque;

pub(crate) enum FromEditor {
    Edit { n: u32, seen: u32, splice: Splice },
    Applied(u32),
    Again(u32),
}

/// The other half of the conversation, as the app keeps it.
#[derive(Default)]
pub(crate) struct Screen {
    pub(crate) text: String,
    pub(crate) n: u32,
    pub(crate) seen: u32,
    pub(crate) composing: bool,
    pub(crate) sent: VecDeque<FromEditor>,
    pub(crate) offers: VecDeque<Patch>,
}

impl Screen {
    pub(crate) fn type_in(&mut self, splice: Splice) {
        text::apply(&mut self.text, &splice).unwrap();
        self.n += 1;
        self.sent.push_back(FromEditor::Edit {
            n: self.n,
            seen: self.seen,
            splice,
        });
    }

    pub(crate) fn receive(&mut self) {
        let Some(patch) = self.offers.pop_front() else {
            return;
        };
        if patch.seq <= self.seen || patch.after != self.n || self.composing {
            return;
        }
        for splice in &patch.splices {
            text::apply(&mut self.text, splice).unwrap();
        }
        self.seen = patch.seq;
        self.sent.push_back(FromEditor::Applied(patch.seq));
    }

    pub(crate) fn compose(&mut self, composing: bool) {
        if self.composing && !composing {
            self.sent.push_back(FromEditor::Again(self.seen));
        }
        self.composing = composing;
    }
}

/// One device: an entry, the editors open on it, and changes on their way to it.
pub(crate) struct Device {
    pub(crate) entry: Document,
    pub(crate) editors: Vec<(EditorSession, Screen)>,
    pub(crate) arriving: VecDeque<Vec<u8>>,
}

impl Device {
    pub(crate) fn new(mut entry: Document, editors: usize) -> Self {
        let editors = (0..editors).map(|_| open(&mut entry)).collect();
        Self {
            entry,
            editors,
            arriving: VecDeque::new(),
        }
    }

    pub(crate) fn hear(&mut self, editor: usize) -> Result<(), DocumentError> {
        let (session, screen) = &mut self.editors[editor];
        let heard = match screen.sent.pop_front() {
            None => return Ok(()),
            Some(FromEditor::Edit { n, seen, splice }) => {
                session.on_edit(&mut self.entry, n, seen, &splice)
            }
            Some(FromEditor::Applied(seq)) => {
                session.on_applied(seq);
                Ok(())
            }
            Some(FromEditor::Again(seen)) => {
                screen.offers.extend(session.offer_again(seen));
                Ok(())
            }
        };
        self.offer();
        heard
    }

    pub(crate) fn offer(&mut self) {
        for (session, screen) in &mut self.editors {
            screen.offers.extend(session.poll(&mut self.entry).unwrap());
        }
    }

    pub(crate) fn arrive(&mut self) {
        if let Some(changes) = self.arriving.pop_front() {
            self.entry.apply_changes(&changes).unwrap();
            self.offer();
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.arriving.is_empty()
            && self
                .editors
                .iter()
                .all(|(_, s)| s.sent.is_empty() && s.offers.is_empty())
    }
}

pub(crate) fn open(entry: &mut Document) -> (EditorSession, Screen) {
    let screen = Screen {
        text: entry.text().to_owned(),
        ..Screen::default()
    };
    (EditorSession::new(entry), screen)
}
