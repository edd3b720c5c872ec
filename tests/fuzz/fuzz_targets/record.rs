//! Any bytes as a record, and as the header of one that is properly signed: one spelling each, and a judgement.
#![no_main]

use commonplace_protocol::{BoxKey, Commitment, Role, roster::Op};
use commonplace_protocol::{Header, Kind, MemberKey, Record, Roster, Tip, judge, record, roster};
use ed25519_dalek::{Signer, SigningKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = Record::parse(bytes) {
        let _ = record.verify();
        let prefix = record::prefix(record.header(), record.body().len()).expect("it was parsed");
        assert!(prefix.len() < record.header_bytes().len() || prefix == record.header_bytes());
    }
    if let Ok(header) = minicbor::decode::<Header>(bytes) {
        signed(header);
    }
});

fn signed(mut header: Header) {
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
    let roster = Roster::start(&roster::genesis(member, vec![add], sign)).expect("it is sound");
    (header.space, header.roster, header.member) = (roster.space(), roster.head(), member);
    let Ok(bytes) = record::assemble(&header, b"sealed", sign) else {
        return;
    };
    let Ok(record) = Record::parse(&bytes) else {
        assert!(header.kind == Kind::StandIn, "it was assembled");
        return;
    };
    record.verify().expect("it was signed");
    assert_eq!(record.header(), &header);
    let tip = Tip {
        counter: header.counter / 2,
        id: header.prev,
        member,
    };
    judge(&roster, None, &record, |_| None);
    judge(&roster, Some(&tip), &record, |_| Some(header.prev));
}
