//! What an invite's link says, behind its `#`: the secret, which team, and which relay has it. Must not ask or send
//! anything; which page it leads to is not its business.

use super::InviteSecret;
use commonplace_protocol::SpaceId;
use data_encoding::BASE64URL_NOPAD;
use thiserror::Error;
use zeroize::Zeroizing;

/// Longest address of a relay in a link, in bytes.
pub const MAX_ADDRESS: usize = 512;
const VERSION: u8 = 1;
const CHECK: usize = 4;
/// Version, secret, space, and what tells a damaged link from one to a team that is not there.
const LENGTH: usize = 1 + 32 + SpaceId::LEN + CHECK;
/// As many letters as all of that takes.
const LETTERS: usize = (LENGTH * 4).div_ceil(3);

/// What a link holds.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteLink {
    /// What lets its holder in.
    pub secret: InviteSecret,
    /// The team's space.
    pub space: SpaceId,
    /// The relay that has it, if not the one that serves the page.
    pub relay: Option<String>,
}

/// Why a text is not an invite, by what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InviteLinkError {
    /// Ask for the link: this is none.
    #[error("this is not an invite")]
    NotAnInvite,
    /// Copy it again, all of it.
    #[error("this invite is not whole: copy all of it")]
    Damaged,
    /// Update this program.
    #[error("this invite was made by a newer version")]
    Newer,
}

impl InviteLink {
    /// What follows the `#`: letters, digits, `-` and `_`, then `@` and the relay's address if there is one.
    pub fn to_fragment(&self) -> String {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LENGTH));
        bytes.push(VERSION);
        bytes.extend(self.secret.as_bytes());
        bytes.extend(self.space.as_bytes());
        let check = check(&bytes);
        bytes.extend(check);
        let text = BASE64URL_NOPAD.encode(&bytes);
        match &self.relay {
            Some(relay) => format!("{text}@{relay}"),
            None => text,
        }
    }

    /// Reads what follows the `#`, or a whole link that was pasted, over several lines or not.
    ///
    /// # Errors
    /// Says what is wrong with it, see [`InviteLinkError`].
    pub fn from_text(typed: &str) -> Result<Self, InviteLinkError> {
        let typed: Zeroizing<String> = Zeroizing::new(typed.split_whitespace().collect());
        let fragment = typed
            .rsplit_once('#')
            .map_or(typed.as_str(), |(_, rest)| rest);
        let (text, relay) = match fragment.split_once('@') {
            Some((text, relay)) => (text, Some(relay)),
            None => (fragment, None),
        };
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if text.is_empty() || !text.bytes().all(known) {
            return Err(InviteLinkError::NotAnInvite);
        }
        // The version is in the first two letters, whatever the rest is.
        match text.get(..2).and_then(version) {
            Some(VERSION) => {}
            Some(0) | None => return Err(InviteLinkError::NotAnInvite),
            Some(_) if text.len() < LETTERS => return Err(InviteLinkError::NotAnInvite),
            Some(_) => return Err(InviteLinkError::Newer),
        }
        if text.len() != LETTERS {
            return Err(InviteLinkError::Damaged);
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes());
        let bytes = Zeroizing::new(bytes.map_err(|_| InviteLinkError::Damaged)?);
        let (secret, space) = whole(&bytes).ok_or(InviteLinkError::Damaged)?;
        let relay = relay.map(address).transpose()?;
        Ok(Self {
            secret,
            space,
            relay,
        })
    }
}

/// The first byte of what these two letters begin.
fn version(letters: &str) -> Option<u8> {
    let bytes = BASE64URL_NOPAD.decode(format!("{letters}AA").as_bytes());
    bytes.ok()?.first().copied()
}

fn whole(bytes: &[u8]) -> Option<(InviteSecret, SpaceId)> {
    let (said, last) = bytes.split_last_chunk::<CHECK>()?;
    let (_, rest) = said.split_first()?;
    let (secret, space) = rest.split_first_chunk::<32>()?;
    let space = SpaceId::try_from(space).ok()?;
    (check(said) == *last).then(|| (InviteSecret::from_bytes(*secret), space))
}

fn check(bytes: &[u8]) -> [u8; CHECK] {
    let hash = Zeroizing::new(blake3::derive_key("commonplace 2026 invite link", bytes));
    let mut check = [0; CHECK];
    check.copy_from_slice(hash.first_chunk::<CHECK>().unwrap_or(&[0; CHECK]));
    check
}

/// An address that could be one: who connects looks closer.
fn address(relay: &str) -> Result<String, InviteLinkError> {
    let plain = relay.bytes().all(|byte| byte.is_ascii_graphic());
    if relay.is_empty() || relay.len() > MAX_ADDRESS || !plain {
        return Err(InviteLinkError::Damaged);
    }
    Ok(relay.to_owned())
}

impl core::fmt::Debug for InviteLink {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("InviteLink")
            .field("space", &self.space)
            .field("relay", &self.relay)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(relay: Option<&str>) -> InviteLink {
        InviteLink {
            secret: InviteSecret::from_bytes([1; 32]),
            space: SpaceId([2; 32]),
            relay: relay.map(str::to_owned),
        }
    }

    /// Links are kept in chats and calendars: what was one stays one.
    #[test]
    fn the_text_is_for_ever() {
        let text = link(None).to_fragment();
        assert_eq!(text.len(), LETTERS);
        let known = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgLIBTVa";
        assert_eq!(text, known);
        let there = link(Some("wss://relay.example/sync")).to_fragment();
        assert_eq!(there, format!("{text}@wss://relay.example/sync"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let text = link(None).to_fragment();
        let read = InviteLink::from_text;
        assert_eq!(
            read(&format!(
                " https://a.example/join#{}\n{}",
                &text[..9],
                &text[9..]
            )),
            Ok(link(None))
        );
        for none in [
            "",
            "#",
            "hello",
            "https://a.example/",
            "é",
            "A",
            "AAAA",
            "@wss://x",
        ] {
            assert_eq!(read(none), Err(InviteLinkError::NotAnInvite), "{none}");
        }
        let long = format!("{text}@{}", "x".repeat(MAX_ADDRESS + 1));
        for damaged in [
            &text[..90],
            &format!("{text}A"),
            &format!("{text}@"),
            &format!("{text}@é"),
            &long,
        ] {
            assert_eq!(read(damaged), Err(InviteLinkError::Damaged), "{damaged}");
        }
        let newer = format!("Ag{}", &text[2..]);
        assert_eq!(read(&newer), Err(InviteLinkError::Newer));
        assert!(!format!("{:?}", link(None)).contains("secret"));
    }

    proptest! {
        #[test]
        fn every_link_comes_back(
            secret in any::<[u8; 32]>(), space in any::<[u8; 32]>(),
            relay in proptest::option::of("[!-~]{1,60}"),
        ) {
            let given = InviteLink {
                secret: InviteSecret::from_bytes(secret),
                space: SpaceId(space),
                relay: relay.filter(|relay| !relay.contains('#')),
            };
            prop_assert_eq!(InviteLink::from_text(&given.to_fragment()), Ok(given));
        }

        #[test]
        fn anything_may_be_pasted(typed in ".{0,200}") {
            let _ = InviteLink::from_text(&typed);
        }

        /// One wrong letter is never taken for an invite to somewhere else.
        #[test]
        fn a_wrong_letter_is_noticed(at in 0..LETTERS, letter in "[A-Za-z0-9_-]") {
            let text = link(None).to_fragment();
            let mut wrong = text.clone();
            wrong.replace_range(at..=at, &letter);
            prop_assert_eq!(InviteLink::from_text(&wrong).is_ok(), wrong == text);
        }
    }
}
