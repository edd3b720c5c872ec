//! A connection to a relay: dialled, kept, and dialled again when it breaks. Bytes go through
//! as they are; what they mean is the engine's business.

pub mod backoff;
pub mod lines;
mod live;

use crate::{Feed, clock};
use backoff::Backoff;
use commonplace_engine::io::{Input, Line, LinkEnd, LinkId};
use gloo::timers::callback::Timeout;
use live::{Happening, Live};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Give up a connection that is not open after so long.
const OPENING_MS: u32 = 10_000;
/// A connection that stood so long was a good one: the next break is met with a short wait.
const STEADY_MS: i64 = 5_000;

/// A relay, as this tab reaches it on one line.
pub struct Relay {
    feed: Feed,
    line: Line,
    address: RefCell<Option<String>>,
    live: RefCell<Option<Live>>,
    opened_at_ms: Cell<Option<i64>>,
    retry: RefCell<Option<Timeout>>,
    backoff: RefCell<Backoff>,
    online: Cell<bool>,
    /// The last name that was given to a connection, on any line.
    last_link: Rc<Cell<u32>>,
}

impl Relay {
    /// No connection yet. `online` is what the browser says of the network.
    pub fn new(feed: Feed, online: bool, line: Line, last_link: Rc<Cell<u32>>) -> Rc<Self> {
        Rc::new(Self {
            feed,
            line,
            address: RefCell::default(),
            live: RefCell::default(),
            opened_at_ms: Cell::default(),
            retry: RefCell::default(),
            backoff: RefCell::default(),
            online: Cell::new(online),
            last_link,
        })
    }

    /// Keeps a connection to this address from now on; `None` hangs up.
    pub fn dial(self: &Rc<Self>, address: Option<String>) {
        if *self.address.borrow() == address {
            return;
        }
        self.address.replace(address);
        self.hang_up();
        self.backoff.take();
        if self.online.get() {
            self.connect();
        }
    }

    /// What the browser says of the network. Without one there is no use in dialling.
    pub fn set_online(self: &Rc<Self>, online: bool) {
        self.online.set(online);
        if online {
            self.retry_now();
        } else {
            self.hang_up();
        }
    }

    /// The page is looked at again: nobody wants to wait for a connection now.
    pub fn look_again(self: &Rc<Self>) {
        if self.online.get() {
            self.retry_now();
        }
    }

    /// Dials at once, if there is no connection, whatever the browser says of the network.
    pub fn retry_now(self: &Rc<Self>) {
        if self.live.borrow().is_none() {
            self.backoff.take();
            self.connect();
        }
    }

    /// Sends one message.
    pub fn send(&self, link: LinkId, bytes: &[u8]) {
        if let Some(live) = self
            .live
            .borrow()
            .as_ref()
            .filter(|live| live.link() == link)
        {
            live.send(bytes);
        }
    }

    /// Closes a connection, and dials again after a while.
    pub fn close(self: &Rc<Self>, link: LinkId) {
        if self
            .live
            .borrow()
            .as_ref()
            .is_some_and(|live| live.link() == link)
        {
            self.gone();
        }
    }

    fn connect(self: &Rc<Self>) {
        self.retry.take();
        let Some(address) = self.address.borrow().clone() else {
            return;
        };
        let link = LinkId(self.last_link.get() + 1);
        self.last_link.set(link.0);
        let weak = Rc::downgrade(self);
        let live = Live::connect(link, &address, move |happening| {
            if let Some(relay) = weak.upgrade() {
                relay.happened(link, happening);
            }
        });
        match live {
            Ok(live) => {
                self.live.replace(Some(live));
                self.later(OPENING_MS, Self::give_up_opening);
            }
            // An address no socket can be made for: perhaps it is set right later.
            Err(_) => self.gone(),
        }
    }

    fn happened(self: &Rc<Self>, link: LinkId, happening: Happening) {
        match happening {
            Happening::Opened { audience } => {
                self.retry.take();
                self.opened_at_ms.set(Some(clock::now_ms()));
                (self.feed)(Input::LinkOpened {
                    link,
                    end: LinkEnd::Relay {
                        line: self.line,
                        audience,
                    },
                });
            }
            Happening::Message(bytes) => (self.feed)(Input::Frame { link, bytes }),
            Happening::Drained => (self.feed)(Input::LinkDrained(link)),
            Happening::Closed => self.gone(),
        }
    }

    fn give_up_opening(self: &Rc<Self>) {
        if self.opened_at_ms.get().is_none() {
            self.gone();
        }
    }

    /// There is no connection any more: says so, and dials again later.
    fn gone(self: &Rc<Self>) {
        self.hang_up();
        if self.online.get() && self.address.borrow().is_some() {
            let delay_ms = self.backoff.borrow_mut().next_ms(js_sys::Math::random());
            self.later(delay_ms, Self::connect);
        }
    }

    /// Ends the connection without another in sight.
    fn hang_up(&self) {
        self.retry.take();
        // Dropping it closes it, and nothing is heard of it any more.
        let Some(live) = self.live.take() else { return };
        if let Some(opened_at_ms) = self.opened_at_ms.take() {
            if clock::now_ms() - opened_at_ms >= STEADY_MS {
                self.backoff.take();
            }
            (self.feed)(Input::LinkClosed(live.link()));
        }
    }

    fn later(self: &Rc<Self>, ms: u32, what: fn(&Rc<Self>)) {
        let weak = Rc::downgrade(self);
        let timeout = Timeout::new(ms, move || {
            if let Some(relay) = weak.upgrade() {
                what(&relay);
            }
        });
        self.retry.replace(Some(timeout));
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
