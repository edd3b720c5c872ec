//! Being in a team: starting one, coming in by an invite, who else is there and what they may do. What the team keeps
//! is in the modules beside this one; its documents are changed and watched as a person's own are, inside
//! [`crate::Command::In`] and [`crate::View::In`].

use super::presence::Look;
use super::{Language, Person};
use crate::{Change, Id, RelayState};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// Longest name of a team or of a member, in bytes of UTF-8.
pub const NAME_BYTES: u32 = 160;

/// Names a team for as long as it lasts: its space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TeamId(pub [u8; 32]);

/// Names an invite, and lets nobody in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct InviteId(pub [u8; 32]);

macro_rules! hex {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl core::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                let mut bytes = [0; 32];
                if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Err(());
                }
                for (at, byte) in (0..).step_by(2).zip(&mut bytes) {
                    let two = text.get(at..at + 2).ok_or(())?;
                    *byte = u8::from_str_radix(two, 16).map_err(|_| ())?;
                }
                Ok(Self(bytes))
            }
        }
    };
}

hex!(TeamId);
hex!(InviteId);

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Write, and say who is a member.
    Admin,
    /// Write.
    Member,
    /// Read.
    Reader,
}

/// Beginning a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTeam {
    /// What it is called.
    pub name: String,
    /// What its first member is called in it.
    pub your_name: String,
    /// Today we tend to, and we want to.
    pub norm: Option<(String, String)>,
    /// What its first goal is called, under an id the screen chose at random.
    pub goal: Option<(Id, String)>,
}

/// A team this person is in, or was. Answers [`crate::View::Teams`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// Which.
    pub team: TeamId,
    /// What it is called; empty while that is not known here.
    pub name: String,
    /// The document of this person in it: whose changes theirs are.
    pub me: Id,
    /// What they may do; `None` while it is not known here, and when they are no member any more.
    pub role: Option<Role>,
    /// How it stands with the team on this device.
    pub state: TeamState,
    /// How it stands with its relay.
    pub relay: RelayState,
}

impl TeamRow {
    /// Whether this person can write there now.
    pub fn may_write(&self) -> bool {
        let open = matches!(self.state, TeamState::Open | TeamState::Arriving);
        open && matches!(self.role, Some(Role::Admin | Role::Member))
    }

    /// Whether this person can change who is a member now.
    pub fn is_admin(&self) -> bool {
        self.may_write() && self.role == Some(Role::Admin)
    }
}

/// How it stands with a team on a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamState {
    /// It is being read from the disk.
    Opening,
    /// It has not wholly come from the relay yet.
    Arriving,
    /// It is here.
    Open,
    /// This device's keys were renewed elsewhere and it has not been given the new ones. What it had can be read.
    KeysRenewed,
    /// This person is no member any more: an admin removed them. What this device had can be read, nothing newer.
    Removed,
    /// They left. What this device had can be read.
    Left,
    /// What is stored of it on this device cannot be used.
    Damaged,
}

/// What became of something that was asked for under an id. Answers [`crate::View::Asked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// Nothing is known of it in this tab.
    Unknown,
    /// It is under way.
    Working,
    /// It waits for the relay, and is done when that answers, in this tab or after a reload.
    Waiting,
    /// It is done, in this team.
    Done(TeamId),
    /// It is not, and nothing changed.
    Failed(TeamProblem),
}

/// What an invite leads to, before anybody joins by it. Answers [`crate::View::Invitation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invitation {
    /// The relay is being asked.
    Asking {
        /// What the link says the team is called; empty if it does not say.
        name: String,
    },
    /// One can join by it.
    Open {
        /// The team.
        team: TeamId,
        /// What the link says it is called; empty if it does not say.
        name: String,
        /// What whoever joins may do.
        role: Role,
        /// How many more may join.
        left: u32,
        /// Until when, in milliseconds since 1970.
        expires_ms: i64,
        /// How many members there are.
        members: u32,
    },
    /// One cannot.
    Failed {
        /// What the link says the team is called; empty if it does not say.
        name: String,
        /// Why not.
        problem: TeamProblem,
    },
}

/// Why something about a team was not done. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamProblem {
    /// It is no invite, or a part of none.
    LinkBad,
    /// The invite is not whole: copy all of it.
    LinkDamaged,
    /// The link, or the team, was made by a newer version.
    NewerVersion,
    /// The relay did not answer. Try again.
    Unreachable,
    /// The relay does not have this team.
    UnknownTeam,
    /// The invite was used up or taken back, or never was.
    InviteGone,
    /// The invite has run out.
    InviteExpired,
    /// This person is in the team already.
    AlreadyIn(TeamId),
    /// There is no such team on this device.
    NotHere,
    /// Only admins may do that.
    NotAdmin,
    /// A reader may not write, nor may who is no member any more.
    ReadOnly,
    /// It is somebody else's to change.
    NotYours,
    /// Somebody else has to be made an admin first: a team without one could never change.
    LastAdmin,
    /// Whoever it is about is no member any more.
    NoSuchMember,
    /// There are as many invites, or members, as there can be.
    TooMany,
    /// A name that is empty.
    NameMissing,
    /// A name of more than [`NAME_BYTES`].
    NameTooLong,
    /// This device comes from an earlier version and needs the recovery words once, see [`crate::Command::RenewKeys`].
    WordsNeeded,
    /// The relay did not take it.
    Refused {
        /// Number of the refusal, see `docs/protocol.md`.
        code: u16,
    },
    /// Something that should be on this device is not, or cannot be used.
    Damaged,
}

/// Something to be done in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamCommand {
    /// Change a document, as [`crate::Command::Change`] does. The core puts in who does it.
    Change {
        /// The document.
        id: Id,
        /// What to do with it.
        change: Box<Change>,
    },
    /// Put a document away.
    Delete(Id),
    /// Undo of [`TeamCommand::Delete`].
    Restore(Id),
    /// Be called something else in this team.
    RenameMe(String),
    /// Add the sample of a team, in this language. Adding it twice adds it once.
    AddSample(Language),
    /// Take out everything that came as a sample.
    RemoveSample,
    /// Let the others know where this person is, as long as this screen is open, or no longer.
    Look(Option<Look>),
    /// Change who is a member. [`crate::View::Asked`] tells what came of it.
    Ask(Id, Ask),
}

/// A change of who is a member, or of what they may do. Kept until it is done or cannot be done, whatever others do at
/// the same time; see [`Asked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Make an invite. [`crate::View::Invites`] has its link.
    Invite {
        /// What whoever joins may do: not [`Role::Admin`].
        role: Role,
        /// How many may join, from 1 to 200.
        uses: u32,
        /// Until when, in milliseconds since 1970.
        expires_ms: i64,
    },
    /// Take an invite back.
    Revoke(InviteId),
    /// Let a member do more or less.
    SetRole(Id, Role),
    /// End the membership of somebody else.
    Remove(Id),
    /// End one's own.
    Leave,
    /// Make somebody an admin, and leave.
    HandOver(Id),
}

/// A member of a team. Answers [`crate::View::Members`], this person first, then in the order of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Who, and what they call themselves.
    pub person: Person,
    /// What they may do.
    pub role: Role,
    /// When they introduced themselves, in milliseconds since 1970, if that is known here.
    pub since_ms: Option<i64>,
    /// When a device of theirs last said that it is there, in milliseconds since 1970, if it did.
    pub heard_ms: Option<i64>,
    /// Whether this is who uses this device.
    pub me: bool,
}

/// An invite by which one can still join. Answers [`crate::View::Invites`], the one that runs out first at the top.
/// Those that have run out are not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteRow {
    /// Which.
    pub invite: InviteId,
    /// What whoever joins may do.
    pub role: Role,
    /// How many more may join.
    pub left: u32,
    /// Until when, in milliseconds since 1970.
    pub expires_ms: i64,
    /// The link, on the devices of who made it.
    pub link: Option<String>,
}

/// What a person keeps of a team in their own journal, so that all their devices are in it. Only the core changes it:
/// what a screen says of it is not heard.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MembershipChange {
    /// Be in a team.
    Begin {
        /// The first entry of its roster.
        genesis: Vec<u8>,
        /// What this person's keys in it follow from.
        handle: [u8; 32],
        /// Their document in it.
        me: Id,
        /// Another relay than the person's own.
        relay: Option<String>,
        /// What it is called.
        name: String,
        /// What this person is called in it.
        your_name: String,
        /// What the invite holds that they are joining by, until they are in.
        joining: Option<[u8; 32]>,
    },
    /// They joined.
    Joined,
    /// It came to nothing: they are in no such team.
    Undone,
    /// It is called something else by now.
    Named(String),
    /// An invite was made: what its link holds.
    Invited(InviteId, [u8; 32]),
    /// It lets nobody in any more.
    Revoked(InviteId),
    /// This person is leaving.
    Left,
}

impl fmt::Debug for MembershipChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MembershipChange(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn ids_are_read_as_they_are_written() {
        let id = TeamId([0xa7; 32]);
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "a7", &"zz".repeat(32), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<TeamId>(), Err(()), "{wrong}");
        }
    }
}
