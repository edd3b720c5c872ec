//! Somebody with a key, a space of their own and a device that writes.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "shared by the crate's tests, its integration tests and its bench"
)]

use commonplace_protocol::{
    BoxKey, Commitment, Epoch, Header, Kind, MemberKey, Record, RecordId, ReplicaId, Roster,
    Voucher,
    record::{self, assemble},
    roster::{Accepted, Op, Role, Wrap, genesis},
};
use ed25519_dalek::{Signer, SigningKey};

/// A member's key.
#[derive(Debug, Clone)]
pub struct Person(SigningKey);

impl Person {
    /// The same one for the same number.
    pub fn new(number: u8) -> Self {
        Self(SigningKey::from_bytes(&[number; 32]))
    }

    pub fn key(&self) -> MemberKey {
        MemberKey(self.0.verifying_key().to_bytes())
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The roster entry that says so.
    pub fn added_as(&self, role: Role) -> Op {
        Op::Add {
            member: self.key(),
            box_key: BoxKey([7; 32]),
            role,
            recovery: Commitment([8; 32]),
        }
    }

    /// What a roster keeps of this key, if it is somebody's recovery key.
    pub fn commitment(&self) -> Commitment {
        Commitment(*blake3::hash(self.key().as_ref()).as_bytes())
    }

    /// A space with this person as its admin, whose next generation `recovery` signs.
    pub fn space_renewed_by(&self, recovery: &Self) -> Roster {
        let op = Op::Add {
            member: self.key(),
            box_key: BoxKey([7; 32]),
            role: Role::Admin,
            recovery: recovery.commitment(),
        };
        Roster::start(&genesis(self.key(), vec![op], |message| self.sign(message))).unwrap()
    }

    /// The entry by which `next` takes the place of this one, the only member; `recovery` signs it.
    pub fn renewed(
        &self,
        roster: &mut Roster,
        recovery: &Self,
        next: &Self,
        accepted: Vec<Accepted>,
    ) -> Vec<u8> {
        let epoch = Epoch(roster.epoch().0 + 1);
        let renew = Op::Renew {
            member: self.key(),
            recovery: recovery.key(),
            next: next.key(),
            box_key: BoxKey([6; 32]),
            commitment: Commitment([9; 32]),
            accepted,
            sealed: None,
        };
        let wraps = vec![Wrap {
            member: next.key(),
            sealed: vec![1; 80],
        }];
        let rekey = Op::Rekey {
            epoch,
            wraps,
            invites: Vec::new(),
            previous: vec![2; 48],
        };
        recovery.changes(roster, vec![renew, rekey])
    }

    /// A space with this person as its admin.
    pub fn space(&self) -> Roster {
        let ops = vec![self.added_as(Role::Admin)];
        Roster::start(&genesis(self.key(), ops, |message| self.sign(message))).unwrap()
    }

    /// Takes `ops` into `roster`; answers the entry.
    pub fn changes(&self, roster: &mut Roster, ops: Vec<Op>) -> Vec<u8> {
        let entry = roster.draft(self.key(), ops, |message| self.sign(message));
        roster.append(&entry).unwrap();
        entry
    }
}

/// A replica and how far it wrote.
#[derive(Debug, Clone)]
pub struct Writer {
    person: Person,
    header: Header,
}

impl Writer {
    pub fn new(person: &Person, roster: &Roster, replica: u8) -> Self {
        let header = Header {
            kind: Kind::Change,
            space: roster.space(),
            member: person.key(),
            replica: ReplicaId([replica; 16]),
            counter: 0,
            prev: RecordId::ZERO,
            roster: roster.head(),
            epoch: roster.epoch(),
            covers: Vec::new(),
            nonce: [9; 24],
        };
        Self {
            person: person.clone(),
            header,
        }
    }

    pub fn replica(&self) -> ReplicaId {
        self.header.replica
    }

    pub fn counter(&self) -> u64 {
        self.header.counter
    }

    /// The next record, with a body of `size` bytes.
    pub fn write(&mut self, size: usize) -> Vec<u8> {
        self.header.counter += 1;
        let body = vec![u8::try_from(self.header.counter % 251).unwrap(); size];
        let bytes = assemble(&self.header, &body, |message| self.person.sign(message)).unwrap();
        self.header.prev = record::id(&bytes);
        bytes
    }

    /// What takes the place of a record of this person's, by a pack that this writer wrote.
    pub fn stand_in(&self, covered: &[u8], witness: u8) -> Vec<u8> {
        let covered = Record::parse(covered).unwrap();
        let header = covered.header().standing_in(covered.id());
        let voucher = Voucher {
            signer: self.person.key(),
            witness: ReplicaId([witness; 16]),
            pack: self.replica(),
            counter: self.counter(),
        };
        let body = voucher.to_body();
        assemble(&header, &body, |message| self.person.sign(message)).unwrap()
    }

    pub fn write_many(&mut self, count: usize, size: usize) -> Vec<Vec<u8>> {
        (0..count).map(|_| self.write(size)).collect()
    }
}

/// What an entry says that takes all of a replica up to this record.
pub fn accepted(bytes: &[u8]) -> Accepted {
    let record = Record::parse(bytes).unwrap();
    Accepted {
        replica: record.header().replica,
        counter: record.header().counter,
        id: record.id(),
    }
}
