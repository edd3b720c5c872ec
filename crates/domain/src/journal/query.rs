//! What was typed into a search box, taken apart. Everything typed means something: words,
//! "words in a row", filters such as `tag:rust` or `before:2026-03`, and any of these after a `-`
//! to leave out what has it. What only looks like a filter is a word.

use super::days::{self, Day, Typed};
use super::names::{self, Key};
use super::signature::{Gram, grams};
use super::typed::{Token, tokens};
use crate::fold::fold;
use commonplace_api::Kind;
use commonplace_api::find::{Part, PartIs};
use core::ops::RangeInclusive;
use memchr::memmem::Finder;

/// Pieces a query has at most; what is typed after them is not looked at.
const MOST: usize = 32;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Every one must occur. Longest first.
    pub(super) words: Vec<Word>,
    /// None may occur.
    pub(super) without: Vec<Word>,
    /// Every one must be passed.
    pub(super) filters: Vec<Filter>,
    /// The kinds that are asked for, and those that are not, as they were typed.
    kinds: Vec<(bool, Vec<Kind>)>,
    parts: Vec<Part>,
}

/// A word, or words in a row.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) folded: Box<[u8]>,
    pub(super) finder: Finder<'static>,
    pub(super) grams: Box<[Gram]>,
}

/// Something that must be so, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) not: bool,
    pub(super) test: Test,
}

/// What can be asked of a card. Names are folded; `whole` asks for all of one, not its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Tag {
        name: String,
        whole: bool,
    },
    Skill {
        name: String,
        whole: bool,
    },
    /// On one of them.
    Days(RangeInclusive<Day>),
    Starred,
}

/// What a piece of what was typed means.
enum Meaning {
    Filter(Test, PartIs),
    Kinds(Vec<Kind>),
    Word,
    /// Nothing yet: more is being typed.
    Unfinished,
}

impl Query {
    /// Takes apart what was `typed`; case, accents and order do not matter.
    pub fn new(typed: &str) -> Self {
        let mut query = Self::default();
        tokens(typed)
            .take(MOST)
            .for_each(|token| query.take(&token));
        // Long words are rare: looked for first, they settle most texts.
        query
            .words
            .sort_by(|a, b| (b.folded.len(), &b.folded).cmp(&(a.folded.len(), &a.folded)));
        query.words.dedup_by(|a, b| a.folded == b.folded);
        query
    }

    /// Whether nothing was typed that means anything yet.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What was understood, in order, to be shown and taken out one by one.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    fn take(&mut self, token: &Token<'_>) {
        let is = match meaning(token) {
            Meaning::Filter(test, is) => {
                let not = token.not;
                self.filters.push(Filter { not, test });
                is
            }
            Meaning::Kinds(kinds) => {
                self.kinds.push((token.not, kinds.clone()));
                PartIs::Kinds(kinds)
            }
            Meaning::Word => {
                let Some(word) = Word::new(token.whole) else {
                    return;
                };
                if token.not {
                    self.without.push(word);
                } else {
                    self.words.push(word);
                }
                if token.quoted {
                    PartIs::Phrase(token.whole.trim().to_owned())
                } else {
                    PartIs::Word
                }
            }
            Meaning::Unfinished => return,
        };
        let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
        self.parts.push(Part {
            start: place(token.start),
            end: place(token.end),
            not: token.not,
            is,
        });
    }

    /// Whether documents of this kind are asked for: several kinds are alternatives.
    pub(super) fn wants(&self, kind: Kind) -> bool {
        let has = |(not, kinds): &(bool, Vec<Kind>)| (*not, kinds.contains(&kind));
        let (mut asked, mut wanted) = (false, false);
        for (not, has) in self.kinds.iter().map(has) {
            if not && has {
                return false;
            }
            asked |= !not;
            wanted |= !not && has;
        }
        wanted || !asked
    }

    /// Whether a word, or the filter for it, is in this tag.
    pub(super) fn is_in_tag(&self, tag: &str) -> bool {
        let folded = fold(tag);
        let tagged = format!("#{folded}");
        let word = |word: &Word| word.finder.find(tagged.as_bytes()).is_some();
        let filter = |filter: &Filter| match &filter.test {
            Test::Tag { name, whole } if !filter.not => {
                folded.starts_with(name) && (!whole || folded.len() == name.len())
            }
            _ => false,
        };
        self.words.iter().any(word) || self.filters.iter().any(filter)
    }

    /// Whether this finds the same, kinds aside.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.words == other.words && self.without == other.without && self.filters == other.filters
    }

    /// Whether this finds nothing that `other` does not find, kinds aside, so that no more need
    /// be looked at.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        let holds = |outer: &Word, inner: &Word| inner.finder.find(&outer.folded).is_some();
        let words = |old: &Word| self.words.iter().any(|new| holds(new, old));
        let without = |old: &Word| self.without.iter().any(|new| holds(old, new));
        other.words.iter().all(words)
            && other.without.iter().all(without)
            && other.filters.iter().all(|old| self.filters.contains(old))
    }
}

impl Word {
    /// Where it occurs.
    pub(super) fn hits(&self, folded: &[u8]) -> impl Iterator<Item = usize> {
        // A single letter is nearly everywhere: nothing is gained by looking far ahead for it.
        let letter = match *self.folded {
            [letter] => Some(letter),
            _ => None,
        };
        let letters = letter.into_iter().flat_map(move |letter| {
            let all = folded.iter().enumerate();
            all.filter(move |(_, byte)| **byte == letter)
                .map(|(at, _)| at)
        });
        let words = letter.is_none().then(|| self.finder.find_iter(folded));
        letters.chain(words.into_iter().flatten())
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Word {
    fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let folded = words.join(" ").into_bytes().into_boxed_slice();
        (!folded.is_empty()).then(|| Self {
            finder: Finder::new(&folded).into_owned(),
            grams: grams(&folded).collect(),
            folded,
        })
    }
}

fn meaning(token: &Token<'_>) -> Meaning {
    let Some(key) = token.key.and_then(|key| names::key(&fold(key))) else {
        // The one filter that is a word. In quotation marks it is looked for.
        return if token.whole == "starred" && !token.quoted {
            Meaning::Filter(Test::Starred, PartIs::Starred)
        } else {
            Meaning::Word
        };
    };
    let said = || token.value.trim().to_owned();
    let name = fold(token.value.trim().trim_start_matches('#'));
    if name.is_empty() {
        return Meaning::Unfinished;
    }
    let whole = token.quoted;
    match key {
        Key::Tag => Meaning::Filter(Test::Tag { name, whole }, PartIs::Tag(said())),
        Key::Skill => Meaning::Filter(Test::Skill { name, whole }, PartIs::Skill(said())),
        Key::Kind => match names::kinds(&name) {
            kinds if kinds.is_empty() => Meaning::Word,
            kinds => Meaning::Kinds(kinds),
        },
        Key::Is if names::means_starred(&name) => Meaning::Filter(Test::Starred, PartIs::Starred),
        Key::Is => Meaning::Word,
        Key::Before | Key::After | Key::On => match days::read(&name) {
            None => Meaning::Word,
            Some(Typed::Unfinished) => Meaning::Unfinished,
            Some(Typed::Days(days)) => {
                let (first, last) = days.into_inner();
                let (days, is) = match key {
                    Key::Before => (Day::MIN..=first - 1, PartIs::Before(said())),
                    Key::After => (last + 1..=Day::MAX, PartIs::After(said())),
                    _ => (first..=last, PartIs::On(said())),
                };
                Meaning::Filter(Test::Days(days), is)
            }
        },
    }
}
