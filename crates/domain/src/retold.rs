//! How a text that can be searched changed, said in few bytes to whoever has the text before.

use crate::text;
use commonplace_api::Splice;
use commonplace_api::text::splice_between;
use minicbor::{Decode, Encode};

/// What a change costs besides the letters it puts in, about.
const COST: usize = 24;

/// A change from the text that was told last to the one now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Retold {
    /// Where, in UTF-16 units.
    #[n(0)]
    at: u32,
    /// UTF-16 units that are gone.
    #[n(1)]
    delete: u32,
    /// What is there instead.
    #[n(2)]
    insert: String,
    /// Tells the text that results from every other: a reader who had another one before must not take this.
    #[cbor(n(3), with = "minicbor::bytes")]
    check: [u8; 8],
}

impl Retold {
    /// What became of `old`. `None` where the whole text is hardly longer.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let Splice { at, delete, insert } = splice_between(old, new).unwrap_or(Splice {
            at: 0,
            delete: 0,
            insert: String::new(),
        });
        (insert.len() + COST < new.len()).then(|| Self {
            at,
            delete,
            insert,
            check: check(new),
        })
    }

    /// The text now, for whoever has the text it was made against; `None` for everyone else.
    pub fn apply(&self, old: String) -> Option<String> {
        let mut new = old;
        let splice = Splice {
            at: self.at,
            delete: self.delete,
            insert: self.insert.clone(),
        };
        text::apply(&mut new, &splice).ok()?;
        (check(&new) == self.check).then_some(new)
    }
}

fn check(text: &str) -> [u8; 8] {
    let hash = blake3::derive_key("commonplace 2026 text as it is searched", text.as_bytes());
    let mut check = [0; 8];
    check.iter_mut().zip(hash).for_each(|(byte, of)| *byte = of);
    check
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_few_letters_are_told_in_few_bytes() {
        let old = "What one writes down stays.\n".repeat(40);
        let new = old.replacen("stays", "stays put", 1);
        let retold = Retold::between(&old, &new).unwrap();
        assert!(minicbor::to_vec(&retold).unwrap().len() < 32);
        assert_eq!(retold.apply(old.clone()), Some(new.clone()));
        assert_eq!(retold.apply(new.clone()), None, "twice is not the same");
        assert_eq!(retold.apply(String::new()), None);
        let same = Retold::between(&new, &new).unwrap();
        assert_eq!(same.apply(new.clone()), Some(new));
        assert_eq!(Retold::between("", "short"), None);
    }

    proptest! {
        #[test]
        fn only_the_text_before_leads_to_the_text_now(
            old in "[ab é😀]{0,60}",
            new in "[ab é😀]{0,60}",
            other in "[ab é😀]{0,60}",
        ) {
            if let Some(retold) = Retold::between(&old, &new) {
                prop_assert_eq!(retold.apply(old), Some(new.clone()));
                let taken = retold.apply(other);
                prop_assert!(taken.is_none_or(|taken| taken == new));
            }
        }

        #[test]
        fn whatever_is_told_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..60), old in "\\PC{0,20}") {
            if let Ok(retold) = minicbor::decode::<Retold>(&bytes) {
                retold.apply(old);
            }
        }
    }
}
