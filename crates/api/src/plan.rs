//! Plans: what somebody wants to learn, the steps there, what they commit to do, and what came of it.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::team::space::TeamId;
use crate::{Day, Id, Stamp, TextChange};

/// How a plan stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanStatus {
    /// Being written.
    #[default]
    Draft,
    /// Under way.
    Active,
    /// Completed.
    Done,
    /// Given up.
    Dropped,
}

/// What a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StepKind {
    /// Read, watch, ask.
    #[default]
    Learn,
    /// Try it out.
    Practise,
    /// Show others.
    Teach,
}

/// What became of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Done as said.
    Did,
    /// Some of it.
    Partly,
    /// Not done.
    Didnt,
}

/// A plan in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The plan.
    pub id: Id,
    /// What it is called; empty while it has no name.
    pub title: String,
    /// How it stands.
    pub status: PlanStatus,
    /// When it is to be finished.
    pub due: Option<Day>,
    /// Steps, in all.
    pub steps: u32,
    /// Steps that are done.
    pub steps_done: u32,
    /// Commitments of which it is not known yet what happened.
    pub open: u32,
    /// Goals of teams that it supports.
    pub supports: Vec<Supports>,
}

/// A commitment of which it is not known yet what happened, with the plan it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCommitment {
    /// The plan.
    pub plan: Id,
    /// What the plan is called.
    pub plan_title: String,
    /// Names the commitment within its plan.
    pub id: Id,
    /// When: the occasion. May be empty.
    pub when: String,
    /// What the person will do then.
    pub i_will: String,
    /// By which day.
    pub due: Option<Day>,
    /// The entry it came from.
    pub from: Option<Id>,
}

/// One whole plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The plan.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What for.
    pub why: String,
    /// How it stands.
    pub status: PlanStatus,
    /// When it begins.
    pub start: Option<Day>,
    /// When it is to be finished.
    pub due: Option<Day>,
    /// The skills it is about.
    pub skills: Vec<SkillLink>,
    /// Goals of teams that it supports.
    pub goals: Vec<GoalLink>,
    /// In the person's order.
    pub steps: Vec<Step>,
    /// In the person's order.
    pub commitments: Vec<Commitment>,
    /// In the person's order.
    pub evidence: Vec<Evidence>,
    /// What stood in it each time it was completed, the newest first. Later changes leave these as they are.
    pub summaries: Vec<Summary>,
    /// It was put away; it can still be had back.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// A skill, from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillLink {
    /// The skill.
    pub id: Id,
    /// What it is called; empty when it is not here.
    pub name: String,
}

/// That a plan supports a goal of a team. The team knows nothing of it but what its owner says there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supports {
    /// The team.
    pub team: TeamId,
    /// The goal, in the team's space.
    pub goal: Id,
    /// The team may count it.
    pub counted: bool,
    /// Another plan of this person is counted for the same goal: they count there without this one.
    pub counted_elsewhere: bool,
}

/// A goal of a team, from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalLink {
    /// Which, and what its team hears of it.
    pub supports: Supports,
    /// What it was called when it was chosen.
    pub name: String,
    /// What its team was called then.
    pub team_name: String,
}

/// A goal that a plan is to support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSupport {
    /// The team.
    pub team: TeamId,
    /// The goal, in the team's space.
    pub goal: Id,
    /// What it is called, to be shown where the team is not.
    pub name: String,
    /// What its team is called.
    pub team_name: String,
}

/// An entry, from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLink {
    /// The entry.
    pub id: Id,
    /// Its first line; `None` when it is not here or was put away.
    pub title: Option<String>,
    /// When it happened.
    pub at: Stamp,
}

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Names it within its plan.
    pub id: Id,
    /// What to do.
    pub text: String,
    /// What it is.
    pub kind: StepKind,
    /// Where to find what it takes; empty for nowhere.
    pub url: String,
    /// By which day.
    pub due: Option<Day>,
    /// When it was done.
    pub done_at: Option<Stamp>,
}

/// "When the retro ends, I will ask one question."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Names it within its plan.
    pub id: Id,
    /// The occasion.
    pub when: String,
    /// What the person will do then.
    pub i_will: String,
    /// By which day.
    pub due: Option<Day>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// What else was said of it, on other devices, at the same time. One more choice settles it.
    pub rivals: Vec<Outcome>,
    /// What happened, in words.
    pub note: String,
    /// When that was recorded.
    pub outcome_at: Option<Stamp>,
    /// The entry it came from.
    pub from: Option<EntryLink>,
}

/// An entry that shows what came of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The entry.
    pub entry: EntryLink,
    /// What it shows.
    pub note: String,
}

/// What stood in a plan when it was completed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// When it was completed.
    pub at: Stamp,
    /// What it was called.
    pub title: String,
    /// What for.
    pub why: String,
    /// The steps, and whether they were done.
    pub steps: Vec<(String, bool)>,
    /// The commitments, and what had become of them.
    pub commitments: Vec<KeptCommitment>,
    /// What was said of the entries that were evidence.
    pub evidence: Vec<String>,
}

/// A commitment as it stood when its plan was completed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCommitment {
    /// The occasion.
    pub when: String,
    /// What the person wanted to do then.
    pub i_will: String,
    /// What had become of it.
    pub outcome: Option<Outcome>,
    /// What happened, in words.
    pub note: String,
}

/// A commitment being made, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCommitment {
    /// Random, chosen by the screen.
    pub id: Id,
    /// The occasion.
    pub when: String,
    /// What the person will do then.
    pub i_will: String,
    /// By which day.
    pub due: Option<Day>,
    /// The entry it comes from.
    pub from: Option<Id>,
}

/// What can be done with a plan. The first change makes it. Ids of steps and commitments are random, chosen by the
/// screen. What was taken out is had back: commitments by a change of their own, the rest by the one that put it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanChange {
    /// Call it something else.
    Title(TextChange),
    /// Say what for.
    Why(TextChange),
    /// Begin, drop, or take it up again. [`PlanChange::Complete`] completes it.
    Status(PlanStatus),
    /// Complete it, and keep what stands in it now under this random id.
    Complete(Id),
    /// When it begins.
    Start(Option<Day>),
    /// When it is to be finished.
    Due(Option<Day>),
    /// It is about this skill.
    AddSkill(Id),
    /// It is not.
    RemoveSkill(Id),
    /// It supports this goal of a team. Nobody there hears of it.
    Support(NewSupport),
    /// It does not, nor is it counted.
    StopSupporting(TeamId, Id),
    /// Whether the team may count it. Whoever says so tells the team besides, by a change of the goal.
    Count(TeamId, Id, bool),
    /// A step at the end, or one taken out had back as it was.
    AddStep(Id),
    /// Take a step out.
    RemoveStep(Id),
    /// Put a step before another, or at the end.
    MoveStep(Id, Option<Id>),
    /// Change a step.
    Step(Id, StepChange),
    /// A commitment at the end.
    Commit(NewCommitment),
    /// Have a commitment back that was taken out.
    RestoreCommitment(Id),
    /// Take a commitment out.
    RemoveCommitment(Id),
    /// Put a commitment before another, or at the end.
    MoveCommitment(Id, Option<Id>),
    /// Change a commitment.
    Commitment(Id, CommitmentChange),
    /// This entry shows what came of it.
    AddEvidence(Id),
    /// It does not.
    RemoveEvidence(Id),
    /// What the entry shows.
    EvidenceNote(Id, TextChange),
}

/// A change of one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepChange {
    /// What to do.
    Text(TextChange),
    /// Where to find what it takes.
    Url(TextChange),
    /// What it is.
    Kind(StepKind),
    /// By which day.
    Due(Option<Day>),
    /// Whether it is done.
    Done(bool),
}

/// A change of one commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommitmentChange {
    /// The occasion.
    When(TextChange),
    /// What the person will do.
    IWill(TextChange),
    /// By which day.
    Due(Option<Day>),
    /// What became of it; `None` when that is open again.
    Outcome(Option<Outcome>),
    /// What happened, in words.
    Note(TextChange),
}
