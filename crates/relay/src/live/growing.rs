//! A roster with more entries at its end, and what a relay asks of them besides what every replica does: an invite
//! is used in its time. Pure: the time is told.

use commonplace_protocol::{
    MemberKey, Role, Roster, RosterError, SpaceId,
    roster::{Entry, Op},
};

/// What entries make of a roster.
#[derive(Debug)]
pub(crate) struct Growth {
    pub(crate) roster: Roster,
    /// Who may not write any more, and could before.
    pub(crate) ended: Vec<MemberKey>,
    /// Whether somebody joined too late, and no admin went on from there.
    pub(crate) too_late: bool,
    /// The invite that signed the last entry, if that is a Join.
    pub(crate) joined_by: Option<MemberKey>,
}

impl Growth {
    /// Whether `key` is an admin by all of it.
    pub(crate) fn has_admin(&self, key: &MemberKey) -> bool {
        is_admin(&self.roster, key)
    }
}

/// The roster of entries that were taken before.
///
/// # Errors
/// [`RosterError`] if they are not what was taken.
pub(super) fn replayed(genesis: &[u8], entries: &[Vec<u8>]) -> Result<Roster, RosterError> {
    let mut roster = Roster::start(genesis)?;
    for entry in entries {
        roster.append(entry)?;
    }
    Ok(roster)
}

/// The roster of `space` with `entries` after what it is now; nothing changes before they are durable.
///
/// # Errors
/// [`RosterError`] for the first entry that may not follow, or [`RosterError::Conflict`] if a first entry makes
/// another space than this.
pub(crate) fn grow(
    space: SpaceId,
    now: Option<Roster>,
    entries: &[Vec<u8>],
    now_ms: u64,
) -> Result<Growth, RosterError> {
    let (roster, rest) = if let Some(roster) = now {
        (roster, entries)
    } else {
        let (genesis, rest) = entries.split_first().ok_or(RosterError::Malformed)?;
        (Roster::start(genesis)?, rest)
    };
    if roster.space() != space {
        return Err(RosterError::Conflict);
    }
    let mut growth = Growth {
        roster,
        ended: Vec::new(),
        too_late: false,
        joined_by: None,
    };
    for entry in rest {
        growth.append(entry, now_ms)?;
    }
    Ok(growth)
}

impl Growth {
    fn append(&mut self, bytes: &[u8], now_ms: u64) -> Result<(), RosterError> {
        let entry = Entry::parse(bytes)?;
        let author = entry.author();
        let joins = matches!(entry.ops(), [Op::Join { .. }]);
        // A relay that was put back to an old backup is given old Joins. What an admin built on, an admin has seen.
        if is_admin(&self.roster, &author) {
            self.too_late = false;
        }
        if joins && let Some(invite) = self.roster.invite(&author) {
            self.too_late |= invite.expires_ms <= now_ms;
        }
        let ending = self.ending(entry.ops());
        self.roster.append(bytes)?;
        self.joined_by = joins.then_some(author);
        let roster = &self.roster;
        self.ended
            .extend(ending.into_iter().filter(|key| !roster.may_write(key)));
        Ok(())
    }

    /// Whose right to write these ops may end. Not by a renewal in a space of one: what a lost device wrote, only
    /// its owner's other devices have read, and its owner decides what of it counts.
    fn ending(&self, ops: &[Op]) -> Vec<MemberKey> {
        let alone = self.roster.members().count() == 1;
        let ended = ops.iter().filter_map(|op| match op {
            Op::Remove { member, .. } | Op::SetRole { member, .. } => Some(*member),
            Op::Renew { member, .. } if !alone => Some(*member),
            _ => None,
        });
        ended.filter(|key| self.roster.may_write(key)).collect()
    }
}

fn is_admin(roster: &Roster, key: &MemberKey) -> bool {
    roster
        .member(key)
        .is_some_and(|member| member.role == Role::Admin)
}
