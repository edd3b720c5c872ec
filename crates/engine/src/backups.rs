//! Backups on their way out and in. One at a time; everything goes piece by piece, so that a large journal passes
//! through a small memory. A file is read to its end before anything is changed, and then a second time.

mod making;
mod restoring;

use crate::ctx::Ctx;
use crate::desk::Desk;
use crate::io::{Effect, Part};
use commonplace_api::backup::{Backup, BackupRefused};
use commonplace_api::{Problem, Saved, Update, View};
use commonplace_sync::backup::BackupError;
use making::Making;
use rand_core::CryptoRng;
pub(crate) use restoring::Checked;
use restoring::Reading;

/// What is being done, and what is told of it.
#[derive(Debug, Default)]
pub(crate) struct Backups {
    doing: Doing,
    view: Backup,
}

#[derive(Debug, Default)]
enum Doing {
    #[default]
    Nothing,
    /// One is to be made, once what was typed is on the disk.
    Waiting,
    Making(Box<Making>),
    Reading(Box<Reading>),
}

impl Backups {
    /// Whether one is being made: records are read that must not change meanwhile.
    pub(crate) const fn is_making(&self) -> bool {
        matches!(self.doing, Doing::Making(_))
    }

    pub(crate) fn close(&mut self) {
        if matches!(self.doing, Doing::Nothing) {
            self.view = Backup::None;
        }
    }

    /// Makes one of an open journal.
    pub(crate) fn make(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, desk: &mut Desk) {
        if matches!(self.doing, Doing::Nothing) {
            desk.commit_rested(ctx, rng, true);
            self.doing = Doing::Waiting;
            self.view = Backup::Making { done: 0, total: 0 };
        }
    }

    /// What follows from the last input.
    pub(crate) fn go_on(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, desk: &mut Desk) {
        match &mut self.doing {
            // Where nothing can be saved, a backup of the rest is worth all the more.
            Doing::Waiting if desk.saved(ctx) != Saved::Saving => {
                let making = Making::begin(ctx, rng, desk);
                self.view = making.view();
                self.doing = Doing::Making(Box::new(making));
            }
            Doing::Reading(reading) => {
                let view = reading.go_on(ctx, desk);
                self.show(view);
            }
            Doing::Nothing | Doing::Waiting | Doing::Making(_) => {}
        }
    }

    /// Records for the backup that is being made.
    pub(crate) fn records(
        &mut self,
        ctx: &mut Ctx,
        desk: &mut Desk,
        rows: Result<Vec<crate::io::Row>, Problem>,
    ) {
        let Doing::Making(making) = &mut self.doing else {
            return;
        };
        let view = match rows {
            Ok(rows) if making.is_behind(&rows) => {
                // Another tab gave records up for a pack that is too new to be in it: once more, from the start.
                self.doing = Doing::Waiting;
                return;
            }
            Ok(rows) => making.take(ctx, desk, rows),
            Err(problem) => {
                ctx.push(Effect::Backup(Part::Drop));
                Backup::Refused(BackupRefused::Storage(problem))
            }
        };
        self.show(view);
    }

    /// Reads the file that was handed over; `desk` is the journal that is open here, if one is.
    pub(crate) fn restore(
        &mut self,
        ctx: &mut Ctx,
        desk: Option<&Desk>,
        words: Option<&str>,
        size: u64,
    ) {
        if !matches!(self.doing, Doing::Nothing) {
            return;
        }
        match Reading::begin(desk, words, size) {
            Ok(reading) => {
                self.view = Backup::Checking { percent: 0 };
                reading.ask(ctx);
                self.doing = Doing::Reading(Box::new(reading));
            }
            Err(refused) => self.view = Backup::Refused(refused),
        }
    }

    /// More of the file. Gives back what a device without a journal has to begin one with.
    pub(crate) fn file_read(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        desk: Option<&mut Desk>,
        bytes: Option<Vec<u8>>,
    ) -> Option<Checked> {
        let Doing::Reading(reading) = &mut self.doing else {
            return None;
        };
        let (view, checked) = match reading.take(ctx, rng, desk, bytes) {
            Ok(done) => done,
            Err(refused) => (Backup::Refused(refused), None),
        };
        self.show(view);
        checked
    }

    /// Tells whoever watches.
    pub(crate) fn tell(&self, ctx: &mut Ctx) {
        for (id, view) in ctx.views.lists() {
            if view == View::Backup {
                ctx.tell(id, Update::Backup(self.view.clone()));
            }
        }
    }

    fn show(&mut self, view: Backup) {
        if matches!(
            view,
            Backup::Made | Backup::Restored(_) | Backup::Refused(_)
        ) {
            self.doing = Doing::Nothing;
        }
        self.view = view;
    }
}

fn refused(error: BackupError) -> BackupRefused {
    match error {
        BackupError::NotABackup => BackupRefused::NotABackup,
        BackupError::Newer => BackupRefused::Newer,
        BackupError::AnotherPerson => BackupRefused::AnotherPerson,
        BackupError::Cut => BackupRefused::Cut,
        BackupError::Damaged => BackupRefused::Damaged,
    }
}

fn percent(done: u64, of: u64) -> u8 {
    let percent = done
        .min(of)
        .saturating_mul(100)
        .checked_div(of)
        .unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}
