//! What is said of choices that people of a team make: fields and values by their names, and who chose what.

use super::{goals, team};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::goal::Direction;
use commonplace_api::team::{Choice, Field, NormStatus, Person, Value};

/// What a field is called.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Direction => words!(goals.direction),
        Field::Baseline => words!(goals.baseline),
        Field::Target => words!(goals.target),
        Field::Due | Field::ActionDue(_) => words!(goals.due),
        Field::Owner | Field::ActionOwner(_) => words!(goals.owner),
        Field::ReviewBy => words!(questions.review_by),
        Field::NormStatus(_) => words!(team.norm_status),
        Field::CheckIn(_) => words!(goals.value),
    }
}

/// "Ana chose 5".
pub fn chose(field: Field, choice: &Choice, unit: &str, me: Id) -> String {
    let value = value(field, choice, unit);
    match &choice.by {
        Some(person) if person.id == me => words!(together.you_chose, value = value),
        Some(person) => {
            let name = team::person(person.name.clone());
            words!(together.chose, name = name, value = value)
        }
        None => words!(together.somebody_chose, value = value),
    }
}

/// What was chosen.
pub fn value(field: Field, choice: &Choice, unit: &str) -> String {
    let day = |day| Moment::on(day).full_day();
    let member = || name(choice.member.as_ref());
    match choice.value {
        Value::Nothing => words!(together.none).to_owned(),
        Value::Number(number) => goals::amount(number, unit),
        Value::Day(chosen) => day(chosen),
        Value::Member(_) => member(),
        Value::Which(which) => option(field, which).to_owned(),
        Value::Measured(number, on) => {
            words!(
                together.measured,
                value = goals::amount(number, unit),
                day = day(on)
            )
        }
        Value::Finder(None) => words!(together.unknown).to_owned(),
        Value::Finder(Some(_)) => words!(together.finds_out, name = member()),
    }
}

/// What somebody is called who may not be known.
pub fn name(person: Option<&Person>) -> String {
    team::person(person.map(|person| person.name.clone()).unwrap_or_default())
}

fn option(field: Field, which: u8) -> &'static str {
    match (field, which) {
        (Field::Direction, 0) => goals::direction(Direction::Up),
        (Field::Direction, _) => goals::direction(Direction::Down),
        (_, 0) => team::norm_status(NormStatus::Spotted),
        (_, 1) => team::norm_status(NormStatus::Trying),
        (_, _) => team::norm_status(NormStatus::Normal),
    }
}
