//! What somebody chose, and what happens when two people choose without knowing of each other: both choices are kept
//! and shown as what they are, until somebody settles it.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::{Number, Person};
use crate::{Day, Id, Stamp};

/// Something that can only have one value at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// Whether a goal lies above or below: [`Value::Which`] of a [`super::goal::Direction`].
    Direction,
    /// Where a goal begins: [`Value::Measured`], or [`Value::Finder`] while it is not known.
    Baseline,
    /// Where a goal wants to be: [`Value::Number`].
    Target,
    /// By when: [`Value::Day`].
    Due,
    /// Whose it is: [`Value::Member`].
    Owner,
    /// When a page is to be looked at again: [`Value::Day`].
    ReviewBy,
    /// How far this norm has come: [`Value::Which`] of a [`super::NormStatus`].
    NormStatus(Id),
    /// By when this action is to be done: [`Value::Day`].
    ActionDue(Id),
    /// Who does this action: [`Value::Member`].
    ActionOwner(Id),
    /// What this check-in of a goal measured: [`Value::Measured`].
    CheckIn(Id),
}

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// To have none.
    Nothing,
    /// A number, in the unit that stands beside it.
    Number(Number),
    /// A day.
    Day(Day),
    /// A member.
    Member(Id),
    /// One of a few, by the number documents keep it under.
    Which(u8),
    /// What was measured on a day.
    Measured(Number, Day),
    /// It is not known yet; who finds it out, if somebody said.
    Finder(Option<Id>),
}

/// A value, and who chose it when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What.
    pub value: Value,
    /// The member it is, where [`Choice::value`] names one.
    pub member: Option<Person>,
    /// Who chose it.
    pub by: Option<Person>,
    /// When.
    pub at: Option<Stamp>,
}

/// Choices that cannot both stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contested {
    /// Of what.
    pub field: Field,
    /// Two or more, all different. The first is the one that shows meanwhile.
    pub choices: Vec<Choice>,
}
