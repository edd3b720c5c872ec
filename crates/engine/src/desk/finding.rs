//! Windows of the journal, and of what is found in it.

use super::showing::small;
use super::{Ctx, Desk};
use crate::io::Table;
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::find::Found;
use commonplace_api::{Id, Update};
use commonplace_domain::journal::Query;

/// Rows a window holds at most.
pub(super) const MAX_WINDOW: usize = 500;
/// Searches that are offered again.
const SEARCHES: usize = 8;
/// Longer ones are not worth it, in bytes of UTF-8.
const SEARCH_MAX: usize = 200;

impl Desk {
    /// The entries that `query` finds, newest first.
    pub(super) fn window(&mut self, query: &str, start: u32, count: u32) -> Update {
        let (from, count) = window(start, count);
        let of = small(self.journal.len() as u64);
        let query = Query::new(query);
        if query.is_empty() {
            let rows = self.journal.window(from, count);
            return Update::Journal {
                total: of,
                of,
                start,
                rows,
            };
        }
        let ids = self.journal.search(&query);
        let wanted: Vec<Id> = ids.iter().skip(from).take(count).copied().collect();
        Update::Journal {
            total: small(ids.len() as u64),
            of,
            start,
            rows: self.journal.rows(&wanted, &query),
        }
    }

    /// Everything that `query` finds, best first. Nothing while nothing is looked for.
    pub(super) fn find(&mut self, query: &str, start: u32, count: u32) -> Update {
        let (from, count) = window(start, count);
        let query = Query::new(query);
        Update::Found(if query.is_empty() {
            Found {
                complete: self.journal.texts_complete(),
                recent: self.searched.0.clone(),
                ..Found::default()
            }
        } else {
            self.journal.find(&query, from, count)
        })
    }

    /// Keeps a search to be offered again, on this device alone.
    pub(super) fn remember_search(&mut self, ctx: &mut Ctx, query: &str) {
        let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
        if query.is_empty() || query.len() > SEARCH_MAX {
            return;
        }
        let kept = &mut self.searched.0;
        kept.retain(|before| *before != query);
        kept.insert(0, query);
        kept.truncate(SEARCHES);
        self.put_searched(ctx);
    }

    /// Forgets all of them.
    pub(super) fn forget_searches(&mut self, ctx: &mut Ctx) {
        self.searched.0.clear();
        self.put_searched(ctx);
    }

    fn put_searched(&mut self, ctx: &mut Ctx) {
        let mut batch = Batch::default();
        let row = rows::encode(&self.searched);
        batch.write(rows::put(Table::Meta, rows::SEARCHED.to_vec(), row));
        ctx.outbox.add(batch);
        self.relist = true;
    }
}

fn window(start: u32, count: u32) -> (usize, usize) {
    let count = usize::try_from(count).unwrap_or(MAX_WINDOW).min(MAX_WINDOW);
    (usize::try_from(start).unwrap_or(usize::MAX), count)
}
