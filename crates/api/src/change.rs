//! Changes to documents that are filled in rather than typed: what a form, a button or a switch does. Text that is
//! typed at length goes through [`crate::Command::EditText`].

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::Kind;
use crate::template::TemplateChange;

/// A change of one document; which one stands beside it in [`crate::Command::Change`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Of a template.
    Template(TemplateChange),
}

impl Change {
    /// The kind of document it is a change of.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Template(_) => Kind::Template,
        }
    }
}

/// What a person made of a text field: from what they were shown to what they want. Others may have changed it
/// meanwhile; what they wrote stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// What the field showed.
    pub was: String,
    /// What it shows now.
    pub now: String,
}
