//! How a tab comes to have a journal: it is there, it is begun, brought by words, by another device or by a backup.

use super::{Engine, Phase};
use crate::backups::Checked;
use crate::ctx::LoadFor;
use crate::desk::{Desk, Start};
use crate::identity;
use crate::io::{Effect, Input, Row, Table};
use crate::rows::{self, IdentityRow};
use commonplace_api::backup::BackupCommand;
use commonplace_api::{Command, Problem};
use rand_core::CryptoRng;

impl Engine {
    /// Before there is a journal, a relay is only asked for one that another device left there.
    pub(super) fn for_the_newcomer(&mut self, rng: &mut dyn CryptoRng, input: Input) {
        let (Phase::New { joining, .. }, ctx) = (&mut self.phase, &mut self.ctx) else {
            return;
        };
        match input {
            Input::LinkOpened { link, end } => joining.link_opened(ctx, rng, link, end),
            Input::Frame { link, bytes } => {
                if let Some(handed) = joining.frame(ctx, link, &bytes, &self.home) {
                    self.make(handed);
                }
            }
            Input::LinkClosed(link) => joining.link_closed(link),
            Input::Tick => joining.look(ctx),
            _ => {}
        }
    }

    pub(super) fn boot(&mut self, rng: &mut dyn CryptoRng, meta: &[Row], slot: u32, home: String) {
        (self.slot, self.home) = (slot, home);
        let identity = meta.iter().find(|row| row.key == rows::IDENTITY);
        let Some(row) = identity else {
            self.phase = Phase::New {
                refused: None,
                joining: Box::default(),
            };
            return;
        };
        match rows::decode::<IdentityRow>(&row.value) {
            Some(identity) => self.open(rng, identity, meta),
            None => self.phase = Phase::Broken(Problem::StorageDamaged),
        }
    }

    pub(super) fn open(&mut self, rng: &mut dyn CryptoRng, identity: IdentityRow, meta: &[Row]) {
        let start = Start {
            meta,
            slot: self.slot,
            home: self.home.clone(),
        };
        match Desk::open(identity, start, rng) {
            Ok(desk) => {
                desk.load_cards(&mut self.ctx);
                self.phase = Phase::Open(Box::new(desk));
            }
            Err(_) => self.phase = Phase::Broken(Problem::StorageDamaged),
        }
    }

    pub(super) fn backup(&mut self, rng: &mut dyn CryptoRng, command: BackupCommand) {
        let desk = match &mut self.phase {
            Phase::Open(desk) => Some(&mut **desk),
            Phase::New { .. } => None,
            Phase::Opening | Phase::Broken(_) => return,
        };
        match (command, desk) {
            (BackupCommand::Make, Some(desk)) => self.backups.make(&mut self.ctx, rng, desk),
            (BackupCommand::Make, None) => {}
            (BackupCommand::Restore { words, size }, desk) => {
                let words = words.as_ref().map(|words| words.0.as_str());
                self.backups
                    .restore(&mut self.ctx, desk.as_deref(), words, size);
            }
            (BackupCommand::Close, _) => self.backups.close(),
        }
    }

    /// More of a backup; a device without a journal may begin one with it.
    pub(super) fn file_read(&mut self, rng: &mut dyn CryptoRng, bytes: Option<Vec<u8>>) {
        let desk = match &mut self.phase {
            Phase::Open(desk) => Some(&mut **desk),
            _ => None,
        };
        let checked = self.backups.file_read(&mut self.ctx, rng, desk, bytes);
        if let Some(checked) = checked {
            self.make(checked);
        }
    }

    pub(super) fn command(&mut self, rng: &mut dyn CryptoRng, command: Command) {
        if let Command::Backup(command) = command {
            return self.backup(rng, command);
        }
        let (ctx, phase) = (&mut self.ctx, &mut self.phase);
        let command = match phase {
            Phase::Open(desk) => {
                let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
                self.teams.command((&mut *ctx, desk), rng, tab, command)
            }
            _ => Some(command),
        };
        let Some(command) = command else { return };
        match (command, phase) {
            (Command::Begin, Phase::New { .. }) => {
                let identity = identity::begin(rng);
                self.make(Checked::new(identity));
            }
            (Command::TakeLink(typed), Phase::New { joining, .. }) => {
                joining.begin(ctx, &typed, &self.home);
            }
            (Command::CloseJoining, Phase::New { joining, .. }) => joining.taking.close(),
            (Command::Recover { words, relay }, Phase::New { refused, .. }) => {
                match identity::recover(&words, relay.as_deref()) {
                    Ok(identity) => self.make(Checked::new(identity)),
                    Err(problem) => *refused = Some(problem),
                }
            }
            (command, Phase::Open(desk)) => desk.command(ctx, rng, command),
            _ => {}
        }
    }

    /// Makes a journal, once it is certain that no other tab has.
    pub(super) fn make(&mut self, begun: Checked) {
        if self.making.replace(begun).is_none() {
            self.ctx
                .load(rows::all_under(Table::Meta, rows::IDENTITY), LoadFor::Begin);
        }
    }

    pub(super) fn made(&mut self, rng: &mut dyn CryptoRng, rows: &Result<Vec<Row>, Problem>) {
        let Some(Checked { identity, meta }) = self.making.take() else {
            return;
        };
        match rows {
            Ok(rows) if rows.is_empty() => {
                self.open(rng, identity, &meta);
                if let Phase::Open(desk) = &mut self.phase {
                    desk.put_identity(&mut self.ctx, true);
                }
            }
            Ok(_) => self.ctx.push(Effect::Restart),
            Err(problem) => self.phase = Phase::Broken(problem.clone()),
        }
    }
}
