//! What a document is found by: its title, tags and text, folded and kept ready, in which words
//! are looked for as bytes.

use super::excerpt;
use super::folded::{as_written, fold_keeping};
use super::query::{Query, Word};
use super::signature::Signature;
use crate::Card;

/// Between title, tags and text, and between tags. Text has none: its line ends are spaces.
const BOUNDARY: u8 = b'\n';

/// How good a hit is in the title, in a tag and in the text: at the beginning of a word, and
/// inside one.
const WORTH: [[u8; 2]; 3] = [[6, 3], [5, 2], [4, 1]];

/// What one document is found by.
#[derive(Debug, Default)]
pub(super) struct Searched {
    /// The title, the tags with their `#`, then the text; what the card says of it while there
    /// is no text.
    folded: Box<[u8]>,
    /// Where in `folded` the title ends, and where the tags do.
    title_end: u32,
    tags_end: u32,
    signature: Signature,
    /// What folding the text lost. `None` while there is no text.
    lost: Option<Box<[u8]>>,
}

impl Searched {
    pub(super) fn new(card: &Card) -> Self {
        let mut searched = Self::default();
        searched.set_card(card);
        searched
    }

    pub(super) fn has_text(&self) -> bool {
        self.lost.is_some()
    }

    pub(super) fn as_written(&self) -> Option<String> {
        Some(as_written(
            self.text(),
            self.lost.as_deref()?,
            0..usize::MAX,
        ))
    }

    /// Takes over title and tags, and how the text begins unless the text is here.
    pub(super) fn set_card(&mut self, card: &Card) {
        let mut folded = Vec::with_capacity(self.folded.len());
        let (title_end, tags_end) = fold_head(card, &mut folded);
        if self.lost.is_some() {
            // Most changes of a card change nothing here.
            if self.folded.get(..place(self.tags_end)) == Some(&folded) {
                return;
            }
            folded.extend(self.text());
        } else {
            fold_keeping(&card.excerpt, &mut folded, &mut Vec::new());
        }
        self.set(folded, title_end, tags_end);
    }

    pub(super) fn set_text(&mut self, card: &Card, text: &str) {
        let mut folded = Vec::with_capacity(self.folded.len().max(text.len()));
        let (title_end, tags_end) = fold_head(card, &mut folded);
        let mut lost = Vec::with_capacity(text.len() / 16);
        fold_keeping(text, &mut folded, &mut lost);
        self.set(folded, title_end, tags_end);
        self.lost = Some(lost.into_boxed_slice());
    }

    fn set(&mut self, folded: Vec<u8>, title_end: usize, tags_end: usize) {
        self.signature = Signature::of(&folded);
        self.folded = folded.into_boxed_slice();
        self.title_end = u32::try_from(title_end).unwrap_or(u32::MAX);
        self.tags_end = u32::try_from(tags_end).unwrap_or(u32::MAX);
    }

    fn text(&self) -> &[u8] {
        self.folded.get(place(self.tags_end)..).unwrap_or_default()
    }

    /// How well the words of `query` fit, 1 when it has none; `None` when one does not occur, or
    /// one that must not does.
    pub(super) fn score(&self, query: &Query) -> Option<u8> {
        if query.without.iter().any(|word| self.holds(word)) {
            return None;
        }
        // First what rules out most, then what is exact.
        if !query
            .words
            .iter()
            .all(|word| self.signature.may_hold(&word.grams))
        {
            return None;
        }
        let mut score = 1u8;
        for word in &query.words {
            score = score.saturating_add(self.worth(word)?);
        }
        Some(score)
    }

    fn holds(&self, word: &Word) -> bool {
        self.signature.may_hold(&word.grams) && word.finder.find(&self.folded).is_some()
    }

    /// The worth of the best hit of a word.
    fn worth(&self, word: &Word) -> Option<u8> {
        let mut best = None;
        for hit in word.hits(&self.folded) {
            let field = self.field(hit);
            let [begins, inside] = WORTH.get(field).copied().unwrap_or_default();
            if best >= Some(begins) {
                break;
            }
            if begins_word(&self.folded, hit) {
                return best.max(Some(begins));
            }
            best = best.max(Some(inside));
        }
        best
    }

    /// 0 in the title, 1 in a tag, 2 in the text.
    fn field(&self, hit: usize) -> usize {
        usize::from(hit >= place(self.title_end)) + usize::from(hit >= place(self.tags_end))
    }

    /// Whether there is a tag of this folded name, or one that begins with it if not `whole`.
    pub(super) fn has_tag(&self, name: &str, whole: bool) -> bool {
        let tags = self.folded.get(place(self.title_end)..place(self.tags_end));
        let mut tags = tags.unwrap_or_default().split(|byte| *byte == BOUNDARY);
        tags.any(|tag| {
            let rest = tag
                .strip_prefix(b"#")
                .and_then(|tag| tag.strip_prefix(name.as_bytes()));
            rest.is_some_and(|rest| !whole || rest.is_empty())
        })
    }

    /// What surrounds the best hit in the text, of words that neither title nor excerpt shows.
    pub(super) fn excerpt(&self, card: &Card, query: &Query) -> Option<String> {
        let lost = self.lost.as_deref()?;
        let mut shown = Vec::new();
        fold_keeping(&card.title, &mut shown, &mut Vec::new());
        shown.push(BOUNDARY);
        fold_keeping(&card.excerpt, &mut shown, &mut Vec::new());
        let hidden = |word: &&Word| word.finder.find(&shown).is_none();
        let text = self.text();
        let hits = query.words.iter().filter(hidden).filter_map(|word| {
            let mut hits = word.hits(text);
            let first = hits.next()?;
            if begins_word(text, first) {
                return Some(first);
            }
            Some(hits.find(|hit| begins_word(text, *hit)).unwrap_or(first))
        });
        let excerpt = excerpt::around(text, lost, hits.min()?);
        let after_title = excerpt
            .strip_prefix(card.title.as_str())
            .map(|rest| rest.trim_start().to_owned());
        Some(after_title.unwrap_or(excerpt))
    }
}

/// Title and tags, folded; where each of them ends.
fn fold_head(card: &Card, folded: &mut Vec<u8>) -> (usize, usize) {
    let mut lost = Vec::new();
    fold_keeping(&card.title, folded, &mut lost);
    folded.push(BOUNDARY);
    let title_end = folded.len();
    for tag in &card.tags {
        folded.push(b'#');
        fold_keeping(tag, folded, &mut lost);
        folded.push(BOUNDARY);
    }
    (title_end, folded.len())
}

/// Whether a word begins at `hit`.
fn begins_word(folded: &[u8], hit: usize) -> bool {
    let is_in_word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let before = hit.checked_sub(1).and_then(|at| folded.get(at));
    before.is_none_or(|byte| !is_in_word(*byte))
}

fn place(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
