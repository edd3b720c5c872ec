//! One WebSocket, from its making to its end. Nothing is heard of it after it was dropped.

use commonplace_engine::io::LinkId;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, MessageEvent, Url, WebSocket};

/// Milliseconds between looks at what is still to leave; doubled up to the last.
const LOOKS_MS: (u32, u32) = (2, 64);

/// What happens to a socket.
pub(super) enum Happening {
    /// It is open; `audience` is the host that was dialled, as in the Host header.
    Opened {
        audience: String,
    },
    Message(Vec<u8>),
    /// All that was sent has left this machine's buffers.
    Drained,
    /// It is gone.
    Closed,
}

type Tell = Rc<dyn Fn(Happening)>;

pub(super) struct Live {
    link: LinkId,
    socket: WebSocket,
    tell: Tell,
    looking: Rc<RefCell<Option<Timeout>>>,
    _listeners: [EventListener; 3],
}

impl Live {
    pub(super) fn connect(
        link: LinkId,
        address: &str,
        tell: impl Fn(Happening) + 'static,
    ) -> Result<Self, JsValue> {
        let audience = Url::new(address)?.host();
        let socket = WebSocket::new(address)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let tell: Tell = Rc::new(tell);
        let told = [(); 3].map(|()| Rc::clone(&tell));
        let [opened, message, closed] = told;
        let listeners = [
            EventListener::once(&socket, "open", move |_| {
                opened(Happening::Opened { audience });
            }),
            EventListener::new(&socket, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                match data.dyn_into::<ArrayBuffer>() {
                    Ok(buffer) => message(Happening::Message(Uint8Array::new(&buffer).to_vec())),
                    // Whoever sends text is no relay.
                    Err(_) => message(Happening::Closed),
                }
            }),
            // An error is always followed by this.
            EventListener::once(&socket, "close", move |_| closed(Happening::Closed)),
        ];
        Ok(Self {
            link,
            socket,
            tell,
            looking: Rc::default(),
            _listeners: listeners,
        })
    }

    pub(super) const fn link(&self) -> LinkId {
        self.link
    }

    pub(super) fn send(&self, bytes: &[u8]) {
        // Refused only while it is not open: its end is about to be told.
        if self.socket.send_with_u8_array(bytes).is_ok() && self.looking.borrow().is_none() {
            look_again(&self.socket, &self.looking, &self.tell, LOOKS_MS.0);
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.looking.take();
        // Fails only if it is closed already.
        drop(self.socket.close());
    }
}

/// Looks later whether everything has left, for as long as it has not: browsers do not say.
fn look_again(socket: &WebSocket, looking: &Rc<RefCell<Option<Timeout>>>, tell: &Tell, in_ms: u32) {
    let (socket, slot, tell) = (socket.clone(), Rc::clone(looking), Rc::clone(tell));
    let timeout = Timeout::new(in_ms, move || {
        let _running = slot.take();
        if socket.buffered_amount() == 0 {
            tell(Happening::Drained);
        } else if socket.ready_state() == WebSocket::OPEN {
            look_again(&socket, &slot, &tell, (in_ms * 2).min(LOOKS_MS.1));
        }
    });
    looking.replace(Some(timeout));
}
