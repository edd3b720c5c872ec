//! What a member says of themselves to their team: a name, and a vision of their own if they share it. The document's
//! id follows from the member's key, so the keys of a roster get names. Only its member writes in it; that is checked
//! here for what is done on this device, and everybody can see whose signature another's change carries.

use super::texts::{LONG, NAME, author, lines, only, short};
use super::{sample, texts};
use crate::fold::fold;
use crate::{Card, Document, DocumentError, Journal, Moment};
use automerge::ScalarValue;
use commonplace_api::team::{MemberChange, MemberRow, Person};
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};

const NAMED: &str = "name";
const VISION: &str = "vision";
const HEARD_AT: &str = "heardAt";
/// How much of a vision a list shows, in bytes of UTF-8.
const VISION_MAX: usize = 600;

/// What lists need besides the name.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    vision: String,
    #[n(1)]
    #[cbor(default)]
    heard_ms: i64,
}

/// The document of the member who signs with this key. Keys differ in every space, and so do these.
pub fn id(key: &[u8; 32]) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 document of a member");
    hasher.update(key);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &MemberChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match author(doc) {
        None => texts::sign(doc, by, now)?,
        author => only(author, by)?,
    }
    match change {
        MemberChange::Name(change) => doc.edit_field_within(NAMED, change, NAME),
        MemberChange::Vision(change) => doc.edit_field_within(VISION, change, LONG),
        MemberChange::StopVision => doc.clear(VISION),
        MemberChange::Heard => doc.set(HEARD_AT, ScalarValue::Timestamp(now.ms)),
    }
}

/// What lists need.
pub(crate) fn card(doc: &Document) -> Card {
    let vision = short(&doc.text_field(VISION), VISION_MAX);
    let name = doc.text_field(NAMED);
    Card::of_kind(Kind::Member, &name, "", doc.is_deleted()).with_detail(&Detail {
        vision,
        heard_ms: doc.number_field(HEARD_AT).unwrap_or_default(),
    })
}

/// What it is found by.
pub(crate) fn words(doc: &Document) -> String {
    lines(vec![doc.text_field(NAMED), doc.text_field(VISION)])
}

/// When a device of a member last said that it is there, in milliseconds since 1970.
pub fn heard_ms(journal: &Journal, id: Id) -> Option<i64> {
    let detail = journal.card(id)?.detail::<Detail>()?;
    Some(detail.heard_ms).filter(|ms| *ms != 0)
}

/// A member as lists show them. Names stay known when a member has left.
pub fn person(journal: &Journal, id: Id) -> Person {
    let card = journal.card(id);
    let card = card.filter(|card| card.kind() == Some(Kind::Member));
    Person {
        id,
        name: card.map(|card| card.title.clone()).unwrap_or_default(),
    }
}

/// A member, with their name where names are known.
pub(super) fn named(journal: Option<&Journal>, id: Id) -> Person {
    let nameless = Person {
        id,
        name: String::new(),
    };
    journal.map_or(nameless, |journal| person(journal, id))
}

/// A member whose id a card carries.
pub(super) fn kept(journal: &Journal, id: &[u8]) -> Option<Person> {
    let id: [u8; 16] = id.try_into().ok()?;
    Some(person(journal, Id(id)))
}

/// Members, in the order of their names.
pub(super) fn people(journal: Option<&Journal>, ids: impl IntoIterator<Item = Id>) -> Vec<Person> {
    let mut people: Vec<_> = ids.into_iter().map(|id| named(journal, id)).collect();
    people.sort_by_key(|person| (fold(&person.name), person.id));
    people
}

/// Everybody who gave themselves a name, in the order of these.
pub(crate) fn rows(journal: &Journal) -> Vec<MemberRow> {
    let mut rows: Vec<_> = journal
        .of_kind(Kind::Member)
        .map(|(id, card)| MemberRow {
            person: person(journal, id),
            vision: card.detail::<Detail>().unwrap_or_default().vision,
            sample: sample::is(id),
        })
        .collect();
    rows.sort_by_key(|row| (fold(&row.person.name), row.person.id));
    rows
}
