//! Documents that are filled in, on two devices that do not hear of each other.

use crate::world::World;
use crate::{begin, entry, second_device};
use commonplace_api::template::TemplateChange;
use commonplace_api::{Change, Command, TextChange, Update, View};

fn template(world: &mut World, device: usize, was: &str, now: &str) {
    let title = TemplateChange::Title(TextChange {
        was: was.into(),
        now: now.into(),
    });
    let change = Change::Template(title);
    world.command(
        device,
        0,
        Command::Change {
            id: entry(7),
            change,
        },
    );
}

/// The titles of the templates a device lists, and the title of the one that is open.
fn titles(world: &mut World, device: usize) -> (Vec<String>, Option<String>) {
    let list = world.look(device, 0, View::Templates);
    let one = world.look(device, 0, View::Template(entry(7)));
    let list = match list {
        Some(Update::Templates(all)) => all.into_iter().map(|one| one.title).collect(),
        _ => Vec::new(),
    };
    let one = match one {
        Some(Update::Template(one)) => Some(one.title),
        _ => None,
    };
    (list, one)
}

#[test]
fn what_is_filled_in_on_two_devices_is_one_document() {
    let mut world = World::new(11);
    let first = begin(&mut world);
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(titles(&mut world, second), (vec![], None));
    world.devices[second].online = false;
    world.hang_up(second, 0);
    template(&mut world, first, "", "Monday");
    template(&mut world, second, "", "In the morning");
    world.settle();
    world.devices[second].online = true;
    world.settle();
    let seen = titles(&mut world, first);
    assert_eq!(seen, titles(&mut world, second));
    let both = seen.1.unwrap();
    assert!(
        both.contains("Monday") && both.contains("morning"),
        "{both}"
    );
    let id = entry(7);
    world.command(second, 0, Command::Delete(id));
    world.settle();
    assert_eq!(titles(&mut world, first).0, [""; 0]);
    world.command(second, 0, Command::Restore(id));
    world.settle();
    assert_eq!(titles(&mut world, first).0, [both]);
}
