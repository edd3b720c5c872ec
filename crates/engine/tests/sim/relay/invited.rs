//! Who holds an invite and is no member yet: what such a connection is shown, as the real relay does it.

use super::Relay;
use super::held::tip_of;
use commonplace_protocol::{Frame, MemberKey, Refusal, Refused, Roster, SpaceId};

impl Relay {
    /// The invite a connection proved, whether it is live or not.
    pub(super) fn invited(&self, connection: u32, space: SpaceId) -> Option<MemberKey> {
        let proven = self.connections.get(&connection)?.proven.get(&space)?;
        let roster = &self.spaces.get(&space)?.roster;
        roster.was_invite(proven).then_some(*proven)
    }

    /// Shows the roster to who can join by it, and nothing else.
    pub(super) fn show_invited(&mut self, to: u32, id: SpaceId, key: MemberKey, known: u64) {
        let roster = self.spaces[&id].roster.clone();
        let why = match roster.invite(&key) {
            None => Some(Refusal::InviteGone),
            Some(invite) if invite.expires_ms <= self.now.cast_unsigned() => {
                Some(Refusal::InviteExpired)
            }
            Some(_) => None,
        };
        if let Some(why) = why {
            self.connections.get_mut(&to).unwrap().proven.remove(&id);
            return self.send(to, &Frame::Refused(Refused::new(why).about(id)));
        }
        let connection = self.connections.get_mut(&to).unwrap();
        connection.shown.insert(id);
        let entries = roster.entries()[known as usize..].to_vec();
        self.send_roster(to, id, known, entries);
        self.send_roster(to, id, roster.len(), vec![]);
    }

    /// Everybody hears how the roster went on after `before`.
    pub(super) fn spread(&mut self, from: u32, id: SpaceId, before: u64) {
        let roster = self.spaces[&id].roster.clone();
        let others: Vec<u32> = self.connections.keys().copied().collect();
        for to in others {
            if to != from && self.lets_in(to, id) {
                self.send_roster(to, id, before, roster.entries()[before as usize..].to_vec());
            } else if let Some(key) = self.invited(to, id) {
                let known = before.min(roster.len());
                if !self.connections[&to].shown.contains(&id) {
                    continue;
                }
                if to != from && roster.invite(&key).is_some() {
                    let entries = roster.entries()[known as usize..].to_vec();
                    self.send_roster(to, id, known, entries);
                } else if to != from {
                    self.show_invited(to, id, key, known);
                }
            } else if !self.lets_in(to, id) {
                let known = if to == from { roster.len() } else { before };
                self.show_out(to, id, known);
            }
        }
    }

    /// Whether a longer roster ends somebody's right to write without accounting for what was passed on of theirs.
    /// Not in a space of one person: there its owner decides.
    pub(super) fn is_short(&self, id: SpaceId, coming: &Roster) -> bool {
        let Some(space) = self.spaces.get(&id) else {
            return false;
        };
        if space.roster.members().count() == 1 {
            return false;
        }
        let ends = |key: &MemberKey| space.roster.may_write(key) && !coming.may_write(key);
        space.records.iter().any(|(replica, held)| {
            let tip = held.last().map(|last| tip_of(last)).unwrap();
            let last = coming.last_accepted(&tip.member, replica);
            ends(&tip.member) && last.is_some_and(|last| last.counter < tip.counter)
        })
    }
}
