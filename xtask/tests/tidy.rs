//! The source is tidy: one test for each rule, so that a failure names it.

#![allow(clippy::expect_used, reason = "tests fail by panicking")]

use xtask::tidy::{Check, dependencies, licences, sources, words};
use xtask::workspace::Workspace;

#[track_caller]
fn hold(check: Check) {
    let wrong = check(&Workspace::find().expect("tests run inside the checkout"))
        .expect("the check can run");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dependencies_point_one_way() {
    hold(dependencies::point_one_way);
}

#[test]
fn what_is_linked_may_be_linked() {
    hold(licences::are_allowed);
}

#[test]
fn both_licences_are_here() {
    hold(licences::are_present);
}

#[test]
fn files_are_short() {
    hold(sources::files_are_short);
}

#[test]
fn modules_say_what_they_are() {
    hold(sources::modules_say_what_they_are);
}

#[test]
fn screens_obey_the_policy() {
    hold(sources::screens_obey_the_policy);
}

#[test]
fn stylesheets_are_linked() {
    hold(sources::stylesheets_are_linked);
}

#[test]
fn icons_are_there() {
    hold(sources::icons_are_there);
}

#[test]
fn words_keep_to_the_house() {
    hold(sources::words_keep_to_the_house);
}

#[test]
fn languages_say_the_same() {
    hold(words::languages_say_the_same);
}

#[test]
fn sentences_are_well_set() {
    hold(words::sentences_are_well_set);
}

#[test]
fn sentences_are_said() {
    hold(words::sentences_are_said);
}
