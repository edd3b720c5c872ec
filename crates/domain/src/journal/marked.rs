//! Where in a text words of a query occur, in the text as it was written.

use super::query::Query;
use crate::fold::{fold, push_folded};
use commonplace_api::find::Hit;

/// Everything in `text` that `query` looks for, in order, apart from each other.
pub(super) fn mark(text: &str, query: &Query) -> Vec<Hit> {
    let words = query.words.iter().filter(|_| !text.is_empty());
    let folded = Folded::new(text);
    let mut hits: Vec<(usize, usize)> = words
        .flat_map(|word| {
            let length = word.folded.len();
            let hits = word.finder.find_iter(folded.text.as_bytes());
            hits.map(move |hit| (hit, hit + length))
        })
        .collect();
    hits.sort_unstable();
    let mut marked: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let (start, end) = folded.as_written(hit);
        match marked.last_mut().filter(|last| start <= last.1) {
            Some(last) => last.1 = last.1.max(end),
            None => marked.push((start, end)),
        }
    }
    marked
}

struct Folded {
    text: String,
    /// Where each character was folded to, and where it was; at last the end. Empty when every
    /// byte is in its place.
    places: Vec<(usize, usize)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            let places = Vec::new();
            return Self {
                text: fold(text),
                places,
            };
        }
        let mut folded = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let before = folded.len();
            push_folded(c, &mut folded);
            // An accent that follows a letter belongs to it.
            if folded.len() > before {
                places.push((before, at));
            }
        }
        places.push((folded.len(), text.len()));
        Self {
            text: folded,
            places,
        }
    }

    fn as_written(&self, (start, end): (usize, usize)) -> (u32, u32) {
        let short = |at| u32::try_from(at).unwrap_or(u32::MAX);
        if self.places.is_empty() {
            return (short(start), short(end));
        }
        let first = self.places.partition_point(|(at, _)| *at <= start);
        let after = self.places.partition_point(|(at, _)| *at < end);
        let written = |index: usize| self.places.get(index).map_or(0, |(_, at)| *at);
        (
            short(written(first.saturating_sub(1))),
            short(written(after)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_api::find::pieces;
    use proptest::prelude::*;

    fn shown(text: &str, typed: &str) -> String {
        let hits = mark(text, &Query::new(typed));
        pieces(text, &hits)
            .into_iter()
            .map(|(piece, hit)| {
                if hit {
                    format!("[{piece}]")
                } else {
                    piece.to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn what_is_found_is_marked_as_it_was_written() {
        assert_eq!(
            shown("Auf der École, école", "ECOLE"),
            "Auf der [École], [école]"
        );
        assert_eq!(
            shown("E\u{301}cole e\u{301}", "e"),
            "[E\u{301}]col[e] [e\u{301}]"
        );
        assert_eq!(
            shown("Straße", "as"),
            "Str[aß]e",
            "half of a letter is all of it"
        );
        assert_eq!(
            shown("grün und blau", "\"grun und\" blau -grau"),
            "[grün und] [blau]"
        );
        assert_eq!(shown("banana", "an na"), "b[anana]");
        assert_eq!(shown("nothing", "tag:nothing"), "nothing");
        assert_eq!(shown("", "a"), "");
    }

    proptest! {
        #[test]
        fn all_of_the_text_is_there(text in "[a-c ÀßéŁ日😀\u{301}\u{ad}]{0,40}", typed in "[a-c é]{0,4}") {
            let hits = mark(&text, &Query::new(&typed));
            let pieces = pieces(&text, &hits);
            let all: String = pieces.iter().map(|(piece, _)| *piece).collect();
            prop_assert_eq!(&all, &text);
            for (piece, _) in pieces.iter().filter(|(_, hit)| *hit) {
                prop_assert!(typed.split_whitespace().any(|word| fold(piece).contains(&fold(word))));
            }
        }
    }
}
