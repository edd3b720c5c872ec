//! Any bytes as a roster entry, and as the ops of one that is properly signed: taken whole or not at all.
#![no_main]

use commonplace_protocol::roster::{self, Entry, Op};
use commonplace_protocol::{BoxKey, Commitment, MemberKey, Role, Roster};
use ed25519_dalek::{Signer, SigningKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(roster) = Roster::start(bytes) {
        assert!(Entry::parse(bytes).and_then(|entry| entry.verify()).is_ok());
        assert_eq!(roster.space().0, roster.head().0);
    }
    let Ok(ops) = minicbor::decode::<Vec<Op>>(bytes) else {
        return;
    };
    let key = SigningKey::from_bytes(&[1; 32]);
    let sign = |message: &[u8]| key.sign(message).to_bytes();
    let member = MemberKey(key.verifying_key().to_bytes());
    let (box_key, recovery) = (BoxKey::ZERO, Commitment::ZERO);
    let add = Op::Add {
        member,
        box_key,
        role: Role::Admin,
        recovery,
    };
    let mut roster = Roster::start(&roster::genesis(member, vec![add], sign)).expect("it is sound");
    for op in ops {
        let (length, head) = (roster.len(), roster.head());
        let entry = roster.draft(member, vec![op], sign);
        match roster.append(&entry) {
            Ok(()) => assert_eq!(roster.len(), length + 1),
            Err(_) => assert_eq!((roster.len(), roster.head()), (length, head)),
        }
        assert!(
            roster
                .members()
                .any(|(_, member)| member.role == Role::Admin)
        );
    }
});
