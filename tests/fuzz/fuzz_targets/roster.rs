//! Any bytes as a roster entry, and as the ops of one that is properly signed, by the admin or by the recovery key
//! the admin committed to: taken whole or not at all.
#![no_main]

use commonplace_protocol::roster::{self, Entry, InviteWrap, Op, Wrap};
use commonplace_protocol::{BoxKey, Commitment, Epoch, MemberKey, Role, Roster, record};
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
    let recovery_key = SigningKey::from_bytes(&[2; 32]);
    let sign_as_recovery = |message: &[u8]| recovery_key.sign(message).to_bytes();
    let author = MemberKey(recovery_key.verifying_key().to_bytes());
    let (box_key, recovery) = (BoxKey::ZERO, Commitment(record::id(&author.0).0));
    let add = Op::Add {
        member,
        box_key,
        role: Role::Admin,
        recovery,
    };
    let mut roster = Roster::start(&roster::genesis(member, vec![add], sign)).expect("it is sound");
    for op in ops {
        let (length, head) = (roster.len(), roster.head());
        let entry = match &op {
            Op::Renew { .. } => {
                let (epoch, wraps) = (Epoch(roster.epoch().0 + 1), wraps_after(&roster, &op));
                let invites = roster.invites().map(|(invite, _)| InviteWrap {
                    invite,
                    sealed: vec![],
                });
                let rekey = Op::Rekey {
                    epoch,
                    wraps,
                    invites: invites.collect(),
                    previous: vec![],
                };
                roster.draft(author, vec![op, rekey], sign_as_recovery)
            }
            _ => roster.draft(member, vec![op], sign),
        };
        match roster.append(&entry) {
            Ok(()) => assert_eq!(roster.len(), length + 1),
            Err(_) => assert_eq!((roster.len(), roster.head()), (length, head)),
        }
        for (key, _) in roster.members() {
            assert_eq!(roster.ended(&key), None);
        }
        assert!(
            roster
                .members()
                .any(|(_, member)| member.role == Role::Admin)
        );
    }
});

/// The new key for whoever is a member after a renewal, as its entry must have it.
fn wraps_after(roster: &Roster, renewal: &Op) -> Vec<Wrap> {
    let Op::Renew { member, next, .. } = renewal else {
        return Vec::new();
    };
    let mut members: Vec<MemberKey> = roster.members().map(|(key, _)| key).collect();
    members.retain(|key| key != member);
    members.push(*next);
    members.sort();
    members.dedup();
    let wrap = |member| Wrap {
        member,
        sealed: vec![],
    };
    members.into_iter().map(wrap).collect()
}
