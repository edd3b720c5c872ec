//! Everywhere one can go and everything one can do from anywhere, each in one line. The navigation, the palette, the
//! keys and their list are made from these, so a new screen is one more line here.

use crate::routes::Screen;
use crate::shell::choices::{self, Appearance};
use crate::state::App;
use crate::words;
use commonplace_api::Command;
use leptos::prelude::Set;

/// A screen with a name and an address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) path: &'static str,
    /// Its symbol.
    pub(crate) icon: &'static str,
    /// What it is called.
    pub(crate) name: fn() -> &'static str,
    /// Pressed after `g`, leads there.
    pub(crate) letter: Option<&'static str>,
    /// Where it is offered besides the palette.
    pub(crate) offered: Offered,
    /// Whether a screen belongs to it.
    pub(crate) holds: fn(Screen) -> bool,
}

/// Where a place is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offered {
    /// As one of the four tabs of a phone, and at the side of a desktop.
    Everywhere,
    /// At the side of a desktop; on a phone at the top of the settings.
    Aside,
    /// By another screen.
    Within,
}

/// What can be done from anywhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action {
    /// Its symbol.
    pub(crate) icon: &'static str,
    /// What it does: a verb.
    pub(crate) name: fn() -> &'static str,
    /// The key that does the same.
    pub(crate) key: Option<&'static str>,
    /// Does it.
    pub(crate) deed: Deed,
}

/// How something is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    /// An address that asks for it.
    Go(&'static str),
    /// Without leaving.
    Do(fn(App)),
}

/// Where new entries begin.
pub(crate) const COMPOSE: &str = "/journal?new";

/// Where one looks for what was written.
pub(crate) const FIND: &str = "/find";

/// The teams; each of them stands below it at the side of a desktop.
pub(crate) const TEAMS: &str = "/teams";

/// Every place, in the order of the navigation.
pub(crate) const PLACES: &[Place] = &[
    Place {
        path: "/",
        icon: "today",
        name: || words!(today.name),
        letter: Some("t"),
        offered: Offered::Everywhere,
        holds: |screen| screen == Screen::Today,
    },
    Place {
        path: "/journal",
        icon: "journal",
        name: || words!(journal.name),
        letter: Some("j"),
        offered: Offered::Everywhere,
        holds: |screen| {
            matches!(
                screen,
                Screen::Journal | Screen::Entry(_) | Screen::Calendar | Screen::History(_)
            )
        },
    },
    Place {
        path: FIND,
        icon: "search",
        name: || words!(find.name),
        letter: Some("f"),
        offered: Offered::Everywhere,
        holds: |screen| screen == Screen::Find,
    },
    Place {
        path: "/plans",
        icon: "plans",
        name: || words!(plans.name),
        letter: Some("p"),
        offered: Offered::Aside,
        holds: |screen| matches!(screen, Screen::Plans | Screen::Plan(_)),
    },
    Place {
        path: "/skills",
        icon: "skills",
        name: || words!(skills.name),
        letter: Some("k"),
        offered: Offered::Aside,
        holds: |screen| matches!(screen, Screen::Skills | Screen::Skill(_)),
    },
    Place {
        path: "/review",
        icon: "review",
        name: || words!(review.name),
        letter: Some("r"),
        offered: Offered::Aside,
        holds: |screen| matches!(screen, Screen::Reviews(_) | Screen::Review(_)),
    },
    Place {
        path: TEAMS,
        icon: "team",
        name: || words!(team.name),
        letter: Some("m"),
        offered: Offered::Aside,
        holds: |screen| matches!(screen, Screen::Teams | Screen::StartTeam | Screen::Join),
    },
    Place {
        path: "/import",
        icon: "import",
        name: || words!(import.notes),
        letter: None,
        offered: Offered::Aside,
        holds: |screen| screen == Screen::Import,
    },
    Place {
        path: "/settings",
        icon: "settings",
        name: || words!(settings.name),
        letter: Some(","),
        offered: Offered::Everywhere,
        holds: |screen| {
            matches!(
                screen,
                Screen::Settings
                    | Screen::Recovery
                    | Screen::Lock
                    | Screen::Safety
                    | Screen::Restore
                    | Screen::PutAway
                    | Screen::Leave
                    | Screen::Devices
                    | Screen::Lost
                    | Screen::Templates
                    | Screen::Reminders
                    | Screen::About
            )
        },
    },
    Place {
        path: "/journal/calendar",
        icon: "calendar",
        name: || words!(calendar.name),
        letter: Some("c"),
        offered: Offered::Within,
        holds: |screen| screen == Screen::Calendar,
    },
    Place {
        path: "/settings/recovery",
        icon: "key",
        name: || words!(recovery.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Recovery,
    },
    Place {
        path: "/settings/safety",
        icon: "backup",
        name: || words!(safety.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Safety,
    },
    Place {
        path: "/settings/devices",
        icon: "device",
        name: || words!(devices.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Devices,
    },
    Place {
        path: "/settings/lock",
        icon: "lock",
        name: || words!(lock.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Lock,
    },
    Place {
        path: "/settings/templates",
        icon: "prompt",
        name: || words!(prompts.own),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Templates,
    },
    Place {
        path: "/settings/reminders",
        icon: "bell",
        name: || words!(reminders.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::Reminders,
    },
    Place {
        path: "/settings/about",
        icon: "info",
        name: || words!(about.name),
        letter: None,
        offered: Offered::Within,
        holds: |screen| screen == Screen::About,
    },
];

/// Every action, the most wanted first.
pub(crate) const ACTIONS: &[Action] = &[
    Action {
        icon: "add",
        name: || words!(entry.write),
        key: Some("n"),
        deed: Deed::Go(COMPOSE),
    },
    Action {
        icon: "search",
        name: || words!(find.ask),
        key: Some("/"),
        deed: Deed::Go(FIND),
    },
    Action {
        icon: "team",
        name: || words!(team.start),
        key: None,
        deed: Deed::Go("/teams/start"),
    },
    Action {
        icon: "relay",
        name: || words!(status.sync_now),
        key: None,
        deed: Deed::Do(|app| app.core.dispatch(Command::RetryNow)),
    },
    Action {
        icon: "eye",
        name: || words!(settings.look_light),
        key: None,
        deed: Deed::Do(|_| choices::choose(Appearance::Light)),
    },
    Action {
        icon: "eye",
        name: || words!(settings.look_dark),
        key: None,
        deed: Deed::Do(|_| choices::choose(Appearance::Dark)),
    },
    Action {
        icon: "eye",
        name: || words!(settings.look_system),
        key: None,
        deed: Deed::Do(|_| choices::choose(Appearance::System)),
    },
    Action {
        icon: "more",
        name: || words!(keys.show),
        key: Some("?"),
        deed: Deed::Do(|app| app.help.set(true)),
    },
];
