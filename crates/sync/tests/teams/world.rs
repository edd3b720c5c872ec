//! People, their devices, one relay, and anything that can happen among them.

use crate::device::{Device, Wish, join};
use crate::relay::{Relay, is_admin};
use commonplace_protocol::{MemberKey, Refusal, Role};
use commonplace_sync::{InviteSecret, Seed, TeamHandle, TeamSpace, Terms};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// Devices there may be, those that were lost included.
pub const DEVICES: usize = 8;

pub struct World {
    pub rng: ChaCha8Rng,
    pub relay: Relay,
    pub devices: Vec<Device>,
    /// Every link that was ever given away.
    pub links: Vec<InviteSecret>,
    /// Everything that was ever written, by anybody.
    pub written: Vec<Vec<u8>>,
    people: u8,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = crate::rng(seed);
        let (person, handle) = (Seed::from_bytes([1; 32]), TeamHandle::generate(&mut rng));
        let team = person.person(1).in_team(&handle).found(&mut rng).unwrap();
        let mut relay = Relay::default();
        let member = team.identity.member();
        relay.extend(member, team.roster.entries(), true).unwrap();
        let first = Device::new(person, handle, team, &mut rng);
        let mut world = Self {
            rng,
            relay,
            devices: vec![first],
            links: Vec::new(),
            written: Vec::new(),
            people: 1,
        };
        world.begin();
        world
    }

    /// Some come before anything goes wrong.
    fn begin(&mut self) {
        for _ in 0..3 {
            self.invite(0);
            self.sync(0);
            self.come();
        }
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.rng.next_u32()).unwrap() % n
    }

    fn any_member(&mut self, known_to: usize) -> MemberKey {
        let roster = self.devices[known_to].space.newest_roster();
        let keys: Vec<_> = roster.members().map(|(key, _)| key).collect();
        keys[self.below(keys.len())]
    }

    pub fn step(&mut self) {
        let at = self.below(self.devices.len());
        match self.below(100) {
            0..25 => self.write(at),
            25..55 => _ = self.sync(at),
            55..65 => self.devices[at].online ^= true,
            65..70 => self.invite(at),
            70..77 => self.come(),
            77..79 => self.want(at, |world, at| {
                let key = world.any_link()?.key();
                world.devices[at].space.roster().invite(&key)?;
                Some(Wish::Revoke(key))
            }),
            79..83 => self.want(at, |world, at| {
                let own = world.devices[at].key();
                let mut who = vec![world.any_member(at), world.any_member(at)];
                who.retain(|key| *key != own);
                (!who.is_empty()).then_some(Wish::Remove(who))
            }),
            83..92 => self.want(at, |world, at| {
                let role = [Role::Admin, Role::Member, Role::Reader][world.below(3)];
                Some(Wish::SetRole(world.any_member(at), role))
            }),
            92..94 => self.want(at, |_, _| Some(Wish::Rekey)),
            94 => self.want(at, |_, _| Some(Wish::Leave)),
            95 => self.lose(at),
            _ => self.relay.now_ms += 5,
        }
    }

    fn any_link(&mut self) -> Option<InviteSecret> {
        let count = self.links.len().max(1);
        let nth = self.below(count);
        self.links.get(nth).cloned()
    }

    fn want(&mut self, at: usize, wish: impl FnOnce(&mut Self, usize) -> Option<Wish>) {
        if self.devices[at].lost || self.devices[at].wish.is_some() {
            return;
        }
        if let Some(wish) = wish(self, at) {
            self.devices[at].want(wish, &mut self.rng);
        }
    }

    fn write(&mut self, at: usize) {
        let words = format!("word {}", self.written.len());
        let device = &mut self.devices[at];
        // Who has somebody else's device tries in any case.
        if device.lost || device.role() != Some(Role::Reader) {
            self.written.extend(device.write(&words, &mut self.rng));
        }
    }

    pub fn sync(&mut self, at: usize) -> bool {
        let Self {
            rng,
            relay,
            devices,
            written,
            ..
        } = self;
        let device = &mut devices[at];
        let known = device.store.len();
        let changed = device.online && device.sync(relay, rng);
        if device.store.len() != known {
            // What was said again is among what was written.
            let new = device
                .store
                .values()
                .filter(|bytes| !written.contains(bytes));
            written.extend(new.cloned().collect::<Vec<_>>());
        }
        changed
    }

    fn invite(&mut self, at: usize) {
        let secret = InviteSecret::generate(&mut self.rng);
        let terms = Terms {
            role: [Role::Member, Role::Member, Role::Reader][self.below(3)],
            uses: 1 + u32::try_from(self.below(3)).unwrap(),
            expires_ms: self.relay.now_ms + 1 + self.below(200) as u64,
        };
        if self.devices[at].wish.is_none() && !self.devices[at].lost {
            let device = &mut self.devices[at];
            device.want(Wish::Invite(secret.clone(), terms), &mut self.rng);
            if device.wish.is_some() {
                device.links.push(secret.clone());
                self.links.push(secret);
            }
        }
    }

    /// Somebody opens any link there is, one that is no good any more included.
    fn come(&mut self) {
        let (Some(link), true) = (self.any_link(), self.devices.len() < DEVICES) else {
            return;
        };
        let seed = Seed::from_bytes([self.people + 1; 32]);
        let key = link.key();
        let kept = self.relay.roster().invite(&key);
        let good = kept.is_some_and(|invite| invite.expires_ms > self.relay.now_ms);
        match join(&mut self.relay, &link, seed, &mut self.rng) {
            Ok(device) => {
                assert!(good);
                self.people += 1;
                self.devices.push(device);
            }
            Err(why) => {
                assert!(!good, "{why:?}");
                let clear = [
                    Refusal::InviteGone,
                    Refusal::InviteExpired,
                    // Not in the roster yet.
                    Refusal::NotMember,
                ];
                assert!(clear.contains(&why), "{why:?}");
            }
        }
    }

    /// Somebody else has the device now; its owner types the words into another one.
    fn lose(&mut self, at: usize) {
        let old = &self.devices[at];
        if old.lost || self.devices.len() >= DEVICES || old.role().is_none() {
            return;
        }
        let (seed, handle) = (old.seed.clone(), old.handle.clone());
        let (generation, links) = (old.generation, old.links.clone());
        let roster = old.space.roster().clone();
        let identity = seed.person(generation).in_team(&handle).identity(&roster);
        let team = TeamSpace { identity, roster };
        let mut device = Device::new(seed, handle, team, &mut self.rng);
        (device.generation, device.links) = (generation, links);
        device.want(Wish::Renew(generation + 1), &mut self.rng);
        self.devices[at].lost = true;
        self.devices[at].wish = None;
        self.devices.push(device);
    }

    /// Nothing keeps anybody apart any more, and admins do what is owed.
    pub fn settle(&mut self) {
        for round in 0..200 {
            let mut moved = false;
            for at in 0..self.devices.len() {
                self.devices[at].online = true;
                moved |= self.sync(at);
                let device = &self.devices[at];
                let roster = device.space.newest_roster();
                let admin = is_admin(roster, &device.key()) && !device.lost && !device.noticed;
                if roster.owes_rekey() && admin && device.wish.is_none() {
                    self.devices[at].want(Wish::Rekey, &mut self.rng);
                    moved |= self.devices[at].wish.is_some();
                }
            }
            moved |= self
                .devices
                .iter()
                .any(|device| device.wish.is_some() && !device.noticed && round < 100);
            if !moved && round > 2 {
                return;
            }
        }
        panic!("they never agree");
    }
}
