//! A team against the real relay: somebody joins one of many members who have written much, and many people change the
//! same things at once. Whole engines with their disks in memory, each with the connections it would have in a browser.
//! Prints one JSON object.
//!
//! `cargo bench -p commonplace-engine --bench team -- RELAY_PROGRAM join NOTES` with a file written by
//! `tests/bench/notes.js`, or `... RELAY_PROGRAM together PEOPLE`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "a bench takes the time, fails by panicking, prints its result, and shares code with another"
)]

#[path = "../../tests/sim/disk.rs"]
mod disk;
mod documents;
#[path = "../new_device/figures.rs"]
mod figures;
mod joining;
mod line;
mod member;
#[path = "../new_device/notes.rs"]
mod notes;
#[path = "../new_device/relay.rs"]
mod relay;
mod teams;
mod together;
mod watching;

use std::path::Path;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let figures = match arguments.as_slice() {
        // `cargo test --benches` runs it with nothing to do.
        [] => return,
        [program, "join", file] => joining::measure(Path::new(program), Path::new(file)).await,
        [program, "together", people] => {
            together::measure(Path::new(program), people.parse().unwrap()).await
        }
        other => panic!("{other:?}"),
    };
    let figures: Vec<_> = figures
        .iter()
        .map(|(name, figure)| format!("\"{name}\": {figure:.2}"))
        .collect();
    println!("{{{}}}", figures.join(", "));
}
