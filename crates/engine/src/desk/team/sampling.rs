//! The sample of a team comes and goes: a fictional team's documents, told apart by their ids. What it holds is decided
//! in the domain; here it is written, and put away.

use super::super::{Ctx, Desk};
use crate::shelf::{Away, Want};
use commonplace_api::team::{Language, TeamChange};
use commonplace_api::{Change, Id};
use commonplace_domain::team::sample;
use commonplace_protocol::DocId;
use rand_core::CryptoRng;
use std::collections::BTreeSet;

impl Desk {
    /// Adds it, or has it back as it was put away.
    pub(crate) fn add_sample(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        language: Language,
    ) {
        let steps = sample::content(language, ctx.moment());
        let known: BTreeSet<Id> = steps
            .iter()
            .map(|(id, ..)| *id)
            .filter(|id| sample::is(*id) && self.shelf.known(&DocId(id.0)).is_some())
            .collect();
        for id in &known {
            self.want(ctx, rng, *id, Want::Quietly(Away::No));
        }
        for (id, change, then) in steps {
            // What is there already may have been changed by the team.
            if known.contains(&id) {
                continue;
            }
            self.change_by(ctx, rng, id, change.kind(), Want::ChangeAsOf(change, then));
        }
    }

    /// Takes all of it out.
    pub(crate) fn remove_sample(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, by: Id) {
        for id in sample::documents(&self.journal) {
            self.want(ctx, rng, id, Want::Quietly(Away::Yes));
        }
        self.change(
            ctx,
            rng,
            Id::TEAM,
            Change::Team(by, TeamChange::RemoveSamples),
        );
    }
}
