//! The levels of skills that members share by name, and the matrix of them. Nothing is in it that somebody did not
//! choose to share, one skill at a time.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::skill::Confidence;
use crate::{Id, Stamp};

/// What one member shares of one skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShare {
    /// The skill.
    pub skill: Id,
    /// What they call it.
    pub name: String,
    /// Where they place themselves: 1 to [`crate::skill::LEVELS`].
    pub level: u8,
    /// Where they want to be.
    pub target: Option<u8>,
    /// How sure they are.
    pub confidence: Confidence,
}

/// What a member can do with what they share. Nobody else can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharesChange {
    /// Share a skill by name, or what is the case now.
    Share(NewShare),
    /// Share it no longer. Others may remember it, and their devices hold what it was.
    Stop(Id),
}

/// A skill in the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The skill; of one that several members began for themselves, one of them.
    pub skill: Id,
    /// What it is called.
    pub name: String,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The skill, as whoever shares it knows it.
    pub skill: Id,
    /// 1 to [`crate::skill::LEVELS`].
    pub level: u8,
    /// Where they want to be.
    pub target: Option<u8>,
    /// How sure they are.
    pub confidence: Confidence,
    /// When they shared it.
    pub shared: Stamp,
}

/// What a member shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    /// Who.
    pub person: Person,
    /// One for each column.
    pub cells: Vec<Option<Cell>>,
}

/// Members and skills. Members who share nothing are not in it: nothing is to be read from an empty row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// In the order of their names.
    pub columns: Vec<Column>,
    /// In the order of their names.
    pub rows: Vec<MatrixRow>,
}

/// What sharing a skill would show. To whom says [`crate::View::Members`]: everybody else in it, and whoever joins later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widening {
    /// All they would see, besides the name of who shares and the day.
    pub share: NewShare,
    /// What they see of that skill until then.
    pub until_now: Option<Cell>,
}
