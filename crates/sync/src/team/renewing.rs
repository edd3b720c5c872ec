//! The next generation of a person's keys in a team, signed by what the words give: a lost device is shut out of it.

use super::drafts::{checked, next_key, revoked, staying};
use super::{TeamHandle, recovery::Secret};
use crate::renewal::accepted;
use crate::wrap::{self, Place};
use crate::{PersonKey, Seed, Space, SyncError};
use commonplace_protocol::roster::{Op, Role, Roster};
use rand_core::CryptoRng;

impl Seed {
    /// The generation that a team's roster knows this person by, which is `newest` or an earlier one.
    pub fn current_in(
        &self,
        handle: &TeamHandle,
        roster: &Roster,
        newest: u32,
    ) -> Option<PersonKey> {
        let people = (1..=newest).rev().map(|generation| self.person(generation));
        let mut known = people.filter(|person| {
            let member = person.in_team(handle).member();
            roster.member(&member).is_some()
        });
        known.next()
    }

    /// The entry that brings this person to generation `newest` in a team, `None` if they are there already. It may
    /// pass over generations. What is durable here of the ended key's records counts, and nothing else.
    ///
    /// # Errors
    /// [`SyncError::NotYours`] if the person is no member, [`SyncError::KeyMissing`] if the team's key is not theirs,
    /// [`SyncError::Roster`] if the entry cannot stand.
    pub fn renew_in(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        handle: &TeamHandle,
        space: &Space,
        newest: u32,
    ) -> Result<Option<Vec<u8>>, SyncError> {
        let roster = space.newest_roster();
        let person = self.current_in(handle, roster, newest);
        let person = person.ok_or(SyncError::NotYours)?;
        if person.generation() == newest {
            return Ok(None);
        }
        let signs = self.recovery(person.generation().saturating_add(1));
        let signs = Secret::new(&signs, handle);
        let (old, next) = (person.in_team(handle), self.person(newest).in_team(handle));
        let (member, own, box_key) = (old.member(), next.member(), next.box_key());
        let kept = roster.member(&member).ok_or(SyncError::NotYours)?;
        let keys = old.keys_in(roster);
        let renew = |sealed| -> Result<Op, SyncError> {
            Ok(Op::Renew {
                member,
                recovery: signs.member(),
                next: own,
                box_key,
                commitment: next.commitment()?,
                accepted: accepted(space, &member),
                sealed,
            })
        };
        let ops = if kept.role == Role::Admin {
            let known = roster.known_to(&member);
            let mut members = staying(roster, |key| *key != member);
            members.insert(own, box_key);
            let mut ops = vec![renew(None)?];
            ops.extend(revoked(&known));
            ops.push(next_key(rng, roster, &keys, &members, &known)?);
            ops
        } else {
            let (space, epoch) = (roster.space(), roster.epoch());
            let current = keys.get(epoch).ok_or(SyncError::KeyMissing(epoch))?;
            let sealed = wrap::wrap(rng, current, &box_key, &own, Place { space, epoch });
            vec![renew(Some(sealed.ok_or(SyncError::NotYours)?))?]
        };
        let entry = roster.draft(signs.member(), ops, |message| signs.sign(message));
        checked(roster, entry).map(Some)
    }
}
