//! Any text as what somebody was sent: no invite, or one that reads back as it is written.
#![no_main]

use commonplace_sync::InviteLink;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: (&str, [u8; 32])| {
    let (text, secret) = given;
    if let Ok(link) = InviteLink::from_text(text) {
        assert!(InviteLink::from_text(&link.to_fragment()) == Ok(link));
    }
    // A good link with anything before, inside or behind it.
    let space = commonplace_protocol::SpaceId(secret);
    let good = InviteLink {
        secret: commonplace_sync::InviteSecret::from_bytes(secret),
        space,
        relay: None,
    };
    let fragment = good.to_fragment();
    assert!(InviteLink::from_text(&format!("https://home.example/join#{fragment}")) == Ok(good));
    if let Ok(link) = InviteLink::from_text(&format!("{fragment}{text}")) {
        assert!(InviteLink::from_text(&link.to_fragment()) == Ok(link));
    }
});
