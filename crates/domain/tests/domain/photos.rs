//! Pictures of an entry: added, taken out, had back, on two devices at once.

use crate::{copy, entry};
use commonplace_api::Id;
use commonplace_domain::{Card, CardAndText, Photo};

fn photo(n: u8) -> Photo {
    Photo {
        id: Id([n; 16]),
        key: [n; 32],
        chunks: vec![[n; 32], [n + 1; 32]],
        media: "image/webp".into(),
        size: 300_000,
        width: 2048,
        height: 1536,
    }
}

#[test]
fn a_picture_is_known_by_its_fields_and_the_card_names_its_pieces() {
    let (mut here, _) = entry("with a picture");
    assert!(here.photos().is_empty() && here.card().photos.is_empty());
    here.add_photo(&photo(1)).unwrap();
    here.add_photo(&photo(5)).unwrap();
    assert_eq!(here.photos(), [Id([1; 16]), Id([5; 16])]);
    assert_eq!(here.photo(Id([1; 16])), Some(photo(1)));
    let card = CardAndText::of(&here).card;
    let read = Card::from_bytes(&card.to_bytes()).unwrap();
    let pieces: Vec<_> = read.chunks().collect();
    assert_eq!(pieces, [[1; 32], [2; 32], [5; 32], [6; 32]]);
}

#[test]
fn one_taken_out_is_not_listed_and_comes_back_as_it_was() {
    let (mut here, _) = entry("with a picture");
    here.add_photo(&photo(1)).unwrap();
    here.remove_photo(Id([1; 16])).unwrap();
    assert!(here.photos().is_empty() && here.card().photos.is_empty());
    assert_eq!(
        here.photo(Id([1; 16])),
        Some(photo(1)),
        "for earlier versions"
    );
    here.restore_photo(Id([1; 16])).unwrap();
    assert_eq!(here.photos(), [Id([1; 16])]);
    here.restore_photo(Id([9; 16])).unwrap();
    assert_eq!(here.photos(), [Id([1; 16])], "one that never was");
}

#[test]
fn two_devices_add_at_once_and_both_pictures_stay() {
    let (mut here, first) = entry("shared");
    let mut there = copy(2, &first);
    here.add_photo(&photo(1)).unwrap();
    there.add_photo(&photo(5)).unwrap();
    let (ours, theirs) = (here.commit(2).unwrap(), there.commit(2).unwrap());
    here.apply_changes(&theirs).unwrap();
    there.apply_changes(&ours).unwrap();
    assert_eq!(here.photos(), there.photos());
    for n in [1, 5] {
        assert_eq!(here.photo(Id([n; 16])), Some(photo(n)));
        assert_eq!(there.photo(Id([n; 16])), Some(photo(n)));
    }
}

#[test]
fn what_is_no_picture_is_not_shown_as_one() {
    let (mut here, _) = entry("odd");
    for (n, odd) in [
        (
            1,
            Photo {
                media: "image/svg+xml".into(),
                ..photo(1)
            },
        ),
        (
            2,
            Photo {
                chunks: vec![],
                ..photo(2)
            },
        ),
        (
            3,
            Photo {
                chunks: vec![[0; 32]; 65],
                ..photo(3)
            },
        ),
        (
            4,
            Photo {
                width: 0,
                ..photo(4)
            },
        ),
    ] {
        here.add_photo(&odd).unwrap();
        assert_eq!(here.photo(Id([n; 16])), None);
    }
    assert!(here.card().photos.is_empty());
}
