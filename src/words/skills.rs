//! What is said of skills. The twelve that come with Commonplace have a name and a sentence for each level here; what
//! somebody wrote instead is theirs.

use crate::words;
use commonplace_api::skill::{Confidence, Starter};

/// "Level 2, towards 4".
pub fn standing(level: u8, target: Option<u8>) -> String {
    let n = number(level);
    if let Some(target) = target.filter(|target| *target != level) {
        words!(skills.level_towards, n = n, target = number(target))
    } else {
        words!(skills.level, n = n)
    }
}

/// What the picture of levels over time shows.
pub fn trend(levels: &[u8], target: Option<u8>) -> String {
    let levels: Vec<_> = levels.iter().copied().map(number).collect();
    let levels = levels.join(", ");
    if let Some(target) = target {
        let target = number(target);
        words!(skills.trend_towards, levels = levels, target = target)
    } else {
        words!(skills.trend, levels = levels)
    }
}

fn number(level: u8) -> String {
    super::number(u32::from(level))
}

/// How sure somebody is.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => words!(skills.guess),
        Confidence::Fair => words!(skills.fair),
        Confidence::Sure => words!(skills.sure),
    }
}

/// The sentence of a level: one's own, or that of the skill that came with Commonplace.
pub fn sentence(starter: Option<Starter>, level: u8, own: &str) -> String {
    match starter {
        Some(starter) if own.is_empty() => of_starter(starter, level).to_owned(),
        _ => own.to_owned(),
    }
}

/// What a skill that comes with Commonplace is called.
pub fn name(starter: Starter) -> &'static str {
    match starter {
        Starter::Feedback => words!(starters.feedback.name),
        Starter::Listening => words!(starters.listening.name),
        Starter::HardTalks => words!(starters.hard_talks.name),
        Starter::Writing => words!(starters.writing.name),
        Starter::Meetings => words!(starters.meetings.name),
        Starter::Deciding => words!(starters.deciding.name),
        Starter::Planning => words!(starters.planning.name),
        Starter::Delegating => words!(starters.delegating.name),
        Starter::Coaching => words!(starters.coaching.name),
        Starter::Problems => words!(starters.problems.name),
        Starter::Presenting => words!(starters.presenting.name),
        Starter::Learning => words!(starters.learning.name),
    }
}

/// Its sentence for a level, 1 to 5.
pub fn of_starter(starter: Starter, level: u8) -> &'static str {
    let [first, second, third, fourth, fifth] = sentences(starter);
    match level {
        ..=1 => first,
        2 => second,
        3 => third,
        4 => fourth,
        5.. => fifth,
    }
}

#[expect(clippy::too_many_lines, reason = "one sentence beside the other")]
fn sentences(starter: Starter) -> [&'static str; 5] {
    match starter {
        Starter::Feedback => [
            words!(starters.feedback.l1),
            words!(starters.feedback.l2),
            words!(starters.feedback.l3),
            words!(starters.feedback.l4),
            words!(starters.feedback.l5),
        ],
        Starter::Listening => [
            words!(starters.listening.l1),
            words!(starters.listening.l2),
            words!(starters.listening.l3),
            words!(starters.listening.l4),
            words!(starters.listening.l5),
        ],
        Starter::HardTalks => [
            words!(starters.hard_talks.l1),
            words!(starters.hard_talks.l2),
            words!(starters.hard_talks.l3),
            words!(starters.hard_talks.l4),
            words!(starters.hard_talks.l5),
        ],
        Starter::Writing => [
            words!(starters.writing.l1),
            words!(starters.writing.l2),
            words!(starters.writing.l3),
            words!(starters.writing.l4),
            words!(starters.writing.l5),
        ],
        Starter::Meetings => [
            words!(starters.meetings.l1),
            words!(starters.meetings.l2),
            words!(starters.meetings.l3),
            words!(starters.meetings.l4),
            words!(starters.meetings.l5),
        ],
        Starter::Deciding => [
            words!(starters.deciding.l1),
            words!(starters.deciding.l2),
            words!(starters.deciding.l3),
            words!(starters.deciding.l4),
            words!(starters.deciding.l5),
        ],
        Starter::Planning => [
            words!(starters.planning.l1),
            words!(starters.planning.l2),
            words!(starters.planning.l3),
            words!(starters.planning.l4),
            words!(starters.planning.l5),
        ],
        Starter::Delegating => [
            words!(starters.delegating.l1),
            words!(starters.delegating.l2),
            words!(starters.delegating.l3),
            words!(starters.delegating.l4),
            words!(starters.delegating.l5),
        ],
        Starter::Coaching => [
            words!(starters.coaching.l1),
            words!(starters.coaching.l2),
            words!(starters.coaching.l3),
            words!(starters.coaching.l4),
            words!(starters.coaching.l5),
        ],
        Starter::Problems => [
            words!(starters.problems.l1),
            words!(starters.problems.l2),
            words!(starters.problems.l3),
            words!(starters.problems.l4),
            words!(starters.problems.l5),
        ],
        Starter::Presenting => [
            words!(starters.presenting.l1),
            words!(starters.presenting.l2),
            words!(starters.presenting.l3),
            words!(starters.presenting.l4),
            words!(starters.presenting.l5),
        ],
        Starter::Learning => [
            words!(starters.learning.l1),
            words!(starters.learning.l2),
            words!(starters.learning.l3),
            words!(starters.learning.l4),
            words!(starters.learning.l5),
        ],
    }
}
