//! The skills matrix of a team: what members share by name, one skill at a time, and sharing one's own after seeing all
//! that others get. Made of shares alone; nothing is counted, averaged or put in an order of merit.

mod matrix;
mod mine;
mod page;
mod share;
mod who_sees;

pub(super) use page::SkillsScreen;
pub(crate) use who_sees::WhoSees;
