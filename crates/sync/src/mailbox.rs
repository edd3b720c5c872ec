//! What one device hands to the next through a mailbox on a relay: the keys of the current generation and where
//! the journal is, never the seed. Whoever has the secret of the link finds the box and opens it; the relay
//! learns neither.

use crate::{PersonKey, seal};
use commonplace_protocol::limits::MAX_BOX;
use commonplace_protocol::{BoxId, Commitment, MemberKey, SpaceId};
use data_encoding::BASE64URL_NOPAD;
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What is handed over is padded to this length, so that the box says nothing of what is in it.
const PADDED: usize = 1024;
const NONCE: usize = 24;

/// The secret in a link. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct BoxSecret([u8; 32]);

/// What a device needs to be one of its person's.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    /// The personal space.
    pub space: SpaceId,
    /// Its first roster entry; the relay has the rest.
    pub genesis: Vec<u8>,
    /// The keys of the current generation.
    pub person: PersonKey,
    /// The relay that keeps it, if not the one with the box.
    pub relay: Option<String>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Content {
    #[n(0)]
    space: SpaceId,
    #[cbor(n(1), with = "minicbor::bytes")]
    genesis: Vec<u8>,
    #[n(2)]
    generation: u32,
    #[cbor(n(3), with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(4)]
    recovery: Commitment,
    #[n(5)]
    relay: Option<String>,
    #[n(6)]
    recovery_key: Option<MemberKey>,
}

impl BoxSecret {
    /// A new secret.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// As it stands in a link: 43 letters, digits, `-` and `_`.
    pub fn to_text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The secret in a link.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// The box that belongs to it.
    pub fn place(&self) -> BoxId {
        BoxId(blake3::derive_key("commonplace 2026 mailbox name", &self.0))
    }

    /// What goes into the box. `None` if it is too much, which a relay's address would have to be very long for.
    pub fn seal(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        handover: &Handover,
    ) -> Option<Vec<u8>> {
        let content = Content {
            space: handover.space,
            genesis: handover.genesis.clone(),
            generation: handover.person.generation(),
            key: *handover.person.key(),
            recovery: handover.person.recovery(),
            relay: handover.relay.clone(),
            recovery_key: handover.person.recovery_key(),
        };
        let mut plain = minicbor::to_vec(content).ok()?;
        let length = u16::try_from(plain.len()).ok()?.to_be_bytes();
        plain.splice(..0, length);
        plain.resize(plain.len().max(PADDED), 0);
        let mut nonce = [0; NONCE];
        rng.fill_bytes(&mut nonce);
        let sealed = seal::seal(&self.key(), &nonce, self.place().as_ref(), plain)?;
        let whole = [&nonce[..], &sealed].concat();
        (whole.len() <= MAX_BOX).then_some(whole)
    }

    /// What was in the box.
    pub fn open(&self, sealed: &[u8]) -> Option<Handover> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let plain = seal::open(&self.key(), nonce, self.place().as_ref(), sealed)?;
        let plain = Zeroizing::new(plain);
        let (length, rest) = plain.split_first_chunk::<2>()?;
        let content = rest.get(..usize::from(u16::from_be_bytes(*length)))?;
        let content: Content = minicbor::decode(content).ok()?;
        Some(Handover {
            space: content.space,
            genesis: content.genesis,
            person: PersonKey::new(content.generation, content.key, content.recovery)
                .with_recovery_key(content.recovery_key),
            relay: content.relay,
        })
    }

    fn key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key("commonplace 2026 mailbox key", &self.0))
    }
}

impl core::fmt::Debug for BoxSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BoxSecret(..)")
    }
}

impl core::fmt::Debug for Handover {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Handover")
            .field("space", &self.space)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;
    use proptest::prelude::*;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    fn handover(relay: Option<String>) -> Handover {
        let person = Seed::from_bytes([5; 32]).person(3);
        let roster = person.personal().unwrap().roster;
        Handover {
            space: roster.space(),
            genesis: roster.entries()[0].clone(),
            person,
            relay,
        }
    }

    /// As a device of an earlier version hands it over.
    fn without_recovery_key() -> Handover {
        let mut handover = handover(None);
        let (generation, key) = (handover.person.generation(), *handover.person.key());
        handover.person = PersonKey::new(generation, key, handover.person.recovery());
        handover
    }

    #[test]
    fn what_is_handed_over_arrives_and_tells_nothing_by_its_size() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let secret = BoxSecret::generate(&mut rng);
        let given = [
            handover(None),
            handover(Some("wss://relay.example/sync".into())),
            without_recovery_key(),
        ];
        for given in given {
            let sealed = secret.seal(&mut rng, &given).unwrap();
            assert_eq!(sealed.len(), NONCE + PADDED + seal::OVERHEAD);
            let opened = secret.open(&sealed).unwrap();
            assert_eq!(opened, given);
            assert_eq!(opened.person.recovery_key(), given.person.recovery_key());
            let other = BoxSecret::generate(&mut rng);
            assert_eq!(other.open(&sealed), None);
        }
        let wordy = handover(Some("x".repeat(2000)));
        assert_eq!(secret.seal(&mut rng, &wordy), None);
    }

    #[test]
    fn a_secret_survives_being_a_link() {
        let secret = BoxSecret::generate(&mut ChaCha20Rng::seed_from_u64(2));
        let text = secret.to_text();
        assert_eq!(text.len(), 43);
        assert_eq!(BoxSecret::from_text(&text), Some(secret.clone()));
        let damaged = [&text[1..], &format!("{text}A"), &format!(" {text}"), ""];
        for damaged in damaged {
            assert_eq!(BoxSecret::from_text(damaged), None, "{damaged}");
        }
        assert_eq!(format!("{secret:?}"), "BoxSecret(..)");
    }

    /// Both sides of a link may run different versions: neither may change by accident.
    #[test]
    fn the_box_of_a_secret_is_for_ever() {
        let place = BoxSecret([7; 32]).place().to_string();
        assert_eq!(
            place,
            "7bf72ad72b7a76f82dad0ac92bb9b0a5f75a061b4299afb3f3c665dd42132323"
        );
    }

    proptest! {
        #[test]
        fn anything_else_does_not_open(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
            prop_assert_eq!(BoxSecret([7; 32]).open(&bytes), None);
        }
    }
}
