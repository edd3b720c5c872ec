//! Markdown as people write it. [`reading`] turns a text into a tree that can be shown, whatever was written;
//! [`pen`] and [`lists`] are what a toolbar and keys do to a text; [`tags`] says where a `#tag` may stand.
//! Pure, and without a DOM: positions are the DOM's, in UTF-16 units, because that is where they come from.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

pub mod address;
pub mod lists;
pub mod pen;
pub mod reading;
mod stroke;
pub mod tags;

pub use pen::Mark;
pub use reading::{Kind, Node, Page};
pub use stroke::Stroke;
