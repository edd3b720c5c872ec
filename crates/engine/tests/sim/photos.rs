//! Pictures in the simulation: whatever happens to devices, disks, network and relay, what was said to be saved
//! arrives whole, and "synced" is never said of one that is only here.

use crate::world::World;
use crate::{begin, entry, second_device, write};
use commonplace_api::wire::ToCore;
use commonplace_api::{
    Command, Id, Photo, PhotoProblem, PhotoRow, PhotoState, Problem, Saved, View, ViewId,
};
use commonplace_engine::io::{Input, Picture};

/// Pictures from this number on are small.
const MANY: u8 = 10;

fn photo(n: u8) -> Id {
    Id([100 + n; 16])
}

/// Bytes that tell one picture from the other: several chunks and a bit, or where there are many, one chunk.
fn picture(n: u8) -> Picture {
    let size = if n < MANY { 600_000 } else { 9_000 };
    let bytes = (0..size + u32::from(n))
        .map(|at| (at % 241) as u8 ^ n)
        .collect();
    Picture {
        media: "image/webp".into(),
        width: 2048,
        height: 1536,
        bytes,
    }
}

impl World {
    fn subscribe(&mut self, device: usize, tab: usize, view: View) -> ViewId {
        let id = ViewId(self.devices[device].tabs[tab].next_view);
        self.devices[device].tabs[tab].next_view += 1;
        self.input(device, tab, Input::Screen(ToCore::Subscribe(id, view)));
        id
    }

    pub(crate) fn give(&mut self, device: usize, tab: usize, to: u8, n: u8) {
        let (entry, photo) = (entry(to), photo(n));
        self.input(device, tab, Input::PhotoReading { entry, photo });
        let picture = Ok(picture(n));
        self.input(
            device,
            tab,
            Input::PhotoRead {
                entry,
                photo,
                picture,
            },
        );
    }

    /// What a screen shows that looks at a picture, once everything has come to rest.
    pub(crate) fn see(&mut self, device: usize, tab: usize, of: u8, n: u8) -> Option<Photo> {
        let view = self.see_on(device, tab, of, n);
        self.settle();
        self.shown(device, tab, view)
    }

    fn see_on(&mut self, device: usize, tab: usize, of: u8, n: u8) -> ViewId {
        let (entry, photo) = (entry(of), photo(n));
        self.subscribe(device, tab, View::Photo { entry, photo })
    }

    fn shown(&self, device: usize, tab: usize, view: ViewId) -> Option<Photo> {
        self.devices[device].tabs[tab].photos.get(&view).cloned()
    }

    fn rows(&mut self, device: usize, of: u8) -> Vec<PhotoRow> {
        let view = self.subscribe(device, 0, View::Photos(entry(of)));
        self.settle();
        self.devices[device].tabs[0].photo_rows[&view].clone()
    }

    fn status(&self, device: usize, tab: usize) -> commonplace_api::SyncStatus {
        self.devices[device].tabs[tab].status.clone().unwrap()
    }
}

pub(crate) fn whole(n: u8) -> Photo {
    let Picture {
        media,
        width,
        height,
        bytes,
    } = picture(n);
    Photo::Here {
        media,
        width,
        height,
        bytes,
    }
}

#[test]
fn a_picture_is_seen_on_another_device_and_by_nobody_in_between() {
    let mut world = World::new(50);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.settle();
    world.give(first, 0, 1, 1);
    assert_eq!(
        world.see(first, 0, 1, 1),
        Some(whole(1)),
        "at once, where it was given"
    );
    assert!(world.status(first, 0).is_synced());
    let clear = picture(1).bytes;
    assert!(!world.relay.keeps(&clear[1000..1016]));
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.see(second, 0, 1, 1), Some(whole(1)));
    assert_eq!(
        world.rows(second, 1),
        [PhotoRow {
            id: photo(1),
            state: PhotoState::Added
        }]
    );
    world.crash(second, 0);
    world.devices[second].online = false;
    world.settle();
    assert_eq!(
        world.see(second, 0, 1, 1),
        Some(whole(1)),
        "without a network"
    );
}

#[test]
fn synced_waits_for_pictures() {
    let mut world = World::new(51);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.settle();
    world.give(first, 0, 1, 1);
    let mut counted = false;
    while world.step() {
        let status = world.status(first, 0);
        counted |= status.photos_waiting == 1;
        if status.is_synced() && status.saved == Saved::Yes && world.relay.record_count() > 1 {
            assert_eq!(world.relay.chunk_count(), 3, "{status:?}");
        }
    }
    assert!(counted);
    assert!(world.status(first, 0).is_synced());
}

#[test]
fn one_that_has_not_arrived_is_waited_for() {
    let mut world = World::new(52);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    // The text gets through, the picture does not.
    world.relay.refuses_chunks = true;
    world.give(first, 0, 1, 1);
    world.run(4_000);
    let view = world.see_on(second, 0, 1, 1);
    world.run(400);
    assert_eq!(world.shown(second, 0, view), Some(Photo::Arriving));
    let status = world.status(first, 0);
    assert_eq!((status.waiting, status.photos_waiting), (0, 1));
    assert!(!status.is_synced());
    world.relay.refuses_chunks = false;
    world.command(first, 0, Command::RetryNow);
    world.settle();
    assert_eq!(world.shown(second, 0, view), Some(whole(1)));
    assert!(world.status(first, 0).is_synced());
}

#[test]
fn an_entry_may_begin_with_a_picture() {
    let mut world = World::new(53);
    let first = begin(&mut world);
    world.give(first, 0, 1, 1);
    world.settle();
    assert_eq!(world.devices[first].tabs[0].rows, 1);
    world.crash(first, 0);
    world.settle();
    assert_eq!(world.see(first, 0, 1, 1), Some(whole(1)));
}

#[test]
fn one_taken_out_comes_back_whole() {
    let mut world = World::new(54);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.give(first, 0, 1, 1);
    world.settle();
    let (entry, photo) = (entry(1), photo(1));
    world.command(first, 0, Command::RemovePhoto { entry, photo });
    assert_eq!(world.rows(first, 1), []);
    world.command(first, 0, Command::RestorePhoto { entry, photo });
    assert_eq!(world.rows(first, 1).len(), 1);
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.see(second, 0, 1, 1), Some(whole(1)));
}

#[test]
fn what_is_no_picture_is_told_and_forgotten() {
    let mut world = World::new(55);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "plain");
    let (entry, photo) = (entry(1), photo(1));
    world.input(first, 0, Input::PhotoReading { entry, photo });
    let adding = PhotoState::Adding;
    assert_eq!(world.rows(first, 1)[0].state, adding);
    let why = PhotoProblem::Unreadable;
    world.input(
        first,
        0,
        Input::PhotoRead {
            entry,
            photo,
            picture: Err(why),
        },
    );
    assert_eq!(world.rows(first, 1)[0].state, PhotoState::Refused(why));
    world.command(first, 0, Command::RemovePhoto { entry, photo });
    assert_eq!(world.rows(first, 1), []);
}

#[test]
fn a_full_disk_keeps_pictures_in_memory_until_there_is_room() {
    let mut world = World::new(56);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.settle();
    world.devices[first].failing = Some(Problem::DiskFull);
    world.give(first, 0, 1, 1);
    world.run(80);
    let status = world.status(first, 0);
    assert_eq!(status.saved, Saved::Failed(Problem::DiskFull));
    assert_eq!(
        world.relay.chunk_count(),
        0,
        "nothing is sent before it is stored"
    );
    world.devices[first].failing = None;
    world.settle();
    world.crash(first, 0);
    world.settle();
    assert_eq!(world.see(first, 0, 1, 1), Some(whole(1)));
    assert!(world.status(first, 0).is_synced());
}

#[test]
fn tabs_share_pictures() {
    let mut world = World::new(57);
    let device = begin(&mut world);
    world.open_tab(device);
    write(&mut world, device, 0, 1, "with a picture");
    world.settle();
    world.give(device, 1, 1, 1);
    world.settle();
    assert_eq!(world.see(device, 0, 1, 1), Some(whole(1)));
    for tab in 0..2 {
        assert!(world.status(device, tab).is_synced(), "tab {tab}");
    }
    let second = second_device(&mut world, device);
    world.settle();
    assert_eq!(world.see(second, 0, 1, 1), Some(whole(1)));
}

#[test]
fn a_restored_relay_is_given_its_pictures_again() {
    let mut world = World::new(58);
    let first = begin(&mut world);
    let old = world.relay.backup();
    write(&mut world, first, 0, 1, "with a picture");
    world.give(first, 0, 1, 1);
    world.settle();
    world.hang_up(first, 0);
    world.relay = old;
    world.settle();
    assert_eq!(world.relay.chunk_count(), 3);
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.see(second, 0, 1, 1), Some(whole(1)));
}

/// A chunk that only the relay lost is asked for in vain, and given by whoever holds it.
#[test]
fn a_lost_chunk_comes_back_from_whoever_holds_it() {
    let mut world = World::new(59);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "with a picture");
    world.give(first, 0, 1, 1);
    world.settle();
    world.relay.lose_a_chunk();
    assert_eq!(world.relay.chunk_count(), 2);
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.see(second, 0, 1, 1), Some(whole(1)));
}

/// Pictures are given and devices crash, part and fill up in any order. In the end every picture that was told to be
/// saved is whole on both.
#[test]
fn no_acknowledged_picture_is_lost() {
    let seeds = std::env::var("SIM_SEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(12);
    for seed in 0..seeds {
        storm(seed);
    }
}

fn storm(seed: u64) {
    let mut world = World::new(5_000 + seed);
    let first = begin(&mut world);
    for n in 1..=2 {
        write(&mut world, first, 0, n, "seed ");
    }
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    world.open_tab(first);
    world.settle();
    let places = [(first, 0), (first, 1), (second, 0)];
    let mut saved: Vec<(u8, u8)> = Vec::new();
    for n in MANY..MANY + 24 {
        let (device, tab) = places[world.pick(places.len())];
        let what = world.pick(8);
        if what < 4 {
            world.trouble(what, device, tab);
        } else {
            let of = 1 + world.pick(2) as u8;
            world.give(device, tab, of, n);
            // The document may have to be read first.
            world.run(60);
            if world.rest(device, tab) && world.has_photo(device, tab, of, n) {
                saved.push((of, n));
            }
        }
        let steps = world.pick(60);
        world.run(steps);
    }
    for device in [first, second] {
        world.devices[device].online = true;
        world.devices[device].failing = None;
    }
    world.settle();
    assert!(!saved.is_empty(), "seed {seed}");
    for (device, tab) in places {
        for (of, n) in saved.iter().copied() {
            let shown = world.see(device, tab, of, n);
            assert!(
                shown == Some(whole(n)),
                "seed {seed}: picture {n} of {of} on {device}.{tab}"
            );
        }
        let status = world.status(device, tab);
        assert!(status.is_synced(), "seed {seed}: {status:?}");
    }
}

impl World {
    /// Whether a tab lists a picture as part of its entry.
    fn has_photo(&mut self, device: usize, tab: usize, of: u8, n: u8) -> bool {
        let view = self.subscribe(device, tab, View::Photos(entry(of)));
        let rows = self.devices[device].tabs[tab].photo_rows.get(&view);
        let state = PhotoState::Added;
        rows.is_some_and(|rows| {
            rows.contains(&PhotoRow {
                id: photo(n),
                state,
            })
        })
    }
}
