//! Recognises a question that was asked before, while it is being typed: the words that carry meaning, without case,
//! accents and endings, against those of questions and pages. Works from cards alone, so it opens nothing; rare words
//! weigh more than common ones. It offers and decides nothing: asking again is always possible.

use super::{page, question};
use crate::fold::fold;
use crate::{Card, Journal};
use commonplace_api::team::question::Alike;
use commonplace_api::{Id, Kind};
use core::cmp::Reverse;

/// Most that are offered.
const OFFERED: usize = 5;
/// What has less of the words than this, in hundredths, is not offered.
const LEAST: u8 = 40;
/// What has so much of them, and so many of whose own words were typed, in hundredths, is most likely the same.
const SAME: u8 = 70;
/// Most words that are looked at.
const WORDS: usize = 32;
/// Letters of a word that count: endings come after them.
const STEM: usize = 7;
/// Letters that stay of a shorter word.
const STEM_LEAST: usize = 3;
/// A word in tags or the answer weighs half of one in the question, so much of this.
const WHOLE: f64 = 1.0;
const HALF: f64 = 0.5;

/// Words that every question has, folded: of every language the app speaks at once.
const STOP: &[&str] = &[
    // English
    "a", "about", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "but", "by",
    "can", "could", "did", "do", "does", "find", "for", "from", "get", "had", "has", "have", "how",
    "i", "if", "in", "into", "is", "it", "its", "know", "me", "my", "no", "not", "of", "on", "or",
    "our", "please", "should", "so", "some", "somebody", "someone", "than", "that", "the", "their",
    "them", "then", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when",
    "where", "which", "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
    // German
    "aber", "als", "am", "auch", "auf", "aus", "bei", "beim", "bin", "bitte", "da", "das", "dass",
    "dem", "den", "denn", "der", "des", "die", "dies", "diese", "dieser", "du", "durch", "ein",
    "eine", "einem", "einen", "einer", "er", "es", "finde", "finden", "fur", "fuer", "gibt",
    "habe", "haben", "hat", "ich", "ihr", "im", "ist", "jemand", "kann", "kein", "keine", "konnen",
    "koennen", "man", "mein", "meine", "mich", "mir", "mit", "muss", "nach", "nicht", "noch",
    "oder", "sein", "sich", "sie", "sind", "soll", "sollen", "uber", "ueber", "um", "und", "uns",
    "unser", "unsere", "vom", "von", "vor", "wann", "war", "warum", "was", "weiss", "welche",
    "welcher", "welches", "wenn", "wer", "wie", "wir", "wird", "wo", "wohin", "zu", "zum", "zur",
];

/// The words of a folded text, without their endings.
fn stems(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(stem)
}

/// Those that carry meaning, each once.
fn meaning(folded: &str) -> Vec<&str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut meaning: Vec<&str> = words
        .filter(|word| !word.is_empty() && !STOP.contains(word))
        .take(WORDS)
        .map(stem)
        .collect();
    meaning.sort_unstable();
    meaning.dedup();
    meaning
}

/// A word without its ending: crude, the same in every language, and only ever compared with itself.
fn stem(word: &str) -> &str {
    if let Some((end, _)) = word.char_indices().nth(STEM) {
        return word.get(..end).unwrap_or(word);
    }
    let long = |short: &&str| short.chars().count() >= STEM_LEAST;
    let endings = ["en", "es", "ed", "e", "s", "n"].into_iter();
    let mut short = endings.filter_map(|ending| word.strip_suffix(ending).filter(long));
    short.next().unwrap_or(word)
}

/// What may answer a question, and which of the words that were typed it has: what each of them is worth there.
struct Known<'a> {
    kind: Kind,
    id: Id,
    card: &'a Card,
    worth: Vec<f64>,
}

impl<'a> Known<'a> {
    fn new(kind: Kind, id: Id, card: &'a Card, wanted: &[&str]) -> Self {
        let mut worth = vec![0.0; wanted.len()];
        let tags = card.tags.iter().map(String::as_str);
        let around = tags.chain([card.excerpt.as_str()]).map(|text| (text, HALF));
        for (text, value) in around.chain([(card.title.as_str(), WHOLE)]) {
            for stem in stems(&fold(text)) {
                let place = wanted.binary_search(&stem).ok();
                if let Some(place) = place.and_then(|at| worth.get_mut(at)) {
                    *place = value;
                }
            }
        }
        Self {
            kind,
            id,
            card,
            worth,
        }
    }

    fn alike(&self, wanted: &[&str], weights: &[f64]) -> Option<Alike> {
        let found = self.worth.iter().zip(weights);
        let found: f64 = found.map(|(worth, weight)| worth * weight).sum();
        let likeness = hundredths(found, weights.iter().sum());
        if likeness < LEAST {
            return None;
        }
        let title = fold(&self.card.title);
        let own = meaning(&title);
        let typed = own.iter().filter(|word| wanted.contains(word));
        let covered = hundredths(count(typed.count()), count(own.len()));
        Some(Alike {
            kind: self.kind,
            id: self.id,
            title: self.card.title.clone(),
            answer: self.card.excerpt.clone(),
            helped: match self.kind {
                Kind::Page => page::helped(self.card),
                _ => question::helped(self.card),
            },
            likeness,
            repeated: likeness >= SAME && covered >= SAME,
        })
    }
}

/// Questions and pages that are like what was typed, the most alike first; of equals what helped more.
pub fn similar(journal: &Journal, typed: &str) -> Vec<Alike> {
    let typed = fold(typed);
    let wanted = meaning(&typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let kinds = [Kind::Page, Kind::Question].into_iter();
    let known: Vec<_> = kinds
        .flat_map(|kind| {
            journal
                .of_kind(kind)
                .map(move |(id, card)| (kind, id, card))
        })
        .map(|(kind, id, card)| Known::new(kind, id, card, &wanted))
        .collect();
    let has =
        |at: usize| move |one: &&Known<'_>| one.worth.get(at).is_some_and(|worth| *worth > 0.0);
    let weights: Vec<f64> = (0..wanted.len())
        .map(|at| weight(known.len(), known.iter().filter(has(at)).count()))
        .collect();
    let alike = known.iter().filter_map(|one| one.alike(&wanted, &weights));
    let mut alike: Vec<_> = alike.collect();
    alike.sort_by_key(|one| {
        let rank = (one.repeated, one.likeness, one.helped);
        (Reverse(rank), one.kind != Kind::Page, one.id)
    });
    alike.truncate(OFFERED);
    alike
}

/// How much a word weighs that so many documents have. One that all have still weighs something.
fn weight(documents: usize, uses: usize) -> f64 {
    (1.0 + count(documents) / (1.0 + count(uses))).ln()
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn hundredths(part: f64, whole: f64) -> u8 {
    let share = if whole > 0.0 { part / whole } else { 0.0 };
    let mut numbers = (0..=100u8).rev();
    // What is a hundredth only by rounding counts as one.
    let reached = numbers.find(|n| f64::from(*n) <= share * 100.0 + 1e-9);
    reached.unwrap_or_default()
}
