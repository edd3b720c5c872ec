//! The one decision about a record: is it to be taken? Relay and devices ask the same question here, so
//! nothing is welcome on one path and not on another. The signature is checked before, by [`Record::verify`].

use crate::{MemberKey, Record, RecordId, Refusal, Roster};

/// The last record held of one replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// Its counter.
    pub counter: u64,
    /// Its id.
    pub id: RecordId,
    /// The member the replica belongs to, for ever.
    pub member: MemberKey,
}

/// What to do with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Keep it: it comes right after the tip.
    Accept,
    /// It is held already.
    Duplicate,
    /// Records after `have` are missing before it.
    Gap {
        /// The counter of the tip, 0 if none.
        have: u64,
    },
    /// The replica wrote two different records under one number. Keep the first, and say so.
    Fork,
    /// It may not be here.
    Refused(Refusal),
}

impl Verdict {
    /// The refusal to answer it with, if it is not taken and not held.
    pub const fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Accept | Self::Duplicate => None,
            Self::Gap { .. } => Some(Refusal::Gap),
            Self::Fork => Some(Refusal::Fork),
            Self::Refused(refusal) => Some(refusal),
        }
    }
}

/// Judges a record whose signature holds. `tip` is the last record held of its replica; `stored` looks up the
/// id held under an earlier counter of that replica, `None` if that cannot be told any more.
pub fn judge(
    roster: &Roster,
    tip: Option<&Tip>,
    record: &Record<'_>,
    stored: impl FnOnce(u64) -> Option<RecordId>,
) -> Verdict {
    let header = record.header();
    let id = record.id();
    if tip.is_some_and(|tip| tip.member != header.member) {
        return Verdict::Refused(Refusal::NotMember);
    }
    if let Err(refusal) = roster.admits(header, &id) {
        return Verdict::Refused(refusal);
    }
    if (record.voucher()).is_some_and(|voucher| !roster.may_vouch(&voucher.signer)) {
        return Verdict::Refused(Refusal::NotMember);
    }
    let (have, last) = tip.map_or((0, RecordId::ZERO), |tip| (tip.counter, tip.id));
    if header.counter <= have {
        let held = if header.counter == have {
            Some(last)
        } else {
            stored(header.counter)
        };
        return match held {
            Some(held) if held != id => Verdict::Fork,
            _ => Verdict::Duplicate,
        };
    }
    if header.counter - have > 1 {
        Verdict::Gap { have }
    } else if header.prev == last {
        Verdict::Accept
    } else {
        Verdict::Fork
    }
}
