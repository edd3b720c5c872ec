//! How often a passphrase was mistyped, and how long to wait for that: longer each time, never for ever. Kept on the
//! disk, so that starting again does not help. It slows somebody at the keyboard; whoever copies the disk is slowed by
//! the work in the slot.

/// How many mistakes cost no wait.
const FREE: u32 = 3;
/// Milliseconds to wait after each mistake beyond those; after the last, always so long.
const WAITS_MS: [i64; 6] = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];

const FORMAT: u8 = 1;

/// The mistakes since it last went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    failed: u32,
    last_ms: i64,
}

impl Tries {
    /// One more mistake, now. Written down before the work begins: ending the program does not undo it.
    #[must_use]
    pub fn and_one(self, now_ms: i64) -> Self {
        Self {
            failed: self.failed.saturating_add(1),
            last_ms: now_ms,
        }
    }

    /// How many there were.
    pub const fn failed(self) -> u32 {
        self.failed
    }

    /// When the next may be made; `None` for now. A clock that was set back costs no more than the wait itself.
    pub fn wait_until_ms(self, now_ms: i64) -> Option<i64> {
        let beyond = usize::try_from(self.failed.checked_sub(FREE)?).ok()?;
        let wait = WAITS_MS.get(beyond).or(WAITS_MS.last())?;
        let until = self.last_ms.min(now_ms).saturating_add(*wait);
        (until > now_ms).then_some(until)
    }

    /// As it lies on the disk.
    pub fn to_bytes(self) -> Vec<u8> {
        [
            &[FORMAT],
            &self.failed.to_be_bytes()[..],
            &self.last_ms.to_be_bytes(),
        ]
        .concat()
    }

    /// Reads it. What cannot be read was not written by this program: it counts as no mistake.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let read = bytes.strip_prefix(&[FORMAT]).and_then(|rest| {
            let (failed, last) = rest.split_first_chunk()?;
            Some(Self {
                failed: u32::from_be_bytes(*failed),
                last_ms: i64::from_be_bytes(last.try_into().ok()?),
            })
        });
        read.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failed: u32, last_ms: i64) -> Tries {
        (0..failed).fold(Tries::default(), |tries, _| tries.and_one(last_ms))
    }

    #[test]
    fn mistakes_cost_more_each_time_and_never_everything() {
        for failed in 0..FREE {
            assert_eq!(after(failed, 1000).wait_until_ms(1000), None, "{failed}");
        }
        assert_eq!(after(3, 1000).wait_until_ms(1000), Some(6_000));
        assert_eq!(after(3, 1000).wait_until_ms(6_000), None);
        let waits: Vec<_> = (3..12)
            .filter_map(|failed| after(failed, 0).wait_until_ms(0))
            .collect();
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&300_000));
        assert_eq!(after(500, 0).wait_until_ms(300_000), None);
    }

    #[test]
    fn a_clock_set_back_does_not_lock_anybody_out() {
        let tries = after(4, 1_000_000);
        assert_eq!(tries.wait_until_ms(0), Some(15_000));
        assert_eq!(tries.wait_until_ms(i64::MIN + 1), Some(i64::MIN + 15_001));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let tries = after(7, 1_700_000_000_000);
        assert_eq!(Tries::from_bytes(&tries.to_bytes()), tries);
        for other in [&b""[..], b"\x02", &tries.to_bytes()[..9]] {
            assert_eq!(Tries::from_bytes(other), Tries::default());
        }
    }
}
