//! Whether the recovery words were written down: three of them are asked for. Once they were right, nobody is
//! reminded any more, and this device may forget them.

use super::{Ctx, Desk};
use commonplace_api::devices::WordsCheck;
use commonplace_sync::Seed;
use commonplace_sync::words::WORDS;
use rand_core::CryptoRng;
use std::collections::BTreeSet;

/// How many words are asked for.
const ASKED: usize = 3;
/// The words of the list differ in so many letters: whoever typed these knows the word.
const LETTERS: usize = 4;

/// The questions there are.
#[derive(Debug, Default)]
pub(crate) struct Check {
    /// Places from 1, in order.
    places: Vec<u32>,
    /// Those that were not right last time.
    wrong: Vec<u32>,
}

impl Desk {
    pub(crate) fn words_check(&self) -> WordsCheck {
        let Check { places, wrong } = &self.check;
        match (
            self.identity.words_checked,
            places.is_empty(),
            wrong.is_empty(),
        ) {
            (true, _, _) => WordsCheck::Passed,
            (false, true, _) => WordsCheck::None,
            (false, false, true) => WordsCheck::Asked(places.clone()),
            (false, false, false) => WordsCheck::Wrong {
                places: places.clone(),
                wrong: wrong.clone(),
            },
        }
    }

    /// Thinks of three words to ask for.
    pub(crate) fn ask_for_words(&mut self, rng: &mut dyn CryptoRng) {
        let mut places = BTreeSet::new();
        while places.len() < ASKED {
            let mut byte = [0];
            rng.fill_bytes(&mut byte);
            let [byte] = byte;
            // 24 divides 240: every place is as likely as another.
            if usize::from(byte) < 10 * WORDS {
                places.insert(u32::from(byte % 24) + 1);
            }
        }
        self.check = Check {
            places: places.into_iter().collect(),
            wrong: Vec::new(),
        };
    }

    /// Somebody typed them, in the order they were asked for.
    pub(crate) fn answer_words(&mut self, ctx: &mut Ctx, answers: &[String]) {
        let Some(seed) = self.identity.seed.map(Seed::from_bytes) else {
            return;
        };
        let words = seed.words();
        let word = |place: u32| words.get(usize::try_from(place).ok()?.checked_sub(1)?);
        let answers = answers.iter().map(Some).chain(std::iter::repeat(None));
        let places = self.check.places.iter().copied();
        let wrong = places.zip(answers).filter(|(place, answer)| {
            let right = word(*place).zip(*answer);
            !right.is_some_and(|(word, answer)| is_right(word, answer))
        });
        self.check.wrong = wrong.map(|(place, _)| place).collect();
        if self.check.wrong.is_empty() && !self.check.places.is_empty() {
            self.check = Check::default();
            self.identity.words_checked = true;
            self.put_identity(ctx, false);
        }
    }

    /// The words are on paper only from now on.
    pub(crate) fn forget_words(&mut self, ctx: &mut Ctx) {
        if self.identity.words_checked && self.identity.seed.take().is_some() {
            self.words_shown = false;
            self.put_identity(ctx, false);
        }
    }
}

/// Whether somebody who typed `answer` means `word`: numbers, spaces and capitals do not matter, and its first four
/// letters are enough.
fn is_right(word: &str, answer: &str) -> bool {
    let letters = answer.chars().filter(|c| c.is_alphabetic());
    let typed: String = letters.flat_map(char::to_lowercase).collect();
    word == typed || (typed.len() >= LETTERS && word.starts_with(&typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_typed_in_several_ways() {
        for right in ["abandon", " Abandon ", "3. abandon", "aban", "ABANDO"] {
            assert!(is_right("abandon", right), "{right}");
        }
        for wrong in ["", "aba", "abandonx", "ability", "a b"] {
            assert!(!is_right("abandon", wrong), "{wrong}");
        }
        assert!(is_right("act", "act") && !is_right("action", "act"));
    }
}
