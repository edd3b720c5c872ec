//! Goals of teams that a plan supports. It is the plan's alone: a team hears of it only what its owner says there
//! themselves, and that the team may count the plan is noted here, so that taking it back leaves nothing behind.

use super::list;
use crate::document::form::in_item;
use crate::{Document, DocumentError, Journal, text};
use commonplace_api::plan::{GoalLink, NewSupport, Supports};
use commonplace_api::team::space::TeamId;
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};

/// Its items have ids that follow from team and goal: said on two devices, it is one.
const SUPPORTS: &str = "supports";
const TEAM: &str = "team";
const GOAL: &str = "goal";
const NAME: &str = "name";
const TEAM_NAME: &str = "teamName";
const COUNTED: &str = "counted";
/// Most goals one plan supports, and a card carries.
const SUPPORTS_MAX: usize = 8;
/// How much is kept of a name, in bytes of UTF-8.
const NAME_MAX: usize = 240;

/// One of them on a card.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct Kept {
    #[cbor(n(0), with = "minicbor::bytes")]
    team: [u8; 32],
    #[cbor(n(1), with = "minicbor::bytes")]
    goal: [u8; 16],
    #[n(2)]
    counted: bool,
}

fn item(team: TeamId, goal: Id) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 a goal that a plan supports");
    hasher.update(&team.0);
    hasher.update(&goal.0);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// It supports a goal. What it is called is kept for the day on which the team is not here any more.
pub(super) fn support(doc: &mut Document, new: &NewSupport) -> Result<(), DocumentError> {
    let item = item(new.team, new.goal);
    let items = doc.items(SUPPORTS);
    if items.len() >= SUPPORTS_MAX && !items.contains(&item) {
        return Err(DocumentError::TooLong);
    }
    doc.add_item(SUPPORTS, item)?;
    let at = |field| in_item(SUPPORTS, item, field);
    doc.set(&at(TEAM), new.team.to_string())?;
    doc.set(&at(GOAL), new.goal.to_string())?;
    doc.set(&at(NAME), text::cut(&new.name, NAME_MAX))?;
    doc.set(&at(TEAM_NAME), text::cut(&new.team_name, NAME_MAX))
}

/// It does not, and is not counted for it.
pub(super) fn stop(doc: &mut Document, team: TeamId, goal: Id) -> Result<(), DocumentError> {
    let item = item(team, goal);
    doc.clear(&in_item(SUPPORTS, item, COUNTED))?;
    doc.remove_item(SUPPORTS, item)
}

/// Whether the team may count it. Says nothing of a goal that it does not support.
pub(super) fn count(
    doc: &mut Document,
    team: TeamId,
    goal: Id,
    counted: bool,
) -> Result<(), DocumentError> {
    let item = item(team, goal);
    if !doc.items(SUPPORTS).contains(&item) {
        return Ok(());
    }
    doc.set_or_clear(&in_item(SUPPORTS, item, COUNTED), counted.then_some(true))
}

/// Each of them, with what it is called.
fn all(doc: &Document) -> Vec<GoalLink> {
    let link = |item| {
        let at = |field| in_item(SUPPORTS, item, field);
        let supports = Supports {
            team: doc.string_field(&at(TEAM))?.parse().ok()?,
            goal: doc.id_field(&at(GOAL))?,
            counted: doc.flag_field(&at(COUNTED)),
            counted_elsewhere: false,
        };
        Some(GoalLink {
            supports,
            name: doc.string_field(&at(NAME)).unwrap_or_default(),
            team_name: doc.string_field(&at(TEAM_NAME)).unwrap_or_default(),
        })
    };
    doc.items(SUPPORTS).into_iter().filter_map(link).collect()
}

/// What the page of the plan `id` shows.
pub(super) fn shown(doc: &Document, journal: &Journal, id: Id) -> Vec<GoalLink> {
    let mut all = all(doc);
    for link in &mut all {
        link.supports = known(journal, id, link.supports);
    }
    all
}

/// What a plan is found by.
pub(super) fn names(doc: &Document) -> impl Iterator<Item = String> {
    all(doc).into_iter().map(|link| link.name)
}

/// What a card carries of them.
pub(super) fn on_card(doc: &Document) -> Vec<Kept> {
    let all = all(doc).into_iter().take(SUPPORTS_MAX);
    all.map(|link| Kept {
        team: link.supports.team.0,
        goal: link.supports.goal.0,
        counted: link.supports.counted,
    })
    .collect()
}

/// What lists show of them for the plan `id`.
pub(super) fn listed(journal: &Journal, id: Id, kept: Vec<Kept>) -> Vec<Supports> {
    let supports = kept.into_iter().map(|kept| Supports {
        team: TeamId(kept.team),
        goal: Id(kept.goal),
        counted: kept.counted,
        counted_elsewhere: false,
    });
    supports
        .map(|supports| known(journal, id, supports))
        .collect()
}

/// With whether another plan than `id` is counted for the same goal: then the person still counts without this one.
fn known(journal: &Journal, id: Id, supports: Supports) -> Supports {
    let is_same =
        |kept: &Kept| kept.counted && kept.team == supports.team.0 && kept.goal == supports.goal.0;
    let mut others = journal.of_kind(Kind::Plan).filter(|(plan, _)| *plan != id);
    Supports {
        counted_elsewhere: others.any(|(_, card)| list::supports_on(card).iter().any(is_same)),
        ..supports
    }
}
