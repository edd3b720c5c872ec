//! Finding the keys of a space in what its roster carries for one member, or for one invite. Must not judge: that
//! the roster stands is what it begins with.

use crate::KeyRing;
use crate::wrap::{self, Place};
use commonplace_protocol::roster::{Entry, Op};
use commonplace_protocol::{Epoch, MemberKey, Roster, SpaceId};
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

/// What a roster carries of one epoch's key for somebody.
struct Begun {
    epoch: Epoch,
    /// Sealed keys, and where they were sealed for.
    own: Vec<(Vec<u8>, Place)>,
    /// The key before, under this one.
    previous: Option<(Vec<u8>, Place)>,
}

/// Every key that `member` may have: those sealed for it, and by each all before it. `first` is that of epoch 1,
/// where it is known otherwise. A key sealed for it comes before one found under a later key, since it is what this
/// member went by.
pub(crate) fn keys_in(
    roster: &Roster,
    member: &MemberKey,
    secret: &StaticSecret,
    first: Option<&Zeroizing<[u8; 32]>>,
) -> KeyRing {
    let mut ring = KeyRing::new();
    let mut after: Option<Zeroizing<[u8; 32]>> = None;
    for begun in carried(roster, member).into_iter().rev() {
        let own = begun.own.iter();
        let mut own = own.filter_map(|(sealed, at)| wrap::unwrap(secret, sealed, member, *at));
        let known = first.cloned().filter(|_| begun.epoch == Epoch::FIRST);
        let key = known.or_else(|| own.next()).or_else(|| after.take());
        after = None;
        if let Some(key) = key {
            let previous = begun.previous.as_ref();
            after = previous.and_then(|(sealed, at)| wrap::unwrap_previous(&key, sealed, *at));
            ring.insert(begun.epoch, *key);
        }
    }
    ring
}

fn carried(roster: &Roster, member: &MemberKey) -> Vec<Begun> {
    let mut epochs = vec![Begun {
        epoch: Epoch::FIRST,
        own: Vec::new(),
        previous: None,
    }];
    for bytes in roster.entries() {
        let Ok(entry) = Entry::parse(bytes) else {
            continue;
        };
        // The first entry names the space, so what is sealed in it cannot name it.
        let space = entry.space().unwrap_or(SpaceId::ZERO);
        // A new key counts for the whole entry.
        for op in entry.ops() {
            if let Op::Rekey {
                epoch, previous, ..
            } = op
                && entry.number() > 0
            {
                let epoch = *epoch;
                epochs.push(Begun {
                    epoch,
                    own: Vec::new(),
                    previous: Some((previous.clone(), Place { space, epoch })),
                });
            }
        }
        if let Some(now) = epochs.last_mut() {
            let epoch = now.epoch;
            let found = entry.ops().iter().flat_map(|op| sealed_for(op, member));
            now.own
                .extend(found.map(|sealed| (sealed, Place { space, epoch })));
        }
    }
    epochs
}

/// What an op has sealed for this key.
fn sealed_for(op: &Op, key: &MemberKey) -> Vec<Vec<u8>> {
    match op {
        Op::Rekey { wraps, invites, .. } => {
            let wraps = wraps.iter().filter(|wrap| wrap.member == *key);
            let invites = invites.iter().filter(|wrap| wrap.invite == *key);
            let invites = invites.map(|wrap| wrap.sealed.clone());
            wraps
                .map(|wrap| wrap.sealed.clone())
                .chain(invites)
                .collect()
        }
        Op::Invite {
            key: own, sealed, ..
        }
        | Op::Join {
            member: own,
            sealed,
            ..
        } if own == key => {
            vec![sealed.clone()]
        }
        Op::Renew { next, sealed, .. } if next == key => sealed.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
