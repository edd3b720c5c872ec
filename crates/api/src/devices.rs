//! What a person sees of their devices and keys: linking one more, being linked, and shutting one out.

use crate::status::WordsProblem;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Linking another device, seen from one that has the journal. Answers [`crate::View::Linking`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Linking {
    /// Nothing is being linked.
    None,
    /// The keys are on their way to the relay's mailbox.
    Preparing,
    /// They wait there for the other device.
    Ready {
        /// The one-time link: whoever opens it first has the journal.
        link: String,
        /// Until when, in milliseconds since 1970.
        expires_at_ms: i64,
    },
    /// Some device took them.
    Taken,
    /// None did in time; they are gone from the relay.
    Expired,
    /// It could not be done; nothing was left anywhere.
    Failed(LinkProblem),
}

/// Being linked, seen from the new device. Answers [`crate::View::Joining`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Joining {
    /// Nothing is being done.
    None,
    /// The relay is being asked for the keys.
    Asking,
    /// It did not work, and nothing changed.
    Failed(LinkProblem),
    /// The keys are here.
    Done,
}

/// Why a link did not do what it should. Nothing changed on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkProblem {
    /// What was typed or opened is no link of ours, or part of one.
    NotALink,
    /// Somebody took what it leads to before.
    Used,
    /// It was not opened in time.
    Expired,
    /// The relay it leads to never had it.
    WrongRelay,
    /// The relay did not answer.
    Unreachable,
    /// The relay had no room just now.
    Busy,
    /// What was there cannot be read: made by a newer version, or damaged.
    Unreadable,
    /// There is a journal on this device already.
    JournalHere,
    /// It leads to another journal than the one on this device.
    OtherJournal,
    /// The keys it leads to were renewed since it was made.
    Outdated,
    /// This device was shut out and has no keys to give.
    ShutOut,
}

/// The keys of the journal. Answers [`crate::View::Keys`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// How often they were renewed, and 1.
    pub generation: u32,
    /// They were renewed elsewhere and this device has not been given the new ones.
    pub shut_out: bool,
    /// What is being done with the words.
    pub renewal: Renewal,
}

/// Renewing the keys with the words, or getting the renewed ones with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Renewal {
    /// Nothing.
    None,
    /// It is done as soon as the relay answers.
    Waiting,
    /// The words are not right.
    Words(WordsProblem),
    /// The words are those of another journal.
    OtherJournal,
    /// The relay did not take it; nothing changed.
    Refused {
        /// The relay's sentence.
        sentence: String,
    },
    /// New keys are in use.
    Done,
}

/// Whether the words were written down. Answers [`crate::View::WordsCheck`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordsCheck {
    /// Not asked yet.
    None,
    /// The words at these places are asked for, from 1.
    Asked(Vec<u32>),
    /// These of them were not right.
    Wrong {
        /// All that are asked for.
        places: Vec<u32>,
        /// Those that were not right.
        wrong: Vec<u32>,
    },
    /// They were right, now or earlier.
    Passed,
}
