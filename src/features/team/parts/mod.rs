//! What the pages of a team are made of besides the components every page has: a list of documents, one on its page
//! or begun, fields for numbers, people and skills, and what is to be settled. Knows no kind of document.

mod begin;
mod contested;
mod document;
mod listing;
mod number_field;
mod person_field;
mod skills_field;

pub(super) use begin::{BeginButton, is_new};
pub(super) use contested::ToSettle;
pub(super) use document::{PutAway, Sample, Shown};
pub(super) use listing::Listing;
pub(super) use number_field::{NumberField, read_number};
pub(super) use person_field::{PersonField, people};
pub(super) use skills_field::SkillsField;
