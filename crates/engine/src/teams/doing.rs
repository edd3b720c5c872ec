//! What somebody does in a team, if they may: refused here before the desk is asked, with a reason.

use super::room::Room;
use commonplace_api::team::MemberChange;
use commonplace_api::team::space::{Ask, NAME_BYTES, TeamCommand, TeamProblem};
use commonplace_api::{Change, Command, Id};
use commonplace_domain::team::shares;
use rand_core::CryptoRng;

impl Room {
    /// Changes something in the team, if this person may.
    pub(super) fn do_in(
        &mut self,
        rng: &mut dyn CryptoRng,
        command: TeamCommand,
    ) -> Result<(), TeamProblem> {
        let me = self.kept.me();
        let Some((desk, ctx)) = self.parts() else {
            return match command {
                TeamCommand::Look(_) => Ok(()),
                _ => Err(TeamProblem::NotHere),
            };
        };
        if let TeamCommand::Look(look) = command {
            desk.look(ctx, rng, look);
            return Ok(());
        }
        if !desk.may_write() || desk.is_shut_out() {
            return Err(TeamProblem::ReadOnly);
        }
        let command = match command {
            TeamCommand::Change { id, change } => {
                let mut change = *change;
                // What people keep for themselves is not kept here.
                *change.by_mut().ok_or(TeamProblem::ReadOnly)? = me;
                if let Change::Member(_, MemberChange::Name(name)) = &change {
                    fits(&name.now)?;
                }
                // What somebody shares stands in one place, and they need not know its name.
                let id = match &change {
                    Change::Shares(by, _) => shares::id(*by),
                    _ => id,
                };
                Command::Change { id, change }
            }
            TeamCommand::Delete(id) if !desk.is_mine(id) => return Err(TeamProblem::NotYours),
            TeamCommand::Delete(id) => Command::Delete(id),
            TeamCommand::Restore(id) => Command::Restore(id),
            TeamCommand::RenameMe(name) => {
                fits(&name)?;
                desk.call_me(ctx, rng, name);
                return Ok(());
            }
            TeamCommand::AddSample(language) => {
                desk.add_sample(ctx, rng, language);
                return Ok(());
            }
            TeamCommand::RemoveSample => {
                desk.remove_sample(ctx, rng, me);
                return Ok(());
            }
            TeamCommand::Look(_) | TeamCommand::Ask(..) => return Ok(()),
        };
        desk.command(ctx, rng, command);
        Ok(())
    }

    pub(super) fn ask(&mut self, rng: &mut dyn CryptoRng, ask: Id, wanted: &Ask) {
        if let Some((desk, ctx)) = self.parts() {
            desk.wish(ctx, rng, ask, wanted);
        }
    }

    pub(super) fn give_up(&mut self, ask: Id) {
        if let Some((desk, ctx)) = self.parts() {
            desk.give_up_wish(ctx, ask);
        }
    }
}

/// Whether something can be a name.
pub(super) fn fits(name: &str) -> Result<(), TeamProblem> {
    if name.trim().is_empty() {
        Err(TeamProblem::NameMissing)
    } else if name.len() > usize::try_from(NAME_BYTES).unwrap_or(usize::MAX) {
        Err(TeamProblem::NameTooLong)
    } else {
        Ok(())
    }
}
