//! One of the person's devices: what it is called, and when it last said that it is there. A small document that is
//! written rarely: at its first start, when it is renamed, and at most once a day.

use crate::{Card, Document, DocumentError, Moment};
use automerge::ScalarValue;
use commonplace_api::device::{Device, DeviceChange};
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};

const NAME: &str = "name";
const HEARD_AT: &str = "heardAt";

/// What a list of devices needs besides the name.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    heard_ms: i64,
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    change: &DeviceChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        DeviceChange::Name(change) => doc.edit_field(NAME, change),
        DeviceChange::Heard => doc.set(HEARD_AT, ScalarValue::Timestamp(now.ms)),
    }
}

/// What lists need of a device.
pub(crate) fn card(doc: &Document) -> Card {
    let heard_ms = doc.number_field(HEARD_AT).unwrap_or_default();
    Card::of_kind(Kind::Device, &doc.text_field(NAME), "", doc.is_deleted())
        .with_detail(&Detail { heard_ms })
}

/// A row of the list; `here` is the device that lists.
pub fn row(id: Id, card: &Card, here: Option<Id>) -> Device {
    Device {
        id,
        name: card.title.clone(),
        heard_ms: card.detail::<Detail>().unwrap_or_default().heard_ms,
        here: here == Some(id),
    }
}
