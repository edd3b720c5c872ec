//! A device of somebody in the team, and everything it does when it meets the relay.

use crate::relay::Relay;
use commonplace_protocol::{DocId, VersionVector};
use commonplace_protocol::{MemberKey, Record, Refusal, ReplicaId, Role, RosterError};
use commonplace_sync::{
    InviteSecret, Seed, Space, SyncError, TeamHandle, TeamMember, TeamSpace, Terms, Touch,
};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// What somebody wants of the roster, whatever became of it meanwhile.
#[derive(Clone, Debug)]
pub enum Wish {
    Invite(InviteSecret, Terms),
    Revoke(MemberKey),
    Remove(Vec<MemberKey>),
    SetRole(MemberKey, Role),
    Rekey,
    Leave,
    /// The device that was lost had an earlier generation.
    Renew(u32),
}

pub struct Device {
    pub seed: Seed,
    pub handle: TeamHandle,
    pub generation: u32,
    pub space: Space,
    pub store: BTreeMap<(ReplicaId, u64), Vec<u8>>,
    pub online: bool,
    /// Somebody else has it now, and writes on.
    pub lost: bool,
    /// What was drafted, maybe long before it is asked for.
    pub wish: Option<(Wish, Vec<u8>)>,
    /// The link they came by, and those they made.
    pub links: Vec<InviteSecret>,
    /// Two rosters of one team were seen.
    pub noticed: bool,
    /// Records of others that were read here and do not count after all.
    pub cut: usize,
}

impl Device {
    pub fn new(seed: Seed, handle: TeamHandle, team: TeamSpace, rng: &mut ChaCha8Rng) -> Self {
        let nothing = (BTreeMap::new(), VersionVector::new());
        let mut space = Space::new(team.identity, team.roster, None, nothing.0, nothing.1);
        space.new_writer(rng);
        Self {
            seed,
            handle,
            generation: 1,
            space,
            store: BTreeMap::new(),
            online: true,
            lost: false,
            wish: None,
            links: Vec::new(),
            noticed: false,
            cut: 0,
        }
    }

    pub fn team(&self) -> TeamMember {
        self.seed.person(self.generation).in_team(&self.handle)
    }

    pub fn key(&self) -> MemberKey {
        self.team().member()
    }

    pub fn role(&self) -> Option<Role> {
        let roster = self.space.newest_roster();
        roster.member(&self.key()).map(|member| member.role)
    }

    pub fn write(&mut self, words: &str, rng: &mut ChaCha8Rng) -> Option<Vec<u8>> {
        let touch = Touch {
            doc: DocId([1; 16]),
            kind: 1,
            changes: words.into(),
            card: words.into(),
        };
        let sealed = self.space.seal(rng, &[touch]).ok()?;
        self.keep(sealed.bytes.clone());
        Some(sealed.bytes)
    }

    fn keep(&mut self, bytes: Vec<u8>) {
        let key = Record::parse(&bytes).unwrap().key();
        self.space.persisted(&key);
        self.store.insert((key.replica, key.counter), bytes);
    }

    /// The entry for a wish, after the roster as it is known here.
    pub fn draft(&self, wish: &Wish, rng: &mut ChaCha8Rng) -> Result<Option<Vec<u8>>, SyncError> {
        let (team, space) = (self.team(), &self.space);
        let roster = space.newest_roster();
        match wish {
            Wish::Invite(secret, terms) => team.invite(rng, roster, secret, *terms),
            Wish::Revoke(key) => team.revoke(roster, &[*key]),
            Wish::Remove(who) => team.remove(rng, space, who),
            Wish::SetRole(who, role) => team.set_role(space, *who, *role),
            Wish::Rekey => team.rekey(rng, roster, &[]),
            Wish::Leave => team.leave(space),
            Wish::Renew(newest) => {
                return self.seed.renew_in(rng, &self.handle, space, *newest);
            }
        }
        .map(Some)
    }

    /// Remembers what somebody wants; it is asked for when the relay is there.
    pub fn want(&mut self, wish: Wish, rng: &mut ChaCha8Rng) {
        if let Ok(Some(entry)) = self.draft(&wish, rng) {
            self.wish = Some((wish, entry));
        }
    }

    /// Meets the relay. Answers whether anything changed.
    pub fn sync(&mut self, relay: &mut Relay, rng: &mut ChaCha8Rng) -> bool {
        if self.noticed {
            return false;
        }
        let before = (self.space.newest_roster().head(), self.store.len());
        if self.hear_roster(relay) {
            self.ask(relay, rng);
            self.put_right(rng);
            self.exchange(relay);
        }
        before != (self.space.newest_roster().head(), self.store.len())
    }

    /// Whether there is anything more to do with this relay.
    fn hear_roster(&mut self, relay: &mut Relay) -> bool {
        let key = self.key();
        let (length, head) = {
            let roster = self.space.newest_roster();
            (roster.len(), roster.head())
        };
        if length > relay.roster().len() {
            let from = usize::try_from(relay.roster().len()).unwrap();
            let ours = self.space.newest_roster().entries();
            if ours.starts_with(relay.roster().entries()) {
                // It was put back to an old backup: it is given what it lost.
                let rest = ours[from..].to_vec();
                return relay.extend(key, &rest, false).is_ok();
            }
        }
        let Ok((from, entries)) = relay.show(&key, length, head) else {
            return false;
        };
        let at = usize::try_from(from).unwrap();
        let ours =
            &self.space.newest_roster().entries()[at.min(usize::try_from(length).unwrap())..];
        if entries
            .iter()
            .zip(ours)
            .any(|(theirs, ours)| theirs != ours)
            || (from < length && entries.len() < ours.len())
        {
            self.noticed = true;
            return false;
        }
        let known = ours.len();
        for entry in entries.iter().skip(known) {
            if self.space.append_to_roster(entry).is_err() {
                self.noticed = true;
                return false;
            }
        }
        self.refresh();
        relay.roster().member(&self.key()).is_some()
    }

    fn refresh(&mut self) {
        let keys = self.team().keys_in(self.space.newest_roster());
        self.space.take_keys(keys);
    }

    /// Asks for what was wanted. If another was first, it is drafted again after that.
    fn ask(&mut self, relay: &mut Relay, rng: &mut ChaCha8Rng) {
        let Some((wish, entry)) = self.wish.take() else {
            return;
        };
        match relay.extend(self.proving(&wish), std::slice::from_ref(&entry), true) {
            Ok(()) => {
                self.space.append_to_roster(&entry).unwrap();
                if let Wish::Renew(newest) = wish {
                    self.generation = newest;
                    let identity = self.team().identity(self.space.newest_roster());
                    self.space.adopt(identity);
                    self.space.new_writer(rng);
                }
                self.refresh();
            }
            Err(Refusal::RosterConflict) => {
                // What it has passed on of others is read first.
                self.exchange(relay);
                self.want(wish, rng);
            }
            Err(_) => {}
        }
    }

    /// Who brings it: a renewal is brought by whom it makes a member.
    fn proving(&self, wish: &Wish) -> MemberKey {
        match wish {
            Wish::Renew(newest) => self.seed.person(*newest).in_team(&self.handle).member(),
            _ => self.key(),
        }
    }

    /// What does not count is said again, if it is ours and we may, and else set aside.
    fn put_right(&mut self, rng: &mut ChaCha8Rng) {
        if self.space.is_shut_out() {
            return;
        }
        for (replica, last) in self.space.beyond_accepted() {
            let after = self.store.range((replica, last + 1)..=(replica, u64::MAX));
            let keys: Vec<_> = after.clone().map(|(key, _)| *key).collect();
            let records: Vec<_> = after.map(|(_, bytes)| bytes.clone()).collect();
            let ours = self.space.is_ours(&replica);
            if ours && self.role().is_some_and(Role::may_write) {
                let renewed = self.space.renew(rng, replica, &records).unwrap();
                for sealed in renewed.sealed {
                    self.keep(sealed.bytes);
                }
            } else {
                self.space.set_aside(replica, &records).unwrap();
                self.cut += if ours { 0 } else { records.len() };
                if ours {
                    self.space.new_writer(rng);
                }
            }
            for key in keys {
                self.store.remove(&key);
            }
        }
    }

    fn exchange(&mut self, relay: &mut Relay) {
        let theirs = relay.durable();
        let mut stuck = Vec::new();
        for ((replica, counter), bytes) in &self.store {
            if !theirs.covers(replica, *counter)
                && !stuck.contains(replica)
                && relay.push(bytes).is_err()
            {
                stuck.push(*replica);
            }
        }
        for bytes in relay.lacking(&self.key(), self.space.durable()) {
            match self.space.open(&bytes) {
                Ok(opened) => {
                    self.space.accept(&opened);
                    self.keep(bytes);
                }
                Err(error) => assert!(relay.careless, "{error:?} {error}"),
            }
        }
    }
}

/// Somebody new opens a link.
pub fn join(
    relay: &mut Relay,
    secret: &InviteSecret,
    seed: Seed,
    rng: &mut ChaCha8Rng,
) -> Result<Device, Refusal> {
    use commonplace_protocol::{Roster, RosterHash};
    let (from, entries) = relay.show(&secret.key(), 0, RosterHash::ZERO)?;
    assert_eq!(from, 0);
    let mut roster = Roster::start(&entries[0]).unwrap();
    for entry in &entries[1..] {
        roster.append(entry).unwrap();
    }
    let handle = TeamHandle::generate(rng);
    let member = seed.person(1).in_team(&handle);
    let joining = match secret.join(rng, &roster, &member, "") {
        Ok(joining) => joining,
        Err(SyncError::Roster(error @ RosterError::InviteGone)) => return Err(error.refusal()),
        Err(error) => panic!("{error}"),
    };
    relay.extend(secret.key(), &[joining.entry], true)?;
    let mut device = Device::new(seed, handle, joining.team, rng);
    device.links.push(secret.clone());
    Ok(device)
}
