//! Reading a backup: once to its end, to know that it is whole, this person's and of a version that is understood;
//! then again, to take what it holds as if a relay had sent it. What is here already stays as it is.

use super::{percent, refused};
use crate::ctx::Ctx;
use crate::desk::{Desk, From};
use crate::identity;
use crate::io::{Effect, Row};
use crate::rows::{self, IdentityRow};
use commonplace_api::Saved;
use commonplace_api::backup::{Backup, BackupRefused, Restored};
use commonplace_protocol::limits::{MAX_CHUNK, MAX_ROSTER_ENTRIES};
use commonplace_protocol::{Record, ReplicaId, Roster, SpaceId};
use commonplace_sync::backup::{About, BackupError, Head, Item, Reader};
use commonplace_sync::{PersonKey, Seed, SyncError};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// How much is read at once.
const SLICE_BYTES: u32 = 1 << 20;

#[derive(Debug)]
pub(super) struct Reading {
    /// From the words, where they were given.
    seed: Option<Seed>,
    /// The journal that is open here, and who it belongs to.
    here: Option<(SpaceId, PersonKey)>,
    size: u64,
    at: u64,
    step: Step,
}

#[derive(Debug)]
enum Step {
    /// Its first bytes were asked for.
    Head,
    /// It is read to its end.
    Checking(Head, PersonKey, Reader, Found),
    /// A device without a journal begins one, or an open one is looked at.
    Ready(Head, PersonKey, Found),
    /// What it holds is taken; `true` while bytes were asked for.
    Taking(Reader, Restored, bool),
    /// All of it was taken; the last of it is on its way to the disk.
    Saving(Restored),
}

/// What is in a whole file.
#[derive(Debug, Default)]
struct Found {
    about: Option<About>,
    roster: Vec<Vec<u8>>,
    space: Option<SpaceId>,
    /// The last record of each replica.
    last: BTreeMap<ReplicaId, u64>,
}

/// What a device without a journal begins one with.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) identity: IdentityRow,
    /// The roster, as it is stored.
    pub(crate) meta: Vec<Row>,
}

impl Checked {
    /// A journal that begins with nothing but its first roster entry.
    pub(crate) const fn new(identity: IdentityRow) -> Self {
        Self {
            identity,
            meta: Vec::new(),
        }
    }
}

/// What to show, and what to begin a journal with.
type Outcome = Result<(Backup, Option<Checked>), BackupRefused>;

impl Reading {
    pub(super) fn begin(
        desk: Option<&Desk>,
        words: Option<&str>,
        size: u64,
    ) -> Result<Self, BackupRefused> {
        let seed = words.map(Seed::from_words).transpose();
        let seed = seed.map_err(|error| BackupRefused::Words(identity::problem(error)))?;
        let kept = desk
            .and_then(|desk| desk.identity.seed)
            .map(Seed::from_bytes);
        let here = desk.map(|desk| (desk.space, person_of(&desk.identity)));
        if here.is_none() && seed.is_none() {
            return Err(BackupRefused::WordsNeeded);
        }
        Ok(Self {
            seed: seed.or(kept),
            here,
            size,
            at: 0,
            step: Step::Head,
        })
    }

    /// Asks for the next bytes.
    pub(super) fn ask(&self, ctx: &mut Ctx) {
        let head = u32::try_from(Head::LONGEST).unwrap_or(SLICE_BYTES);
        ctx.push(Effect::ReadFile {
            from: self.at,
            length: if matches!(self.step, Step::Head) {
                head
            } else {
                SLICE_BYTES
            },
        });
    }

    pub(super) fn take(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        desk: Option<&mut Desk>,
        bytes: Option<Vec<u8>>,
    ) -> Outcome {
        let bytes = bytes.ok_or(BackupRefused::Unreadable)?;
        match &mut self.step {
            Step::Head => self.head(ctx, &bytes),
            Step::Checking(_, _, reader, found) if !bytes.is_empty() => {
                let items = reader.push(&bytes).map_err(refused)?;
                items
                    .into_iter()
                    .try_for_each(|item| found.add(item))
                    .map_err(refused)?;
                self.at += bytes.len() as u64;
                self.ask(ctx);
                Ok((self.view(), None))
            }
            Step::Checking(_, _, reader, _) => {
                reader.finish().map_err(refused)?;
                self.checked(rng, desk)
            }
            Step::Taking(reader, restored, asked) => {
                *asked = false;
                if bytes.is_empty() {
                    reader.finish().map_err(refused)?;
                    self.step = Step::Saving(*restored);
                } else if let Some(desk) = desk {
                    let items = reader.push(&bytes).map_err(refused)?;
                    add(ctx, desk, items, restored);
                    self.at += bytes.len() as u64;
                }
                Ok((self.view(), None))
            }
            Step::Ready(..) | Step::Saving(_) => Ok((self.view(), None)),
        }
    }

    fn head(&mut self, ctx: &mut Ctx, bytes: &[u8]) -> Outcome {
        let head = Head::parse(bytes).map_err(refused)?;
        let own = self.here.as_ref().map(|(_, person)| person);
        let own = own.filter(|person| person.generation() == head.generation());
        let of_seed = self
            .seed
            .as_ref()
            .map(|seed| seed.person(head.generation()));
        let person = of_seed.or(own.cloned()).ok_or(BackupRefused::WordsNeeded)?;
        let reader = Reader::open(&head, &person).map_err(refused)?;
        self.at = head.length() as u64;
        self.step = Step::Checking(head, person, reader, Found::default());
        self.ask(ctx);
        Ok((self.view(), None))
    }

    /// It is whole: is it the journal that is open here, or one that can begin here?
    fn checked(&mut self, rng: &mut dyn CryptoRng, desk: Option<&mut Desk>) -> Outcome {
        let Step::Checking(head, person, _, found) = core::mem::replace(&mut self.step, Step::Head)
        else {
            return Err(BackupRefused::Damaged);
        };
        let roster = found.roster().map_err(refused)?;
        let (Some(about), true) = (
            &found.about,
            found.space.is_none_or(|space| space == roster.space()),
        ) else {
            return Err(BackupRefused::Damaged);
        };
        let member = person.personal().map(|own| own.identity.member());
        let is_member = member.is_ok_and(|member| roster.member(&member).is_some());
        let is_other = self
            .here
            .as_ref()
            .is_some_and(|(space, _)| *space != roster.space());
        if is_other || !is_member {
            return Err(BackupRefused::AnotherPerson);
        }
        let checked = match (&self.here, &self.seed, desk) {
            (None, Some(seed), _) => Some(Checked {
                identity: identity::restored(
                    seed,
                    head.generation(),
                    roster.space(),
                    about.relay.clone(),
                ),
                meta: found.meta(roster.space()),
            }),
            (_, _, Some(desk)) => {
                desk.make_way(rng, |replica| found.last.get(replica).copied().unwrap_or(0));
                None
            }
            _ => return Err(BackupRefused::WordsNeeded),
        };
        self.step = Step::Ready(head, person, found);
        Ok((self.view(), checked))
    }

    /// Goes on when the journal is open and what was taken so far is on the disk.
    pub(super) fn go_on(&mut self, ctx: &mut Ctx, desk: &mut Desk) -> Backup {
        if !desk.is_loaded() {
            return self.view();
        }
        let saved = desk.saved(ctx);
        match &mut self.step {
            Step::Ready(head, person, found) => {
                desk.take_roster(ctx, &found.roster);
                match Reader::open(head, person) {
                    Ok(reader) => {
                        self.at = head.length() as u64;
                        self.step = Step::Taking(reader, Restored::default(), true);
                        self.ask(ctx);
                    }
                    Err(error) => return Backup::Refused(refused(error)),
                }
            }
            Step::Taking(_, _, asked) if !*asked && saved == Saved::Yes => {
                *asked = true;
                self.ask(ctx);
            }
            Step::Saving(restored) if saved == Saved::Yes => return Backup::Restored(*restored),
            _ => {}
        }
        match (saved, &self.step) {
            (Saved::Failed(problem), Step::Taking(..) | Step::Saving(_)) => {
                Backup::Refused(BackupRefused::Storage(problem))
            }
            _ => self.view(),
        }
    }

    fn view(&self) -> Backup {
        let percent = percent(self.at, self.size);
        match self.step {
            Step::Head | Step::Checking(..) | Step::Ready(..) => Backup::Checking { percent },
            Step::Taking(..) | Step::Saving(_) => Backup::Restoring { percent },
        }
    }
}

impl Found {
    fn add(&mut self, item: Item) -> Result<(), BackupError> {
        match item {
            Item::About(about) if self.about.is_none() => self.about = Some(about),
            _ if self.about.is_none() => return Err(BackupError::Damaged),
            Item::Roster(entry) if self.roster.len() < MAX_ROSTER_ENTRIES => {
                self.roster.push(entry);
            }
            Item::Record(bytes) => {
                let record = Record::parse(&bytes).map_err(|_| BackupError::Damaged)?;
                let key = record.key();
                if *self.space.get_or_insert(key.space) != key.space {
                    return Err(BackupError::Damaged);
                }
                self.last.insert(key.replica, key.counter);
            }
            // Taken on the second reading.
            Item::Chunk(bytes) if (1..=MAX_CHUNK).contains(&bytes.len()) => {}
            Item::About(_) | Item::Roster(_) | Item::Chunk(_) => return Err(BackupError::Damaged),
        }
        Ok(())
    }

    fn roster(&self) -> Result<Roster, BackupError> {
        let (genesis, rest) = self.roster.split_first().ok_or(BackupError::Damaged)?;
        let mut roster = Roster::start(genesis).map_err(|_| BackupError::Damaged)?;
        for entry in rest {
            roster.append(entry).map_err(|_| BackupError::Damaged)?;
        }
        Ok(roster)
    }

    fn meta(&self, space: SpaceId) -> Vec<Row> {
        let row = |(number, entry): (u64, &Vec<u8>)| Row {
            key: rows::roster_key(&space, number),
            value: entry.clone(),
        };
        (0..).zip(&self.roster).map(row).collect()
    }
}

fn add(ctx: &mut Ctx, desk: &mut Desk, items: Vec<Item>, restored: &mut Restored) {
    let (mut records, mut chunks) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Record(record) => records.push(record),
            Item::Chunk(chunk) => chunks.push(chunk),
            Item::About(_) | Item::Roster(_) => {}
        }
    }
    let all = small(records.len());
    let declined = desk.take_records(ctx, records, From::Elsewhere).declined;
    let had = declined
        .iter()
        .filter(|error| matches!(error, SyncError::Duplicate(_)))
        .count();
    restored.already_here += small(had);
    restored.left_out += small(declined.len() - had);
    restored.added += all.saturating_sub(small(declined.len()));
    desk.take_chunks(ctx, chunks);
}

fn person_of(identity: &IdentityRow) -> PersonKey {
    PersonKey::new(identity.generation, identity.person, identity.recovery)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
