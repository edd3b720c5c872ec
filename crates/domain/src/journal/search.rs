//! What a journal is searched by: folded text, kept ready, in which words are looked for as bytes.

use super::excerpt;
use crate::Card;
use crate::fold::fold;
use memchr::memmem::Finder;

/// What was typed into a search box, taken apart once for all entries.
#[derive(Debug)]
pub struct Query {
    words: Vec<Finder<'static>>,
}

impl Query {
    /// The words of `typed`; case, accents and order do not matter.
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let mut words: Vec<&str> = folded.split_whitespace().collect();
        // Long words are rare: looked for first, they settle most entries.
        words.sort_unstable_by_key(|word| core::cmp::Reverse(word.len()));
        words.dedup();
        Self {
            words: words
                .iter()
                .map(|word| Finder::new(word).into_owned())
                .collect(),
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What one entry is searched by.
#[derive(Debug, Default)]
pub(super) struct Searched {
    /// Folded tags, then the folded text (title and excerpt while there is no text).
    folded: Box<str>,
    /// Where in `folded` the tags end.
    tags_end: usize,
    /// The text as it was written, to show a hit in.
    text: Option<Box<str>>,
}

impl Searched {
    pub(super) fn new(card: &Card) -> Self {
        let mut searched = Self::default();
        searched.set_card(card);
        searched
    }

    pub(super) fn has_text(&self) -> bool {
        self.text.is_some()
    }

    /// Takes over tags; title and excerpt too unless the text is here, which has them in it.
    pub(super) fn set_card(&mut self, card: &Card) {
        let text = match &self.text {
            Some(_) => self
                .folded
                .get(self.tags_end..)
                .unwrap_or_default()
                .to_owned(),
            None => fold(&format!("{}\n{}", card.title, card.excerpt)),
        };
        self.join(card, &text);
    }

    pub(super) fn set_text(&mut self, card: &Card, text: String) {
        self.join(card, &fold(&text));
        self.text = Some(text.into_boxed_str());
    }

    fn join(&mut self, card: &Card, folded_text: &str) {
        let mut folded = String::new();
        for tag in &card.tags {
            folded.push('#');
            folded.push_str(&fold(tag));
            folded.push('\n');
        }
        self.tags_end = folded.len();
        folded.push_str(folded_text);
        self.folded = folded.into_boxed_str();
    }

    pub(super) fn matches(&self, query: &Query) -> bool {
        let folded = self.folded.as_bytes();
        query.words.iter().all(|word| word.find(folded).is_some())
    }

    /// What surrounds the first hit in the text, of words that neither title nor excerpt shows.
    pub(super) fn excerpt(&self, card: &Card, query: &Query) -> Option<String> {
        let shown = fold(&format!("{}\n{}", card.title, card.excerpt));
        let text = self.text.as_deref()?;
        let folded = self.folded.as_bytes().get(self.tags_end..)?;
        let hidden = |word: &&Finder| word.find(shown.as_bytes()).is_none();
        let hits = query
            .words
            .iter()
            .filter(hidden)
            .filter_map(|word| word.find(folded));
        let excerpt = excerpt::around(text, hits.min()?);
        let after_title = excerpt
            .strip_prefix(card.title.as_str())
            .map(str::trim_start);
        Some(after_title.map(ToOwned::to_owned).unwrap_or(excerpt))
    }
}
