//! Who else is in the team right now, by what they whisper while a screen of theirs is open. A person is shown only for
//! as long as they go on saying so; nothing of it is stored, and nothing decides by it.

use super::super::{Ctx, Desk};
use crate::rows;
use commonplace_api::Id;
use commonplace_api::team::presence::{Look, Present};
use commonplace_domain::fold::fold;
use commonplace_protocol::frame::Whisper;
use commonplace_protocol::{DocId, MemberKey};
use commonplace_sync::{Link, LinkKind};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// Who is there says so this often,
const BEAT_MS: i64 = 25_000;
/// and who has not for so long is not there any more.
const GONE_MS: i64 = 60_000;
/// A whisper older than this, or as much in the future, is a relay's repetition or a clock that is wrong.
const STALE_MS: i64 = 5 * 60_000;
/// Somebody who comes is told by all who are there, in this time, not at the same moment.
const ANSWER_MS: u32 = 1_500;
/// Screens of others that are remembered at the same time.
const MOST: usize = 1_000;

/// What is whispered.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Said {
    /// Names a screen of theirs.
    #[cbor(n(0), with = "minicbor::bytes")]
    screen: [u8; 16],
    /// How many times it has said something.
    #[n(1)]
    count: u64,
    /// When, in milliseconds since 1970.
    #[n(2)]
    at_ms: i64,
    /// Whether it is still there.
    #[n(3)]
    here: bool,
    #[n(4)]
    doc: Option<DocId>,
    #[n(5)]
    writing: bool,
}

/// The state of it.
#[derive(Debug, Default)]
pub(crate) struct Company {
    screen: [u8; 16],
    count: u64,
    /// Where this screen is, if others are to know.
    look: Option<Look>,
    /// Nobody sees this page at the moment.
    hidden: bool,
    /// The others were told that it is there.
    told: bool,
    beat_at_ms: Option<i64>,
    others: BTreeMap<(MemberKey, [u8; 16]), Other>,
}

#[derive(Debug)]
struct Other {
    count: u64,
    heard_ms: i64,
    look: Option<Look>,
}

impl Other {
    fn is_here(&self, now_ms: i64) -> bool {
        self.look.is_some() && now_ms.saturating_sub(self.heard_ms) < GONE_MS
    }
}

impl Company {
    fn is_shown(&self) -> bool {
        self.look.is_some() && !self.hidden
    }

    /// Says where this screen is as soon as there is somebody to hear it.
    pub(in crate::desk) fn say_again(&mut self, now_ms: i64) {
        if self.is_shown() || self.told {
            self.beat_at_ms = Some(now_ms);
        }
    }

    pub(in crate::desk) fn wake_at_ms(&self, now_ms: i64) -> Option<i64> {
        let here = self.others.values().filter(|other| other.is_here(now_ms));
        let gone = here.map(|other| other.heard_ms.saturating_add(GONE_MS));
        gone.chain(self.beat_at_ms.filter(|at| *at > now_ms)).min()
    }

    /// Takes in what a member said. Answers whether somebody came who has not heard of this screen.
    fn hear(&mut self, from: MemberKey, said: &Said, now_ms: i64) -> bool {
        if now_ms.saturating_sub(said.at_ms).saturating_abs() > STALE_MS {
            return false;
        }
        let key = (from, said.screen);
        let known = self.others.get(&key);
        if known.is_some_and(|known| known.count >= said.count) {
            return false;
        }
        let came = known.is_none_or(|known| !known.is_here(now_ms));
        // Who is gone is remembered until no repetition of theirs would be taken any more.
        let fresh = |other: &Other| now_ms.saturating_sub(other.heard_ms) <= 2 * STALE_MS;
        self.others.retain(|_, other| fresh(other));
        if known_or_room(&self.others, &key) {
            let look = Look {
                at: said.doc.map(|doc| Id(doc.0)),
                writing: said.writing,
            };
            let other = Other {
                count: said.count,
                heard_ms: now_ms,
                look: said.here.then_some(look),
            };
            self.others.insert(key, other);
        }
        came && said.here
    }
}

fn known_or_room(
    others: &BTreeMap<(MemberKey, [u8; 16]), Other>,
    key: &(MemberKey, [u8; 16]),
) -> bool {
    others.len() < MOST || others.contains_key(key)
}

impl Desk {
    /// Somebody looks at something else in this team, or at nothing of it any more.
    pub(crate) fn look(&mut self, ctx: &Ctx, rng: &mut dyn CryptoRng, look: Option<Look>) {
        let Some(belonging) = self.belonging_mut() else {
            return;
        };
        let company = &mut belonging.company;
        if company.screen == [0; 16] {
            rng.fill_bytes(&mut company.screen);
        }
        if company.look != look {
            company.look = look;
            company.say_again(ctx.now.ms);
        }
    }

    /// There is a connection again: those who are on it are told.
    pub(in crate::desk) fn say_again(&mut self, ctx: &Ctx) {
        if let Some(belonging) = self.belonging_mut() {
            belonging.company.say_again(ctx.now.ms);
        }
    }

    /// The page came into sight, or went out of it.
    pub(crate) fn page_in_sight(&mut self, ctx: &Ctx, in_sight: bool) {
        if let Some(belonging) = self.belonging_mut()
            && belonging.company.hidden == in_sight
        {
            belonging.company.hidden = !in_sight;
            belonging.company.say_again(ctx.now.ms);
        }
    }

    /// Says that this screen is there, when it is time.
    pub(in crate::desk) fn mind_company(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let now_ms = ctx.now.ms;
        let may_speak = self.role().is_some() && self.can_whisper();
        let Some(belonging) = self.belonging_mut() else {
            return;
        };
        let company = &mut belonging.company;
        if !may_speak || company.beat_at_ms.is_none_or(|at| at > now_ms) {
            return;
        }
        let here = company.is_shown();
        company.beat_at_ms = here.then(|| now_ms.saturating_add(BEAT_MS));
        company.told = here;
        company.count += 1;
        let look = company.look.unwrap_or_default();
        let said = Said {
            screen: company.screen,
            count: company.count,
            at_ms: now_ms,
            here,
            doc: look.at.map(|id| DocId(id.0)).filter(|_| here),
            writing: look.writing && here,
        };
        let said = rows::encode(&said);
        let whisper = self
            .space()
            .and_then(|space| space.whisper(rng, &said).ok());
        if let Some(whisper) = whisper {
            self.repeat(ctx, rng, &whisper, |_| true);
        }
    }

    /// A whisper came from another tab or from the relay.
    pub(in crate::desk) fn whispered(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        from_tab: bool,
        whisper: &Whisper,
    ) {
        // What one tab says is for the relay, and what the relay says is for all tabs.
        self.repeat(ctx, rng, whisper, |kind| {
            (*kind == LinkKind::Tab) != from_tab
        });
        let heard = self.space().and_then(|space| space.hear_whisper(whisper));
        let said = heard.and_then(|heard| rows::decode::<Said>(&heard));
        let now_ms = ctx.now.ms;
        let mut answer = [0; 4];
        rng.fill_bytes(&mut answer);
        let (Some(said), Some(belonging)) = (said, self.belonging_mut()) else {
            return;
        };
        let company = &mut belonging.company;
        if company.hear(whisper.from, &said, now_ms) && company.is_shown() {
            let in_ms = i64::from(u32::from_be_bytes(answer) % ANSWER_MS);
            let at_ms = now_ms.saturating_add(in_ms).saturating_add(1);
            company.beat_at_ms = Some(company.beat_at_ms.map_or(at_ms, |due| due.min(at_ms)));
        }
    }

    fn repeat(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        whisper: &Whisper,
        to: impl Fn(&LinkKind) -> bool,
    ) {
        let meant = self.links.all.iter().filter(|(_, link)| to(link.kind()));
        let ids: Vec<_> = meant.map(|(id, _)| *id).collect();
        for id in ids {
            let outs = self
                .links
                .all
                .get_mut(&id)
                .map(|link: &mut Link| link.whisper(whisper));
            self.carry_out(ctx, rng, id, outs.unwrap_or_default());
        }
    }

    /// Whether there is anybody to whisper to: the relay, or a tab that may have it.
    fn can_whisper(&self) -> bool {
        self.links.is_ready() || !self.leader
    }

    /// Who else is there, in the order of their names.
    pub(in crate::desk) fn present(&self, ctx: &Ctx) -> Vec<Present> {
        let (Some(belonging), Some(space)) = (self.belonging(), self.space()) else {
            return Vec::new();
        };
        let me = belonging.lineage.person(&space.member());
        let here = belonging.company.others.iter();
        let here = here.filter(|(_, other)| other.is_here(ctx.now.ms));
        let mut rows: Vec<Present> = here
            .filter(|((key, _), _)| space.newest_roster().member(key).is_some())
            .filter_map(|((key, _), other)| {
                let id = belonging.lineage.person(key).filter(|id| Some(*id) != me)?;
                Some(Present {
                    person: self.person_of(id),
                    look: other.look?,
                })
            })
            .collect();
        rows.sort_by_key(|row| (fold(&row.person.name), row.person.id, row.look.at));
        rows.dedup();
        rows
    }
}
