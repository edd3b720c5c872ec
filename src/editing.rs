//! The editor's half of the conversation described at `api::Update::Patch`, without a DOM: which edit is sent, which
//! patch is taken. A textarea knows only `\n`, so what it shows and what the core holds can differ by carriage returns.

pub mod photos;

use commonplace_api::text::{byte_at, splice_between, units};
use commonplace_api::{Command, Splice, ViewId};

/// Characters in which the first letter is looked for.
const LOOKED_AT: usize = 1_024;

/// One editor of one entry, from the moment its text was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    view: ViewId,
    sent: u32,
    seen: u32,
    held: String,
}

impl Conversation {
    /// Begins when the core has given `text` for the subscription `view`.
    pub fn new(view: ViewId, text: String) -> Self {
        Self {
            view,
            sent: 0,
            seen: 0,
            held: text,
        }
    }

    /// The subscription it belongs to.
    pub fn view(&self) -> ViewId {
        self.view
    }

    /// What the textarea shows of it.
    pub fn shown(&self) -> String {
        as_shown(&self.held)
    }

    /// The edit to send when the textarea shows `now`; `None` if that says nothing new.
    pub fn typed(&mut self, now: &str) -> Option<Command> {
        let shown = self.shown();
        let typed = splice_between(&shown, now)?;
        let at = held_offset(&self.held, typed.at);
        let end = held_offset(&self.held, typed.at + typed.delete);
        let splice = Splice {
            at,
            delete: end - at,
            insert: typed.insert,
        };
        self.held = spliced(&self.held, &splice)?;
        self.sent += 1;
        Some(Command::EditText {
            view: self.view,
            n: self.sent,
            seen: self.seen,
            splice,
        })
    }

    /// What to change in the textarea for a patch, in this order; `None` when the patch is not for this state: it was
    /// made before the newest edit was known, or was applied already.
    pub fn patched(&mut self, seq: u32, after: u32, splices: &[Splice]) -> Option<Vec<Splice>> {
        if after != self.sent || seq <= self.seen {
            return None;
        }
        let mut changes = Vec::with_capacity(splices.len());
        let mut held = self.held.clone();
        for splice in splices {
            let next = spliced(&held, splice)?;
            if held.contains('\r') || next.contains('\r') {
                changes.extend(splice_between(&as_shown(&held), &as_shown(&next)));
            } else {
                changes.push(splice.clone());
            }
            held = next;
        }
        self.held = held;
        self.seen = seq;
        Some(changes)
    }

    /// Says that the newest patch was applied and nothing typed since.
    pub fn applied(&self) -> Command {
        Command::PatchApplied {
            view: self.view,
            seq: self.seen,
        }
    }

    /// Asks for the patches that could not be taken while an IME was composing.
    pub fn offer_again(&self) -> Command {
        Command::OfferAgain {
            view: self.view,
            seen: self.seen,
        }
    }
}

/// Which way `text` runs, by its first letter: what `dir="auto"` would find. A browser that has to find it in a textarea
/// looks at the whole text again for every line, which takes many seconds for a long one.
pub fn direction(text: &str) -> &'static str {
    let first = text.chars().take(LOOKED_AT).find(|c| c.is_alphabetic());
    if first.is_some_and(is_right_to_left) {
        "rtl"
    } else {
        "ltr"
    }
}

/// Letters of Hebrew, Arabic and the other scripts Unicode lays out from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// `text` with one change made; `None` when the change lies outside of it.
pub fn spliced(text: &str, splice: &Splice) -> Option<String> {
    let start = byte_at(text, splice.at)?;
    let end = start + byte_at(text.get(start..)?, splice.delete)?;
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    Some([before, &splice.insert, after].concat())
}

fn as_shown(held: &str) -> String {
    if held.contains('\r') {
        held.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        held.into()
    }
}

/// Where in what the core holds a place of the textarea is.
fn held_offset(held: &str, shown: u32) -> u32 {
    if !held.contains('\r') {
        return shown;
    }
    let (mut passed, mut at) = (0, 0);
    let mut chars = held.chars().peekable();
    while passed < shown {
        let Some(c) = chars.next() else { break };
        let width = units(c.encode_utf8(&mut [0; 4]));
        at += width;
        passed += width;
        if c == '\r' && chars.next_if_eq(&'\n').is_some() {
            at += 1;
        }
    }
    at
}
