//! Recognises a question that was asked before, while it is being typed: the words that carry meaning, without case,
//! accents and endings, against those of questions and pages. Works from cards alone, so it opens nothing; rare words
//! weigh more than common ones. It offers and decides nothing: asking again is always possible.

use super::{page, question};
use crate::fold::fold;
use crate::{Card, Journal};
use commonplace_api::team::question::Alike;
use commonplace_api::{Id, Kind};
use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most that are offered.
const OFFERED: usize = 5;
/// What has less of the words than this, in hundredths, is not offered.
const LEAST: u8 = 40;
/// What has so much of them, and of whose own words so much was typed, is most likely the same.
const SAME: u8 = 70;
/// Most words that are looked at.
const WORDS: usize = 32;
/// Letters of a word that count: endings come after them.
const STEM: usize = 7;
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

/// The words of a text that carry meaning, each once.
fn meaning(text: &str) -> BTreeSet<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !STOP.contains(word))
        .take(WORDS)
        .map(stem)
        .collect()
}

/// A word without its ending: crude, the same in every language, and only ever compared with itself.
fn stem(word: &str) -> String {
    let mut stem: String = word.chars().take(STEM).collect();
    if stem.chars().count() == word.chars().count() {
        for ending in ["en", "es", "ed", "e", "s", "n"] {
            let short = stem.strip_suffix(ending);
            if let Some(short) = short.filter(|short| short.chars().count() >= 3) {
                stem = short.to_owned();
                break;
            }
        }
    }
    stem
}

/// What may answer a question: the words of what was asked, and those around it.
struct Known<'a> {
    kind: Kind,
    id: Id,
    card: &'a Card,
    asked: BTreeSet<String>,
    around: BTreeSet<String>,
}

impl Known<'_> {
    /// What a word is worth here.
    fn worth(&self, word: &str) -> f64 {
        if self.asked.contains(word) {
            WHOLE
        } else if self.around.contains(word) {
            HALF
        } else {
            0.0
        }
    }
}

/// Questions and pages that are like what was typed, the most alike first; of equals what helped more.
pub fn similar(journal: &Journal, typed: &str) -> Vec<Alike> {
    let wanted = meaning(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let known: Vec<_> = [Kind::Page, Kind::Question]
        .into_iter()
        .flat_map(|kind| {
            journal
                .of_kind(kind)
                .map(move |(id, card)| (kind, id, card))
        })
        .map(|(kind, id, card)| Known {
            kind,
            id,
            card,
            asked: meaning(&card.title),
            around: meaning(&[card.tags.join(" ").as_str(), &card.excerpt].join(" ")),
        })
        .collect();
    let rarity = rarity(&known);
    let rare = |word: &str| {
        rarity
            .get(word)
            .copied()
            .unwrap_or_else(|| weight(known.len(), 0))
    };
    let all: f64 = wanted.iter().map(|word| rare(word)).sum();
    let mut alike: Vec<_> = known
        .iter()
        .map(|one| {
            let found = wanted.iter().map(|word| rare(word) * one.worth(word));
            let likeness = hundredths(found.sum(), all);
            let own: f64 = one.asked.iter().map(|word| rare(word)).sum();
            let both = one.asked.intersection(&wanted).map(|word| rare(word));
            let covered = hundredths(both.sum(), own);
            Alike {
                kind: one.kind,
                id: one.id,
                title: one.card.title.clone(),
                answer: one.card.excerpt.clone(),
                helped: match one.kind {
                    Kind::Page => page::helped(one.card),
                    _ => question::helped(one.card),
                },
                likeness,
                repeated: likeness >= SAME && covered >= SAME,
            }
        })
        .filter(|one| one.likeness >= LEAST)
        .collect();
    alike.sort_by_key(|one| {
        let rank = (one.repeated, one.likeness, one.helped);
        (Reverse(rank), one.kind != Kind::Page, one.id)
    });
    alike.truncate(OFFERED);
    alike
}

/// How much each word weighs.
fn rarity(known: &[Known<'_>]) -> BTreeMap<String, f64> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for one in known {
        for word in one.asked.union(&one.around) {
            *uses.entry(word).or_default() += 1;
        }
    }
    let weights = uses.into_iter();
    weights
        .map(|(word, uses)| (word.to_owned(), weight(known.len(), uses)))
        .collect()
}

/// A word in every document still weighs something.
fn weight(documents: usize, uses: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (1.0 + count(documents) / (1.0 + count(uses))).ln()
}

fn hundredths(part: f64, whole: f64) -> u8 {
    let share = if whole > 0.0 { part / whole } else { 0.0 };
    let whole_numbers = (0..=100u8).rev();
    whole_numbers
        .into_iter()
        .find(|n| f64::from(*n) <= share * 100.0 + 1e-9)
        .unwrap_or_default()
}
