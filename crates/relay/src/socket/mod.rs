//! One WebSocket as messages in and out: limits, little memory, and an ending the other side can read.
//! It knows nothing of frames; what they mean is `session`'s and `connection`'s.

mod inbound;
mod outbound;

use bytes::Bytes;
use commonplace_protocol::limits::{MAX_FRAME, MAX_FRAME_AT_THE_DOOR, MAX_FRAME_BEFORE};
use inbound::{Inbound, Message};
use outbound::{Outbound, SLICES};
use std::{
    future::poll_fn,
    io::IoSlice,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// Bytes a stranger may send in all: a greeting and a few proofs.
const STRANGER_BYTES: usize = 64 * 1024;
/// Read at one time, on the stack.
const CHUNK: usize = 16 * 1024;
/// How long the other side may take to hear why it ended.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why a connection ends, as the number in its close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// 1000: the other side said goodbye.
    Left,
    /// 1001: the relay stops.
    GoingAway,
    /// 1002: this is no WebSocket.
    Protocol,
    /// 1008: told why in a `Refused`.
    Refused,
    /// 1009: a frame over the limit.
    TooLarge,
    /// 1013: come back later.
    Again,
    /// Nobody is there to be told.
    Gone,
}

impl Ending {
    fn code(self) -> Option<CloseCode> {
        Some(match self {
            Self::Left => CloseCode::Normal,
            Self::GoingAway => CloseCode::Away,
            Self::Protocol => CloseCode::Protocol,
            Self::Refused => CloseCode::Policy,
            Self::TooLarge => CloseCode::Size,
            Self::Again => CloseCode::Again,
            Self::Gone => return None,
        })
    }
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// A frame arrived.
    Frame(Bytes),
    /// A sign of life arrived.
    Alive,
    /// Everything queued is sent: more may be.
    Clear,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: TcpStream,
    inbound: Inbound,
    outbound: Outbound,
    /// What a stranger may still send; `None` once it is known.
    allowance: Option<usize>,
    /// The largest frame it may send.
    limit: usize,
}

impl Socket {
    /// Over a stream whose upgrade was answered; `early` is what arrived with the request.
    pub(crate) fn new(stream: TcpStream, early: &[u8]) -> Self {
        let mut inbound = Inbound::default();
        inbound.extend(early);
        let (outbound, allowance) = (Outbound::default(), Some(STRANGER_BYTES));
        Self {
            stream,
            inbound,
            outbound,
            allowance,
            limit: MAX_FRAME_BEFORE,
        }
    }

    /// Waits for the next frame, while `reading`, and meanwhile sends what was queued. Cancel-safe.
    pub(crate) async fn turn(&mut self, reading: bool) -> Result<Event, Ending> {
        poll_fn(|cx| {
            if !self.outbound.is_empty()
                && let Poll::Ready(written) = self.poll_write(cx)
            {
                return Poll::Ready(written.map(|()| Event::Clear));
            }
            if reading {
                self.poll_read(cx)
            } else {
                Poll::Pending
            }
        })
        .await
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Ending>> {
        while !self.outbound.is_empty() {
            let mut slices = [IoSlice::new(&[]); SLICES];
            let count = self.outbound.slices(&mut slices);
            let slices = slices.get(..count).unwrap_or_default();
            let stream = Pin::new(&mut self.stream);
            match ready!(stream.poll_write_vectored(cx, slices)) {
                Ok(0) | Err(_) => return Poll::Ready(Err(Ending::Gone)),
                Ok(written) => self.outbound.advance(written),
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Event, Ending>> {
        loop {
            match self.inbound.next(self.limit)? {
                Some(Message::Binary(bytes)) => return Poll::Ready(Ok(Event::Frame(bytes))),
                Some(Message::Close) => return Poll::Ready(Err(Ending::Left)),
                Some(Message::Pong) => return Poll::Ready(Ok(Event::Alive)),
                Some(Message::Ping(payload)) => {
                    // Who asks faster than it listens is answered once.
                    if self.outbound.is_empty() {
                        self.outbound.pong(payload);
                    }
                    return Poll::Ready(Ok(Event::Alive));
                }
                None => {}
            }
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut chunk));
            if read.is_err() || chunk.filled().is_empty() {
                return Poll::Ready(Err(Ending::Gone));
            }
            if let Some(allowance) = &mut self.allowance {
                let left = allowance.checked_sub(chunk.filled().len());
                *allowance = left.ok_or(Ending::TooLarge)?;
            }
            self.inbound.extend(chunk.filled());
        }
    }

    /// Whether everything queued is sent.
    pub(crate) fn is_clear(&self) -> bool {
        self.outbound.is_empty()
    }

    /// Queues a frame. Whoever calls it looks to [`Socket::is_clear`] first: nothing else bounds the queue.
    pub(crate) fn queue(&mut self, frame: Bytes) {
        self.outbound.binary(frame);
    }

    /// Asks the other side for a sign of life.
    pub(crate) fn ping(&mut self) {
        self.outbound.ping();
    }

    /// The other side is known now: the limits for strangers end.
    pub(crate) fn trust(&mut self) {
        (self.allowance, self.limit) = (None, MAX_FRAME);
    }

    /// The other side proved a key and may bring a roster that names it: once, and no more than that.
    pub(crate) fn open_a_crack(&mut self) {
        if self.limit == MAX_FRAME_BEFORE {
            self.allowance = Some(STRANGER_BYTES + MAX_FRAME_AT_THE_DOOR);
            self.limit = MAX_FRAME_AT_THE_DOOR;
        }
    }

    /// Says why, waits a moment for the other side to read it, and hangs up. Hanging up at once would reset the
    /// connection under what is still on its way.
    pub(crate) async fn end(mut self, ending: Ending) {
        let Some(code) = ending.code() else { return };
        self.outbound.close(code);
        let farewell = async {
            poll_fn(|cx| self.poll_write(cx)).await.ok()?;
            self.stream.shutdown().await.ok()?;
            let mut ignored = [0; 1024];
            while self.stream.read(&mut ignored).await.ok()? > 0 {}
            Some(())
        };
        if timeout(FAREWELL, farewell).await.is_err() {
            tracing::debug!("a connection did not end by itself");
        }
    }
}
