//! How far a relay runs ahead of a client's acknowledgements: by bytes, so that a slow reader costs
//! no more than a fast one.

use commonplace_protocol::{ReplicaId, VersionVector, limits::SEND_WINDOW};
use std::collections::VecDeque;

/// Frames that may be unacknowledged at one time, however small.
const FRAMES: usize = 1024;

/// What was sent and is not acknowledged yet.
#[derive(Debug, Default)]
pub(super) struct Window {
    frames: VecDeque<Sent>,
    bytes: usize,
}

#[derive(Debug)]
struct Sent {
    /// The last of each replica in the frame.
    last: Vec<(ReplicaId, u64)>,
    bytes: usize,
}

impl Window {
    /// Whether nothing more may be sent before something is acknowledged.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= SEND_WINDOW || self.frames.len() >= FRAMES
    }

    /// Accounts for a frame of records.
    pub(super) fn sent(&mut self, places: impl Iterator<Item = (ReplicaId, u64)>, bytes: usize) {
        let mut last: Vec<(ReplicaId, u64)> = Vec::new();
        for (replica, counter) in places {
            match last.iter_mut().find(|(known, _)| *known == replica) {
                Some(place) => place.1 = place.1.max(counter),
                None => last.push((replica, counter)),
            }
        }
        self.bytes += bytes;
        self.frames.push_back(Sent { last, bytes });
    }

    /// Forgets what `acked` covers. It says only what changed, so every frame hears of it.
    pub(super) fn acked(&mut self, acked: &VersionVector) {
        let bytes = &mut self.bytes;
        self.frames.retain_mut(|sent| {
            sent.last
                .retain(|(replica, counter)| !acked.covers(replica, *counter));
            let outstanding = !sent.last.is_empty();
            if !outstanding {
                *bytes = bytes.saturating_sub(sent.bytes);
            }
            outstanding
        });
        self.frames.shrink_to(8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ReplicaId = ReplicaId([1; 16]);
    const B: ReplicaId = ReplicaId([2; 16]);

    #[test]
    fn it_fills_by_bytes_and_empties_by_acknowledgement() {
        let mut window = Window::default();
        window.sent([(A, 1), (B, 1), (A, 2)].into_iter(), SEND_WINDOW - 1);
        assert!(!window.is_full());
        window.sent([(A, 3)].into_iter(), 1);
        assert!(window.is_full());
        window.acked(&VersionVector::from_iter([(A, 3)]));
        assert_eq!(
            (window.frames.len(), window.bytes),
            (1, SEND_WINDOW - 1),
            "B is missing"
        );
        window.acked(&VersionVector::from_iter([(B, 1)]));
        assert_eq!(
            (window.frames.len(), window.bytes),
            (0, 0),
            "A at 3 was said before"
        );
    }
}
