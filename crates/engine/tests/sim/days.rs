//! What belongs to a day and to a week: on screens that stay open over midnight, and on two devices.

use crate::world::World;
use crate::{begin, entry, second_device, write};
use commonplace_api::lesson::{Recall, Recalled};
use commonplace_api::review::{Question, ReviewChange};
use commonplace_api::wire::ToCore;
use commonplace_api::{Change, Command, Day, EntryChange, TextChange, Update, View, ViewId, Week};
use commonplace_engine::io::Input;

const MONDAY: u8 = 1;
const TODAY: ViewId = ViewId(900);
const DAY_MS: i64 = 86_400_000;
/// How far the devices of the simulation are from UTC.
const OFFSET: i16 = 60;

fn watch_today(world: &mut World, device: usize) {
    let view = View::Today { starts_on: MONDAY };
    let watch = ToCore::Subscribe(TODAY, view);
    world.input(device, 0, Input::Screen(watch));
    world.settle();
}

/// The day the screen shows, how many entries it has, and after how many days a lesson came back.
fn shown(world: &World, device: usize) -> (Day, usize, Option<u16>) {
    match world.devices[device].tabs[0].shown.get(&TODAY) {
        Some(Update::Today(page)) => {
            let lesson = page.lesson.as_ref();
            (
                page.day,
                page.entries.len(),
                lesson.map(|lesson| lesson.after_days),
            )
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_left_open_shows_the_next_day_once_it_is_midnight_on_the_wall() {
    let mut world = World::new(31);
    let device = begin(&mut world);
    let today = Day::of(world.now, OFFSET);
    watch_today(&mut world, device);
    write(&mut world, device, 0, 1, "Late");
    world.settle();
    assert_eq!(shown(&world, device), (today, 1, None));
    // One look at the clock in the hour before, and one at midnight.
    let midnight = i64::from(today.0 + 1) * DAY_MS - i64::from(OFFSET) * 60_000;
    world.now = midnight - 1_000;
    world.input(device, 0, Input::Tick);
    assert_eq!(shown(&world, device).0, today);
    assert_eq!(world.devices[device].tabs[0].wake_at, Some(midnight));
    world.settle();
    assert_eq!(shown(&world, device), (today.plus(1), 0, None));
}

#[test]
fn a_page_that_is_shown_again_after_days_shows_the_day_it_is() {
    let mut world = World::new(32);
    let device = begin(&mut world);
    let today = Day::of(world.now, OFFSET);
    watch_today(&mut world, device);
    write(&mut world, device, 0, 1, "Ask first #lesson");
    world.settle();
    // It slept: no alarm rang.
    world.now += 8 * DAY_MS;
    world.devices[device].tabs[0].wake_at = None;
    world.input(device, 0, Input::Screen(ToCore::Shown));
    world.settle();
    assert_eq!(shown(&world, device), (today.plus(8), 0, Some(7)));
}

#[test]
fn a_lesson_that_is_answered_on_one_device_is_answered_on_the_other() {
    let mut world = World::new(33);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "Ask first #lesson");
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    world.now += 30 * DAY_MS;
    for device in [first, second] {
        watch_today(&mut world, device);
        world.input(device, 0, Input::Tick);
        assert_eq!(shown(&world, device).2, Some(30));
    }
    let kept = Recalled {
        after_days: 30,
        choice: Recall::Kept,
    };
    let change = Change::Entry(EntryChange::Recall(Some(kept)));
    let id = entry(1);
    world.command(second, 0, Command::Change { id, change });
    world.settle();
    assert_eq!(shown(&world, first).2, None);
    assert_eq!(shown(&world, second).2, None);
}

#[test]
fn a_change_of_an_entry_that_is_not_there_makes_none() {
    let mut world = World::new(34);
    let device = begin(&mut world);
    let change = Change::Entry(EntryChange::Star(true));
    let id = entry(9);
    world.command(device, 0, Command::Change { id, change });
    world.settle();
    assert_eq!(world.devices[device].tabs[0].rows, 0);
    watch_today(&mut world, device);
    assert_eq!(shown(&world, device).1, 0);
}

#[test]
fn two_devices_that_review_the_same_week_apart_have_one_review() {
    let mut world = World::new(35);
    let first = begin(&mut world);
    let second = second_device(&mut world, first);
    world.settle();
    let week = Week::of(Day::of(world.now, OFFSET), MONDAY);
    let view = View::Review {
        week,
        starts_on: MONDAY,
    };
    let Some(Update::Review(page)) = world.look(first, 0, view.clone()) else {
        panic!("a review needs nothing to be written first");
    };
    world.devices[second].online = false;
    world.hang_up(second, 0);
    for (device, question, now) in [
        (first, Question::Wins, "A calm retro"),
        (second, Question::Change, "Fewer meetings"),
    ] {
        let text = TextChange {
            was: String::new(),
            now: now.into(),
        };
        let change = Change::Review(week, ReviewChange::Answer(question, text));
        world.command(
            device,
            0,
            Command::Change {
                id: page.id,
                change,
            },
        );
    }
    world.settle();
    world.devices[second].online = true;
    world.settle();
    for device in [first, second] {
        let Some(Update::Review(page)) = world.look(device, 0, view.clone()) else {
            panic!("no review");
        };
        assert_eq!(page.answers, ["A calm retro", "", "", "Fewer meetings"]);
    }
}
