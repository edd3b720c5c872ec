//! After-action reviews: what a team expected, what happened, why, and what it does about it. Actions that are still
//! open are carried over into the next one, where they go on.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::{Contested, Field, Person, Value};
use crate::{Day, Id, Stamp, TextChange};

/// A review in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterActionRow {
    /// The review.
    pub id: Id,
    /// What was looked back at.
    pub title: String,
    /// When it was begun.
    pub begun: Stamp,
    /// Actions it has.
    pub actions: u32,
    /// Those that are done.
    pub done: u32,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Names it, also in the reviews it is carried over into.
    pub id: Id,
    /// What.
    pub text: String,
    /// Who does it.
    pub owner: Option<Person>,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub done_at: Option<Stamp>,
    /// The earlier review it was carried over from.
    pub carried_from: Option<Id>,
    /// The later review it was carried over into: it goes on there.
    pub carried_to: Option<Id>,
}

/// An action that is open, in the review that has it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAction {
    /// That review.
    pub review: Id,
    /// What was looked back at there.
    pub title: String,
    /// The action.
    pub id: Id,
    /// What; shortened if it is long.
    pub text: String,
    /// Who does it.
    pub owner: Option<Person>,
    /// By when.
    pub due: Option<Day>,
}

/// A reason that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Names it.
    pub id: Id,
    /// What it is.
    pub text: String,
}

/// A whole review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterAction {
    /// The review.
    pub id: Id,
    /// What was looked back at.
    pub title: String,
    /// What was expected.
    pub expected: String,
    /// What happened.
    pub happened: String,
    /// Why.
    pub why: Vec<Why>,
    /// What to keep doing.
    pub sustain: String,
    /// What to do otherwise.
    pub change: String,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// Open actions of earlier reviews that could be carried over into this one.
    pub open_before: Vec<OpenAction>,
    /// What two people chose without knowing of each other.
    pub contested: Vec<Contested>,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
    /// It was put away.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// What can be done with a review. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterActionChange {
    /// What was looked back at.
    Title(TextChange),
    /// What was expected.
    Expected(TextChange),
    /// What happened.
    Happened(TextChange),
    /// What to keep doing.
    Sustain(TextChange),
    /// What to do otherwise.
    Change(TextChange),
    /// Add a reason.
    AddWhy {
        /// Random, chosen by the screen.
        id: Id,
        /// What it is.
        text: String,
    },
    /// Say it otherwise.
    Why(Id, TextChange),
    /// Take a reason out.
    RemoveWhy(Id),
    /// Add an action.
    AddAction(NewAction),
    /// Carry an open action of an earlier review over into this one.
    CarryOver(OpenAction),
    /// Change an action.
    Action(Id, ActionChange),
    /// Take an action out; [`AfterActionChange::RestoreAction`] has it back.
    RemoveAction(Id),
    /// Undo of [`AfterActionChange::RemoveAction`].
    RestoreAction(Id),
    /// Let one of several choices stand. Does nothing when it is not among them any more.
    Settle(Field, Value),
}

/// A new action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAction {
    /// Random, chosen by the screen.
    pub id: Id,
    /// What.
    pub text: String,
    /// Who does it.
    pub owner: Option<Id>,
    /// By when.
    pub due: Option<Day>,
}

/// What can be done with an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActionChange {
    /// Say it otherwise.
    Text(TextChange),
    /// Who does it.
    Owner(Option<Id>),
    /// By when.
    Due(Option<Day>),
    /// It is done, or is not.
    Done(bool),
}
