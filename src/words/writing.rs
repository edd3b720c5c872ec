//! Around the text of an entry.

use crate::words;
use commonplace_prose::Mark;

/// What a button of the toolbar puts on the text.
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Bold => words!(writing.bold),
        Mark::Italic => words!(writing.italic),
        Mark::Heading => words!(writing.heading),
        Mark::List => words!(writing.list),
        Mark::Checklist => words!(writing.checklist),
        Mark::Quote => words!(writing.quote),
        Mark::Code => words!(writing.code),
        Mark::Link => words!(writing.link),
    }
}
