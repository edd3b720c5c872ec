//! One folder for each screen.

pub mod devices;
pub mod entry;
pub mod find;
pub mod frame;
pub mod import;
pub mod journal;
pub mod lock;
pub mod photos;
pub mod plans;
pub mod recovery;
pub mod review;
pub mod safety;
pub mod settings;
pub mod skills;
pub mod team;
pub mod today;
pub mod welcome;
