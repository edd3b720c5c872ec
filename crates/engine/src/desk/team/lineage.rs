//! Which person of a team goes by which keys: renewals give somebody another key, and they stay who they were. A person
//! is named by the document that follows from the first key they came with.

use commonplace_api::{Id, Kind};
use commonplace_domain::team::{member, shares};
use commonplace_protocol::roster::{Entry, Op, Roster};
use commonplace_protocol::{DocId, MemberKey};
use std::collections::BTreeMap;

/// Everybody who is or was a member.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    people: BTreeMap<MemberKey, Id>,
    /// The documents in which one person alone writes.
    owned: BTreeMap<DocId, Id>,
    /// What people called themselves when they came, sealed, and by which key.
    named: BTreeMap<Id, (MemberKey, Vec<u8>)>,
    read: usize,
}

impl Lineage {
    /// Reads what is new in a roster.
    pub(super) fn follow(&mut self, roster: &Roster) {
        for bytes in roster.entries().iter().skip(self.read) {
            self.read += 1;
            let Ok(entry) = Entry::parse(bytes) else {
                continue;
            };
            for op in entry.ops() {
                match op {
                    Op::Add { member, .. } => self.came(*member),
                    Op::Join { member, name, .. } => {
                        self.came(*member);
                        self.called(*member, name.as_deref());
                    }
                    Op::Renew { member, next, .. } => {
                        if let Some(person) = self.people.get(member).copied() {
                            self.people.insert(*next, person);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn came(&mut self, key: MemberKey) {
        let person = member::id(key.as_bytes());
        self.people.insert(key, person);
        self.owned.insert(DocId(person.0), person);
        self.owned.insert(DocId(shares::id(person).0), person);
    }

    fn called(&mut self, key: MemberKey, name: Option<&[u8]>) {
        if let (Some(person), Some(name)) = (self.person(&key), name) {
            self.named.insert(person, (key, name.to_vec()));
        }
    }

    /// What a person called themselves when they came, sealed, and by which key.
    pub(crate) fn name_of(&self, person: &Id) -> Option<(&MemberKey, &[u8])> {
        let (key, name) = self.named.get(person)?;
        Some((key, name))
    }

    /// The person who goes, or went, by a key.
    pub(crate) fn person(&self, key: &MemberKey) -> Option<Id> {
        self.people.get(key).copied()
    }

    /// Whether the member with this key may write in a document: in what somebody says of themselves, nobody else.
    pub(crate) fn may_touch(&self, key: &MemberKey, doc: &DocId, kind: u16) -> bool {
        if let Some(owner) = self.owned.get(doc) {
            return self.person(key) == Some(*owner);
        }
        // Of somebody who is no member: nobody but the sample has such a thing.
        let own = [Kind::Member.number(), Kind::Shares.number()];
        !own.contains(&kind) || commonplace_domain::team::sample::is(Id(doc.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_sync::{Seed, TeamHandle};
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn what_somebody_says_of_themselves_is_theirs_alone_to_say() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let handle = TeamHandle::generate(&mut rng);
        let member = Seed::from_bytes([7; 32]).person(1).in_team(&handle);
        let team = member.found(&mut rng).unwrap();
        let mut lineage = Lineage::default();
        lineage.follow(&team.roster);
        lineage.follow(&team.roster);
        let (own, other) = (member.member(), MemberKey([9; 32]));
        let me = lineage.person(&own).unwrap();
        let (of_me, shared) = (DocId(me.0), DocId(shares::id(me).0));
        let goal = DocId([1; 16]);
        for kind in [Kind::Member, Kind::Shares, Kind::Goal].map(Kind::number) {
            assert!(
                lineage.may_touch(&own, &of_me, kind) && lineage.may_touch(&own, &shared, kind)
            );
            assert!(
                !lineage.may_touch(&other, &of_me, kind),
                "whatever it calls itself"
            );
            assert!(!lineage.may_touch(&other, &shared, kind));
        }
        assert!(lineage.may_touch(&other, &goal, Kind::Goal.number()));
        assert!(!lineage.may_touch(&other, &goal, Kind::Member.number()));
    }
}
