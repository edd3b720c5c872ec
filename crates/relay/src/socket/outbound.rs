//! What waits to be written to a WebSocket: pieces of memory in order, each let go once it is written. Sans-IO.

use bytes::{Buf, Bytes};
use std::{collections::VecDeque, io::IoSlice};
use tokio_tungstenite::tungstenite::protocol::frame::{
    FrameHeader,
    coding::{CloseCode, Control, Data, OpCode},
};

/// Pieces handed to the system at one time.
pub(super) const SLICES: usize = 16;
/// Messages up to this many bytes are copied behind their header.
const SMALL: usize = 1024;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Outbound(VecDeque<Bytes>);

impl Outbound {
    /// Whether everything is written.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn binary(&mut self, payload: Bytes) {
        self.push(OpCode::Data(Data::Binary), payload);
    }

    pub(super) fn ping(&mut self) {
        self.push(OpCode::Control(Control::Ping), Bytes::new());
    }

    pub(super) fn pong(&mut self, payload: Bytes) {
        self.push(OpCode::Control(Control::Pong), payload);
    }

    pub(super) fn close(&mut self, code: CloseCode) {
        let payload = Bytes::copy_from_slice(&u16::from(code).to_be_bytes());
        self.push(OpCode::Control(Control::Close), payload);
    }

    fn push(&mut self, opcode: OpCode, payload: Bytes) {
        let header = FrameHeader {
            is_final: true,
            opcode,
            ..FrameHeader::default()
        };
        let mut bytes = Vec::with_capacity(
            16 + if payload.len() > SMALL {
                0
            } else {
                payload.len()
            },
        );
        drop(header.format(payload.len() as u64, &mut bytes)); // a Vec takes every byte
        if payload.len() > SMALL {
            self.0.push_back(bytes.into());
            self.0.push_back(payload);
        } else {
            bytes.extend_from_slice(&payload);
            self.0.push_back(bytes.into());
        }
    }

    /// What to write next; answers how many of `slices` there are.
    pub(super) fn slices<'a>(&'a self, slices: &mut [IoSlice<'a>; SLICES]) -> usize {
        for (slice, piece) in slices.iter_mut().zip(&self.0) {
            *slice = IoSlice::new(piece);
        }
        self.0.len().min(SLICES)
    }

    /// `count` bytes were written.
    pub(super) fn advance(&mut self, mut count: usize) {
        while let Some(first) = self.0.front_mut() {
            let written = count.min(first.len());
            first.advance(written);
            count -= written;
            if !first.is_empty() {
                return;
            }
            self.0.pop_front();
        }
        self.0 = VecDeque::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_written_in_order_however_little_at_a_time() {
        let mut outbound = Outbound::default();
        outbound.binary(Bytes::from_static(b"small"));
        outbound.binary(vec![7; 70_000].into());
        outbound.ping();
        outbound.close(CloseCode::Away);
        let mut written = Vec::new();
        while !outbound.is_empty() {
            let mut slices = [IoSlice::new(&[]); SLICES];
            let count = outbound.slices(&mut slices);
            let all: Vec<u8> = slices[..count]
                .iter()
                .flat_map(|slice| slice.to_vec())
                .collect();
            let some = all.len().min(4099);
            written.extend_from_slice(&all[..some]);
            outbound.advance(some);
        }
        let large = [
            &[0x82, 127][..],
            &70_000_u64.to_be_bytes(),
            &vec![7; 70_000],
        ]
        .concat();
        let rest = [0x89, 0, 0x88, 2, 3, 233];
        assert_eq!(written, [&[0x82, 5][..], b"small", &large, &rest].concat());
        assert_eq!(outbound.0.capacity(), 0, "nothing is held");
    }
}
