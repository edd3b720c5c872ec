//! What a roster entry can say. An op of a newer version is never skipped: it may take rights away.

use crate::{BoxKey, Commitment, Epoch, MemberKey, RecordId, ReplicaId};
use minicbor::{Decode, Encode};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Reads, writes, and changes the roster.
    #[n(1)]
    Admin,
    /// Reads and writes.
    #[n(2)]
    Member,
    /// Reads.
    #[n(3)]
    Reader,
}

impl Role {
    /// Whether records by them are taken.
    pub const fn may_write(self) -> bool {
        matches!(self, Self::Admin | Self::Member)
    }
}

/// The last record of one replica that still counts after its member lost the right to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Accepted {
    /// The replica.
    #[n(0)]
    pub replica: ReplicaId,
    /// The counter of that record.
    #[n(1)]
    pub counter: u64,
    /// Its id.
    #[n(2)]
    pub id: RecordId,
}

/// A space's key, wrapped for one member.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Wrap {
    /// The member.
    #[n(0)]
    pub member: MemberKey,
    /// The key, sealed to that member's box key.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// A space's key, wrapped for whoever holds an invite.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct InviteWrap {
    /// The invite's public key.
    #[n(0)]
    pub invite: MemberKey,
    /// The key, sealed to the invite.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// One change to a roster.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub enum Op {
    /// Somebody becomes a member.
    #[n(0)]
    Add {
        /// Their signing key in this space.
        #[n(0)]
        member: MemberKey,
        /// Where keys are sent to them.
        #[n(1)]
        box_key: BoxKey,
        /// What they may do.
        #[n(2)]
        role: Role,
        /// What will prove their next generation of keys.
        #[n(3)]
        recovery: Commitment,
    },
    /// Somebody is no longer a member. Stands in one entry with a [`Op::Rekey`], or alone if it is their own.
    #[n(1)]
    Remove {
        /// Whose keys go.
        #[n(0)]
        member: MemberKey,
        /// What of theirs still counts; nothing of replicas not named.
        #[n(1)]
        accepted: Vec<Accepted>,
    },
    /// A member may do more or less from now on.
    #[n(2)]
    SetRole {
        /// Who.
        #[n(0)]
        member: MemberKey,
        /// What.
        #[n(1)]
        role: Role,
        /// What of theirs still counts, if they may no longer write.
        #[n(2)]
        accepted: Vec<Accepted>,
    },
    /// A new key for the space.
    #[n(3)]
    Rekey {
        /// The epoch it begins: the last one and 1.
        #[n(0)]
        epoch: Epoch,
        /// The new key for every member there is after this entry, by member key.
        #[n(1)]
        wraps: Vec<Wrap>,
        /// The new key for every live invite there is after this entry, by its key.
        #[n(2)]
        invites: Vec<InviteWrap>,
        /// The key before, sealed under the new one; empty at the first.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        previous: Vec<u8>,
    },
    /// Whoever holds a key may join.
    #[n(4)]
    Invite {
        /// The public half of the key in the link.
        #[n(0)]
        key: MemberKey,
        /// Where the space's key is sealed to for it.
        #[n(1)]
        box_key: BoxKey,
        /// What they may do then; not all an admin may.
        #[n(2)]
        role: Role,
        /// How many may join by it, from 1 on.
        #[n(3)]
        uses: u32,
        /// Until when, in milliseconds since 1970. Whoever orders the roster holds to it; a replica never does.
        #[n(4)]
        expires_ms: u64,
        /// The space's key as of this entry, sealed to the invite.
        #[n(5)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// An invite no longer counts.
    #[n(5)]
    Revoke {
        /// Which.
        #[n(0)]
        key: MemberKey,
    },
    /// Somebody joins by an invite, whose key signs the entry. Stands alone.
    #[n(6)]
    Join {
        /// Their signing key in this space.
        #[n(0)]
        member: MemberKey,
        /// Where keys are sent to them.
        #[n(1)]
        box_key: BoxKey,
        /// What will prove their next generation of keys.
        #[n(2)]
        recovery: Commitment,
        /// The space's key, sealed to them, so that the next device of theirs finds it.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
        /// What they call themselves, sealed for the members; of who may write nothing.
        #[n(4)]
        #[cbor(with = "minicbor::bytes")]
        name: Option<Vec<u8>>,
    },
    /// A member's next generation of keys, signed by the recovery key. Stands in one entry with a [`Op::Rekey`]
    /// if the member is an admin, and alone otherwise.
    #[n(7)]
    Renew {
        /// The member key that ends.
        #[n(0)]
        member: MemberKey,
        /// The recovery key, whose BLAKE3 is the member's commitment.
        #[n(1)]
        recovery: MemberKey,
        /// The member key from now on.
        #[n(2)]
        next: MemberKey,
        /// The box key from now on.
        #[n(3)]
        box_key: BoxKey,
        /// The commitment from now on.
        #[n(4)]
        commitment: Commitment,
        /// What the ended key wrote that still counts.
        #[n(5)]
        accepted: Vec<Accepted>,
        /// The space's key of today, sealed to the new box key; exactly where no Rekey brings the next.
        #[n(6)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Option<Vec<u8>>,
    },
}
