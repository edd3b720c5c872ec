//! Puts messages together from the bytes of a WebSocket (RFC 6455, the server's side). Sans-IO.
//! Limits are checked on headers, before room is made, and nothing is held while nothing is under way:
//! most connections are silent most of the time, and a library's buffers would stay as large as they ever were.

use super::Ending;
use bytes::{Bytes, BytesMut};
use std::io::Cursor;
use tokio_tungstenite::tungstenite::protocol::frame::{
    FrameHeader,
    coding::{Control, Data, OpCode},
};

/// Largest payload of a ping, pong or close, by the RFC.
const CONTROL: usize = 125;

/// A whole message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Message {
    Binary(Bytes),
    Ping(Bytes),
    Pong,
    Close,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Inbound {
    /// What arrived and is not taken apart yet.
    buffer: BytesMut,
    /// The pieces so far of a message that comes in several.
    pieces: Option<BytesMut>,
}

impl Inbound {
    /// More bytes arrived.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message of at most `limit` bytes; `None` until more arrived.
    ///
    /// # Errors
    /// `TooLarge` or `Protocol`, after which nothing that follows makes sense.
    pub(super) fn next(&mut self, limit: usize) -> Result<Option<Message>, Ending> {
        while let Some((opcode, is_final, payload)) = self.piece(limit)? {
            let message = match opcode {
                OpCode::Control(Control::Ping) => Message::Ping(payload.freeze()),
                OpCode::Control(Control::Pong) => Message::Pong,
                OpCode::Control(Control::Close) => Message::Close,
                OpCode::Data(Data::Binary) if self.pieces.is_none() => {
                    if !is_final {
                        self.pieces = Some(payload);
                        continue;
                    }
                    Message::Binary(payload.freeze())
                }
                OpCode::Data(Data::Continue) => {
                    let mut pieces = self.pieces.take().ok_or(Ending::Protocol)?;
                    pieces.unsplit(payload);
                    if !is_final {
                        self.pieces = Some(pieces);
                        continue;
                    }
                    Message::Binary(pieces.freeze())
                }
                // Text is not spoken here, and a message does not begin inside another.
                _ => return Err(Ending::Protocol),
            };
            return Ok(Some(message));
        }
        Ok(None)
    }

    /// The next piece of a message, unmasked.
    fn piece(&mut self, limit: usize) -> Result<Option<(OpCode, bool, BytesMut)>, Ending> {
        let mut cursor = Cursor::new(&self.buffer);
        let parsed = FrameHeader::parse(&mut cursor).map_err(|_| Ending::Protocol)?;
        let Some((header, length)) = parsed else {
            return Ok(None);
        };
        let start = usize::try_from(cursor.position()).map_err(|_| Ending::Protocol)?;
        let reserved = header.rsv1 || header.rsv2 || header.rsv3;
        // A client that does not mask could be made to speak something else to a proxy.
        let (false, Some(mask)) = (reserved, header.mask) else {
            return Err(Ending::Protocol);
        };
        let room = match header.opcode {
            OpCode::Control(_) if header.is_final && length <= CONTROL as u64 => CONTROL,
            OpCode::Control(_) => return Err(Ending::Protocol),
            OpCode::Data(_) => limit.saturating_sub(self.pieces.as_ref().map_or(0, BytesMut::len)),
        };
        let length = usize::try_from(length)
            .ok()
            .filter(|length| *length <= room);
        let end = start + length.ok_or(Ending::TooLarge)?;
        if self.buffer.len() < end {
            self.buffer.reserve(end - self.buffer.len());
            return Ok(None);
        }
        let mut payload = self.buffer.split_to(end);
        if self.buffer.is_empty() {
            // Lets the memory go with the message.
            self.buffer = BytesMut::new();
        }
        let mut payload = payload.split_off(start);
        unmask(&mut payload, mask);
        Ok(Some((header.opcode, header.is_final, payload)))
    }
}

fn unmask(payload: &mut [u8], mask: [u8; 4]) {
    for chunk in payload.chunks_mut(4) {
        chunk
            .iter_mut()
            .zip(mask)
            .for_each(|(byte, mask)| *byte ^= mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MASK: [u8; 4] = [1, 2, 3, 4];

    /// A piece as a client sends it.
    fn piece(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![first];
        match payload.len() {
            length @ 0..126 => bytes.push(0x80 | u8::try_from(length).unwrap()),
            length @ 126..65536 => {
                bytes.push(0xfe);
                bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            length => {
                bytes.push(0xff);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        bytes.extend(MASK);
        bytes.extend(
            payload
                .iter()
                .zip(MASK.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        bytes
    }

    fn all(bytes: &[u8], limit: usize) -> Result<Vec<Message>, Ending> {
        let mut inbound = Inbound::default();
        inbound.extend(bytes);
        let mut messages = Vec::new();
        while let Some(message) = inbound.next(limit)? {
            messages.push(message);
        }
        Ok(messages)
    }

    fn binary(bytes: &[u8]) -> Message {
        Message::Binary(Bytes::copy_from_slice(bytes))
    }

    #[test]
    fn pieces_become_one_message_and_a_ping_may_come_between_them() {
        let bytes = [
            piece(0x02, b"one "),
            piece(0x89, b"there?"),
            piece(0x00, b"two "),
            piece(0x80, b"three"),
            piece(0x82, b""),
            piece(0x88, &[3, 232]),
        ]
        .concat();
        let ping = Message::Ping(Bytes::from_static(b"there?"));
        let expected = [ping, binary(b"one two three"), binary(b""), Message::Close];
        assert_eq!(all(&bytes, 100).unwrap(), expected);
    }

    #[test]
    fn what_the_rfc_forbids_ends_it() {
        let unmasked = [vec![0x82, 3], b"abc".to_vec()].concat();
        let text = piece(0x81, b"text");
        let compressed = piece(0xc2, b"rsv1");
        let unknown = piece(0x83, b"opcode 3");
        let long_ping = piece(0x89, &[0; 126]);
        let torn_ping = piece(0x09, b"in pieces");
        let orphan = piece(0x80, b"continues nothing");
        let nested = [piece(0x02, b"one"), piece(0x82, b"inside")].concat();
        for bytes in [
            unmasked, text, compressed, unknown, long_ping, torn_ping, orphan, nested,
        ] {
            assert_eq!(all(&bytes, 1000), Err(Ending::Protocol), "{bytes:?}");
        }
    }

    #[test]
    fn too_much_is_refused_by_its_header_alone() {
        assert_eq!(
            all(&piece(0x82, &[0; 101])[..8], 100),
            Err(Ending::TooLarge)
        );
        let huge = [
            vec![0x82, 0xff],
            u64::MAX.to_be_bytes().to_vec(),
            MASK.to_vec(),
        ]
        .concat();
        assert_eq!(all(&huge, 100), Err(Ending::TooLarge));
        let pieces = [piece(0x02, &[0; 60]), piece(0x00, &[0; 41])].concat();
        assert_eq!(all(&pieces, 100), Err(Ending::TooLarge));
        assert_eq!(
            all(&piece(0x82, &[7; 100]), 100).unwrap(),
            [binary(&[7; 100])]
        );
    }

    #[test]
    fn nothing_is_held_once_everything_was_taken() {
        let mut inbound = Inbound::default();
        inbound.extend(&piece(0x82, &vec![1; 1 << 20]));
        assert!(inbound.next(1 << 21).unwrap().is_some());
        assert_eq!(inbound.buffer.capacity(), 0);
    }

    proptest! {
        #[test]
        fn however_the_bytes_arrive_the_messages_are_the_same(
            payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..6),
            size in 1_usize..50,
        ) {
            let bytes: Vec<u8> = payloads.iter().flat_map(|payload| piece(0x82, payload)).collect();
            let mut inbound = Inbound::default();
            let mut messages = Vec::new();
            for chunk in bytes.chunks(size) {
                inbound.extend(chunk);
                while let Some(message) = inbound.next(300).unwrap() {
                    messages.push(message);
                }
            }
            let expected: Vec<_> = payloads.iter().map(|payload| binary(payload)).collect();
            prop_assert_eq!(messages, expected);
        }

        #[test]
        fn any_bytes_at_all_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            drop(all(&bytes, 200));
        }
    }
}
