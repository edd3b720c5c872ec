//! What the screens show: pure functions of the journal's cards and, where a screen shows one document, of that
//! document. Nothing here is remembered between two calls.

use crate::{Document, Journal, Moment, template};
use commonplace_api::{Id, Kind, Update, View};

/// The document a view shows, if it shows one whole document. Text editors have [`crate::EditorSession`] instead.
pub const fn document_of(view: &View) -> Option<Id> {
    match view {
        View::Template(id) | View::Photos(id) | View::Photo { entry: id, .. } => Some(*id),
        _ => None,
    }
}

/// What a view made of cards shows now; `None` for views of another sort.
pub fn list(journal: &Journal, view: &View, now: Moment) -> Option<Update> {
    let _ = now;
    match view {
        View::Templates => {
            let mut templates: Vec<_> = journal
                .of_kind(Kind::Template)
                .map(|(id, card)| template::row(id, card))
                .collect();
            templates.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
            Some(Update::Templates(templates))
        }
        _ => None,
    }
}

/// What the view of one whole document shows now, see [`document_of`].
pub fn document(doc: &Document, journal: &Journal, view: &View, now: Moment) -> Option<Update> {
    let _ = (journal, now);
    match view {
        View::Template(id) => Some(Update::Template(template::row(*id, &doc.card()))),
        _ => None,
    }
}
