//! What is said of plans: how they stand, how far they are, when things are due.

use super::Count;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::Day;
use commonplace_api::plan::{Commitment, Outcome, Plan, PlanRow, PlanStatus, StepKind};

/// How a plan stands.
pub fn status(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Draft => words!(plans.draft),
        PlanStatus::Active => words!(plans.active),
        PlanStatus::Done => words!(plans.done),
        PlanStatus::Dropped => words!(plans.dropped),
    }
}

/// What a step is.
pub fn kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Learn => words!(plans.learn),
        StepKind::Practise => words!(plans.practise),
        StepKind::Teach => words!(plans.teach),
    }
}

/// What became of a commitment.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Did => words!(plans.did),
        Outcome::Partly => words!(plans.partly),
        Outcome::Didnt => words!(plans.didnt),
    }
}

/// "Due today", "due Monday 3 December", "was due Monday 16 November".
pub fn due(day: Day, today: Day) -> String {
    let on = || Moment::on(day).long_day();
    match day.since(today) {
        0 => words!(plans.due_today).into(),
        1 => words!(plans.due_tomorrow).into(),
        ..0 => words!(plans.was_due, day = on()),
        _ => words!(plans.due_on, day = on()),
    }
}

/// How far a plan is, in one line.
pub fn progress(row: &PlanRow, today: Day) -> String {
    let goes_on = row.status <= PlanStatus::Active;
    let mut parts = Vec::new();
    if row.steps > 0 {
        let done = super::number(row.steps_done);
        parts.push(words!(
            plans.steps_done,
            count = Count(row.steps),
            done = done
        ));
    }
    if row.open > 0 && goes_on {
        parts.push(words!(plans.open, count = Count(row.open)));
    }
    if let Some(day) = row.due.filter(|_| goes_on) {
        parts.push(due(day, today));
    }
    if parts.is_empty() {
        return words!(plans.nothing_yet).into();
    }
    parts.join(" · ")
}

/// "When the retro ends, I will ask one question."
pub fn commitment(when: &str, i_will: &str) -> String {
    let i_will = i_will.trim().trim_end_matches('.');
    match when.trim() {
        "" => words!(plans.i_will_this, i_will = i_will),
        when => words!(plans.when_this, when = when, i_will = i_will),
    }
}

/// What the picture of a plan shows, in words.
pub fn chain(plan: &Plan) -> String {
    let count = |is: fn(&Commitment) -> bool| {
        let n = plan.commitments.iter().filter(|one| is(one)).count();
        super::number(u32::try_from(n).unwrap_or(u32::MAX))
    };
    let all = u32::try_from(plan.commitments.len()).unwrap_or(u32::MAX);
    words!(
        plans.chain_says,
        count = Count(all),
        learned = count(|one| one.from.is_some()),
        done = count(|one| matches!(one.outcome, Some(Outcome::Did | Outcome::Partly))),
        happened = count(|one| !one.note.is_empty())
    )
}
