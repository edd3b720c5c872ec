//! Any bytes as a frame about chunks, and as a chunk: an error, or what reads back as it is written and is named by
//! its content alone.
#![no_main]

use commonplace_protocol::{Frame, chunk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (number, bytes) = input;
    // [16 to 20, ...]
    let spelled = [&[0x82, 0x10 + number % 5][..], bytes].concat();
    match Frame::decode(&spelled) {
        Ok(Frame::Chunk(chunk)) => {
            assert_eq!(chunk.is_genuine(), chunk::id(&chunk.bytes) == chunk.id);
            assert_eq!(
                Frame::decode(&Frame::Chunk(chunk.clone()).encode()),
                Ok(Frame::Chunk(chunk))
            );
        }
        Ok(frame) => assert_eq!(Frame::decode(&frame.encode()), Ok(frame)),
        Err(_) => {}
    }
});
