//! The seed behind everything a person owns, and the 24 words it is written down as (BIP39, English).
//! Must not derive keys: that is `person`.

use bip39::{Error, Language, Mnemonic};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How many words there are.
pub const WORDS: usize = 24;

/// 32 random bytes that only their owner knows. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

/// What is wrong with the words somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WordsError {
    /// Not 24 of them.
    #[error("there are {0} words; recovery words are 24")]
    Count(usize),
    /// Not a word of the list.
    #[error("word {place}, “{word}”, is not one of the recovery words")]
    Unknown {
        /// Which word, from 1.
        place: usize,
        /// The word as it was understood.
        word: String,
    },
    /// Each word exists, but together they are nobody's.
    #[error("these words do not belong together: one is wrong or out of place")]
    Checksum,
}

impl Seed {
    /// A new seed.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// A seed kept earlier.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What to keep.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads words as a person types them: case, numbering, commas and line breaks do not matter.
    ///
    /// # Errors
    /// Says which word to look at, see [`WordsError`].
    pub fn from_words(typed: &str) -> Result<Self, WordsError> {
        let folded = Zeroizing::new(typed.to_lowercase());
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() != WORDS {
            return Err(WordsError::Count(words.len()));
        }
        let phrase = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &phrase)
            .map_err(|error| explain(error, &words))?;
        let (mut entropy, length) = mnemonic.to_entropy_array();
        let seed = entropy
            .first_chunk()
            .filter(|_| length == 32)
            .map(|bytes| Self(*bytes));
        entropy.zeroize();
        seed.ok_or(WordsError::Count(words.len()))
    }

    /// The 24 words.
    pub fn words(&self) -> Vec<String> {
        // 32 bytes are always accepted, so there is no error to pass on.
        Mnemonic::from_entropy_in(Language::English, &self.0)
            .map(|mnemonic| mnemonic.words().map(str::to_owned).collect())
            .unwrap_or_default()
    }
}

impl core::fmt::Debug for Seed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seed(..)")
    }
}

fn explain(error: Error, words: &[&str]) -> WordsError {
    match error {
        Error::UnknownWord(at) => WordsError::Unknown {
            place: at + 1,
            word: words.get(at).copied().unwrap_or_default().to_owned(),
        },
        Error::BadWordCount(count) => WordsError::Count(count),
        _ => WordsError::Checksum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    /// From the BIP39 test vectors: entropy of 0x7f bytes.
    const VECTOR: &str = "legal winner thank year wave sausage worth useful legal winner thank year \
        wave sausage worth useful legal winner thank year wave sausage worth title";

    #[test]
    fn words_are_those_of_the_standard() {
        let seed = Seed::from_words(VECTOR).unwrap();
        assert_eq!(seed.as_bytes(), &[0x7f; 32]);
        assert_eq!(seed.words().join(" "), VECTOR);
    }

    #[test]
    fn every_seed_comes_back_from_its_words() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        for _ in 0..50 {
            let seed = Seed::generate(&mut rng);
            assert_eq!(seed.words().len(), WORDS);
            assert_eq!(Seed::from_words(&seed.words().join(" ")).unwrap(), seed);
        }
    }

    #[test]
    fn how_they_are_typed_does_not_matter() {
        let numbered = |(at, word): (usize, &str)| format!(" {}. {},", at + 1, word.to_uppercase());
        let typed: Vec<_> = VECTOR.split(' ').enumerate().map(numbered).collect();
        let typed = typed.join("\r\n");
        assert_eq!(Seed::from_words(&typed).unwrap().as_bytes(), &[0x7f; 32]);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(Seed::from_words("legal winner"), Err(WordsError::Count(2)));
        assert_eq!(Seed::from_words(""), Err(WordsError::Count(0)));
        let unknown = VECTOR.replacen("thank", "thonk", 1);
        let expected = WordsError::Unknown {
            place: 3,
            word: "thonk".into(),
        };
        assert_eq!(Seed::from_words(&unknown), Err(expected));
        let swapped = VECTOR.replacen("legal winner", "winner legal", 1);
        assert_eq!(Seed::from_words(&swapped), Err(WordsError::Checksum));
    }

    #[test]
    fn a_seed_does_not_show_itself() {
        assert_eq!(format!("{:?}", Seed::from_bytes([7; 32])), "Seed(..)");
    }
}
