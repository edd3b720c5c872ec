//! Addresses, arithmetic of the list, and marks: what needs no screen.

use crate::stage::row;
use commonplace::features::journal::window::{Known, Layout, Slot, Span, asked};
use commonplace::routes::{Screen, document_path, entry_path, review_path};
use commonplace::words;
use commonplace::words::Count;
use commonplace_api::Kind;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn an_address_leads_somewhere_or_nowhere() {
    let id = row(3).id;
    assert_eq!(Screen::at("/"), Screen::Today);
    assert_eq!(Screen::at("/review/"), Screen::Reviews(None));
    for address in ["2026-W48", "2026-11", "2026"] {
        let period = address.parse().unwrap();
        assert_eq!(Screen::at(&review_path(period)), Screen::Review(period));
    }
    let review = Screen::at(&document_path(Kind::Review, id));
    assert_eq!(review, Screen::Reviews(Some(id)));
    assert_eq!(Screen::at("/journal/"), Screen::Journal);
    assert_eq!(Screen::at(&entry_path(id)), Screen::Entry(id));
    assert_eq!(Screen::at("/settings/recovery"), Screen::Recovery);
    assert_eq!(Screen::at("/settings/reminders"), Screen::Reminders);
    assert_eq!(Screen::at("/settings/about"), Screen::About);
    for nowhere in [
        "/journal/xyz",
        "/journal/../etc",
        "/settings/x",
        "/Journal",
        "/review/2026-W54",
        "/journal/a/b",
    ] {
        assert_eq!(Screen::at(nowhere), Screen::Nowhere, "{nowhere}");
    }
}

#[wasm_bindgen_test]
fn every_kind_has_an_address_and_words_for_going_and_coming_back() {
    let id = row(3).id;
    for kind in Kind::ALL {
        let screen = Screen::at(&document_path(kind, id));
        assert_ne!(screen, Screen::Nowhere, "{kind:?}");
        let of_entry = kind == Kind::Entry;
        assert_eq!(screen == Screen::Entry(id), of_entry, "{kind:?}");
        for said in [words::deleted, words::restored] {
            assert_eq!(said(kind) == said(Kind::Entry), of_entry, "{kind:?}");
        }
    }
    let goals = Screen::at(&document_path(Kind::Goal, id));
    assert_eq!(goals, Screen::Teams, "without a team it leads to the teams");
}

#[wasm_bindgen_test]
fn what_is_drawn_covers_what_is_seen_and_was_asked_for() {
    for total in [1, 5, 40, 10_000] {
        for top in [0.0, 95.0, 4_800.0, 500_000.0, 959_400.0, 9e9] {
            let layout = Layout {
                top,
                height: 600.0,
                row: 96.0,
            };
            let drawn = layout.drawn(total);
            assert!(
                drawn.count > 0 && drawn.end() <= total,
                "{drawn:?} of {total}"
            );
            assert!(drawn.count <= 21, "{drawn:?} is more than is seen");
            let asked = asked(drawn);
            assert!(asked.start <= drawn.start && asked.end() >= drawn.end() && asked.count <= 500);
        }
    }
    let middle = Layout {
        top: 4_800.0,
        height: 600.0,
        row: 96.0,
    }
    .drawn(10_000);
    assert!(
        middle.start <= 50 && middle.end() >= 57,
        "{middle:?} leaves out what is seen"
    );
    let tall = Span {
        start: 40,
        count: 300,
    };
    assert!(asked(tall).end() >= 340);
}

#[wasm_bindgen_test]
fn rows_that_are_not_known_leave_their_place() {
    let known = Known {
        total: 100,
        of: 100,
        start: 32,
        rows: vec![row(32), row(33)],
        ..Known::default()
    };
    let slots = known.slots(Span {
        start: 31,
        count: 4,
    });
    assert_eq!(
        slots,
        [
            Slot::Blank(31),
            Slot::Row(row(32).id),
            Slot::Row(row(33).id),
            Slot::Blank(34)
        ]
    );
    assert_eq!(known.index(row(33).id), Some(33));
}

#[wasm_bindgen_test]
fn numbers_are_read_with_ease() {
    assert_eq!(words::number(7), "7");
    assert_eq!(words::number(1_871), "1,871");
    assert_eq!(words::number(4_294_967_295), "4,294,967,295");
    assert_eq!(words!(entry.length, count = Count(1)), "1 word");
}
