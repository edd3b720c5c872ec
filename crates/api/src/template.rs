//! A person's own prompts for entries.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::change::TextChange;

/// One template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The template.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The Markdown an entry begins with.
    pub text: String,
}

/// What can be done with a template. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateChange {
    /// Call it something else.
    Title(TextChange),
    /// Begin entries with something else.
    Text(TextChange),
}
