//! Where a test receives what the shell feeds to the engine.

use commonplace_engine::io::Input;
use commonplace_worker::Feed;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

#[derive(Clone, Default)]
pub(crate) struct Inbox {
    inputs: Rc<RefCell<VecDeque<Input>>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Inbox {
    pub(crate) fn feed(&self) -> Feed {
        let inbox = self.clone();
        Rc::new(move |input| inbox.put(input))
    }

    pub(crate) fn put(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// The next input, as its words in Rust: inputs cannot be compared.
    pub(crate) async fn next(&self) -> String {
        poll_fn(|context| {
            if let Some(input) = self.inputs.borrow_mut().pop_front() {
                return Poll::Ready(format!("{input:?}"));
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.inputs.borrow().is_empty()
    }
}
