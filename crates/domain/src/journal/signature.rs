//! What three letters in a row a text may hold: a few bits that rule out most texts a word is not
//! in, without looking at them. Never rules out one that holds it.

/// Bits for each byte of text: about a third of them end up set.
const BITS_PER_BYTE: usize = 1;
/// Texts repeat themselves: longer ones need no more.
const MOST_BITS: usize = 1 << 14;
const FEWEST_BITS: usize = 64;

/// The bits of one text.
#[derive(Debug, Default)]
pub(super) struct Signature(Box<[u32]>);

/// A place in every signature, whatever its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gram(u32);

impl Signature {
    /// Of folded bytes.
    pub(super) fn of(folded: &[u8]) -> Self {
        let bits = (folded.len() * BITS_PER_BYTE).clamp(FEWEST_BITS, MOST_BITS);
        let mut words = vec![0u32; bits.div_ceil(32)].into_boxed_slice();
        for gram in grams(folded) {
            let (at, bit) = gram.place(words.len());
            if let Some(word) = words.get_mut(at) {
                *word |= bit;
            }
        }
        Self(words)
    }

    /// Whether a text may hold all of `grams`. Nothing is known of a text without a signature.
    pub(super) fn may_hold(&self, grams: &[Gram]) -> bool {
        grams.iter().all(|gram| {
            let (at, bit) = gram.place(self.0.len());
            self.0.get(at).is_none_or(|word| word & bit != 0)
        })
    }
}

impl Gram {
    /// Which word of so many, and which bit of it.
    fn place(self, words: usize) -> (usize, u32) {
        let at = (u64::from(self.0) * words as u64) >> 32;
        (
            usize::try_from(at).unwrap_or(usize::MAX),
            1 << (self.0 & 31),
        )
    }
}

/// Every three bytes in a row that lie within a word.
pub(super) fn grams(folded: &[u8]) -> impl Iterator<Item = Gram> + '_ {
    let mut last = 0u32;
    let mut length = 0;
    folded.iter().filter_map(move |byte| {
        if matches!(byte, b' ' | b'\n') {
            length = 0;
            return None;
        }
        last = (last << 8 | u32::from(*byte)) & 0x00ff_ffff;
        length += 1;
        (length >= 3).then(|| Gram(mixed(last)))
    })
}

/// Spreads numbers that lie close together over all bits, the lowest ones too.
fn mixed(number: u32) -> u32 {
    let number = number.wrapping_mul(0x9e37_79b1);
    (number ^ number >> 15).wrapping_mul(0x85eb_ca77)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules_out_most_words_that_are_not_there() {
        let words = ["kernel", "wilter", "jusper", "sta", "quiop"];
        let words = (0..150).map(|n| words[n % 5].repeat(1 + n % 3));
        let text = words.collect::<Vec<_>>().join(" ");
        let signature = Signature::of(text.as_bytes());
        let may_hold = |word: &str| signature.may_hold(&grams(word.as_bytes()).collect::<Vec<_>>());
        assert!(may_hold("nelkern") && may_hold("quiop sta") && may_hold("ab"));
        let strangers = [
            "xylophone",
            "garden",
            "meeting",
            "lesson",
            "budget",
            "review",
            "mondays",
        ];
        let held = strangers.iter().filter(|word| may_hold(word)).count();
        assert!(held <= 1, "{held} of {}", strangers.len());
    }

    proptest! {
        #[test]
        fn never_rules_out_what_is_there(text in "[a-f é日\n]{0,300}", from in 0usize..300, length in 0usize..12) {
            let bytes = text.as_bytes();
            let from = from.min(bytes.len());
            let word = &bytes[from..(from + length).min(bytes.len())];
            prop_assert!(Signature::of(bytes).may_hold(&grams(word).collect::<Vec<_>>()));
        }
    }
}
