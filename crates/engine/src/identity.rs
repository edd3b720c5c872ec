//! Making a journal, or bringing one here with its words. Must not ask a server: everything
//! follows from the seed.

use crate::rows::IdentityRow;
use commonplace_api::status::WordsProblem;
use commonplace_protocol::SpaceId;
use commonplace_sync::{PersonKey, Seed, WordsError};
use rand_core::CryptoRng;

/// The generation of the person key that a new journal starts with.
const FIRST_GENERATION: u32 = 1;

/// A new journal. Its device keeps the seed, so that the words can be shown.
pub(crate) fn begin(rng: &mut dyn CryptoRng) -> IdentityRow {
    let seed = Seed::generate(rng);
    IdentityRow {
        seed: Some(*seed.as_bytes()),
        ..of(&seed, None)
    }
}

/// A journal that exists elsewhere.
pub(crate) fn recover(words: &str, relay: Option<&str>) -> Result<IdentityRow, WordsProblem> {
    let relay = match relay.map(str::trim).filter(|typed| !typed.is_empty()) {
        Some(typed) => Some(relay_address(typed).ok_or(WordsProblem::Relay)?),
        None => None,
    };
    let seed = Seed::from_words(words).map_err(problem)?;
    Ok(IdentityRow {
        arriving: true,
        // The keys may have been renewed since: the relay tells.
        searching: Some(*seed.as_bytes()),
        ..of(&seed, relay)
    })
}

/// A journal that comes out of a backup.
pub(crate) fn restored(
    seed: &Seed,
    generation: u32,
    space: SpaceId,
    relay: Option<String>,
) -> IdentityRow {
    IdentityRow {
        relay,
        space: Some(space),
        // The keys may have been renewed since it was made: the relay tells.
        searching: Some(*seed.as_bytes()),
        ..device_of(&seed.person(generation))
    }
}

fn of(seed: &Seed, relay: Option<String>) -> IdentityRow {
    IdentityRow {
        relay,
        ..device_of(&seed.person(FIRST_GENERATION))
    }
}

/// What a device keeps that was given these keys.
pub(crate) fn device_of(person: &PersonKey) -> IdentityRow {
    IdentityRow {
        generation: person.generation(),
        person: *person.key(),
        recovery: person.recovery(),
        seed: None,
        relay: None,
        arriving: false,
        searching: None,
        space: None,
        words_checked: false,
        device: None,
        recovery_key: person.recovery_key(),
        renewing: None,
    }
}

pub(crate) fn problem(error: WordsError) -> WordsProblem {
    match error {
        WordsError::Count(count) => WordsProblem::Count(u32::try_from(count).unwrap_or(u32::MAX)),
        WordsError::Unknown { place, word } => WordsProblem::Unknown {
            place: u32::try_from(place).unwrap_or(u32::MAX),
            word,
        },
        WordsError::Checksum => WordsProblem::Checksum,
    }
}

/// The WebSocket address in what somebody typed: an address, or only a host. The code that some
/// relays ask of newcomers (`?open=CODE`) stays with it.
pub(crate) fn relay_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = match typed.split_once("://") {
        Some(("ws" | "http", rest)) => ("ws", rest),
        Some(("wss" | "https", rest)) => ("wss", rest),
        Some(_) => return None,
        None => ("wss", typed),
    };
    let (rest, code) = match rest.split_once("?open=") {
        Some((rest, code)) => (rest, Some(code)),
        None => (rest, None),
    };
    let rest = rest.trim_end_matches('/');
    let host = rest.strip_suffix("/sync").unwrap_or(rest);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let coded = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '%');
    if host.is_empty() || !host.chars().all(plain) || !code.unwrap_or("").chars().all(coded) {
        return None;
    }
    let query = code.map(|code| format!("?open={code}")).unwrap_or_default();
    Some(format!("{scheme}://{host}/sync{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_typed_in_several_ways() {
        let same = Some("wss://relay.example/sync".to_owned());
        for typed in [
            "relay.example",
            "https://relay.example/",
            " wss://relay.example/sync",
        ] {
            assert_eq!(relay_address(typed), same, "{typed}");
        }
        assert_eq!(
            relay_address("http://127.0.0.1:8080"),
            Some("ws://127.0.0.1:8080/sync".into())
        );
        assert_eq!(
            relay_address("relay.example/sync?open=a-b"),
            Some("wss://relay.example/sync?open=a-b".into())
        );
        for typed in [
            "https://a?open=<",
            "",
            "ftp://x",
            "wss://",
            "https://a b",
            "https://a/b",
            "javascript:alert(1)//",
        ] {
            assert_eq!(relay_address(typed), None, "{typed}");
        }
    }
}
