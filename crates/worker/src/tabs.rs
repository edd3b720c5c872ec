//! The other tabs of this browser, reached all at once through a BroadcastChannel. Messages are
//! bytes: the first says what the others are.

use crate::Feed;
use commonplace_engine::io::{Input, LinkEnd, LinkId};
use gloo::events::EventListener;
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The name of the connection to all other tabs. The relay's are greater.
pub const LINK: LinkId = LinkId(0);

const FRAME: u8 = 0;
const NEWS: u8 = 1;
const RELOAD: u8 = 2;
const LOCK: u8 = 3;
const ACTIVE: u8 = 4;
const LOCK_CHANGED: u8 = 5;

/// What another tab says that is not for the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It made or changed the identity: start anew.
    Reload,
    /// It locks, and so must this one.
    Lock,
    /// Somebody is using it.
    Active,
    /// The lock was turned on or off there, or changed.
    LockChanged,
}

/// The channel.
pub struct Tabs {
    channel: BroadcastChannel,
    feed: RefCell<Option<Feed>>,
    listener: RefCell<Option<EventListener>>,
    drained: Rc<Cell<bool>>,
}

impl Tabs {
    /// Joins the channel. `heard` is told what is not for the engine from now on; all else waits
    /// for [`Tabs::open`].
    ///
    /// # Errors
    /// What the browser says, where it has no channels.
    pub fn join(name: &str, heard: impl Fn(Said) + 'static) -> Result<Rc<Self>, JsValue> {
        let channel = BroadcastChannel::new(name)?;
        let (feed, listener, drained) = (
            RefCell::default(),
            RefCell::default(),
            Rc::new(Cell::new(true)),
        );
        let tabs = Rc::new(Self {
            channel,
            feed,
            listener,
            drained,
        });
        let weak = Rc::downgrade(&tabs);
        let listener = EventListener::new(&tabs.channel, "message", move |event| {
            let bytes = event
                .unchecked_ref::<MessageEvent>()
                .data()
                .dyn_into::<Uint8Array>();
            let (Some(tabs), Ok(bytes)) = (weak.upgrade(), bytes) else {
                return;
            };
            let bytes = bytes.to_vec();
            match bytes.split_first() {
                Some((&RELOAD, _)) => heard(Said::Reload),
                Some((&LOCK, _)) => heard(Said::Lock),
                Some((&ACTIVE, _)) => heard(Said::Active),
                Some((&LOCK_CHANGED, _)) => heard(Said::LockChanged),
                Some((&FRAME, frame)) => tabs.tell(Input::Frame {
                    link: LINK,
                    bytes: frame.to_vec(),
                }),
                Some((&NEWS, news)) => tabs.tell(Input::FromLeader(news.to_vec())),
                // Of another version of this program.
                _ => {}
            }
        });
        tabs.listener.replace(Some(listener));
        Ok(tabs)
    }

    /// From now on the engine hears the other tabs.
    pub fn open(&self, feed: &Feed) {
        self.feed.replace(Some(Rc::clone(feed)));
        feed(Input::LinkOpened {
            link: LINK,
            end: LinkEnd::Tabs,
        });
    }

    /// Sends a frame to all of them, and says when the next may follow: at once, but not before
    /// everything else had its turn.
    pub fn send(&self, frame: &[u8]) {
        self.post(FRAME, frame);
        let Some(feed) = self.feed.borrow().clone() else {
            return;
        };
        if self.drained.replace(false) {
            let drained = Rc::clone(&self.drained);
            gloo::timers::callback::Timeout::new(0, move || {
                drained.set(true);
                feed(Input::LinkDrained(LINK));
            })
            .forget();
        }
    }

    /// Tells them what the leading tab knows of the relay.
    pub fn send_news(&self, news: &[u8]) {
        self.post(NEWS, news);
    }

    /// Has them start anew.
    pub fn send_reload(&self) {
        self.post(RELOAD, &[]);
    }

    /// Has them lock.
    pub fn send_lock(&self) {
        self.post(LOCK, &[]);
    }

    /// Tells them that somebody is using this tab.
    pub fn send_active(&self) {
        self.post(ACTIVE, &[]);
    }

    /// Tells them that the lock is not what it was.
    pub fn send_lock_changed(&self) {
        self.post(LOCK_CHANGED, &[]);
    }

    fn post(&self, kind: u8, bytes: &[u8]) {
        let message = [&[kind], bytes].concat();
        // Only what cannot be cloned is refused, and bytes can.
        drop(self.channel.post_message(&Uint8Array::from(&message[..])));
    }

    fn tell(&self, input: Input) {
        let feed = self.feed.borrow().clone();
        if let Some(feed) = feed {
            feed(input);
        }
    }
}

impl std::fmt::Debug for Tabs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tabs(..)")
    }
}
