//! After-action reviews of a team: five questions in their order on one page, what is done about the answers, and what
//! is still open of it. An action goes on in one review at a time. Says nothing of who wrote which answer.

mod actions;
mod before;
mod list;
mod open;
mod page;
mod questions;

pub(super) use list::ReviewsScreen;
pub(super) use page::ReviewScreen;
