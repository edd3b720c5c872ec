//! The engine's shell in a Web Worker: it carries out what the engine asks for, with IndexedDB, a
//! WebSocket, other tabs, locks and timers, and brings back what happened. It decides nothing
//! about documents or records.

mod backup;
mod boot;
mod calendar;
pub mod clock;
pub mod disk;
mod door;
mod import;
mod lock;
pub mod locks;
mod mirror;
mod passphrase;
mod photo;
mod port;
mod shell;
pub mod socket;
mod stretch;
pub mod tabs;
mod timer;

pub use boot::start;

use commonplace_engine::io::Input;
use std::rc::Rc;

/// Where the parts of the shell bring what happened.
pub type Feed = Rc<dyn Fn(Input)>;
