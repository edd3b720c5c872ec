//! What is said of after-action reviews: how far their actions are, and of each who does it by when.

use super::{Count, number, plans, team};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::Person;
use commonplace_api::team::after_action::{Action, AfterActionRow, OpenAction};
use commonplace_api::{Day, Stamp};

/// What a review is called.
pub fn titled(title: String) -> String {
    if title.is_empty() {
        return words!(after_actions.untitled).to_owned();
    }
    title
}

/// What an action says.
pub fn action(text: String) -> String {
    if text.trim().is_empty() {
        return words!(after_actions.undone).to_owned();
    }
    text
}

/// "Monday 23 November · 1 of 3 actions done".
pub fn line(row: &AfterActionRow) -> String {
    let day = day(row.begun).into_iter();
    day.chain([progress(row.actions, row.done)])
        .collect::<Vec<_>>()
        .join(" · ")
}

/// When it was begun, where that is known.
fn day(begun: Stamp) -> Option<String> {
    (begun.ms != 0).then(|| Moment::from(begun).long_day())
}

fn progress(actions: u32, done: u32) -> String {
    if actions == 0 {
        return words!(after_actions.no_actions).to_owned();
    }
    let done = number(done);
    words!(after_actions.done_of, count = Count(actions), done = done)
}

/// "Ben · due tomorrow · from The launch".
pub fn open(action: &OpenAction, today: Day) -> String {
    let from = titled(action.title.clone());
    let said = who_and_when(action.owner.as_ref(), action.due, today).into_iter();
    said.chain([words!(after_actions.from, title = from)])
        .collect::<Vec<_>>()
        .join(" · ")
}

/// "Ben · due tomorrow", or when it was done.
pub fn facts(action: &Action, today: Day) -> String {
    let due = action.due.filter(|_| action.done_at.is_none());
    let mut said = who_and_when(action.owner.as_ref(), due, today);
    if let Some(at) = action.done_at {
        let day = Moment::from(at).long_day();
        said.push(words!(after_actions.done_on, day = day));
    }
    said.join(" · ")
}

fn who_and_when(owner: Option<&Person>, due: Option<Day>, today: Day) -> Vec<String> {
    let owner = owner.map(|owner| team::person(owner.name.clone()));
    let due = due.map(|due| plans::due(due, today));
    owner.into_iter().chain(due).collect()
}
