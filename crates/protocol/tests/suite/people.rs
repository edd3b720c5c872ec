//! Somebody who can sign, and the spaces and records they make: the same ones in every run.

use commonplace_protocol::{
    BoxKey, Commitment, Epoch, Header, Kind, MemberKey, RecordId, ReplicaId, Role, Roster,
    RosterError, Tip, record,
    roster::{self, InviteWrap, Op, Wrap},
};
use ed25519_dalek::{Signer, SigningKey};

/// Somebody with a key made from one byte.
pub(crate) struct Person(SigningKey);

impl Person {
    pub(crate) fn new(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    pub(crate) fn key(&self) -> MemberKey {
        MemberKey(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    pub(crate) fn added_as(&self, role: Role) -> Op {
        let member = self.key();
        Op::Add {
            member,
            box_key: BoxKey([7; 32]),
            role,
            recovery: Commitment([8; 32]),
        }
    }

    /// What a roster keeps of this key, if it is somebody's recovery key.
    pub(crate) fn commitment(&self) -> Commitment {
        Commitment(*blake3::hash(self.key().as_ref()).as_bytes())
    }

    /// Joins as somebody whose next generation `recovery` signs.
    pub(crate) fn added_with(&self, role: Role, recovery: &Self) -> Op {
        Op::Add {
            member: self.key(),
            box_key: BoxKey([7; 32]),
            role,
            recovery: recovery.commitment(),
        }
    }

    /// The first entry of a space with this one admin.
    pub(crate) fn genesis(&self) -> Vec<u8> {
        roster::genesis(self.key(), vec![self.added_as(Role::Admin)], |m| {
            self.sign(m)
        })
    }

    pub(crate) fn space(&self) -> Roster {
        Roster::start(&self.genesis()).unwrap()
    }

    /// The next entry of `roster`, signed by this person.
    pub(crate) fn entry(&self, roster: &Roster, ops: Vec<Op>) -> Vec<u8> {
        roster.draft(self.key(), ops, |m| self.sign(m))
    }

    /// The header of a change by this person after `tip`, under the roster as it is.
    pub(crate) fn header(&self, roster: &Roster, replica: ReplicaId, tip: Option<&Tip>) -> Header {
        Header {
            kind: Kind::Change,
            space: roster.space(),
            member: self.key(),
            replica,
            counter: tip.map_or(1, |tip| tip.counter + 1),
            prev: tip.map_or(RecordId::ZERO, |tip| tip.id),
            roster: roster.head(),
            epoch: roster.epoch(),
            covers: Vec::new(),
            nonce: [9; 24],
        }
    }

    pub(crate) fn record(&self, header: &Header, body: &[u8]) -> Vec<u8> {
        record::assemble(header, body, |m| self.sign(m)).unwrap()
    }

    /// `count` records of one replica, one after the other.
    pub(crate) fn chain(&self, roster: &Roster, replica: ReplicaId, count: u64) -> Vec<Vec<u8>> {
        let mut tip = None;
        let mut records = Vec::new();
        for _ in 0..count {
            let header = self.header(roster, replica, tip.as_ref());
            let bytes = self.record(&header, b"sealed elsewhere");
            let (counter, id, member) = (header.counter, record::id(&bytes), self.key());
            tip = Some(Tip {
                counter,
                id,
                member,
            });
            records.push(bytes);
        }
        records
    }
}

/// The next epoch of a space, its key wrapped for `members`.
pub(crate) fn rekey(epoch: u32, members: &[&Person]) -> Op {
    rekey_with(epoch, members, &[])
}

/// The same, and for whoever holds one of `invites`.
pub(crate) fn rekey_with(epoch: u32, members: &[&Person], invites: &[&Person]) -> Op {
    let mut invites: Vec<_> = invites
        .iter()
        .map(|one| InviteWrap {
            invite: one.key(),
            sealed: vec![7, 8, 9],
        })
        .collect();
    invites.sort_by_key(|wrap| wrap.invite);
    let mut wraps: Vec<_> = members
        .iter()
        .map(|one| Wrap {
            member: one.key(),
            sealed: vec![1, 2, 3],
        })
        .collect();
    wraps.sort_by_key(|wrap| wrap.member);
    Op::Rekey {
        epoch: Epoch(epoch),
        wraps,
        invites,
        previous: vec![4, 5, 6],
    }
}

/// Bytes as the files in `bytes/` spell them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Appends an entry by `author`; if it is refused, nothing may have changed.
pub(crate) fn append(
    roster: &mut Roster,
    author: &Person,
    ops: Vec<Op>,
) -> Result<(), RosterError> {
    let (bytes, before) = (author.entry(roster, ops), roster.clone());
    let result = roster.append(&bytes);
    if result.is_err() {
        assert_eq!((roster.head(), roster.len()), (before.head(), before.len()));
        assert!(roster.members().eq(before.members()));
        assert!(roster.invites().eq(before.invites()));
        assert_eq!(roster.epoch(), before.epoch());
    }
    result
}

pub(crate) fn remove(person: &Person) -> Op {
    Op::Remove {
        member: person.key(),
        accepted: Vec::new(),
    }
}

pub(crate) fn set_role(person: &Person, role: Role) -> Op {
    Op::SetRole {
        member: person.key(),
        role,
        accepted: Vec::new(),
    }
}

/// An invite whose link holds the key of `link`.
pub(crate) fn invite(link: &Person, role: Role, uses: u32) -> Op {
    Op::Invite {
        key: link.key(),
        box_key: BoxKey([5; 32]),
        role,
        uses,
        expires_ms: 1000,
        sealed: vec![1; 80],
    }
}

pub(crate) fn revoke(link: &Person) -> Op {
    Op::Revoke { key: link.key() }
}

/// Somebody joins; to be signed by an invite.
pub(crate) fn join(person: &Person) -> Op {
    joining(person, None)
}

/// The same by somebody who says what they are called.
pub(crate) fn named(person: &Person, name: Vec<u8>) -> Op {
    joining(person, Some(name))
}

fn joining(person: &Person, name: Option<Vec<u8>>) -> Op {
    Op::Join {
        member: person.key(),
        box_key: BoxKey([7; 32]),
        recovery: Commitment([8; 32]),
        sealed: vec![1; 80],
        name,
    }
}
