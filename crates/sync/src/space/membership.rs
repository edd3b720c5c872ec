//! How a space goes on when its members change: keys of the next generation, and what became of ours.
//! Whose own membership ended goes on by the roster it knew, for itself alone, until it is let in again.

use super::Space;
use crate::{KeyRing, SpaceIdentity};
use commonplace_protocol::{MemberKey, ReplicaId, Roster, RosterError, Tip};

impl Space {
    /// Takes the next roster entry.
    ///
    /// # Errors
    /// As [`Roster::append`].
    pub fn append_to_roster(&mut self, entry: &[u8]) -> Result<(), RosterError> {
        let was_member = self.roster.member(&self.member).is_some();
        let mut next = self.newest_roster().clone();
        next.append(entry)?;
        if self.successor.is_some() || (was_member && next.member(&self.member).is_none()) {
            self.successor = Some(next);
        } else {
            self.roster = next;
        }
        Ok(())
    }

    /// The roster as others know it, which may no longer name us.
    pub fn newest_roster(&self) -> &Roster {
        self.successor.as_ref().unwrap_or(&self.roster)
    }

    /// Whether our key is no member's any more: others take nothing from us, and we can read nothing new.
    pub const fn is_shut_out(&self) -> bool {
        self.successor.is_some()
    }

    /// Shows others these keys from now on: they were handed over, and the roster that names them may come by
    /// showing them.
    pub fn stand_for(&mut self, identity: SpaceIdentity) {
        self.candidate = Some(identity);
    }

    /// Whom others are shown.
    pub(crate) fn proving(&self) -> MemberKey {
        self.candidate
            .as_ref()
            .map_or(self.member, SpaceIdentity::member)
    }

    /// The signature of whom others are shown.
    pub(crate) fn prove(&self, message: &[u8]) -> [u8; 64] {
        self.candidate
            .as_ref()
            .unwrap_or(&self.identity)
            .sign(message)
    }

    /// Goes on as somebody the roster names: under new keys, with a new writer to be begun.
    pub fn adopt(&mut self, identity: SpaceIdentity) {
        if let Some(roster) = self.successor.take() {
            self.roster = roster;
        }
        if identity.member() != self.member {
            self.writer = None;
        }
        self.candidate = None;
        self.member = identity.member();
        self.identity = identity;
    }

    /// Keeps keys found in the roster.
    pub fn take_keys(&mut self, keys: KeyRing) {
        self.identity.keys = keys;
    }

    /// Replicas that wrote more than counts of them, since the key they wrote with ended, and where each ends that
    /// counts. What ours say beyond it ([`Space::is_ours`]) has to be said again, see [`Space::renew`]; what others'
    /// do is theirs to say again, see [`Space::set_aside`].
    pub fn beyond_accepted(&self) -> Vec<(ReplicaId, u64)> {
        let beyond = |(replica, chain): (&ReplicaId, &super::Chain)| {
            let tip = chain.tip()?;
            let last = self.roster.last_accepted(&tip.member, replica)?;
            (last.counter < tip.counter).then_some((*replica, last.counter))
        };
        self.chains.iter().filter_map(beyond).collect()
    }

    /// Whether a replica is this person's: written under our key, or one that ours came after.
    pub fn is_ours(&self, replica: &ReplicaId) -> bool {
        let tip = self.tip(replica);
        tip.is_some_and(|tip| self.roster.newest_key(&tip.member) == self.member)
    }

    /// Whether all that is held of a replica counts.
    pub(crate) fn counts(&self, replica: &ReplicaId) -> bool {
        let Some(tip) = self.tip(replica) else {
            return true;
        };
        let last = self.roster.last_accepted(&tip.member, replica);
        last.is_none_or(|last| last.counter >= tip.counter)
    }

    /// The last durable record of each replica.
    pub(crate) fn durable_tips(&self) -> impl Iterator<Item = (ReplicaId, Tip)> + '_ {
        self.chains
            .iter()
            .filter_map(|(replica, chain)| Some((*replica, chain.durable()?)))
    }
}
