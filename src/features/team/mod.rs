//! Teams: the list of them, and the pages of each. What is shown of a team comes through [`here::Here`]; which pages
//! there are is said in one place, [`pages`].

mod asking;
mod clearing;
mod company;
mod direction;
mod frame;
mod goals;
pub mod here;
mod invite;
mod join;
mod lessons;
mod members;
pub mod pages;
mod parts;
mod questions;
mod reviews;
mod skills;
mod start;
mod teams;

pub use frame::TeamScreen;
pub(crate) use join::FirstJoin;
pub use join::JoinScreen;
pub(crate) use lessons::{ShareEntry, can_share};
pub(crate) use skills::WhoSees;
pub use start::StartScreen;
pub use teams::TeamsScreen;

use crate::words;
use here::Here;
use leptos::prelude::*;

/// What the team is called here.
fn called(here: Here) -> String {
    here.row()
        .with(|row| row.as_ref().map(|row| row.name.clone()))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| words!(team.unnamed).to_owned())
}
