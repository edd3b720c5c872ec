//! Two texts beside each other, word by word. Lines are compared first, words only within lines that differ, and both
//! only as far as it takes no time: what differs beyond is one piece that went and one that came.

use commonplace_api::history::Piece;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most lines that are compared, of either text, after what they begin and end with in common.
const MAX_LINES: usize = 2_000;
/// Most words that are compared, of either side of a place that differs.
const MAX_WORDS: usize = 1_500;

/// What became of `before` in `after`, from beginning to end. All but the new pieces make up `before`, all but those
/// gone `after`.
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        before.split_inclusive('\n').collect(),
        after.split_inclusive('\n').collect(),
    );
    let mut pieces = Pieces::default();
    each(&old, &new, MAX_LINES, &mut |part| match part {
        Part::Same(lines) => pieces.same(lines),
        Part::Differs(old, new) => by_words(&old.concat(), &new.concat(), &mut pieces),
    });
    pieces.0
}

fn by_words(old: &str, new: &str, pieces: &mut Pieces) {
    let (old, new): (Vec<&str>, Vec<&str>) = (words(old).collect(), words(new).collect());
    each(&old, &new, MAX_WORDS, &mut |part| match part {
        Part::Same(words) => pieces.same(words),
        Part::Differs(old, new) => {
            pieces.gone(&old.concat());
            pieces.added(&new.concat());
        }
    });
}

/// Runs of letters and digits, and every other character by itself.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(word)
    })
}

enum Part<'part, 'text> {
    Same(&'part [&'text str]),
    Differs(&'part [&'text str], &'part [&'text str]),
}

/// Goes through both, told part by part.
fn each<'text>(
    old: &[&'text str],
    new: &[&'text str],
    most: usize,
    tell: &mut impl FnMut(Part<'_, 'text>),
) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (head, old) = old.split_at(start.min(old.len()));
    let new = new.get(start..).unwrap_or_default();
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, tail) = old.split_at(old.len() - end);
    let new = new.get(..new.len() - end).unwrap_or_default();
    if !head.is_empty() {
        tell(Part::Same(head));
    }
    if old.len() > most || new.len() > most {
        tell(Part::Differs(old, new));
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            let (was, is) = (old.get(op.old_range()), new.get(op.new_range()));
            let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
            tell(match op {
                DiffOp::Equal { .. } => Part::Same(was),
                _ => Part::Differs(was, is),
            });
        }
    }
    if !tail.is_empty() {
        tell(Part::Same(tail));
    }
}

/// Pieces, neighbours of a kind joined.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn same(&mut self, parts: &[&str]) {
        if let Some(Piece::Same(last)) = self.0.last_mut() {
            parts.iter().for_each(|part| last.push_str(part));
        } else {
            self.0.push(Piece::Same(parts.concat()));
        }
    }

    fn gone(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Gone(last)) => last.push_str(text),
            _ => self.0.push(Piece::Gone(text.to_owned())),
        }
    }

    fn added(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::New(last)) => last.push_str(text),
            _ => self.0.push(Piece::New(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `=same -gone +new`
    fn drawn(before: &str, after: &str) -> Vec<String> {
        let pieces = compare(before, after).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Same(text) => format!("={text}"),
                Piece::Gone(text) => format!("-{text}"),
                Piece::New(text) => format!("+{text}"),
            })
            .collect()
    }

    #[test]
    fn words_are_compared_not_letters() {
        assert_eq!(
            drawn("so much to do", "so little to do"),
            ["=so ", "-much", "+little", "= to do"]
        );
        assert_eq!(drawn("", "new"), ["+new"]);
        assert_eq!(drawn("a\nb\nc\n", "a\nc\n"), ["=a\n", "-b\n", "=c\n"]);
        assert_eq!(drawn("same", "same"), ["=same"]);
        assert_eq!(drawn("", ""), Vec::<String>::new());
    }

    fn numbered(word: &str, end: &str) -> String {
        let numbered: Vec<_> = (0..40_000).map(|n| format!("{word}{n}{end}")).collect();
        numbered.concat()
    }

    #[test]
    fn long_texts_without_anything_in_common_take_no_time() {
        let text = |word: &str| numbered(word, "\n");
        let (before, after) = (text("a"), text("b"));
        assert!(compare(&before, &after).len() <= 3);
        let long = |word: &str| numbered(word, " ");
        assert!(compare(&long("a"), &long("b")).len() <= 3);
    }

    proptest! {
        #[test]
        fn the_pieces_make_up_both_texts(before in "[ab \né]{0,60}", after in "[ab \né]{0,60}") {
            let (mut old, mut new) = (String::new(), String::new());
            for piece in compare(&before, &after) {
                match piece {
                    Piece::Same(text) => {
                        old.push_str(&text);
                        new.push_str(&text);
                    }
                    Piece::Gone(text) => old.push_str(&text),
                    Piece::New(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!(old, before);
            prop_assert_eq!(new, after);
        }
    }
}
