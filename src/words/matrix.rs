//! What is said of the skills that members share by name: to whom one is about to be shown, and what they see of it.

use super::{Count, skills, team};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::Person;
use commonplace_api::team::share::Cell;

/// Names that are said in one sentence; of more people the number is.
const NAMED: usize = 5;

/// Days that need no year.
const HALF_A_YEAR: i64 = 180;

/// "Level 2, towards 4".
pub fn standing(cell: &Cell) -> String {
    skills::standing(cell.level, cell.target)
}

/// "Fairly sure · 23 November", with the year where it was long ago.
pub fn said(cell: &Cell) -> String {
    let sure = skills::confidence(cell.confidence);
    let shared = Moment::from(cell.shared);
    let day = if Moment::now().day() - shared.day() < HALF_A_YEAR {
        shared.short_day()
    } else {
        shared.full_day()
    };
    [sure, &day].join(" · ")
}

/// Whether there are more people than are named in a sentence.
pub fn is_many(people: &[Person]) -> bool {
    people.len() > NAMED + 1
}

/// "Ana, Ben and Chi", or some of them and how many more.
fn names(people: &[Person]) -> String {
    let names: Vec<_> = people
        .iter()
        .map(|person| team::person(person.name.clone()))
        .collect();
    if is_many(people) {
        let (named, more) = names.split_at(NAMED);
        let count = Count(u32::try_from(more.len()).unwrap_or(u32::MAX));
        return words!(matrix.and_more, count = count, names = named.join(", "));
    }
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => words!(matrix.and, first = first.join(", "), last = last),
    }
}

/// What sharing a skill does, before it is done.
pub fn about_to(others: &[Person], skill: &str) -> String {
    if others.is_empty() {
        return words!(matrix.about_to_alone, skill = skill);
    }
    words!(matrix.about_to, names = names(others), skill = skill)
}

/// What a team sees of a skill of one's own; under another name where it was called that.
pub fn team_sees(cell: &Cell, name: &str, now_called: &str) -> String {
    let standing = standing(cell);
    if is_called(name, now_called) {
        words!(matrix.team_sees, standing = standing)
    } else {
        words!(matrix.team_sees_as, name = name, standing = standing)
    }
}

/// Whether two names are one: members write it each as they like.
pub fn is_called(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}
