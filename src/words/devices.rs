//! What is said about devices, keys and one-time links.

use crate::words;
use commonplace_api::devices::{LinkProblem, Renewal};

/// Why a link did nothing. Nothing changed.
pub fn link(problem: LinkProblem) -> &'static str {
    match problem {
        LinkProblem::NotALink => words!(devices.problem_not_a_link),
        LinkProblem::Used => words!(devices.problem_used),
        LinkProblem::Expired => words!(devices.problem_expired),
        LinkProblem::WrongRelay => words!(devices.problem_wrong_relay),
        LinkProblem::Unreachable => words!(devices.problem_unreachable),
        LinkProblem::Busy => words!(devices.problem_busy),
        LinkProblem::Unreadable => words!(devices.problem_unreadable),
        LinkProblem::JournalHere => words!(devices.problem_journal_here),
        LinkProblem::OtherJournal => words!(devices.problem_other_journal),
        LinkProblem::Outdated => words!(devices.problem_outdated),
        LinkProblem::ShutOut => words!(devices.problem_shut_out),
    }
}

/// What is wrong with a renewal.
pub fn renewal(renewal: &Renewal) -> Option<String> {
    match renewal {
        Renewal::None | Renewal::Waiting | Renewal::Done => None,
        Renewal::Words(problem) => Some(super::problems::words(problem)),
        Renewal::OtherJournal => Some(words!(devices.renewal_other_journal).into()),
        Renewal::Refused { sentence } => {
            Some(words!(devices.renewal_refused, said = sentence.clone()))
        }
    }
}
