//! The lines of this tab to relays, one for each space that is in use. Each is a connection of its own, so that no relay
//! learns from it which spaces are one person's. A line that was hung up is forgotten.

use super::Relay;
use crate::Feed;
use commonplace_engine::io::{Line, LinkId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// All lines.
pub struct Lines {
    feed: Feed,
    online: Cell<bool>,
    open: RefCell<BTreeMap<Line, Rc<Relay>>>,
    last_link: Rc<Cell<u32>>,
}

impl Lines {
    /// No line yet. `online` is what the browser says of the network.
    pub fn new(feed: Feed, online: bool) -> Self {
        Self {
            feed,
            online: Cell::new(online),
            open: RefCell::default(),
            last_link: Rc::new(Cell::new(crate::tabs::LINK.0)),
        }
    }

    /// Keeps a line open to this address from now on; `None` hangs up.
    pub fn dial(&self, line: Line, address: Option<String>) {
        let Some(address) = address else {
            let gone = self.open.borrow_mut().remove(&line);
            if let Some(relay) = gone {
                relay.dial(None);
            }
            return;
        };
        let known = self.open.borrow().get(&line).cloned();
        let relay = known.unwrap_or_else(|| {
            let links = Rc::clone(&self.last_link);
            let relay = Relay::new(Rc::clone(&self.feed), self.online.get(), line, links);
            self.open.borrow_mut().insert(line, Rc::clone(&relay));
            relay
        });
        relay.dial(Some(address));
    }

    /// What the browser says of the network.
    pub fn set_online(&self, online: bool) {
        self.online.set(online);
        self.each(|relay| relay.set_online(online));
    }

    /// The page is looked at again.
    pub fn look_again(&self) {
        self.each(Relay::look_again);
    }

    /// Dials at once wherever there is no connection.
    pub fn retry_now(&self) {
        self.each(Relay::retry_now);
    }

    /// Sends one message.
    pub fn send(&self, link: LinkId, bytes: &[u8]) {
        self.each(|relay| relay.send(link, bytes));
    }

    /// Closes a connection, and dials again after a while.
    pub fn close(&self, link: LinkId) {
        self.each(|relay| relay.close(link));
    }

    fn each(&self, what: impl Fn(&Rc<Relay>)) {
        let all: Vec<_> = self.open.borrow().values().cloned().collect();
        all.iter().for_each(what);
    }
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines")
            .field("open", &self.open.borrow().len())
            .finish_non_exhaustive()
    }
}
