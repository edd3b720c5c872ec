//! Every bound of the protocol in one place. Receivers check them before they make room for anything.

/// The protocol version in a `Hello`.
pub const VERSION: u16 = 1;
/// Largest frame before the other side has proved who it is, in bytes.
pub const MAX_FRAME_BEFORE: usize = 4 * 1024;
/// Largest frame after that, in bytes.
pub const MAX_FRAME: usize = 4 * 1024 * 1024;
/// Where a sender closes a `Records` frame and starts the next, in bytes. One record may exceed it.
pub const RECORDS_FRAME_TARGET: usize = 256 * 1024;
/// Most records, or roster entries, in one frame.
pub const MAX_ITEMS: usize = 4096;
/// How far a relay sends records ahead of the other side's acknowledgements, in bytes.
pub const SEND_WINDOW: usize = 2 * 1024 * 1024;
/// Largest record, in bytes.
pub const MAX_RECORD: usize = 2 * 1024 * 1024;
/// Largest record body once inflated, in bytes.
pub const MAX_BODY_INFLATED: usize = 16 * 1024 * 1024;
/// Most ranges one pack accounts for.
pub const MAX_COVERS: usize = 512;
/// Most replicas in a version vector.
pub const MAX_REPLICAS: usize = 4096;
/// Largest roster entry, in bytes.
pub const MAX_ROSTER_ENTRY: usize = 256 * 1024;
/// Most entries in a roster.
pub const MAX_ROSTER_ENTRIES: usize = 16 * 1024;
/// Most members a space has at one time.
pub const MAX_MEMBERS: usize = 1024;
/// Most people who can join by one invite.
pub const MAX_INVITE_USES: u32 = 200;
/// Most invites a space has at one time that somebody could join by.
pub const MAX_INVITES: usize = 64;
/// Largest sealed key that somebody brings for themselves, in bytes.
pub const MAX_SEALED_KEY: usize = 2 * 1024;
/// Largest sealed name in a Join, in bytes.
pub const MAX_SEALED_NAME: usize = 512;
/// Largest body of a `Whisper`, in bytes.
pub const MAX_WHISPER: usize = 64 * 1024;
/// Largest chunk of a picture, sealed, in bytes.
pub const MAX_CHUNK: usize = 256 * 1024;
/// Most chunks one frame names.
pub const MAX_CHUNK_IDS: usize = 1024;
/// Largest thing in a mailbox, in bytes.
pub const MAX_BOX: usize = 2 * 1024;
/// Largest frame of somebody who proved a key and brings the roster entry that makes it a member, in bytes.
pub const MAX_FRAME_AT_THE_DOOR: usize = MAX_ROSTER_ENTRY + 1024;
/// Longest text in a frame (agent, sentence), in bytes.
pub const MAX_TEXT: usize = 1024;
/// Deepest nesting of CBOR arrays and maps.
pub const MAX_DEPTH: usize = 12;
