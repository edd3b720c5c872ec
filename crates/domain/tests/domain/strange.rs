//! Documents of a team with anything in them: written by newer versions, by changed programs, or damaged with right
//! signatures. They are shown as far as they can be, and nothing breaks.

use crate::team::{ANA, NOW, item, journal, two};
use commonplace_api::skill::Confidence;
use commonplace_api::team::share::NewShare;
use commonplace_api::{Id, Kind, View};
use commonplace_domain::{Card, CardAndText, Document, Journal, views};
use proptest::prelude::*;

const ID: Id = Id([9; 16]);
const KINDS: [Kind; 8] = [
    Kind::Team,
    Kind::Member,
    Kind::Goal,
    Kind::Lesson,
    Kind::AfterAction,
    Kind::Question,
    Kind::Page,
    Kind::Shares,
];
const LISTS: [&str; 10] = [
    "visions",
    "norms",
    "skills",
    "supporting",
    "checkIns",
    "thanks",
    "why",
    "actions",
    "answers",
    "labels",
];
const FIELDS: [&str; 32] = [
    "name",
    "title",
    "text",
    "body",
    "vision",
    "by",
    "author",
    "at",
    "offset",
    "madeAt",
    "today",
    "status",
    "lesson",
    "direction",
    "baseline",
    "target",
    "due",
    "owner",
    "measured",
    "confidence",
    "place",
    "gone",
    "doneAt",
    "carriedFrom",
    "withdrawnAt",
    "accepted",
    "closed",
    "reviewBy",
    "question",
    "verifiedBy",
    "level",
    "helped/0/place",
];

fn path() -> impl Strategy<Value = String> {
    let field = prop::sample::select(FIELDS.as_slice());
    let list = prop::sample::select(LISTS.as_slice());
    (field, prop::option::of((list, 0u8..3))).prop_map(|(field, item_of)| match item_of {
        Some((list, n)) => format!("{list}/{}/{field}", item(n)),
        None => field.to_owned(),
    })
}

#[derive(Clone, Debug)]
enum Any {
    Number(i64),
    Words(String),
    Member,
    Bytes(Vec<u8>),
    /// What a choice looks like, with any sort and any value.
    Choice(u8, f64, i64),
}

fn any_value() -> impl Strategy<Value = Any> {
    prop_oneof![
        any::<i64>().prop_map(Any::Number),
        ".{0,12}".prop_map(Any::Words),
        Just(Any::Member),
        prop::collection::vec(any::<u8>(), 0..12).prop_map(Any::Bytes),
        (0u8..9, any::<f64>(), any::<i64>())
            .prop_map(|(sort, number, whole)| Any::Choice(sort, number, whole)),
    ]
}

fn put(doc: &mut Document, path: &str, value: Any) {
    match value {
        Any::Number(number) => doc.set(path, number),
        Any::Words(words) => doc.set(path, words),
        Any::Member => doc.set(path, ANA.to_string()),
        Any::Bytes(bytes) => doc.set(path, bytes),
        Any::Choice(sort, number, whole) => {
            let mut bytes = vec![0xa4, 0, sort, 1, 0xfb];
            bytes.extend(number.to_be_bytes());
            bytes.extend([2, if whole < 0 { 0x3b } else { 0x1b }]);
            bytes.extend((if whole < 0 { !whole } else { whole }).to_be_bytes());
            bytes.extend([3, 0x50]);
            bytes.extend(ANA.0);
            doc.set(path, bytes)
        }
    }
    .unwrap();
}

fn look_at_lists(journal: &Journal) {
    let share = NewShare {
        skill: item(1),
        name: String::new(),
        level: 200,
        target: Some(0),
        confidence: Confidence::Fair,
    };
    for view in [
        View::People,
        View::Goals,
        View::Lessons,
        View::AfterActions,
        View::Actions,
        View::Questions,
        View::Ask {
            typed: "a question of text".into(),
        },
        View::Pages,
        View::Matrix,
        View::TeamSkills,
        View::Widening { member: ANA, share },
    ] {
        assert!(views::list(journal, &view, NOW).is_some(), "{view:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_in_a_document_it_can_be_shown(values in prop::collection::vec((path(), any_value()), 0..24)) {
        for kind in KINDS {
            let (mut doc, _) = two(kind, ID);
            for (path, value) in values.clone() {
                put(&mut doc, &path, value);
            }
            let found = CardAndText::of(&doc);
            let journal = journal(&[(ID, &doc)]);
            look_at_lists(&journal);
            let view = match kind {
                Kind::Team => View::Team,
                Kind::Goal => View::Goal(ID),
                Kind::Lesson => View::Lesson(ID),
                Kind::AfterAction => View::AfterAction(ID),
                Kind::Question => View::Question(ID),
                Kind::Page => View::Page(ID),
                _ => continue,
            };
            prop_assert!(views::document(&mut doc, &journal, &view, NOW).is_some());
            prop_assert_eq!(found.card.kind(), Some(kind));
        }
    }

    #[test]
    fn whatever_a_card_carries_lists_can_be_made_of_it(detail in prop::collection::vec(any::<u8>(), 0..40)) {
        let cards = KINDS.map(|kind| {
            let card = Card { kind: kind.number(), title: "a question".into(), detail: detail.clone(), ..Card::default() };
            let [low, _] = kind.number().to_le_bytes();
            (Id([low; 16]), card)
        });
        look_at_lists(&Journal::from_cards(cards));
    }
}
