//! One folder for each screen.

pub mod entry;
pub mod frame;
pub mod import;
pub mod journal;
pub mod recovery;
pub mod settings;
pub mod welcome;
