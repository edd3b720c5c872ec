//! Goals of a team: where it was, where it wants to be, and what was measured on the way. They are filled in where they
//! stand and saved at once. Says how a goal goes in the words of the core alone.

mod alongside;
mod check_in;
mod check_ins;
mod fields;
mod list;
mod page;
mod picture;
mod spark;
mod supporting;

pub(super) use list::GoalsScreen;
pub(super) use page::GoalScreen;
