//! One space as this replica sees it: what is held of whom, what is on its way to the disk, and the only
//! two doors for documents: [`Space::seal`] out, [`Space::open`] in. Must not store or send anything itself.

mod chain;
mod chunks;
mod membership;
mod opened;
mod packs;
mod renew;

pub use chunks::Chunks;
pub use opened::{Opened, Sealed};
pub use packs::Pack;
pub use renew::Renewed;
pub(crate) use renew::lower;

use crate::body::{self, BodyError, Touch};
use crate::{KeyRing, SyncError, seal};
use chain::Chain;
use commonplace_protocol::record::{self, Header, Kind, Record};
use commonplace_protocol::{
    Cover, Epoch, MemberKey, RecordId, RecordKey, Refusal, ReplicaId, Roster, SpaceId, Tip,
    Verdict, VersionVector, judge,
};
use ed25519_dalek::{Signer, SigningKey};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// Who somebody is in one space, and the keys that open it.
#[derive(Clone)]
pub struct SpaceIdentity {
    space: SpaceId,
    signing: SigningKey,
    keys: KeyRing,
}

impl SpaceIdentity {
    /// A member of `space` that signs with `signing`.
    pub const fn new(space: SpaceId, signing: SigningKey, keys: KeyRing) -> Self {
        Self {
            space,
            signing,
            keys,
        }
    }

    /// The space.
    pub const fn space(&self) -> SpaceId {
        self.space
    }

    /// The member, as the roster knows them.
    pub fn member(&self) -> MemberKey {
        MemberKey(self.signing.verifying_key().to_bytes())
    }

    /// The member's signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

impl core::fmt::Debug for SpaceIdentity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SpaceIdentity")
            .field("space", &self.space)
            .finish_non_exhaustive()
    }
}

/// One space of this replica.
#[derive(Debug, Clone)]
pub struct Space {
    identity: SpaceIdentity,
    member: MemberKey,
    roster: Roster,
    /// The roster since our own membership ended.
    successor: Option<Roster>,
    /// Whom others are shown in our place, until a roster names them.
    candidate: Option<SpaceIdentity>,
    writer: Option<ReplicaId>,
    chains: BTreeMap<ReplicaId, Chain>,
    durable: VersionVector,
    confirmed: VersionVector,
    /// Where replicas were cut off that had been written twice.
    set_aside: BTreeMap<ReplicaId, u64>,
    /// Where replicas end that counts, of members who lost the right to write, until the rest is set aside.
    cut: BTreeMap<ReplicaId, u64>,
    chunks: Chunks,
}

impl Space {
    /// A space whose durable records end in `tips`; `writer` is the replica to go on writing under, if any.
    /// `confirmed` is what a relay is known to hold, see [`Self::confirmed`].
    pub fn new(
        identity: SpaceIdentity,
        roster: Roster,
        writer: Option<ReplicaId>,
        tips: BTreeMap<ReplicaId, Tip>,
        confirmed: VersionVector,
    ) -> Self {
        let durable = tips
            .iter()
            .map(|(replica, tip)| (*replica, tip.counter))
            .collect();
        let chains = tips
            .into_iter()
            .map(|(replica, tip)| (replica, Chain::at(tip)))
            .collect();
        let member = identity.member();
        let set_aside = BTreeMap::new();
        Self {
            identity,
            member,
            roster,
            successor: None,
            candidate: None,
            writer,
            chains,
            durable,
            confirmed,
            set_aside,
            cut: BTreeMap::new(),
            chunks: Chunks::default(),
        }
    }

    /// The space.
    pub const fn id(&self) -> SpaceId {
        self.identity.space
    }

    /// Who we are in it.
    pub const fn member(&self) -> MemberKey {
        self.member
    }

    /// Who belongs to it: what records are written and judged by here.
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The keys that open it.
    pub(crate) const fn keys(&self) -> &KeyRing {
        &self.identity.keys
    }

    /// What is known of its chunks.
    pub const fn chunks(&self) -> &Chunks {
        &self.chunks
    }

    /// The same, to change it.
    pub const fn chunks_mut(&mut self) -> &mut Chunks {
        &mut self.chunks
    }

    /// Our signature as a member.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.identity.sign(message)
    }

    /// The replica new records are written under.
    pub const fn writer(&self) -> Option<ReplicaId> {
        self.writer
    }

    /// Begins a replica of our own and writes under it from now on. Keep its id with the tab's slot.
    pub fn new_writer(&mut self, rng: &mut (impl CryptoRng + ?Sized)) -> ReplicaId {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        self.writer = Some(ReplicaId(id));
        ReplicaId(id)
    }

    /// The last record of a replica, stored or about to be.
    pub fn tip(&self, replica: &ReplicaId) -> Option<Tip> {
        self.chains.get(replica).and_then(Chain::tip)
    }

    /// What is stored: what others may be told is held here.
    pub const fn durable(&self) -> &VersionVector {
        &self.durable
    }

    /// What is stored or about to be.
    pub fn vector(&self) -> VersionVector {
        let tips = self
            .chains
            .iter()
            .filter_map(|(id, chain)| Some((*id, chain.tip()?.counter)));
        tips.collect()
    }

    /// What a relay has acknowledged, or sent here itself: this very content, not only these numbers. Keep it.
    pub const fn confirmed(&self) -> &VersionVector {
        &self.confirmed
    }

    /// How many stored records no relay is known to hold.
    pub fn waiting(&self) -> u64 {
        self.confirmed.lacking(&self.durable)
    }

    /// A relay holds our `counter` of `replica`, and so all before it. Answers whether that is news.
    pub(crate) fn confirm(&mut self, replica: ReplicaId, counter: u64) -> bool {
        self.confirmed
            .raise(replica, counter.min(self.durable.get(&replica)))
    }

    /// The relay holds no more than `theirs`: it was restored from a backup, or is another one. Answers whether
    /// that is news.
    pub(crate) fn confirm_at_most(&mut self, theirs: &VersionVector) -> bool {
        let both = self
            .confirmed
            .iter()
            .map(|(id, counter)| (id, counter.min(theirs.get(&id))));
        let both: VersionVector = both.collect();
        let news = both != self.confirmed;
        self.confirmed = both;
        news
    }

    /// Writes a record: signed, chained, sealed. It counts as held from now on; store it, call
    /// [`Self::persisted`], then send it. If it can never be stored, call [`Self::renew`].
    ///
    /// # Errors
    /// `NoWriter`, `KeyMissing`, or `TooLarge`: then nothing was written, split the touches.
    pub fn seal(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        touches: &[Touch],
    ) -> Result<Sealed, SyncError> {
        let body = body::pack(touches, &[]).map_err(|_| SyncError::TooLarge)?;
        self.write(rng, Kind::Change, Vec::new(), body)
    }

    /// The next record of the writer.
    fn write(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        kind: Kind,
        covers: Vec<Cover>,
        body: Vec<u8>,
    ) -> Result<Sealed, SyncError> {
        let replica = self.writer.ok_or(SyncError::NoWriter)?;
        let epoch = self.roster.epoch();
        let key = self
            .identity
            .keys
            .get(epoch)
            .ok_or(SyncError::KeyMissing(epoch))?;
        let mut nonce = [0; 24];
        rng.fill_bytes(&mut nonce);
        let tip = self.tip(&replica);
        let header = Header {
            kind,
            space: self.id(),
            member: self.member,
            replica,
            counter: tip.map_or(1, |tip| tip.counter + 1),
            prev: tip.map_or(RecordId::ZERO, |tip| tip.id),
            roster: self.roster.head(),
            epoch,
            covers,
            nonce,
        };
        let prefix = record::prefix(&header, body.len() + seal::OVERHEAD).map_err(too_large)?;
        let body = seal::seal(key, &nonce, &prefix, body).ok_or(SyncError::TooLarge)?;
        let bytes = record::assemble(&header, &body, |message| self.identity.sign(message))
            .map_err(too_large)?;
        let sealed = Sealed {
            key: header.key(),
            id: record::id(&bytes),
            bytes,
        };
        self.advance(sealed.key, sealed.id, self.member);
        Ok(sealed)
    }

    /// Judges a record somebody sent, checks its signature and opens it. Changes nothing: what is welcome
    /// is to be [`accepted`](Self::accept), then stored, then [`persisted`](Self::persisted).
    ///
    /// # Errors
    /// [`SyncError`] says what to do about it; [`crate::Link::declined`] answers the sender.
    pub fn open(&self, bytes: &[u8]) -> Result<Opened, SyncError> {
        let record = Record::parse(bytes)?;
        let key = record.key();
        let chain = self.chains.get(&key.replica);
        let tip = chain.and_then(Chain::tip);
        let verdict = judge(&self.roster, tip.as_ref(), &record, |counter| {
            chain?.id(counter)
        });
        match verdict {
            Verdict::Duplicate => return Err(SyncError::Duplicate(key)),
            Verdict::Refused(refusal) => return Err(SyncError::Refused { key, refusal }),
            // Nothing else is decided on the word of somebody who did not sign.
            Verdict::Accept | Verdict::Gap { .. } | Verdict::Fork => record.verify()?,
        }
        match verdict {
            Verdict::Fork => Err(SyncError::Fork(key)),
            _ if self.writer == Some(key.replica) => Err(SyncError::OwnReplica(key)),
            Verdict::Gap { have } => Err(SyncError::Gap { key, have }),
            _ => self.contents(&record),
        }
    }

    /// Opens a record from our own store: it was judged when it came.
    ///
    /// # Errors
    /// `Broken`, `Refused`, `Unreadable` or `KeyMissing` if it is not what was stored.
    pub fn read(&self, bytes: &[u8]) -> Result<Opened, SyncError> {
        let record = Record::parse(bytes)?;
        if record.header().space != self.id() {
            let refusal = Refusal::UnknownSpace;
            return Err(SyncError::Refused {
                key: record.key(),
                refusal,
            });
        }
        self.contents(&record)
    }

    /// Holds an opened record: the next of its replica may follow. Not yet durable.
    pub fn accept(&mut self, opened: &Opened) {
        self.advance(opened.key, opened.id, opened.member);
    }

    /// A record reached the disk. Only when all before it have, too, does [`Self::durable`] say so.
    pub fn persisted(&mut self, key: &RecordKey) {
        if let Some(chain) = self.chains.get_mut(&key.replica) {
            let durable = chain.persisted(key.counter);
            self.durable.raise(key.replica, durable);
        }
    }

    /// A record heard from somebody will not reach the disk: forgets it and what follows it, to be asked for
    /// again. Answers how many were forgotten. For records of our own see [`Self::renew`].
    pub fn dropped(&mut self, key: &RecordKey) -> usize {
        self.chains
            .get_mut(&key.replica)
            .map_or(0, |chain| chain.dropped(key.counter))
    }

    fn advance(&mut self, key: RecordKey, id: RecordId, member: MemberKey) {
        let tip = Tip {
            counter: key.counter,
            id,
            member,
        };
        self.chains.entry(key.replica).or_default().push(tip);
    }

    fn contents(&self, record: &Record<'_>) -> Result<Opened, SyncError> {
        let header = record.header();
        let opened = Opened {
            key: record.key(),
            id: record.id(),
            member: header.member,
            touches: Vec::new(),
            newer: false,
            pack: None,
            stands_in: header.kind == Kind::StandIn,
        };
        if opened.stands_in {
            return Ok(opened);
        }
        let epoch: Epoch = header.epoch;
        let key = self
            .identity
            .keys
            .get(epoch)
            .ok_or(SyncError::KeyMissing(epoch))?;
        let unreadable = || SyncError::Unreadable(record.key());
        let body = seal::open(key, &header.nonce, record.header_bytes(), record.body())
            .ok_or_else(unreadable)?;
        match body::unpack(&body) {
            Ok(said) => Ok(Opened {
                pack: (header.kind == Kind::Pack).then(|| Pack {
                    covers: header.covers.clone(),
                    forgotten: said.forgotten,
                }),
                touches: said.touches,
                ..opened
            }),
            Err(BodyError::Newer) => Ok(Opened {
                newer: true,
                ..opened
            }),
            Err(BodyError::TooLarge | BodyError::Malformed) => Err(unreadable()),
        }
    }
}

fn too_large(_: record::RecordError) -> SyncError {
    SyncError::TooLarge
}
