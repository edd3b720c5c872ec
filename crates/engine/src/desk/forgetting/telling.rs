//! Telling the relay what may stand in for records it holds. It takes the place of those in its own time.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use crate::shelf::one;
use commonplace_api::Problem;
use commonplace_protocol::{Kind, Record, RecordKey};
use rand_core::CryptoRng;

/// Read at a time.
const AT_ONCE: usize = 64;

impl super::Forgetting {
    /// The connection is gone: what was not answered is told again on the next.
    pub(crate) fn hung_up(&mut self) {
        self.asked.clear();
    }
}

impl Desk {
    /// Reads what the relay is to be told next. It holds pack and record by its own word.
    pub(super) fn tell_next(&mut self, ctx: &mut Ctx) {
        let Some(space) = self
            .spaces
            .get(&self.space)
            .filter(|_| self.links.is_ready())
        else {
            return;
        };
        let confirmed = |key: &RecordKey| space.confirmed().covers(&key.replica, key.counter);
        let forgetting = &self.forgetting;
        let untold = forgetting.telling.iter().filter(|(key, pack)| {
            !forgetting.asked.contains(key) && confirmed(key) && confirmed(pack)
        });
        let keys: Vec<_> = untold.map(|(key, _)| *key).take(AT_ONCE).collect();
        for key in keys {
            let row = one(Table::Records, key.to_bytes().to_vec());
            ctx.load(row, LoadFor::StandIn(key));
            self.forgetting.asked.insert(key);
        }
    }

    /// One of them.
    pub(crate) fn stand_in_read(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        key: RecordKey,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let row = rows.ok().and_then(|rows| rows.into_iter().next());
        let Some(bytes) = row.map(|row| row.value) else {
            return;
        };
        let record = Record::parse(&bytes);
        if record.is_ok_and(|record| record.header().kind == Kind::StandIn) {
            let space = self.space;
            let told = vec![(key, bytes)];
            self.ask_relay(ctx, rng, |link, spaces| {
                link.tell_stand_ins(&space, told, spaces)
            });
        }
    }

    /// The relay has heard of these.
    pub(crate) fn told(&mut self, ctx: &mut Ctx, keys: &[RecordKey]) {
        let mut batch = Batch::default();
        for key in keys {
            if self.forgetting.telling.remove(key).is_some() {
                let row = rows::sort_key(rows::TELLING, key);
                batch.write(rows::remove(Table::Meta, row));
            }
        }
        ctx.outbox.add(batch);
    }
}
