//! What a relay passes on, and what it could read of what it keeps.

use super::Relay;
use commonplace_protocol::Frame;
use commonplace_protocol::frame::Whisper;

impl Relay {
    /// Gives a whisper to everybody else who is there, and forgets it.
    pub(super) fn pass_on(&mut self, from: u32, whisper: &Whisper) {
        let all: Vec<_> = self.connections.keys().copied().collect();
        let others = all.into_iter().filter(|id| *id != from);
        let others: Vec<_> = others
            .filter(|id| self.lets_in(*id, whisper.space))
            .collect();
        for to in others {
            self.send(to, &Frame::Whisper(whisper.clone()));
        }
    }

    /// Whether a roster has these bytes in it.
    pub(crate) fn holds_in_roster(&self, word: &[u8]) -> bool {
        let mut entries = self
            .spaces
            .values()
            .flat_map(|space| space.roster.entries());
        entries.any(|entry| entry.windows(word.len()).any(|part| part == word))
    }
}
