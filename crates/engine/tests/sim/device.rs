//! A device: a disk, a network that may be gone, and the tabs open on it.

use crate::disk::Disk;
use commonplace_api::backup::Backup;
use commonplace_api::devices::{Joining, Keys, Linking};
use commonplace_api::safety::Safety;
use commonplace_api::update::Recovery;
use commonplace_api::{Notice, Photo, PhotoRow, Problem, Session, SyncStatus, Update, ViewId};
use commonplace_engine::Engine;
use commonplace_engine::io::{Effect, Input, Line, LinkId, Part};
use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng;
use std::collections::{BTreeMap, VecDeque};

#[derive(Default)]
pub(crate) struct Device {
    pub(crate) disk: Disk,
    /// Every write fails with this while it is set.
    pub(crate) failing: Option<Problem>,
    /// The file that is read for a restore.
    pub(crate) file: Vec<u8>,
    /// A backup so far, and the last whole one.
    pub(crate) making: Vec<u8>,
    pub(crate) backup: Option<Vec<u8>>,
    /// Everything on it was to be removed.
    pub(crate) erased: bool,
    pub(crate) online: bool,
    pub(crate) tabs: Vec<Tab>,
}

pub(crate) struct Tab {
    pub(crate) engine: Engine,
    pub(crate) rng: ChaCha12Rng,
    /// Stores and loads, carried out in order.
    pub(crate) disk: VecDeque<Effect>,
    /// From other tabs.
    pub(crate) heard: VecDeque<Input>,
    /// Its lines to the relay.
    pub(crate) lines: BTreeMap<Line, Wire>,
    pub(crate) wake_at: Option<i64>,
    pub(crate) next_view: u32,
    pub(crate) status: Option<SyncStatus>,
    pub(crate) session: Option<Session>,
    pub(crate) rows: u32,
    pub(crate) recovery: Option<Recovery>,
    /// What each other view was last told.
    pub(crate) shown: BTreeMap<ViewId, Update>,
    pub(crate) backup: Backup,
    pub(crate) safety: Safety,
    /// Pictures on its screens, and of which entries they list what.
    pub(crate) photos: BTreeMap<ViewId, Photo>,
    pub(crate) photo_rows: BTreeMap<ViewId, Vec<PhotoRow>>,
    pub(crate) linking: Option<Linking>,
    pub(crate) joining: Option<Joining>,
    pub(crate) keys: Option<Keys>,
    pub(crate) notices: Vec<Notice>,
    /// Text of watched entries, as their editors show them.
    pub(crate) texts: BTreeMap<ViewId, String>,
    /// Edits sent and newest patch applied, by editor.
    pub(crate) edits: BTreeMap<ViewId, (u32, u32)>,
}

/// One line of a tab.
#[derive(Default)]
pub(crate) struct Wire {
    pub(crate) up: VecDeque<Vec<u8>>,
    pub(crate) down: VecDeque<Vec<u8>>,
    pub(crate) link: Option<LinkId>,
    pub(crate) dialled: bool,
}

impl Device {
    /// Takes the next of a backup.
    pub(crate) fn write_backup(&mut self, part: Part) {
        match part {
            Part::Begin | Part::Drop => self.making.clear(),
            Part::Bytes(bytes) => self.making.extend(bytes),
            Part::Done => self.backup = Some(std::mem::take(&mut self.making)),
        }
    }
}

impl Tab {
    /// A tab that knows nothing yet.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            engine: Engine::new(),
            rng: ChaCha12Rng::seed_from_u64(seed),
            disk: VecDeque::new(),
            heard: VecDeque::new(),
            lines: BTreeMap::new(),
            wake_at: None,
            next_view: 10,
            status: None,
            session: None,
            rows: 0,
            recovery: None,
            shown: BTreeMap::new(),
            backup: Backup::None,
            safety: Safety::default(),
            photos: BTreeMap::new(),
            photo_rows: BTreeMap::new(),
            linking: None,
            joining: None,
            keys: None,
            notices: Vec::new(),
            texts: BTreeMap::new(),
            edits: BTreeMap::new(),
        }
    }
}
