//! Who is in a team and by which invites one can join it, as screens show them; and what a device says of its own
//! person.

use super::super::{Ctx, Desk};
use super::role_of;
use crate::link_text::without_code;
use commonplace_api::team::space::{InviteId, InviteRow, Membership};
use commonplace_api::team::{MemberChange, Person};
use commonplace_api::{Change, Id, TextChange};
use commonplace_domain::fold::fold;
use commonplace_domain::team::member;
use commonplace_protocol::{DocId, MemberKey};
use commonplace_sync::{InviteLink, InviteSecret, Opened, Space};
use rand_core::CryptoRng;

/// How often a device says that it is there.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Desk {
    /// Knows who goes by which keys, as the roster says now.
    pub(super) fn trace_people(&mut self) {
        let roster = self.space().map(Space::newest_roster).cloned();
        if let (Some(belonging), Some(roster)) = (self.belonging_mut(), roster) {
            belonging.lineage.follow(&roster);
        }
    }

    /// The key by which a person is a member now.
    pub(super) fn key_of(&self, person: Id) -> Option<MemberKey> {
        let lineage = &self.belonging()?.lineage;
        let mut members = self.space()?.newest_roster().members();
        members
            .find(|(key, _)| lineage.person(key) == Some(person))
            .map(|(key, _)| key)
    }

    /// Whether a touch counts: what somebody says of themselves is theirs alone to say.
    pub(in crate::desk) fn may_touch(&self, opened: &Opened, doc: &DocId, kind: u16) -> bool {
        let lineage = self.belonging().map(|belonging| &belonging.lineage);
        lineage.is_none_or(|lineage| lineage.may_touch(&opened.member, doc, kind))
    }

    /// Whether this person may change a document of their team at all: not what others say of themselves.
    pub(crate) fn is_mine(&self, id: Id) -> bool {
        let (lineage, space) = (self.belonging().map(|team| &team.lineage), self.space());
        let card = self.journal.card(id);
        let kind = card.and_then(commonplace_domain::Card::kind);
        let kind = kind.map_or(0, commonplace_api::Kind::number);
        lineage
            .zip(space)
            .is_none_or(|(lineage, space)| lineage.may_touch(&space.member(), &DocId(id.0), kind))
    }

    /// A member by the name they gave themselves, in their document or, where they may not write one, as they came in.
    pub(super) fn person_of(&self, id: Id) -> Person {
        let person = member::person(&self.journal, id);
        if !person.name.is_empty() {
            return person;
        }
        let named = self.belonging().and_then(|team| team.lineage.name_of(&id));
        let name = named.and_then(|(key, name)| self.space()?.name_in_roster(key, name));
        Person {
            name: name.unwrap_or_default(),
            ..person
        }
    }

    /// This person first, then the others in the order of their names.
    pub(in crate::desk) fn members(&self) -> Vec<Membership> {
        let (Some(belonging), Some(space)) = (self.belonging(), self.space()) else {
            return Vec::new();
        };
        let row = |(key, kept): (MemberKey, commonplace_protocol::roster::Member)| {
            let id = belonging.lineage.person(&key)?;
            let card = self.journal.card(id);
            Some(Membership {
                person: self.person_of(id),
                role: role_of(kept.role),
                since_ms: card.map(|card| card.occurred_at_ms),
                heard_ms: member::heard_ms(&self.journal, id),
                me: key == space.member(),
            })
        };
        let members = space.newest_roster().members();
        let mut rows: Vec<_> = members.filter_map(row).collect();
        rows.sort_by_key(|row| (!row.me, fold(&row.person.name), row.person.id));
        rows
    }

    /// The invites by which one can still join.
    pub(in crate::desk) fn invites(&self, ctx: &Ctx) -> Vec<InviteRow> {
        let (Some(belonging), Some(space)) = (self.belonging(), self.space()) else {
            return Vec::new();
        };
        let mut rows: Vec<_> = space
            .newest_roster()
            .invites()
            .map(|(key, invite)| InviteRow {
                invite: InviteId(key.0),
                role: role_of(invite.role),
                left: invite.uses_left,
                expires_ms: i64::try_from(invite.expires_ms).unwrap_or(i64::MAX),
                link: belonging
                    .kept
                    .secret_of(&InviteId(key.0))
                    .map(|secret| self.invite_link(secret)),
            })
            .filter(|row| row.left > 0 && row.expires_ms > ctx.now.ms)
            .collect();
        rows.sort_by_key(|row| (row.expires_ms, row.invite));
        rows
    }

    /// What somebody is given to join by.
    fn invite_link(&self, secret: [u8; 32]) -> String {
        let relay = without_code(self.own_relay()).to_owned();
        let home = without_code(&self.home);
        let link = InviteLink {
            secret: InviteSecret::from_bytes(secret),
            space: self.space,
            relay: (relay != home).then_some(relay),
        };
        crate::invite_text::write(&link, &self.name_here(), &self.home)
    }

    /// What the team is called, as far as anything here says.
    fn name_here(&self) -> String {
        self.team_name().unwrap_or_default()
    }

    /// The team is told what this person is called, once, and at most once a day that they are there.
    pub(in crate::desk) fn mind_presence(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let ready = self.leader && self.texts_loaded && self.arriving.is_none();
        let may = ready && self.may_write() && !self.is_shut_out();
        let Some(belonging) = self.belonging().filter(|_| may) else {
            return;
        };
        let now_ms = ctx.now.ms;
        let rested = |at: i64| now_ms.saturating_sub(at) >= DAY_MS;
        if !belonging.looked_at_ms.is_none_or(rested) {
            return;
        }
        let (me, name) = (belonging.kept.me(), belonging.kept.my_name.clone());
        let known = self.journal.card(me).is_some();
        let waiting = self.space().map_or(0, Space::waiting);
        // Who is known already is in no hurry: what others are to have goes first.
        if known && (!self.links.is_ready() || waiting > 0) {
            return;
        }
        if let Some(belonging) = self.belonging_mut() {
            belonging.looked_at_ms = Some(ctx.now.ms);
        }
        if !known && !name.is_empty() {
            self.call_me(ctx, rng, name);
        }
        let heard = commonplace_domain::team::member::heard_ms(&self.journal, me);
        if heard.is_none_or(rested) {
            self.change(ctx, rng, me, Change::Member(me, MemberChange::Heard));
        }
    }

    /// Is called something else in this team.
    pub(crate) fn call_me(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, now: String) {
        let Some(me) = self.belonging().map(|belonging| belonging.kept.me()) else {
            return;
        };
        let was = self.journal.card(me).map(|card| card.title.clone());
        let name = TextChange {
            was: was.unwrap_or_default(),
            now,
        };
        self.change(ctx, rng, me, Change::Member(me, MemberChange::Name(name)));
    }
}
