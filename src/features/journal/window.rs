//! Which rows of a long list are on the screen, and which are asked of the core. All rows are equally high, so this is
//! arithmetic, and exact.

use commonplace_api::{EntryRow, Id};

/// Rows drawn above and below what is seen, so that the keyboard always finds a next one.
const MARGIN: u32 = 6;
/// What is asked for begins at a multiple of this: scrolling a little asks for nothing.
const STEP: u32 = 32;
/// Rows asked for at once.
const ASKED: u32 = 128;

/// Some rows of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Index of the first.
    pub start: u32,
    /// How many.
    pub count: u32,
}

impl Span {
    /// Index after the last.
    pub fn end(self) -> u32 {
        self.start.saturating_add(self.count)
    }
}

/// How the list lies on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// How far it is scrolled.
    pub top: f64,
    /// Height of what can be seen.
    pub height: f64,
    /// Height of a row.
    pub row: f64,
}

impl Layout {
    /// The rows to draw, of `total`.
    pub fn drawn(self, total: u32) -> Span {
        let first = whole(self.top / self.row.max(1.0)).min(total.saturating_sub(1));
        let seen = whole(self.height / self.row.max(1.0)) + 2;
        let start = first.saturating_sub(MARGIN);
        let end = first.saturating_add(seen).saturating_add(MARGIN).min(total);
        Span {
            start,
            count: end.saturating_sub(start),
        }
    }
}

/// The rows to ask for so that `drawn` can be drawn, and a while longer.
pub fn asked(drawn: Span) -> Span {
    let start = (drawn.start / STEP * STEP).saturating_sub(STEP);
    let count = ASKED
        .max((drawn.end() - start).next_multiple_of(STEP))
        .min(500);
    Span { start, count }
}

/// Height of so many rows, to the pixel.
pub fn pixels(rows: u32, row: f64) -> u32 {
    whole((f64::from(rows) * row).round())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits"
)]
fn whole(n: f64) -> u32 {
    n.clamp(0.0, f64::from(u32::MAX)) as u32
}

/// What the core said of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What was looked for.
    pub query: String,
    /// Rows that match.
    pub total: u32,
    /// Rows there are.
    pub of: u32,
    /// Index of the first of `rows`.
    pub start: u32,
    /// Some of them.
    pub rows: Vec<EntryRow>,
}

impl Known {
    /// The row at `index`, if it is known.
    pub fn row(&self, index: u32) -> Option<&EntryRow> {
        let at = usize::try_from(index.checked_sub(self.start)?).ok()?;
        self.rows.get(at)
    }

    /// What is drawn in the place of each row of `span`.
    pub fn slots(&self, span: Span) -> Vec<Slot> {
        (span.start..span.end())
            .map(|index| {
                self.row(index)
                    .map_or(Slot::Blank(index), |row| Slot::Row(row.id))
            })
            .collect()
    }

    /// The index of an entry, if it is among the rows.
    pub fn index(&self, id: Id) -> Option<u32> {
        let at = self.rows.iter().position(|row| row.id == id)?;
        Some(self.start + u32::try_from(at).ok()?)
    }
}

/// A place of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// An entry.
    Row(Id),
    /// Not known yet.
    Blank(u32),
}
