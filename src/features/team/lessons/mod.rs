//! Lessons that members published for their team, and publishing one: exactly what others get is shown before they do.
//! Nothing here leads back to an entry of anybody's journal.

mod entry;
mod list;
mod page;
mod share;

pub(crate) use entry::{ShareEntry, can_share};
pub(super) use list::LessonsScreen;
pub(super) use page::LessonScreen;
