//! What this device tells the person's other devices of itself, and what they told.

use super::{Ctx, Desk};
use commonplace_api::change::Change;
use commonplace_api::device::{Device, DeviceChange};
use commonplace_api::{Id, Kind, TextChange};
use commonplace_domain::device;
use rand_core::CryptoRng;

/// How often a device says that it is there.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// This device, by itself.
#[derive(Debug, Default)]
pub(crate) struct Introduction {
    /// What it would be called if nobody says otherwise; empty until the screens have said.
    name: String,
    /// When it last looked whether there is something to say.
    looked_at_ms: Option<i64>,
}

impl Desk {
    /// The screens know what kind of device this is.
    pub(crate) fn introduce(&mut self, name: String) {
        self.introduction.name = name;
    }

    /// The document of this device, named by the tab that leads.
    fn own_document(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) -> Id {
        let known = self.identity.device;
        Id(known.unwrap_or_else(|| {
            let mut id = [0; 16];
            rng.fill_bytes(&mut id);
            self.identity.device = Some(id);
            self.put_identity(ctx, false);
            id
        }))
    }

    /// Says that this device is there: once when it is new, and then at most once a day, when everything else is with
    /// the relay anyway.
    pub(crate) fn mind_introduction(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let ready = self.leader && self.texts_loaded && self.arriving.is_none();
        let looked = self.introduction.looked_at_ms;
        let rested = looked.is_none_or(|at| ctx.now.ms.saturating_sub(at) >= DAY_MS);
        if !ready || self.is_shut_out() || self.introduction.name.is_empty() || !rested {
            return;
        }
        let id = self.own_document(ctx, rng);
        let Some(card) = self.journal.card(id) else {
            self.introduction.looked_at_ms = Some(ctx.now.ms);
            let name = TextChange {
                was: String::new(),
                now: self.introduction.name.clone(),
            };
            self.change(ctx, rng, id, Change::Device(DeviceChange::Name(name)));
            return self.change(ctx, rng, id, Change::Device(DeviceChange::Heard));
        };
        let heard_ms = device::row(id, card, None).heard_ms;
        let waiting = self.space().map_or(0, commonplace_sync::Space::waiting);
        if !self.links.is_ready() || waiting > 0 {
            return;
        }
        self.introduction.looked_at_ms = Some(ctx.now.ms);
        if ctx.now.ms.saturating_sub(heard_ms) >= DAY_MS {
            self.change(ctx, rng, id, Change::Device(DeviceChange::Heard));
        }
    }

    /// All devices, this one first, then those heard from last.
    pub(crate) fn devices(&self) -> Vec<Device> {
        let here = self.identity.device.map(Id);
        let cards = self.journal.of_kind(Kind::Device);
        let mut devices: Vec<_> = cards
            .map(|(id, card)| device::row(id, card, here))
            .collect();
        devices.sort_by_key(|device| (!device.here, core::cmp::Reverse(device.heard_ms)));
        devices
    }
}
