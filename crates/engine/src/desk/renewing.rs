//! When two copies of this device wrote under one replica (a restored profile, a copied disk):
//! what was written here is said again under a replica nobody else has, and the others' version
//! takes its old place.

use super::links::range_query;
use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows::{self, Touched};
use commonplace_api::Problem;
use commonplace_protocol::{Range, RecordKey, ReplicaId};
use commonplace_sync::{Renewed, Space};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// A replica being set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SettingAside {
    replica: ReplicaId,
    trusted: u64,
}

impl Desk {
    /// Gathers what is stored of the replica after the last record both versions share.
    pub(crate) fn set_aside(&mut self, ctx: &mut Ctx, replica: ReplicaId, trusted: u64) {
        self.aside = Some(SettingAside { replica, trusted });
        let range = Range {
            replica,
            from: trusted + 1,
            to: u64::MAX - 1,
        };
        ctx.load(range_query(self.space, &range), LoadFor::Renewal);
    }

    pub(crate) fn renew(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(SettingAside { replica, trusted }) = self.aside.take() else {
            return;
        };
        let Ok(rows) = rows else {
            return self.set_aside(ctx, replica, trusted);
        };
        let mut records: BTreeMap<Vec<u8>, Vec<u8>> =
            rows.into_iter().map(|row| (row.key, row.value)).collect();
        let tip = self
            .space()
            .and_then(|space| space.tip(&replica))
            .map_or(0, |tip| tip.counter);
        for counter in trusted + 1..=tip {
            let key = RecordKey {
                space: self.space,
                replica,
                counter,
            }
            .to_bytes()
            .to_vec();
            if let Some(record) = ctx.outbox.peek(Table::Records, &key) {
                records.insert(key, record.to_vec());
            }
        }
        let records: Vec<_> = records.into_values().collect();
        let said = self.said(&records);
        let Some(space) = self.spaces.get_mut(&self.space) else {
            return;
        };
        let Ok(renewed) = space.renew(rng, replica, &records) else {
            return self.generations.unsayable(replica);
        };
        self.store_renewed(ctx, &renewed, trusted, &said);
        self.leave_out(ctx, &renewed, &records);
        self.renewed = Some(replica);
    }

    /// What was said again is not kept where it was: something of it may be deleted for ever one day. Rows stay in the
    /// places, since other tabs set them aside as well.
    fn leave_out(&self, ctx: &mut Ctx, renewed: &Renewed, records: &[Vec<u8>]) {
        let (Some(space), Some(again)) = (self.space(), renewed.sealed.first()) else {
            return;
        };
        let mut batch = Batch::default();
        for bytes in records {
            let opened = space.read(bytes).ok().filter(|opened| !opened.newer);
            let stand_in = space.stand_in(bytes, &again.key);
            if let (Some(opened), Ok(stand_in)) = (opened, stand_in) {
                let key = opened.key.to_bytes().to_vec();
                batch.write(rows::put(Table::Records, key, stand_in));
            }
        }
        ctx.outbox.add(batch);
    }

    /// The documents each record speaks of, records without any left out.
    fn said(&self, records: &[Vec<u8>]) -> Vec<Vec<commonplace_protocol::DocId>> {
        let read = |record: &Vec<u8>| {
            self.space()
                .and_then(|space| Space::read(space, record).ok())
        };
        let opened = records.iter().filter_map(read);
        let said = opened.filter(commonplace_sync::Opened::says_something);
        said.map(|opened| opened.touches.iter().map(|touch| touch.doc).collect())
            .collect()
    }

    fn store_renewed(
        &mut self,
        ctx: &mut Ctx,
        renewed: &Renewed,
        trusted: u64,
        said: &[Vec<commonplace_protocol::DocId>],
    ) {
        let mut batch = Batch::default();
        let key = rows::tip_key(&self.space, &renewed.replica);
        if renewed.tip.is_some() {
            self.put_tip(&mut batch, renewed.replica);
        } else {
            batch.write(crate::io::Write {
                table: Table::Meta,
                key,
                value: None,
            });
        }
        self.slot_stored = false;
        self.put_slot(&mut batch, renewed.writer);
        for (sealed, docs) in renewed.sealed.iter().zip(said) {
            batch.record(sealed.key, sealed.bytes.clone());
            let touched = Touched {
                replica: sealed.key.replica,
                counter: sealed.key.counter,
            };
            if let Some(Ok(again)) = self.space().map(|space| space.read(&sealed.bytes)) {
                self.take_pack(ctx, &mut batch, &again);
            }
            for doc in docs {
                self.note_if_going(&mut batch, sealed.key, *doc);
                if self.forgetting.is_gone(doc) {
                    continue;
                }
                let known = self.shelf.known_mut(*doc);
                known.coverage.lower(&renewed.replica, trusted);
                known.saved.lower(&renewed.replica, trusted);
                known
                    .sources
                    .retain(|s| s.replica != renewed.replica || s.counter <= trusted);
                known.sources.push(touched);
                known.coverage.raise(touched);
                if let Some(card) = self.journal.card(commonplace_api::Id(doc.0)).cloned() {
                    self.put_card(&mut batch, *doc, &card);
                }
            }
        }
        self.put_tip(&mut batch, renewed.writer);
        batch.done.renewed = true;
        ctx.outbox.add(batch);
    }
}
