//! From the moment an edit is durable where it was made until each other member's screen was told.

use commonplace_api::ViewId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What all members know together.
#[derive(Default)]
pub struct Ledger {
    /// When each record of an edit was durable, by its key.
    durable: HashMap<Vec<u8>, Instant>,
    /// How long it took to each other member.
    pub waits: Vec<Duration>,
}

/// What one member notes.
pub struct Watch {
    ledger: Arc<Mutex<Ledger>>,
    /// The lists that are open.
    lists: [ViewId; 2],
    /// Edits whose record is not on the disk yet.
    making: usize,
    /// Records that are stored and not shown.
    arrived: Vec<Instant>,
}

impl Watch {
    pub fn new(ledger: &Arc<Mutex<Ledger>>, lists: [ViewId; 2]) -> Self {
        Self {
            ledger: Arc::clone(ledger),
            lists,
            making: 0,
            arrived: Vec::new(),
        }
    }

    /// This member makes an edit.
    pub fn edits(&mut self) {
        self.making += 1;
    }

    /// A record is on this member's disk. Nobody has one before whoever wrote it.
    pub fn stored(&mut self, key: &[u8]) {
        let mut ledger = self.ledger.lock().unwrap();
        if let Some(durable) = ledger.durable.get(key) {
            self.arrived.push(*durable);
        } else if self.making > 0 {
            self.making -= 1;
            ledger.durable.insert(key.to_vec(), Instant::now());
        }
    }

    /// A screen of this member was told something.
    pub fn told(&mut self, view: ViewId) {
        if self.lists.contains(&view) {
            let now = Instant::now();
            let waits = self.arrived.drain(..).map(|durable| now - durable);
            self.ledger.lock().unwrap().waits.extend(waits);
        }
    }
}
