//! A relay in memory, without frames: it orders the roster, judges every record, and shows each what it may see.

use commonplace_protocol::roster::{Entry, Op};
use commonplace_protocol::{
    MemberKey, Record, RecordError, Refusal, ReplicaId, Role, Roster, RosterError, RosterHash, Tip,
    Verdict, VersionVector, judge,
};
use std::collections::BTreeMap;

#[derive(Clone, Default)]
pub struct Relay {
    pub roster: Option<Roster>,
    pub records: BTreeMap<(ReplicaId, u64), Vec<u8>>,
    tips: BTreeMap<ReplicaId, Tip>,
    pub now_ms: u64,
    /// Takes entries that do not account for what it passed on.
    pub careless: bool,
}

impl Relay {
    pub fn roster(&self) -> &Roster {
        self.roster.as_ref().unwrap()
    }

    pub fn durable(&self) -> VersionVector {
        let tips = self.tips.iter();
        tips.map(|(replica, tip)| (*replica, tip.counter)).collect()
    }

    pub fn extend(
        &mut self,
        bringer: MemberKey,
        entries: &[Vec<u8>],
        fresh: bool,
    ) -> Result<(), Refusal> {
        let mut next = self.roster.clone();
        let (mut ended, mut late, mut signed_join) = (Vec::new(), false, None);
        let inside = next
            .as_ref()
            .is_some_and(|now| now.member(&bringer).is_some());
        for bytes in entries {
            let Some(roster) = &mut next else {
                next = Some(Roster::start(bytes).map_err(RosterError::refusal)?);
                continue;
            };
            let entry = Entry::parse(bytes).map_err(RosterError::refusal)?;
            let author = entry.author();
            late &= !is_admin(roster, &author);
            let joins = matches!(entry.ops(), [Op::Join { .. }]);
            let invite = roster.invite(&author).filter(|_| joins);
            late |= invite.is_some_and(|invite| invite.expires_ms <= self.now_ms);
            signed_join = joins.then_some(author);
            let alone = roster.members().count() == 1;
            let renews = matches!(entry.ops(), [Op::Renew { .. }, ..]);
            let could: Vec<_> = roster.members().map(|(key, _)| key).collect();
            let could: Vec<_> = could
                .into_iter()
                .filter(|key| roster.may_write(key))
                .collect();
            roster.append(bytes).map_err(RosterError::refusal)?;
            if !(alone && renews) {
                ended.extend(could.into_iter().filter(|key| !roster.may_write(key)));
            }
        }
        let next = next.unwrap();
        if !inside && next.member(&bringer).is_none() && signed_join != Some(bringer) {
            return Err(Refusal::NotMember);
        }
        if late && !is_admin(&next, &bringer) {
            return Err(Refusal::InviteExpired);
        }
        let cut = |(replica, tip): (&ReplicaId, &Tip)| {
            let last = next.last_accepted(&tip.member, replica);
            ended.contains(&tip.member) && last.is_some_and(|last| last.counter < tip.counter)
        };
        if fresh && !self.careless && self.tips.iter().any(cut) {
            return Err(Refusal::RosterConflict);
        }
        self.tips.retain(|replica, tip| {
            let last = next.last_accepted(&tip.member, replica);
            if let Some(last) = last.filter(|last| last.counter < tip.counter) {
                (tip.counter, tip.id) = (last.counter, last.id);
            }
            tip.counter > 0
        });
        let tips = &self.tips;
        self.records.retain(|(replica, counter), _| {
            tips.get(replica).is_some_and(|tip| tip.counter >= *counter)
        });
        self.roster = Some(next);
        Ok(())
    }

    /// Takes the next record of a replica, from whoever has it.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let record = Record::parse(bytes).map_err(RecordError::refusal)?;
        record.verify().map_err(RecordError::refusal)?;
        let key = record.key();
        let tip = self.tips.get(&key.replica);
        match judge(self.roster(), tip, &record, |_| None) {
            Verdict::Duplicate => Ok(()),
            Verdict::Accept => {
                let (counter, id, member) = (key.counter, record.id(), record.header().member);
                let tip = Tip {
                    counter,
                    id,
                    member,
                };
                self.tips.insert(key.replica, tip);
                self.records.insert((key.replica, counter), bytes.to_vec());
                Ok(())
            }
            verdict => Err(verdict.refusal().unwrap()),
        }
    }

    /// What somebody may see of the roster, after what they say they have: from which entry on, and those.
    pub fn show(
        &self,
        key: &MemberKey,
        length: u64,
        head: RosterHash,
    ) -> Result<(u64, Vec<Vec<u8>>), Refusal> {
        let roster = self.roster();
        let hash = |entry: &Vec<u8>| RosterHash(*blake3::hash(entry).as_bytes());
        let last = usize::try_from(length).unwrap().checked_sub(1);
        let begins = last.is_none_or(|last| {
            let entry = roster.entries().get(last);
            entry.is_none_or(|entry| hash(entry) == head)
        });
        let from = if begins { length.min(roster.len()) } else { 0 };
        let at = usize::try_from(from).unwrap();
        let all = roster.entries()[at..].to_vec();
        if roster.member(key).is_some() {
            return Ok((from, all));
        }
        if roster.was_invite(key) {
            return match roster.invite(key) {
                None => Err(Refusal::InviteGone),
                Some(invite) if invite.expires_ms <= self.now_ms => Err(Refusal::InviteExpired),
                Some(_) => Ok((from, all)),
            };
        }
        let end = roster.ended(key).ok_or(Refusal::NotMember)?;
        let end = usize::try_from(end).unwrap();
        Ok((
            from,
            roster.entries().get(at..=end).unwrap_or_default().to_vec(),
        ))
    }

    /// What a member lacks.
    pub fn lacking(&self, key: &MemberKey, have: &VersionVector) -> Vec<Vec<u8>> {
        if self.roster().member(key).is_none() {
            return Vec::new();
        }
        let lacks = |((replica, counter), _): &(&(ReplicaId, u64), &Vec<u8>)| {
            !have.covers(replica, *counter)
        };
        let records = self.records.iter().filter(lacks);
        records.map(|(_, bytes)| bytes.clone()).collect()
    }
}

pub fn is_admin(roster: &Roster, key: &MemberKey) -> bool {
    roster
        .member(key)
        .is_some_and(|member| member.role == Role::Admin)
}
