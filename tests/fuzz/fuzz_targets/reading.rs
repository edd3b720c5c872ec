//! Any text as it is read, and under every pen: a page, and strokes that fit the text.
#![no_main]

use commonplace_prose::{Mark, Stroke, lists, pen, reading};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: (&str, u32, u32)| {
    let (text, from, to) = given;
    let page = reading::page(text);
    assert!(page.rest.is_empty() || text.ends_with(&page.rest));
    let units = text.encode_utf16().count();
    let check = |stroke: Option<Stroke>| {
        if let Some(Stroke { splice, from, to }) = stroke {
            let after = units - splice.delete as usize + splice.insert.encode_utf16().count();
            assert!((splice.at + splice.delete) as usize <= units);
            assert!(from <= to && to as usize <= after);
        }
    };
    for mark in Mark::ALL {
        check(pen::mark(mark, text, from, to));
        pen::is_marked(mark, text, from, to);
    }
    check(lists::enter(text, from));
    check(lists::deeper(text, from, to));
    check(lists::shallower(text, from, to));
});
