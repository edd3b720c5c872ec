//! Taking documents into memory, and what is done with them there: shown, put away, had back,
//! their cards made anew.

use super::editing::too_long;
use super::{Change, Ctx, Desk};
use crate::io::{Row, Ticket};
use crate::outbox::Batch;
use crate::shelf::{Away, Parts, Want};
use commonplace_api::history::Version;
use commonplace_api::{Change as Edit, Id, Kind, Notice, Problem, Update, View, ViewId};
use commonplace_domain::{
    Actor, CardAndText, Document, DocumentError, EditorSession, Heads, Moment, views,
};
use commonplace_protocol::DocId;
use rand_core::CryptoRng;

impl Desk {
    /// An editor wants the text of a document: gives it now, or once it is read.
    pub(crate) fn watch_text(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        view: ViewId,
        id: Id,
    ) {
        if !self.want(ctx, rng, id, Want::Edit(view)) {
            ctx.tell(view, Update::EntryMissing);
        }
    }

    /// What the view of one whole document shows now; `None` while it is being read.
    pub(crate) fn show_document(
        &mut self,
        ctx: &mut Ctx,
        id: Id,
        view: &View,
        now: Moment,
    ) -> Option<Update> {
        let doc = DocId(id.0);
        if let Some(open) = self.shelf.open_mut(&doc) {
            return views::document(&mut open.entry, &self.journal, view, now);
        }
        if self.shelf.known(&doc).is_none() {
            let unwritten = views::unwritten(&self.journal, view, now);
            return Some(unwritten.unwrap_or(Update::EntryMissing));
        }
        if !self.shelf.is_opening(&doc) {
            self.shelf.begin_open(ctx, self.space, doc, Want::Show);
        }
        None
    }

    /// Does with a document what is wanted, reading it first if need be. `false` when there is no such document.
    pub(crate) fn want(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: Id,
        want: Want,
    ) -> bool {
        let doc = DocId(id.0);
        if self.forgetting.is_going(&doc) {
            // What is on its way out is not changed any more.
            return matches!(want, Want::Restore | Want::Change(_) | Want::Version(_))
                && self.shelf.known(&doc).is_some();
        }
        if self.shelf.is_open(&doc) {
            self.fulfil(ctx, rng, doc, want);
        } else if self.shelf.known(&doc).is_some() {
            self.shelf.begin_open(ctx, self.space, doc, want);
        } else {
            return false;
        }
        true
    }

    /// Changes a document that is filled in; makes it if this is the first that is heard of it.
    pub(crate) fn change(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, id: Id, change: Edit) {
        self.change_by(ctx, rng, id, change.kind(), Want::Change(change));
    }

    /// The same, as what is wanted says.
    pub(crate) fn change_by(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: Id,
        kind: Kind,
        want: Want,
    ) {
        let doc = DocId(id.0);
        if self.forgetting.is_going(&doc) {
            return Self::unreadable(ctx, doc);
        }
        if !self.shelf.is_open(&doc) && self.shelf.known(&doc).is_none() {
            // An entry begins with its text.
            if kind == Kind::Entry {
                return;
            }
            let Ok(begun) = Document::begin(new_actor(rng), kind, id) else {
                return;
            };
            self.shelf.put(doc, begun);
        }
        self.want(ctx, rng, id, want);
    }

    /// Begins on the next document whose card or words are old, if there is one.
    pub(crate) fn refresh_one(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        if !self.texts_loaded {
            return;
        }
        let Some(doc) = self.shelf.next_stale() else {
            return;
        };
        self.want(ctx, rng, Id(doc.0), Want::Refresh);
    }

    /// Rows of a document being opened.
    pub(crate) fn doc_loaded(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        doc: DocId,
        ticket: Ticket,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some((parts, wants)) = self.shelf.loaded(doc, ticket, rows) else {
            return;
        };
        if let Ok(entry) = self.assemble(rng, &parts, &doc) {
            let text = CardAndText::text_of(&entry);
            // What others have of it, unless they miss something: then they will see that this is not it.
            self.shelf.put(doc, entry).told = Some(text);
            wants
                .into_iter()
                .for_each(|want| self.fulfil(ctx, rng, doc, want));
            self.evict(ctx);
            return;
        }
        self.shelf.mark_fresh(&doc);
        self.photos.give_up(doc);
        if wants
            .iter()
            .any(|want| !matches!(want, Want::Refresh | Want::Show))
        {
            Self::unreadable(ctx, doc);
        }
    }

    /// The document made of its saved copies and of the records since. Each time under a new
    /// writer: what the last one wrote may not be on the disk yet, and must not be written again.
    fn assemble(
        &self,
        rng: &mut dyn CryptoRng,
        parts: &Parts,
        doc: &DocId,
    ) -> Result<Document, DocumentError> {
        if parts.problem.is_some() {
            return Err(DocumentError::Damaged(
                "the store did not give all of it".into(),
            ));
        }
        let mut saved = parts.saved.iter();
        let first = saved.next().map(Vec::as_slice);
        let mut changes = Vec::new();
        for other in saved {
            let mut other = Document::load(new_actor(rng), Some(other), [])?;
            changes.push(other.changes_since(&Heads::default()));
        }
        for record in &parts.records {
            let Some(Ok(opened)) = self.space().map(|space| space.read(record)) else {
                return Err(DocumentError::Damaged(
                    "a stored record cannot be opened".into(),
                ));
            };
            let here = opened.touches.into_iter().filter(|touch| touch.doc == *doc);
            changes.extend(here.map(|touch| touch.changes));
        }
        Document::load(new_actor(rng), first, changes.iter().map(Vec::as_slice))
    }

    fn fulfil(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, doc: DocId, want: Want) {
        match want {
            Want::Edit(view) => self.show_entry(ctx, view, doc),
            Want::Show => self.relist = true,
            Want::Change(change) => {
                let now = ctx.moment();
                self.make_change(ctx, doc, &change, now);
            }
            Want::ChangeAsOf(change, then) => self.make_change(ctx, doc, &change, then),
            Want::Refresh => self.refresh(ctx, doc),
            Want::Version(version) => self.restore_version(ctx, rng, doc, &version),
            Want::Delete | Want::Restore => {
                let away = match want {
                    Want::Delete => Away::Yes,
                    _ => Away::No,
                };
                if let Some(kind) = self.set_away(ctx, rng, doc, away) {
                    let id = Id(doc.0);
                    ctx.notice(match away {
                        Away::Yes => Notice::Deleted(kind, id),
                        Away::No => Notice::Restored(kind, id),
                    });
                }
            }
            Want::Quietly(away) => drop(self.set_away(ctx, rng, doc, away)),
        }
    }

    /// Puts a document away or has it back, and says which kind it is; nothing if that is so already.
    fn set_away(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        doc: DocId,
        away: Away,
    ) -> Option<Kind> {
        let now_ms = ctx.now.ms;
        let entry = &mut self.shelf.open_mut(&doc)?.entry;
        let is_away = if entry.is_deleted() {
            Away::Yes
        } else {
            Away::No
        };
        let kind = entry.kind().filter(|_| is_away != away)?;
        let done = match away {
            Away::Yes => entry.delete(now_ms),
            Away::No => entry.restore(),
        };
        if done.is_err() {
            Self::unreadable(ctx, doc);
            return None;
        }
        self.commit(ctx, rng, doc, true);
        Some(kind)
    }

    /// A change rests for a moment before it becomes a record, like typing: what follows at once goes along.
    fn make_change(&mut self, ctx: &mut Ctx, doc: DocId, change: &Edit, now: Moment) {
        let now_ms = ctx.now.ms;
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        match commonplace_domain::apply(&mut open.entry, change, now) {
            Ok(()) => {
                if open.entry.has_uncommitted() {
                    open.dirty_since_ms.get_or_insert(now_ms);
                    open.typed_at_ms = now_ms;
                }
                let (card, meta) = (open.entry.card(), open.entry.meta());
                self.list(doc, &card, None);
                for view in ctx.views.editors_of(Id(doc.0)) {
                    ctx.tell(view, Update::EntryMeta(meta.clone()));
                }
            }
            Err(DocumentError::TooLong) => ctx.notice(too_long()),
            Err(DocumentError::FieldTooLong(limit_bytes)) => {
                ctx.notice(Notice::EntryTooLong { limit_bytes });
            }
            Err(_) => Self::unreadable(ctx, doc),
        }
        self.offer(ctx, doc);
    }

    /// Makes a text what it was: one more change, which can be undone like that.
    fn restore_version(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        doc: DocId,
        version: &Version,
    ) {
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        match open.entry.restore_version(version) {
            Ok(before) => {
                self.commit(ctx, rng, doc, true);
                let id = Id(doc.0);
                ctx.notice(Notice::VersionRestored { id, before });
                self.offer(ctx, doc);
            }
            Err(DocumentError::TooLong) => ctx.notice(too_long()),
            Err(_) => Self::unreadable(ctx, doc),
        }
    }

    /// Lets go of documents that nobody needs in memory.
    pub(crate) fn evict(&mut self, ctx: &Ctx) {
        self.shelf.evict(&ctx.views.documents());
    }

    /// Gives an editor the whole text, and begins anew with it.
    pub(crate) fn show_entry(&mut self, ctx: &mut Ctx, view: ViewId, doc: DocId) {
        if ctx.views.get(view).is_none() {
            return;
        }
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        let text = open.entry.text().to_owned();
        let meta = open.entry.meta();
        let session = EditorSession::new(&mut open.entry);
        open.editors.insert(view, session);
        ctx.tell(view, Update::Entry { text, meta });
    }

    /// Makes card and words anew from the document, for this device only: everyone makes their
    /// own from the same records.
    fn refresh(&mut self, ctx: &mut Ctx, doc: DocId) {
        self.shelf.mark_fresh(&doc);
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        if !open.entry.is_whole() {
            // Something it builds on has not arrived; the record that brings it comes here again.
            return;
        }
        let CardAndText { card, text } = CardAndText::of(&open.entry);
        self.shelf.known_mut(doc).reflect_all();
        self.list(doc, &card, Some(&text));
        let mut batch = Batch::default();
        self.put_card(&mut batch, doc, &card);
        self.put_words(&mut batch, doc, &text);
        ctx.outbox.add(batch);
    }

    /// Makes a change into a record at once: something else is about to rest on it.
    pub(crate) fn commit_now(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, id: Id) {
        self.commit(ctx, rng, DocId(id.0), true);
    }

    /// Makes what was typed into a record. `settle`: nobody types on, so the words go along.
    pub(crate) fn commit(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        doc: DocId,
        settle: bool,
    ) {
        let now_ms = ctx.now.ms;
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        let changes = open.entry.commit(now_ms).unwrap_or_default();
        open.dirty_since_ms = None;
        if changes.is_empty() && !(settle && open.unsettled) {
            return;
        }
        open.unsettled = !settle;
        let CardAndText { card, text } = CardAndText::of(&open.entry);
        let meta = open.entry.meta();
        let words = settle.then(|| text.clone());
        let told = words.clone().and_then(|words| open.told.replace(words));
        let change = Change {
            doc,
            changes,
            card,
            words,
            told,
        };
        if !self.write(ctx, rng, &[change], 0) {
            Self::unreadable(ctx, doc);
        }
        if !settle {
            self.journal.set_text(Id(doc.0), &text);
        }
        for view in ctx.views.editors_of(Id(doc.0)) {
            ctx.tell(view, Update::EntryMeta(meta.clone()));
        }
    }
}

/// Names a run of changes to one document in memory.
pub(crate) fn new_actor(rng: &mut dyn CryptoRng) -> Actor {
    let mut actor = [0; 16];
    rng.fill_bytes(&mut actor);
    Actor(actor)
}
