//! A team this person is in, as they keep it in their own journal: what their keys there follow from, and the secrets of
//! the invites they made. All their devices find the team by it, and nobody else learns that they are in it. Everything
//! is on the card, so that no document has to be opened for a team to be.

use crate::{Card, Document, DocumentError};
use commonplace_api::team::space::{InviteId, MembershipChange};
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};

const GENESIS: &str = "genesis";
const HANDLE: &str = "handle";
const ME: &str = "me";
const RELAY: &str = "relay";
const NAMED: &str = "name";
const LEFT: &str = "left";
const INVITES: &str = "invites";
const MY_NAME: &str = "myName";
const JOINING: &str = "joining";
const KEY: &str = "key";
const SECRET: &str = "secret";

/// A membership as a device needs it.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Membership {
    /// The first entry of the team's roster.
    #[cbor(n(0), with = "minicbor::bytes", default)]
    pub genesis: Vec<u8>,
    /// What this person's keys in it follow from; anything but 32 bytes is none.
    #[cbor(n(1), with = "minicbor::bytes", default)]
    pub handle: Vec<u8>,
    /// Their document in it.
    #[cbor(n(2), with = "minicbor::bytes", default)]
    me: Vec<u8>,
    /// Another relay than the person's own.
    #[n(3)]
    pub relay: Option<String>,
    /// They are leaving, or have left.
    #[n(4)]
    #[cbor(default)]
    pub left: bool,
    #[n(5)]
    #[cbor(default)]
    invites: Vec<Invited>,
    /// What this person is called in it, as they said when they came.
    #[n(6)]
    #[cbor(default)]
    pub my_name: String,
    #[cbor(n(7), with = "minicbor::bytes", default)]
    joining: Vec<u8>,
}

/// An invite this person made.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Invited {
    #[cbor(n(0), with = "minicbor::bytes", default)]
    key: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes", default)]
    secret: Vec<u8>,
}

impl Membership {
    /// This person's document in the team.
    pub fn me(&self) -> Id {
        Id(self.me.as_slice().try_into().unwrap_or_default())
    }

    /// What the link of an invite holds, if this person made it.
    pub fn secret_of(&self, invite: &InviteId) -> Option<[u8; 32]> {
        let made = self.invites.iter().find(|made| made.key == invite.0)?;
        made.secret.as_slice().try_into().ok()
    }

    /// What the invite holds that they are joining by, while they are not in.
    pub fn joining(&self) -> Option<[u8; 32]> {
        self.joining.as_slice().try_into().ok()
    }

    /// The invites this person made and has not forgotten.
    pub fn invites(&self) -> impl Iterator<Item = InviteId> + '_ {
        let ids = self.invites.iter();
        ids.filter_map(|made| Some(InviteId(made.key.as_slice().try_into().ok()?)))
    }
}

/// Says nothing of what is secret.
impl core::fmt::Debug for Membership {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Membership")
            .field("me", &self.me())
            .finish_non_exhaustive()
    }
}

/// The document that keeps the team with this space. Two devices that hear of one team keep one.
pub fn id(space: &[u8; 32]) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 document of a membership");
    hasher.update(space);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// Makes one change.
pub(crate) fn apply(doc: &mut Document, change: &MembershipChange) -> Result<(), DocumentError> {
    match change {
        MembershipChange::Begin {
            genesis,
            handle,
            me,
            relay,
            name,
            your_name,
            joining,
        } => {
            doc.set(GENESIS, genesis.clone())?;
            doc.set(HANDLE, handle.to_vec())?;
            doc.set(ME, me.to_string())?;
            doc.set_or_clear(RELAY, relay.clone())?;
            doc.set(NAMED, name.clone())?;
            doc.set(MY_NAME, your_name.clone())?;
            doc.set_or_clear(JOINING, joining.map(Vec::from))?;
            doc.clear(LEFT)
        }
        MembershipChange::Joined => doc.clear(JOINING),
        MembershipChange::Undone => {
            doc.clear(JOINING)?;
            doc.clear(HANDLE)
        }
        MembershipChange::Named(name) => doc.set(NAMED, name.clone()),
        MembershipChange::Invited(invite, secret) => {
            let item = item_of(invite);
            doc.add_item(INVITES, item)?;
            doc.set(&at(item, KEY), invite.0.to_vec())?;
            doc.set(&at(item, SECRET), secret.to_vec())
        }
        MembershipChange::Revoked(invite) => doc.remove_item(INVITES, item_of(invite)),
        MembershipChange::Left => doc.set(LEFT, true),
    }
}

/// What all of this person's devices need of it.
pub(crate) fn card(doc: &Document) -> Card {
    let bytes = |path: &str| doc.bytes_field(path).unwrap_or_default();
    let invites = doc.items(INVITES).into_iter().map(|item| Invited {
        key: bytes(&at(item, KEY)),
        secret: bytes(&at(item, SECRET)),
    });
    let me = doc.id_field(ME).unwrap_or(Id([0; 16]));
    let name = doc.string_field(NAMED).unwrap_or_default();
    Card::of_kind(Kind::Membership, &name, "", doc.is_deleted()).with_detail(&Membership {
        genesis: bytes(GENESIS),
        handle: bytes(HANDLE),
        me: me.0.to_vec(),
        relay: doc.string_field(RELAY),
        left: doc.flag_field(LEFT),
        invites: invites.collect(),
        my_name: doc.string_field(MY_NAME).unwrap_or_default(),
        joining: bytes(JOINING),
    })
}

/// The membership on a card.
pub fn read(card: &Card) -> Option<Membership> {
    let kept = card.detail::<Membership>();
    kept.filter(|kept| card.kind() == Some(Kind::Membership) && kept.handle.len() == 32)
}

/// The first entry of the roster of a team that came to nothing for this person, or was taken off their devices.
pub fn forgotten(card: &Card) -> Option<Vec<u8>> {
    let kept = card.detail::<Membership>();
    let kept = kept.filter(|_| card.kind() == Some(Kind::Membership));
    kept.filter(|kept| kept.handle.len() != 32)
        .map(|kept| kept.genesis)
}

/// The item of an invite in the list of them.
fn item_of(invite: &InviteId) -> Id {
    let mut id = [0; 16];
    id.copy_from_slice(invite.0.first_chunk::<16>().unwrap_or(&[0; 16]));
    Id(id)
}

fn at(item: Id, field: &str) -> String {
    crate::document::form::in_item(INVITES, item, field)
}
