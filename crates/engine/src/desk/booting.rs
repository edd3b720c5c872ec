//! From stored rows to an open journal: identity, roster and tips first, then cards, then words.

use super::forgetting::Forgetting;
use super::importing::Importing;
use super::links::Links;
use super::photos::Photos;
use super::{Arriving, Check, Ctx, Desk, Generations, Handing, Introduction, Whose};
use crate::copies::Copies;
use crate::ctx::LoadFor;
use crate::error::EngineError;
use crate::io::{Row, Table};
use crate::rows::{self, CardRow, Coverage, IdentityRow, TextRow, TipRow};
use crate::shelf::{Joined, Shelf};
use crate::status::RelayStatus;
use commonplace_api::{Id, Problem};
use commonplace_domain::{Card, Journal};
use commonplace_protocol::{DocId, ReplicaId, Roster, Tip, VersionVector};
use commonplace_sync::{KeyRing, Space, SpaceIdentity, Spaces};
use rand_core::CryptoRng;
use std::collections::{BTreeMap, HashMap};

/// What the shell knows when it starts.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// All rows of [`Table::Meta`].
    pub(crate) meta: &'a [Row],
    /// The slot this tab holds.
    pub(crate) slot: u32,
    /// The relay that served the app.
    pub(crate) home: String,
}

/// What a desk is made of.
#[derive(Debug)]
pub(super) struct Furniture {
    pub(super) whose: Whose,
    pub(super) identity: IdentityRow,
    /// Who this person is in the space.
    pub(super) owner: SpaceIdentity,
    /// The first entry of its roster.
    pub(super) roster: Roster,
    /// It has not wholly come here yet.
    pub(super) arriving: bool,
}

impl Desk {
    /// The journal of `identity`, with nothing listed yet.
    pub(crate) fn open(
        identity: IdentityRow,
        start: Start<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, EngineError> {
        let person = identity.person_key();
        let find = |key: &[u8]| start.meta.iter().find(|row| row.key == key);
        let roster = match &identity.space {
            Some(space) => {
                let genesis = find(&rows::roster_key(space, 0)).ok_or(EngineError::Lost)?;
                Roster::start(&genesis.value)?
            }
            None => person.personal()?.roster,
        };
        let furniture = Furniture {
            whose: Whose::Person,
            owner: person.identity(&roster),
            arriving: identity.arriving,
            identity,
            roster,
        };
        Self::furnish(furniture, start, rng, |roster| person.keys_in(roster))
    }

    /// A desk for a space, as it is stored.
    pub(super) fn furnish(
        furniture: Furniture,
        start: Start<'_>,
        rng: &mut dyn CryptoRng,
        keys: impl FnOnce(&Roster) -> KeyRing,
    ) -> Result<Self, EngineError> {
        let Furniture {
            whose,
            identity,
            owner,
            roster,
            arriving,
        } = furniture;
        let find = |key: &[u8]| start.meta.iter().find(|row| row.key == key);
        let space = roster.space();
        let tips = tips(start.meta, &space);
        let slot_row = find(&whose.slot_key(start.slot, &space));
        let writer = slot_row.and_then(|row| ReplicaId::try_from(row.value.as_slice()).ok());
        let confirmed = find(&rows::acked_key(&space));
        let confirmed = confirmed.and_then(|row| rows::decode::<VersionVector>(&row.value));
        let confirmed = confirmed.unwrap_or_default();
        let searched = find(rows::SEARCHED).and_then(|row| rows::decode(&row.value));
        let copies = Copies::stored(start.meta, &space);
        let mut relay = RelayStatus::new(confirmed.clone());
        relay.synced_at_ms = copies.relay_ms();
        let mut opened = Space::new(owner, roster, writer, tips, confirmed);
        let prefix = rows::roster_prefix(&space);
        let entries = start.meta.iter().filter(|row| row.key.starts_with(&prefix));
        for row in entries.skip(1) {
            opened.append_to_roster(&row.value)?;
        }
        let keys = keys(opened.roster());
        opened.take_keys(keys);
        // A replica belongs to one key for ever.
        let writer = writer.filter(|writer| {
            let tip = opened.tip(writer);
            tip.is_none_or(|tip| tip.member == opened.member())
        });
        if writer.is_none() {
            opened.new_writer(rng);
        }
        Ok(Self {
            arriving: arriving.then(Arriving::default),
            whose,
            identity,
            space,
            spaces: Spaces::from([(space, opened)]),
            journal: Journal::default(),
            shelf: Shelf::default(),
            import: Importing::default(),
            photos: Photos::default(),
            forgetting: Forgetting::stored(start.meta, &space),
            relay,
            words_shown: false,
            copies,
            searched: searched.unwrap_or_default(),
            check: Check::default(),
            introduction: Introduction::default(),
            handing: Handing::default(),
            generations: Generations::default(),
            links: Links::default(),
            relay_caught_up: false,
            confirmed_changed: false,
            aside: None,
            renewed: None,
            leader: false,
            home: start.home,
            dialled: None,
            slot: start.slot,
            slot_stored: writer.is_some(),
            cards_loaded: false,
            texts_loaded: false,
            texts_asked: HashMap::new(),
            told_tabs: None,
            relist: false,
            shown_day: None,
        })
    }

    /// Reads everything a list needs.
    pub(crate) fn load_cards(&self, ctx: &mut Ctx) {
        ctx.load(rows::all_under(Table::Cards, &self.space.0), LoadFor::Cards);
    }

    /// Asks which records are on the disk.
    pub(crate) fn load_tips(&self, ctx: &mut Ctx) {
        ctx.load(
            rows::all_under(Table::Meta, &rows::tip_prefix(&self.space)),
            LoadFor::Tips,
        );
    }

    /// What is on the disk and not known here is read as if the tab that wrote it had told.
    pub(crate) fn tips_loaded(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, found: &[Row]) {
        let tips = tips(found, &self.space).into_iter();
        let vector = tips.map(|(replica, tip)| (replica, tip.counter)).collect();
        self.found_on_disk(ctx, rng, &vector);
    }

    pub(crate) const fn is_loaded(&self) -> bool {
        self.cards_loaded
    }

    /// All cards, of every writer: the row that covers most is shown.
    pub(crate) fn cards_loaded(&mut self, ctx: &mut Ctx, rows: Vec<Row>) {
        let mut cards = HashMap::with_capacity(rows.len());
        for row in rows {
            let (Some(doc), Some(stored)) =
                (rows::doc_of(&row.key), rows::decode::<CardRow>(&row.value))
            else {
                continue;
            };
            if self.forgetting.remains(doc) {
                continue;
            }
            let joined = self.shelf.known_mut(doc).join(&stored);
            if joined == Joined::Neither {
                self.shelf.mark_stale(doc);
            }
            let card = Card::from_bytes(&stored.card)
                .ok()
                .filter(|card| card.kind().is_some());
            match card {
                Some(card) if joined == Joined::Newer => cards.insert(Id(doc.0), card),
                Some(card) => Some(cards.entry(Id(doc.0)).or_insert(card).clone()),
                None => None,
            };
        }
        let unreflected: Vec<_> = self.shelf.unreflected().collect();
        unreflected
            .into_iter()
            .for_each(|doc| self.shelf.mark_stale(doc));
        for (id, card) in &cards {
            self.note_photos(DocId(id.0), card);
        }
        self.journal = Journal::from_cards(cards);
        self.cards_loaded = true;
        self.relist = true;
        self.texts_asked = self.shelf.coverages();
        ctx.load(rows::all_under(Table::Texts, &self.space.0), LoadFor::Texts);
        self.load_chunks(ctx);
    }

    /// All words for the search, as they were when the cards were read. What has none, or old
    /// ones, is read in the background. What arrived meanwhile brought its own.
    pub(crate) fn texts_loaded(&mut self, rows: Vec<Row>) {
        let mut asked = core::mem::take(&mut self.texts_asked);
        asked.retain(|doc, seen| {
            self.shelf
                .known(doc)
                .is_some_and(|now| now.coverage == *seen)
        });
        let mut newest: HashMap<DocId, Coverage> = HashMap::with_capacity(rows.len());
        for row in rows {
            let (Some(doc), Some(stored)) =
                (rows::doc_of(&row.key), rows::decode::<TextRow>(&row.value))
            else {
                continue;
            };
            if self.forgetting.remains(doc) {
                continue;
            }
            let newer = newest
                .get(&doc)
                .is_none_or(|seen| stored.coverage.dominates(seen));
            if newer && asked.contains_key(&doc) {
                self.journal.set_text(Id(doc.0), &stored.text);
                newest.insert(doc, stored.coverage);
            }
        }
        let nothing = Coverage::default();
        for (doc, seen) in asked {
            if !newest.get(&doc).unwrap_or(&nothing).dominates(&seen) {
                self.shelf.mark_stale(doc);
            }
        }
        self.texts_loaded = true;
        self.relist = true;
    }

    /// The store did not give what was asked for at the start.
    pub(crate) fn could_not_load(ctx: &mut Ctx, problem: &Problem) {
        use commonplace_api::wire::FromCore;
        ctx.push(crate::io::Effect::Tell(FromCore::Stopped(format!(
            "{problem:?}"
        ))));
    }
}

fn tips(meta: &[Row], space: &commonplace_protocol::SpaceId) -> BTreeMap<ReplicaId, Tip> {
    let prefix = rows::tip_prefix(space);
    let tips = meta.iter().filter_map(|row| {
        let replica = ReplicaId::try_from(row.key.strip_prefix(prefix.as_slice())?).ok()?;
        let TipRow {
            counter,
            id,
            member,
        } = rows::decode(&row.value)?;
        Some((
            replica,
            Tip {
                counter,
                id,
                member,
            },
        ))
    });
    tips.collect()
}
