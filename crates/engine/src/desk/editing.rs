//! Typing: edits are taken at once and made into a record when the fingers rest.

use super::opening::new_actor;
use super::{Ctx, Desk};
use commonplace_api::{Id, Notice, Splice, Update, View, ViewId};
use commonplace_domain::{Document, DocumentError, EditorSession, MAX_BODY_BYTES, NewEntry, Patch};
use commonplace_protocol::DocId;
use rand_core::CryptoRng;

/// Edits are gathered until nothing was typed for so long,
const REST_MS: i64 = 400;
/// but never longer than this.
const LONGEST_MS: i64 = 2_000;

impl Desk {
    fn is_here(&self, doc: &DocId) -> bool {
        self.shelf.known(doc).is_some() || self.shelf.is_open(doc)
    }

    /// Starts an entry. An empty one is nothing worth keeping.
    pub(crate) fn new_entry(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: Id,
        text: &str,
        zone: &str,
    ) {
        let doc = DocId(id.0);
        if text.is_empty() || self.is_here(&doc) || self.forgetting.is_going(&doc) {
            return;
        }
        let new = NewEntry {
            text,
            now_ms: ctx.now.ms,
            offset_minutes: ctx.now.offset_minutes,
            zone,
        };
        match Document::new(new_actor(rng), &new) {
            Ok(entry) => {
                let open = self.shelf.put(doc, entry);
                open.dirty_since_ms = Some(ctx.now.ms);
                open.typed_at_ms = ctx.now.ms;
            }
            Err(_) => ctx.notice(too_long()),
        }
    }

    /// Takes an edit of the editor watching `view`.
    pub(crate) fn edit(&mut self, ctx: &mut Ctx, view: ViewId, n: u32, seen: u32, splice: &Splice) {
        let now_ms = ctx.now.ms;
        let Some(doc) = watched(ctx, view) else {
            return;
        };
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        let Some(session) = open.editors.get_mut(&view) else {
            return;
        };
        match session.on_edit(&mut open.entry, n, seen, splice) {
            Ok(()) => {
                open.dirty_since_ms.get_or_insert(now_ms);
                open.typed_at_ms = now_ms;
            }
            Err(DocumentError::TooLong) => ctx.notice(too_long()),
            Err(DocumentError::ReadOnly) => ctx.notice(Notice::EntryUnreadable(Id(doc.0))),
            // Editor and core lost each other: the editor starts over with the whole text.
            Err(_) => return self.show_entry(ctx, view, doc),
        }
        self.offer(ctx, doc);
    }

    /// An editor took a patch, or could not take patches and is ready again.
    pub(crate) fn editor_says(
        &mut self,
        ctx: &mut Ctx,
        view: ViewId,
        say: impl FnOnce(&mut EditorSession) -> Option<Patch>,
    ) {
        let Some(doc) = watched(ctx, view) else {
            return;
        };
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        if let Some(patch) = open.editors.get_mut(&view).and_then(say) {
            tell_patch(ctx, view, patch);
        }
        self.offer(ctx, doc);
    }

    /// Offers every editor of a document what it does not show yet.
    pub(crate) fn offer(&mut self, ctx: &mut Ctx, doc: DocId) {
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        for (view, session) in &mut open.editors {
            if let Ok(Some(patch)) = session.poll(&mut open.entry) {
                tell_patch(ctx, *view, patch);
            }
        }
    }

    /// An editor is gone: what it typed settles.
    pub(crate) fn editor_left(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        view: ViewId,
        id: Id,
    ) {
        let doc = DocId(id.0);
        if let Some(open) = self.shelf.open_mut(&doc) {
            open.editors.remove(&view);
        }
        self.commit(ctx, rng, doc, true);
        self.evict(ctx);
    }

    /// Makes records of what has rested long enough; of everything if `all`.
    pub(crate) fn commit_rested(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, all: bool) {
        let now_ms = ctx.now.ms;
        let due = self.shelf.all_open().filter_map(|(doc, open)| {
            let due = due_ms(open.dirty_since_ms?, open.typed_at_ms);
            (all || due <= now_ms).then_some(*doc)
        });
        let due: Vec<_> = due.collect();
        for doc in due {
            // Where no editor is open nobody types on.
            let settle = all || self.shelf.has_no_editor(&doc);
            self.commit(ctx, rng, doc, settle);
        }
    }

    /// When [`Desk::commit_rested`] has something to do next.
    pub(crate) fn next_commit_ms(&mut self) -> Option<i64> {
        let open = self.shelf.all_open();
        open.filter_map(|(_, open)| Some(due_ms(open.dirty_since_ms?, open.typed_at_ms)))
            .min()
    }

    /// Whether something typed is in no record yet.
    pub(crate) fn is_typing(&mut self) -> bool {
        self.next_commit_ms().is_some()
    }
}

fn due_ms(dirty_since_ms: i64, typed_at_ms: i64) -> i64 {
    (typed_at_ms + REST_MS).min(dirty_since_ms + LONGEST_MS)
}

fn tell_patch(ctx: &mut Ctx, view: ViewId, patch: Patch) {
    let Patch {
        seq,
        after,
        splices,
    } = patch;
    ctx.tell(
        view,
        Update::Patch {
            seq,
            after,
            splices,
        },
    );
}

fn watched(ctx: &Ctx, view: ViewId) -> Option<DocId> {
    match ctx.views.get(view) {
        Some(View::Entry(id)) => Some(DocId(id.0)),
        _ => None,
    }
}

pub(super) fn too_long() -> Notice {
    Notice::EntryTooLong {
        limit_bytes: u32::try_from(MAX_BODY_BYTES).unwrap_or(u32::MAX),
    }
}
