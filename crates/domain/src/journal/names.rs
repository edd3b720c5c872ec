//! The words of the query language, folded. Those of every language the app speaks are
//! understood at once, whichever it speaks now: people paste what others typed.

use commonplace_api::Kind;

/// What a filter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Tag,
    Skill,
    Kind,
    Before,
    After,
    On,
    Is,
}

/// The filter named `folded`.
pub(super) fn key(folded: &str) -> Option<Key> {
    Some(match folded {
        "tag" | "tags" | "stichwort" | "schlagwort" => Key::Tag,
        "skill" | "skills" | "fahigkeit" | "faehigkeit" => Key::Skill,
        "kind" | "type" | "art" | "typ" => Key::Kind,
        "before" | "vor" => Key::Before,
        "after" | "nach" => Key::After,
        "on" | "in" | "am" | "im" => Key::On,
        "is" | "ist" => Key::Is,
        _ => return None,
    })
}

const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Entry,
        &["entry", "entries", "eintrage", "eintraege", "journal"],
    ),
    (Kind::Plan, &["plans", "plane", "plaene"]),
    (Kind::Skill, &["skills", "fahigkeiten", "faehigkeiten"]),
    (Kind::Review, &["reviews", "ruckblicke", "rueckblicke"]),
    (Kind::Template, &["templates", "vorlagen"]),
    (Kind::Team, &["team"]),
    (Kind::Member, &["members", "mitglieder"]),
    (Kind::Goal, &["goals", "ziele"]),
    (Kind::Lesson, &["lessons", "lektionen"]),
    (Kind::AfterAction, &["after-actions", "nachbesprechungen"]),
    (Kind::Question, &["questions", "fragen"]),
    (Kind::Page, &["pages", "playbook", "seiten"]),
];

/// The kinds that have a name which begins with `folded`.
pub(super) fn kinds(folded: &str) -> Vec<Kind> {
    let begins = |names: &[&str]| names.iter().any(|name| name.starts_with(folded));
    let kinds = KINDS.iter().filter(|(_, names)| begins(names));
    kinds.map(|(kind, _)| *kind).collect()
}

/// What can be found at all: devices and preferences are not written by people.
pub(super) fn can_be_found(kind: u16) -> Option<Kind> {
    let kind = Kind::from_number(kind)?;
    KINDS
        .iter()
        .any(|(known, _)| *known == kind)
        .then_some(kind)
}

/// Whether `folded`, after `is:`, means what was starred.
pub(super) fn means_starred(folded: &str) -> bool {
    matches!(
        folded,
        "starred" | "star" | "stern" | "markiert" | "gemerkt"
    )
}
