//! The text of an invite: which page it opens, what `sync` has to say in it, and what the team is called, so that who
//! opens it sees that before any relay answers. All of it stands behind the `#`, which no browser sends anywhere. The
//! name is what the link says, no more: whoever wrote the link can have written another.

use crate::identity::relay_address;
use crate::link_text::without_code;
use commonplace_api::team::space::TeamProblem;
use commonplace_sync::{InviteLink, InviteLinkError};

/// What stands before the name.
const NAME: &str = "&team=";
/// How much of a name a link says, in characters.
const NAME_CHARS: usize = 40;

/// An invite that was opened or pasted.
#[derive(Debug, Clone)]
pub(crate) struct Invite {
    pub(crate) link: InviteLink,
    /// The relay that has the team.
    pub(crate) relay: String,
    /// What the link says that it is called.
    pub(crate) name: String,
}

/// The link, opened by the app that `home` serves.
pub(crate) fn write(link: &InviteLink, name: &str, home: &str) -> String {
    let origin = home.split_once("/sync").map_or(home, |(origin, _)| origin);
    let origin = origin.replacen("ws", "http", 1);
    let name: String = name.chars().take(NAME_CHARS).collect();
    let fragment = link.to_fragment();
    if name.is_empty() {
        format!("{origin}/join#{fragment}")
    } else {
        format!("{origin}/join#{fragment}{NAME}{}", quote(&name))
    }
}

/// Reads what somebody opened or pasted: the whole link, or only what follows its `#`. A link that names no relay leads
/// to the one that serves its app.
pub(crate) fn read(typed: &str, home: &str) -> Result<Invite, TeamProblem> {
    let typed: String = typed.split_whitespace().collect();
    let (rest, name) = match typed.split_once(NAME) {
        Some((rest, name)) => (rest, unquote(name)),
        None => (typed.as_str(), String::new()),
    };
    let link = InviteLink::from_text(rest).map_err(problem)?;
    let page = rest.split_once('#').map(|(page, _)| page);
    let served = page.and_then(|page| relay_address(page.strip_suffix("/join")?));
    let relay = match (&link.relay, page) {
        (Some(relay), _) => relay_address(relay).ok_or(TeamProblem::LinkDamaged)?,
        (None, Some(page)) if !page.is_empty() => served.ok_or(TeamProblem::LinkBad)?,
        (None, _) => home.to_owned(),
    };
    // What some relays ask of newcomers is known here and not in the link.
    let relay = if without_code(&relay) == without_code(home) {
        home.to_owned()
    } else {
        relay
    };
    Ok(Invite { link, relay, name })
}

const fn problem(error: InviteLinkError) -> TeamProblem {
    match error {
        InviteLinkError::NotAnInvite => TeamProblem::LinkBad,
        InviteLinkError::Damaged => TeamProblem::LinkDamaged,
        InviteLinkError::Newer => TeamProblem::NewerVersion,
    }
}

/// The name in letters that survive chats and address bars.
fn quote(name: &str) -> String {
    use core::fmt::Write as _;
    name.bytes().fold(String::new(), |mut quoted, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            quoted.push(char::from(byte));
        } else {
            // Writing into memory does not fail.
            let _ = write!(quoted, "%{byte:02X}");
        }
        quoted
    })
}

/// What was quoted. What is no name is none.
fn unquote(quoted: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = quoted.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let two = after
            .get(..2)
            .and_then(|two| core::str::from_utf8(two).ok());
        let byte = two.and_then(|two| u8::from_str_radix(two, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    let name = String::from_utf8(bytes).unwrap_or_default();
    let shown = name.chars().filter(|c| !c.is_control());
    shown.take(NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_protocol::SpaceId;
    use commonplace_sync::InviteSecret;

    const HOME: &str = "wss://journal.example/sync?open=code";

    fn link(relay: Option<&str>) -> InviteLink {
        InviteLink {
            secret: InviteSecret::from_bytes([1; 32]),
            space: SpaceId([2; 32]),
            relay: relay.map(str::to_owned),
        }
    }

    #[test]
    fn what_was_written_is_read() {
        for (relay, name) in [
            (None, "Küche & Garten"),
            (None, ""),
            (Some("wss://a.example/sync"), "x#&team=@y"),
        ] {
            let text = write(&link(relay), name, HOME);
            assert!(text.starts_with("https://journal.example/join#"), "{text}");
            assert!(!text.contains("code"), "the code is in no link");
            let read = read(&format!(" {text}\n"), HOME).unwrap();
            assert_eq!((read.link, read.name.as_str()), (link(relay), name));
            assert_eq!(read.relay, relay.unwrap_or(HOME));
        }
    }

    #[test]
    fn a_page_elsewhere_leads_to_its_own_relay() {
        let text = write(&link(None), "Us", "wss://other.example/sync");
        assert_eq!(read(&text, HOME).unwrap().relay, "wss://other.example/sync");
        let fragment = link(None).to_fragment();
        assert_eq!(read(&fragment, HOME).unwrap().relay, HOME);
    }

    #[test]
    fn what_is_none_says_so() {
        let text = write(&link(None), "Us", HOME);
        assert_eq!(read("hello", HOME).unwrap_err(), TeamProblem::LinkBad);
        let cut = &text[..text.find("&team").unwrap() - 3];
        assert_eq!(read(cut, HOME).unwrap_err(), TeamProblem::LinkDamaged);
        let long = format!("{text}{}", "%C3%A4".repeat(20_000));
        assert_eq!(read(&long, HOME).unwrap().name.chars().count(), 40);
        for odd in ["%", "%zz", "%FF", "%C3"] {
            let odd = format!("{}&team={odd}", link(None).to_fragment());
            assert!(read(&odd, HOME).is_ok(), "{odd}");
        }
    }
}
