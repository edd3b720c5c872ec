//! What entries, editors, imports and the journal promise, tried from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "tests fail by panicking"
)]

mod after_actions;
mod alongside;
mod calendar;
mod cards;
mod damage;
mod days;
mod editors;
mod entries;
mod figures;
mod find;
mod forms;
mod goals;
mod imports;
mod journal;
mod lessons;
mod photos;
mod plans;
mod published;
mod questions;
mod reviews;
mod samples;
mod screens;
mod shares;
mod skills;
mod strange;
mod supports;
mod team;
mod versions;

use commonplace_api::Splice;
use commonplace_domain::{Actor, Document, NewEntry};

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice {
        at,
        delete,
        insert: insert.into(),
    }
}

fn actor(n: u8) -> Actor {
    Actor([n; 16])
}

/// Each tells the other all it has, in changes of the time `now_ms`.
fn meet(a: &mut Document, b: &mut Document, now_ms: i64) {
    let (from_a, from_b) = (a.commit(now_ms), b.commit(now_ms));
    if let Some(changes) = from_a {
        b.apply_changes(&changes).unwrap();
    }
    if let Some(changes) = from_b {
        a.apply_changes(&changes).unwrap();
    }
}

/// An entry by actor 1 that reads `text`, and the change that made it.
fn entry(text: &str) -> (Document, Vec<u8>) {
    let new = NewEntry {
        text,
        now_ms: 1_700_000_000_000,
        offset_minutes: 60,
        zone: "",
    };
    let mut entry = Document::new(actor(1), &new).unwrap();
    let first = entry.commit(new.now_ms).unwrap();
    (entry, first)
}

/// The same entry on another device.
fn copy(n: u8, changes: &[u8]) -> Document {
    Document::load(actor(n), None, [changes]).unwrap()
}
