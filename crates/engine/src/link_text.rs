//! The one-time link that hands a journal to another device: where it leads, and what it holds. Must not ask or
//! send anything.

use crate::identity::relay_address;
use commonplace_sync::BoxSecret;

/// What a link says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OneTimeLink {
    pub(crate) secret: BoxSecret,
    /// The relay that has the box.
    pub(crate) relay: String,
}

/// The link to `secret` in a box on `relay`, opened by the app that `home` serves. The code some relays ask of
/// newcomers is not in it: whoever opens the link learns it from the box.
pub(crate) fn write(secret: &BoxSecret, relay: &str, home: &str) -> String {
    let origin = home.strip_suffix("/sync").unwrap_or(home);
    let origin = origin.replacen("ws", "http", 1);
    let secret = secret.to_text();
    let relay = without_code(relay);
    if relay == without_code(home) {
        format!("{origin}/link#{secret}")
    } else {
        format!("{origin}/link#{secret}@{relay}")
    }
}

/// What somebody opened or pasted: the whole link, or only what follows its `#`. A link that names no relay
/// leads to the one that serves its app.
pub(crate) fn read(typed: &str, home: &str) -> Option<OneTimeLink> {
    let typed: String = typed.split_whitespace().collect();
    let (page, fragment) = match typed.split_once('#') {
        Some((page, fragment)) => (Some(page), fragment),
        None => (None, typed.as_str()),
    };
    let (secret, relay) = match fragment.split_once('@') {
        Some((secret, relay)) => (secret, Some(relay)),
        None => (fragment, None),
    };
    let relay = match (relay, page) {
        (Some(relay), _) => relay_address(relay)?,
        (None, Some(page)) => relay_address(page.strip_suffix("/link")?)?,
        (None, None) => home.to_owned(),
    };
    Some(OneTimeLink {
        secret: BoxSecret::from_text(secret)?,
        relay,
    })
}

/// An address without the code that some relays ask of newcomers.
pub(crate) fn without_code(address: &str) -> &str {
    address
        .split_once('?')
        .map_or(address, |(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOME: &str = "wss://journal.example/sync";

    fn secret() -> BoxSecret {
        BoxSecret::from_text(&"A".repeat(43)).unwrap()
    }

    #[test]
    fn a_link_leads_where_it_says() {
        for (relay, link) in [
            (HOME, "https://journal.example/link#"),
            (
                "wss://relay.example:8443/sync?open=x",
                "https://journal.example/link#",
            ),
            ("ws://127.0.0.1:5000/sync", "https://journal.example/link#"),
        ] {
            let written = write(&secret(), relay, HOME);
            assert!(written.starts_with(link), "{written}");
            assert!(!written.contains("open="), "{written}");
            let read = read(&written, "wss://elsewhere.example/sync").unwrap();
            assert_eq!(read.secret, secret());
            assert_eq!(read.relay, without_code(relay));
        }
        let local = write(
            &secret(),
            "ws://127.0.0.1:80/sync",
            "ws://127.0.0.1:80/sync",
        );
        assert!(local.starts_with("http://127.0.0.1:80/link#"), "{local}");
    }

    #[test]
    fn it_may_be_pasted_in_part_or_over_several_lines() {
        let secret_alone = "A".repeat(43);
        assert_eq!(read(&secret_alone, HOME).unwrap().relay, HOME);
        let broken = format!(" https://journal.example/li\nnk#{secret_alone}\n");
        assert_eq!(read(&broken, "wss://x.example/sync").unwrap().relay, HOME);
        for typed in [
            "",
            "https://journal.example/link",
            "https://journal.example/link#",
            "https://journal.example/other#AAAA",
            &format!("https://journal.example/link#{}", "A".repeat(42)),
            &format!("ftp://journal.example/link#{secret_alone}"),
            &format!("{secret_alone}@ftp://relay"),
        ] {
            assert_eq!(read(typed, HOME), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_pasted(typed in ".{0,120}") {
            let _ = read(&typed, HOME);
        }
    }
}
