//! What is said of teams: roles, how it stands with one on this device, and why something was not done.

use super::Count;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::NormStatus;
use commonplace_api::team::space::{
    Invitation, InviteRow, Membership, Role, TeamProblem, TeamRow, TeamState,
};

/// What a team is called, or what is said where that is not known.
pub fn called(name: String) -> String {
    if name.is_empty() {
        return words!(team.unnamed).to_owned();
    }
    name
}

/// What a member is.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Admin => words!(team.role.admin),
        Role::Member => words!(team.role.member),
        Role::Reader => words!(team.role.reader),
    }
}

/// How far a norm has come.
pub fn norm_status(status: NormStatus) -> &'static str {
    match status {
        NormStatus::Spotted => words!(team.spotted),
        NormStatus::Trying => words!(team.trying),
        NormStatus::Normal => words!(team.normal),
    }
}

/// What a member calls themselves, or what is said where that is not known.
pub fn person(name: String) -> String {
    if name.is_empty() {
        return words!(team.nameless).to_owned();
    }
    name
}

/// How many others are there.
pub fn company(others: usize) -> String {
    if others == 0 {
        return words!(team.company_alone).to_owned();
    }
    words!(
        team.company_here,
        count = Count(u32::try_from(others).unwrap_or(u32::MAX))
    )
}

/// Who else writes on the page; empty while nobody does.
pub fn writing(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => words!(team.writes, name = name),
        [name, rest @ ..] => {
            let count = Count(u32::try_from(rest.len()).unwrap_or(u32::MAX));
            words!(team.write, name = name, count)
        }
    }
}

/// What there is to know of a member, in one line.
pub fn membership(member: &Membership) -> String {
    let mut said = Vec::new();
    if member.me {
        said.push(words!(team.you).to_owned());
    }
    said.push(role(member.role).to_owned());
    if let Some(ms) = member.since_ms {
        said.push(words!(team.since, day = Moment::here(ms).full_day()));
    }
    if let Some(ms) = member.heard_ms.filter(|_| !member.me) {
        said.push(words!(team.heard, day = Moment::here(ms).full_day()));
    }
    said.join(" · ")
}

/// What a member may do.
pub fn may(role: Role) -> &'static str {
    match role {
        Role::Admin => words!(team.may.admin),
        Role::Member => words!(team.may.member),
        Role::Reader => words!(team.may.reader),
    }
}

/// For how many and until when one can join by an invite.
pub fn invite(row: &InviteRow) -> String {
    let day = Moment::here(row.expires_ms).full_day();
    words!(team.invite_left, count = Count(row.left), day)
}

/// What is known of an invite before anybody joins by it.
pub fn invitation(said: &Invitation) -> String {
    match said {
        Invitation::Asking { .. } => words!(team.asking).to_owned(),
        Invitation::Open { role, members, .. } => {
            let there = words!(team.are_in_it, count = Count(*members));
            format!("{there} {}", may(*role))
        }
        Invitation::Failed {
            problem: TeamProblem::Unreachable,
            ..
        } => words!(team.joins_later).to_owned(),
        Invitation::Failed { .. } => String::new(),
    }
}

/// How it stands with a team on this device, in a sentence. Nothing where it is simply here.
pub fn state(state: &TeamState) -> Option<&'static str> {
    match state {
        TeamState::Open => None,
        TeamState::Opening => Some(words!(team.opening)),
        TeamState::Arriving => Some(words!(team.arriving)),
        TeamState::KeysRenewed => Some(words!(team.keys_renewed)),
        TeamState::Removed => Some(words!(team.removed)),
        TeamState::Left => Some(words!(team.left)),
        TeamState::Damaged => Some(words!(team.damaged)),
    }
}

/// The same in a word or two, for a list; what somebody is in it where there is nothing else to say.
pub fn standing(row: &TeamRow) -> &'static str {
    match row.state {
        TeamState::Arriving | TeamState::Opening => words!(team.short.arriving),
        TeamState::KeysRenewed => words!(team.short.keys_renewed),
        TeamState::Removed => words!(team.short.removed),
        TeamState::Left => words!(team.short.left),
        TeamState::Damaged => words!(team.short.damaged),
        TeamState::Open => row.role.map_or("", role),
    }
}

/// Why something was not done. Nothing changed.
pub fn problem(problem: &TeamProblem) -> String {
    let said = match problem {
        TeamProblem::LinkBad => words!(team.problem.link_bad),
        TeamProblem::LinkDamaged => words!(team.problem.link_damaged),
        TeamProblem::NewerVersion => words!(team.problem.newer_version),
        TeamProblem::Unreachable => words!(team.problem.unreachable),
        TeamProblem::UnknownTeam => words!(team.problem.unknown_team),
        TeamProblem::InviteGone => words!(team.problem.invite_gone),
        TeamProblem::InviteExpired => words!(team.problem.invite_expired),
        TeamProblem::AlreadyIn(_) => words!(team.problem.already_in),
        TeamProblem::NotHere => words!(team.problem.not_here),
        TeamProblem::NotAdmin => words!(team.problem.not_admin),
        TeamProblem::ReadOnly => words!(team.problem.read_only),
        TeamProblem::NotYours => words!(team.problem.not_yours),
        TeamProblem::LastAdmin => words!(team.problem.last_admin),
        TeamProblem::NoSuchMember => words!(team.problem.no_such_member),
        TeamProblem::TooMany => words!(team.problem.too_many),
        TeamProblem::NameMissing => words!(team.problem.name_missing),
        TeamProblem::NameTooLong => words!(team.problem.name_too_long),
        TeamProblem::WordsNeeded => words!(team.problem.words_needed),
        TeamProblem::Refused { code } => return words!(team.problem.refused, code = *code),
        TeamProblem::Damaged => words!(team.problem.damaged),
    };
    said.to_owned()
}
