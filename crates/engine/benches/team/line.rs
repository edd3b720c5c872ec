//! One connection to the relay, as a task of its own: what goes out is queued, what comes in is told.

use commonplace_engine::io::{Input, LinkEnd, LinkId};
use futures_util::{SinkExt, StreamExt};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::connect_async_with_config;
use tokio_tungstenite::tungstenite::Message;

/// How long a relay is left alone that did not answer.
const AGAIN: Duration = Duration::from_millis(200);

/// Opens one. It ends when what is given here is dropped, or when the relay ends it, which is told.
pub fn open(
    host: String,
    link: LinkId,
    end: LinkEnd,
    news: UnboundedSender<Input>,
) -> UnboundedSender<Vec<u8>> {
    let (out, outgoing) = unbounded_channel();
    tokio::spawn(async move {
        carry(host, link, end, outgoing, &news).await;
        // Nobody listens any more when the member is gone.
        drop(news.send(Input::LinkClosed(link)));
    });
    out
}

async fn carry(
    host: String,
    link: LinkId,
    end: LinkEnd,
    mut outgoing: UnboundedReceiver<Vec<u8>>,
    news: &UnboundedSender<Input>,
) {
    // Small messages go at once, as from a browser.
    let without_delay = true;
    let url = format!("ws://{host}/sync");
    let Ok((stream, _)) = connect_async_with_config(url, None, without_delay).await else {
        return tokio::time::sleep(AGAIN).await;
    };
    let (mut sink, mut stream) = stream.split();
    drop(news.send(Input::LinkOpened { link, end }));
    loop {
        tokio::select! {
            bytes = outgoing.recv() => {
                let Some(bytes) = bytes else { return };
                if sink.send(Message::Binary(bytes.into())).await.is_err() {
                    return;
                }
                if outgoing.is_empty() {
                    drop(news.send(Input::LinkDrained(link)));
                }
            }
            message = stream.next() => match message {
                Some(Ok(Message::Binary(bytes))) => {
                    let bytes = bytes.into();
                    drop(news.send(Input::Frame { link, bytes }));
                }
                Some(Ok(_)) => {}
                _ => return,
            },
        }
    }
}
