//! Who is in a team right now, and at what: told in passing, kept by nobody, and only by those who want it told.

use serde::{Deserialize, Serialize};

use super::Person;
use crate::Id;

/// Where this person is in a team, for the others to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The document on the screen, if it is one.
    pub at: Option<Id>,
    /// Whether they are writing in it.
    pub writing: bool,
}

/// Somebody else who is there. Answers [`crate::View::Present`], in the order of names; somebody with several screens
/// open is there several times if these show different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub person: Person,
    /// At what.
    pub look: Look,
}
