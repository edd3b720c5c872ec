//! One WebSocket as bytes in and out: limits, buffers, and an ending the other side can read.
//! It knows nothing of frames; what they mean is `session`'s and `connection`'s.

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use std::{
    future::poll_fn,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message, Utf8Bytes,
        protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode},
    },
};

use commonplace_protocol::limits::MAX_FRAME;

/// Bytes a stranger may send in all: a greeting and a few proofs.
const STRANGER_BYTES: usize = 64 * 1024;
/// Read at one time. Small, since every idle connection holds this much.
const READ_BUFFER: usize = 2 * 1024;
/// Gathered before writing, so that small frames share a packet.
const WRITE_BUFFER: usize = 16 * 1024;
/// How long the other side may take to hear why it ended.
const FAREWELL: Duration = Duration::from_secs(2);

/// A TCP stream that stops reading when an allowance is used up.
#[derive(Debug)]
pub(crate) struct Metered {
    stream: TcpStream,
    allowance: Option<usize>,
}

impl AsyncRead for Metered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let read = buffer.filled().len() - before;
        match self.allowance.map(|allowance| allowance.checked_sub(read)) {
            Some(None) => Poll::Ready(Err(io::ErrorKind::QuotaExceeded.into())),
            Some(left) => {
                self.allowance = left;
                polled
            }
            None => polled,
        }
    }
}

impl AsyncWrite for Metered {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Why a connection ends, as the number in its close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
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
            Self::GoingAway => CloseCode::Away,
            Self::Protocol => CloseCode::Protocol,
            Self::Refused => CloseCode::Policy,
            Self::TooLarge => CloseCode::Size,
            Self::Again => CloseCode::Again,
            Self::Gone => return None,
        })
    }
}

/// What arrived.
#[derive(Debug)]
pub(crate) enum Arrived {
    /// A frame.
    Frame(Bytes),
    /// A sign of life.
    Alive,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Socket {
    inner: WebSocketStream<Metered>,
    unflushed: bool,
}

impl Socket {
    /// Over a stream whose upgrade was answered; `early` is what arrived with the request.
    pub(crate) async fn new(stream: TcpStream, early: Vec<u8>) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_frame_size(Some(MAX_FRAME))
            .max_message_size(Some(MAX_FRAME));
        let metered = Metered {
            stream,
            allowance: Some(STRANGER_BYTES),
        };
        let inner =
            WebSocketStream::from_partially_read(metered, early, Role::Server, Some(config)).await;
        Self {
            inner,
            unflushed: false,
        }
    }

    /// Waits for the next frame, while `reading`, and meanwhile sends what was queued. `None` once all of that
    /// is sent, so that more may be queued. Cancel-safe.
    pub(crate) async fn turn(&mut self, reading: bool) -> Result<Option<Arrived>, Ending> {
        poll_fn(|cx| {
            if self.unflushed
                && let Poll::Ready(flushed) = self.inner.poll_flush_unpin(cx)
            {
                self.unflushed = false;
                return Poll::Ready(flushed.map(|()| None).map_err(|error| ending(&error)));
            }
            if !reading {
                return Poll::Pending;
            }
            let Some(message) = ready!(self.inner.poll_next_unpin(cx)) else {
                return Poll::Ready(Err(Ending::Gone));
            };
            Poll::Ready(match message {
                Ok(Message::Binary(bytes)) => Ok(Some(Arrived::Frame(bytes))),
                Ok(Message::Ping(_) | Message::Pong(_)) => {
                    // Reading a ping queued its pong.
                    self.unflushed = true;
                    Ok(Some(Arrived::Alive))
                }
                Ok(Message::Text(_) | Message::Frame(_)) => Err(Ending::Protocol),
                Ok(Message::Close(_)) => Err(Ending::Gone),
                Err(error) => Err(ending(&error)),
            })
        })
        .await
    }

    /// Whether everything queued is sent.
    pub(crate) fn is_clear(&self) -> bool {
        !self.unflushed
    }

    /// Queues a message. Call it only after [`Socket::is_clear`], with as much as may wait in memory.
    pub(crate) async fn queue(&mut self, message: Message) -> Result<(), Ending> {
        self.unflushed = true;
        self.inner
            .feed(message)
            .await
            .map_err(|error| ending(&error))
    }

    /// The other side is known now: the limits for strangers end.
    pub(crate) fn trust(&mut self) {
        self.inner.get_mut().allowance = None;
    }

    /// Says why, waits a moment for the other side to read it, and hangs up. Hanging up at once would
    /// reset the connection under what is still on its way.
    pub(crate) async fn end(mut self, ending: Ending) {
        let Some(code) = ending.code() else { return };
        let farewell = async {
            let frame = CloseFrame {
                code,
                reason: Utf8Bytes::from_static(""),
            };
            self.inner.send(Message::Close(Some(frame))).await.ok()?;
            let mut stream = self.inner.into_inner().stream;
            stream.shutdown().await.ok()?;
            let mut ignored = [0; 4096];
            while stream.read(&mut ignored).await.ok()? > 0 {}
            Some(())
        };
        if timeout(FAREWELL, farewell).await.is_err() {
            tracing::debug!("a connection did not end by itself");
        }
    }
}

fn ending(error: &Error) -> Ending {
    match error {
        Error::Capacity(_) => Ending::TooLarge,
        Error::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => Ending::TooLarge,
        Error::Protocol(_) | Error::Utf8(_) => Ending::Protocol,
        _ => Ending::Gone,
    }
}
