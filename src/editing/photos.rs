//! Pictures in a text: `![what is to be seen](photo:ID)`. What is to be seen is kept nowhere else.

use commonplace_api::text::units;
use commonplace_api::{Id, Splice};

/// What the text says is to be seen on a picture; `None` where it does not show it.
pub fn description(text: &str, photo: Id) -> Option<String> {
    let (start, end) = place(text, photo)?;
    text.get(start..end).map(ToOwned::to_owned)
}

/// The change that describes a picture; `None` where the text does not show it.
pub fn described(text: &str, photo: Id, said: &str) -> Option<Splice> {
    let (start, end) = place(text, photo)?;
    Some(Splice {
        at: units(text.get(..start)?),
        delete: units(text.get(start..end)?),
        insert: tame(said),
    })
}

/// The change that takes a picture out of the text, with its line if it had one to itself; `None` where the text does
/// not show it.
pub fn without(text: &str, photo: Id) -> Option<Splice> {
    let (start, end) = place(text, photo)?;
    let mut start = start.checked_sub(2)?;
    let mut end = end + format!("](photo:{photo})").len();
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    if (before.is_empty() || before.ends_with('\n')) && after.starts_with('\n') {
        end += 1;
    } else if before.ends_with('\n') && after.is_empty() {
        start -= 1;
    }
    Some(Splice {
        at: units(text.get(..start)?),
        delete: units(text.get(start..end)?),
        insert: String::new(),
    })
}

/// Where the description of a picture is, in bytes.
fn place(text: &str, photo: Id) -> Option<(usize, usize)> {
    let end = text.find(&format!("](photo:{photo})"))?;
    let start = text.get(..end)?.rfind("![")? + 2;
    let inside = text.get(start..end)?;
    // What stands between belongs to something else.
    (!inside.contains(['\n', ']'])).then_some((start, end))
}

/// One line without brackets: those mean something to Markdown.
fn tame(said: &str) -> String {
    let plain = said.replace(['[', ']', '\\', '\n', '\r'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
