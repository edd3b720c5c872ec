//! A person's own prompt for entries: a title, and the text an entry begins with. The smallest kind there is, and so
//! the example for others.

use crate::{Card, Document, DocumentError};
use commonplace_api::template::{Template, TemplateChange};
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};

const TITLE: &str = "title";
const TEXT: &str = "text";

/// What a list of templates needs besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    text: String,
}

/// Makes one change.
pub(crate) fn apply(doc: &mut Document, change: &TemplateChange) -> Result<(), DocumentError> {
    match change {
        TemplateChange::Title(change) => doc.edit_field(TITLE, change),
        TemplateChange::Text(change) => doc.edit_field(TEXT, change),
    }
}

/// What lists need of a template.
pub(crate) fn card(doc: &Document) -> Card {
    let text = doc.text_field(TEXT);
    Card::of_kind(
        Kind::Template,
        &doc.text_field(TITLE),
        &text,
        doc.is_deleted(),
    )
    .with_detail(&Detail { text })
}

/// What a template is found by.
pub(crate) fn words(doc: &Document) -> String {
    [doc.text_field(TITLE), doc.text_field(TEXT)].join("\n")
}

/// A row of the list.
pub(crate) fn row(id: Id, card: &Card) -> Template {
    Template {
        id,
        title: card.title.clone(),
        text: card.detail::<Detail>().unwrap_or_default().text,
    }
}
