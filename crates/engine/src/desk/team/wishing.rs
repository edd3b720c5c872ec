//! Making wishes about a roster come true: an entry is drafted on the roster as it is known, brought to the relay, and
//! drafted anew if another was first. Entries that are owed without anybody wishing for them, a new key and new keys of
//! this person, are brought in the same way.

use super::super::{Ctx, Desk};
use super::wishes::{Brought, Wish};
use super::{handle_of, member_in, role_in_roster};
use crate::outbox::Batch;
use commonplace_api::team::space::{Ask, InviteId, MembershipChange, Role, TeamProblem};
use commonplace_api::{Id, Saved};
use commonplace_protocol::{MemberKey, Refusal, Refused, Roster, RosterError, roster};
use commonplace_sync::{InviteSecret, Seed, Space, SyncError, TeamMember, Terms};
use rand_core::CryptoRng;

/// After a conflict that no roster entry explains, what is missing comes at once or was there already.
const CONFLICT_MS: i64 = 1_000;

impl Desk {
    /// Somebody wants the roster changed.
    pub(crate) fn wish(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, id: Id, ask: &Ask) {
        let wish = match *ask {
            Ask::Invite {
                role,
                uses,
                expires_ms,
            } => {
                let secret = InviteSecret::generate(rng);
                Wish::Invite {
                    secret: *secret.as_bytes(),
                    role: role_in_roster(role),
                    uses,
                    expires_ms: u64::try_from(expires_ms).unwrap_or_default(),
                }
            }
            Ask::Revoke(invite) => Wish::Revoke(MemberKey(invite.0)),
            Ask::SetRole(person, role) => Wish::SetRole {
                person: person.0,
                role: role_in_roster(role),
            },
            Ask::Remove(person) => Wish::Remove(person.0),
            Ask::Leave => Wish::Leave,
            Ask::HandOver(person) => Wish::HandOver(person.0),
        };
        // What cannot be as things stand is said at once, with or without a relay.
        let refused = self.draft(rng, &wish).err();
        let space = self.space;
        let Some(belonging) = self.belonging_mut() else {
            return;
        };
        if let Some(problem) = refused {
            return belonging.wishes.outcomes.push((id, Err(problem)));
        }
        let mut batch = Batch::default();
        if let Wish::Invite { secret, .. } = &wish {
            let key = InviteSecret::from_bytes(*secret).key();
            let kept = MembershipChange::Invited(InviteId(key.0), *secret);
            belonging.to_keep.push(kept);
        }
        belonging.wishes.add(&mut batch, &space, id, wish);
        ctx.outbox.add(batch);
    }

    /// Nobody wants it any more. What the relay was asked already is not taken back.
    pub(crate) fn give_up_wish(&mut self, ctx: &mut Ctx, id: Id) {
        let space = self.space;
        let Some(belonging) = self.belonging_mut() else {
            return;
        };
        if belonging.wishes.has(id) {
            let mut batch = Batch::default();
            let gone = Err(TeamProblem::Unreachable);
            belonging.wishes.end(&mut batch, &space, id, gone);
            ctx.outbox.add(batch);
        }
    }

    /// The roster went on: the answer to what was brought may be in it.
    pub(super) fn wishes_changed(&mut self) {
        if let Some(belonging) = self.belonging_mut() {
            belonging.wishes.brought = Brought::Nothing;
        }
    }

    /// A connection is gone, and with it the answer.
    pub(in crate::desk) fn wishes_hung_up(&mut self) {
        if let Some(belonging) = self.belonging_mut() {
            (belonging.wishes.brought, belonging.wishes.behind) = (Brought::Nothing, None);
        }
    }

    /// Whether a refusal was about what was brought, and is dealt with.
    pub(in crate::desk) fn refused_a_wish(&mut self, ctx: &mut Ctx, refused: &Refused) -> bool {
        let (space, length) = (self.space, self.space().map(|s| s.newest_roster().len()));
        let Some(belonging) = self.belonging_mut() else {
            return false;
        };
        let brought = core::mem::take(&mut belonging.wishes.brought);
        if brought == Brought::Nothing {
            return false;
        }
        if refused.code == Refusal::RosterConflict {
            // What came first follows, or what was not accounted for.
            let at_ms = ctx.now.ms.saturating_add(CONFLICT_MS);
            belonging.wishes.behind = Some((length.unwrap_or_default(), at_ms));
            return true;
        }
        if let (Brought::Wish(ask), false) = (brought, refused.code.is_passing()) {
            let mut batch = Batch::default();
            let why = Err(problem_of(refused.code));
            belonging.wishes.end(&mut batch, &space, ask, why);
            ctx.outbox.add(batch);
        }
        false
    }

    /// Says which wishes came true, and goes about the next.
    pub(in crate::desk) fn mind_wishes(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        self.settle_wishes(ctx);
        let ready = self.links.is_ready()
            && self.relay_caught_up
            && !self.is_shut_out()
            && ctx.outbox.saved() == Saved::Yes;
        let known = self.space().map(|space| space.newest_roster().len());
        let Some(belonging) = self.belonging().filter(|_| ready) else {
            return;
        };
        let wishes = &belonging.wishes;
        let waits = |(was, at_ms)| known == Some(was) && ctx.now.ms < at_ms;
        if wishes.brought != Brought::Nothing || wishes.behind.is_some_and(waits) {
            return;
        }
        if let Some(belonging) = self.belonging_mut() {
            belonging.wishes.behind = None;
        }
        if let Some(entry) = self.owed_renewal(rng) {
            return self.bring(ctx, rng, Brought::Owed, entry);
        }
        let leads = self.leader;
        let next = self.belonging().and_then(|team| team.wishes.next(leads));
        if let Some((ask, wish)) = next {
            let leaves = matches!(wish, Wish::Leave | Wish::HandOver(_));
            // What was written has to be there before one is gone.
            if leaves && self.space().is_some_and(|space| space.waiting() > 0) {
                return;
            }
            return match self.draft(rng, &wish) {
                Ok(entry) => self.bring(ctx, rng, Brought::Wish(ask), entry),
                Err(problem) => self.end_wish(ctx, ask, Err(problem)),
            };
        }
        if let Some(entry) = self.owed_key(rng) {
            self.bring(ctx, rng, Brought::Owed, entry);
        }
    }

    fn bring(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, brought: Brought, entry: Vec<u8>) {
        if let Some(belonging) = self.belonging_mut() {
            belonging.wishes.brought = brought;
        }
        let id = self.space;
        self.ask_relay(ctx, rng, |link, spaces| link.propose(&id, entry, spaces));
    }

    fn end_wish(&mut self, ctx: &mut Ctx, ask: Id, outcome: Result<(), TeamProblem>) {
        let space = self.space;
        let Some(belonging) = self.belonging_mut() else {
            return;
        };
        let mut batch = Batch::default();
        belonging.wishes.end(&mut batch, &space, ask, outcome);
        ctx.outbox.add(batch);
    }

    fn settle_wishes(&mut self, ctx: &mut Ctx) {
        let Some(belonging) = self.belonging() else {
            return;
        };
        let all = belonging.wishes.all.iter();
        let true_now = all.filter(|wished| self.is_true(&wished.wish));
        let true_now: Vec<_> = true_now.map(|wished| wished.ask).collect();
        // Who is no member any more wishes for nothing.
        let over = self.is_over();
        let rest = belonging.wishes.all.iter().map(|wished| wished.ask);
        let rest = rest.filter(|ask| over && !true_now.contains(ask));
        let rest: Vec<_> = rest.collect();
        for ask in true_now {
            self.end_wish(ctx, ask, Ok(()));
        }
        for ask in rest {
            self.end_wish(ctx, ask, Err(TeamProblem::ReadOnly));
        }
    }

    /// Whether things are as somebody wished, whoever made them so.
    fn is_true(&self, wish: &Wish) -> bool {
        let Some(roster) = self.space().map(Space::newest_roster) else {
            return false;
        };
        match wish {
            Wish::Invite { secret, .. } => {
                roster.was_invite(&InviteSecret::from_bytes(*secret).key())
            }
            Wish::Revoke(key) => roster.invite(key).is_none(),
            Wish::SetRole { person, role } => {
                let key = self.key_of(Id(*person));
                let member = key.and_then(|key| roster.member(&key));
                member.is_some_and(|member| member.role == *role)
            }
            Wish::Remove(person) => self.key_of(Id(*person)).is_none(),
            Wish::Leave | Wish::HandOver(_) => {
                let own = self.belonging().map(|belonging| belonging.kept.me());
                own.is_some_and(|own| self.key_of(own).is_none()) && self.is_shut_out()
            }
        }
    }

    fn as_member(&self) -> Option<(TeamMember, &Space)> {
        let (belonging, space) = (self.belonging()?, self.space()?);
        let handle = handle_of(&belonging.kept)?;
        let member = member_in(&self.identity, &handle, space.newest_roster());
        (member.member() == space.member()).then_some((member, space))
    }

    /// The next entry towards a wish.
    fn draft(&self, rng: &mut dyn CryptoRng, wish: &Wish) -> Result<Vec<u8>, TeamProblem> {
        let (member, space) = self.as_member().ok_or(TeamProblem::ReadOnly)?;
        let roster = space.newest_roster();
        let key = |person: &[u8; 16]| self.key_of(Id(*person)).ok_or(TeamProblem::NoSuchMember);
        match wish {
            Wish::Leave => return member.leave(space).map_err(problem),
            Wish::HandOver(person) if is_admin(roster, &key(person)?) => {
                return member.leave(space).map_err(problem);
            }
            // Whatever else it is, only admins may.
            _ if self.role() != Some(Role::Admin) => return Err(TeamProblem::NotAdmin),
            _ => {}
        }
        match wish {
            Wish::Invite {
                secret,
                role,
                uses,
                expires_ms,
            } => {
                let terms = Terms {
                    role: *role,
                    uses: *uses,
                    expires_ms: *expires_ms,
                };
                member.invite(rng, roster, &InviteSecret::from_bytes(*secret), terms)
            }
            // Who has the link may have read the key: another one goes with it.
            Wish::Revoke(key) => member.rekey(rng, roster, &[*key]),
            Wish::SetRole { person, role } => member.set_role(space, key(person)?, *role),
            Wish::Remove(person) => member.remove(rng, space, &[key(person)?]),
            Wish::HandOver(person) => member.set_role(space, key(person)?, roster::Role::Admin),
            Wish::Leave => member.leave(space),
        }
        .map_err(problem)
    }

    /// Somebody left, or has other keys: the first admin who sees it gives the team another key.
    fn owed_key(&self, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let owed = self.space()?.newest_roster().owes_rekey();
        if !owed || !self.leader || self.role() != Some(Role::Admin) {
            return None;
        }
        let (member, space) = self.as_member()?;
        member.rekey(rng, space.newest_roster(), &[]).ok()
    }

    /// The person has other keys, and the team does not know: on a device that was given the words.
    fn owed_renewal(&self, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        if !self.leader || !self.owes_renewal() {
            return None;
        }
        let (belonging, space) = (self.belonging()?, self.space()?);
        let seed = self.renewal_seed()?;
        let handle = handle_of(&belonging.kept)?;
        let newest = self.identity.generation;
        seed.renew_in(rng, &handle, space, newest).ok().flatten()
    }

    fn renewal_seed(&self) -> Option<Seed> {
        let seed = self.identity.renewing.or(self.identity.seed);
        seed.map(Seed::from_bytes)
    }

    /// Whether the team still goes by keys of this person that were renewed since.
    pub(crate) fn owes_renewal(&self) -> bool {
        let own = self.belonging().map(|belonging| belonging.own);
        let roster = self.space().map(Space::newest_roster);
        let outside = own
            .zip(roster)
            .is_some_and(|(own, roster)| roster.member(&own).is_none());
        outside && !self.is_over()
    }
}

fn is_admin(roster: &Roster, key: &MemberKey) -> bool {
    let member = roster.member(key);
    member.is_some_and(|member| member.role == roster::Role::Admin)
}

/// What to say of a refusal.
pub(crate) const fn problem_of(refusal: Refusal) -> TeamProblem {
    match refusal {
        Refusal::InviteGone => TeamProblem::InviteGone,
        Refusal::InviteExpired => TeamProblem::InviteExpired,
        Refusal::UnknownSpace => TeamProblem::UnknownTeam,
        Refusal::NotMember => TeamProblem::NotAdmin,
        Refusal::ReadOnly => TeamProblem::ReadOnly,
        Refusal::TooLarge => TeamProblem::TooMany,
        Refusal::Version => TeamProblem::NewerVersion,
        other => TeamProblem::Refused { code: other.code() },
    }
}

/// What to say of a draft that could not be made.
pub(crate) const fn problem(error: SyncError) -> TeamProblem {
    match error {
        SyncError::WordsNeeded => TeamProblem::WordsNeeded,
        SyncError::Roster(RosterError::NotAdmin) => TeamProblem::NotAdmin,
        SyncError::Roster(RosterError::LastAdmin) => TeamProblem::LastAdmin,
        SyncError::Roster(RosterError::TooLarge) => TeamProblem::TooMany,
        SyncError::Roster(RosterError::InviteGone) => TeamProblem::InviteGone,
        SyncError::Roster(RosterError::NewerVersion) => TeamProblem::NewerVersion,
        SyncError::Roster(RosterError::Contradiction) => TeamProblem::NoSuchMember,
        _ => TeamProblem::Damaged,
    }
}
