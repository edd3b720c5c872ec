//! What happened in a team while a goal went on: lessons about its skills, by their days alone. It says that they moved
//! alongside and nothing more: no figure of the goal is looked at here, so none can seem to follow from a lesson.

use super::path::Figures;
use crate::Journal;
use crate::team::texts::count;
use crate::team::{lesson, sample};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::goal::Alongside;
use commonplace_api::{Day, Id};

/// Lessons a goal's page shows: the newest.
const LESSONS_MAX: usize = 12;

/// Since when something moves alongside: the baseline's day, or that of the first check-in.
fn since(figures: &Figures) -> Option<Day> {
    let first = figures.measured.first().map(|(_, point)| point.day);
    figures.baseline.map(|baseline| baseline.day).or(first)
}

/// What moved alongside the goal `id` with these figures and skills. What came with a sample moves alongside the goals
/// of the sample alone.
pub(super) fn alongside(
    journal: &Journal,
    id: Id,
    figures: &Figures,
    skills: &[SkillLink],
) -> Alongside {
    let Some(since) = since(figures) else {
        return Alongside::default();
    };
    let published = |row: &commonplace_api::team::lesson::LessonRow| {
        Day::of(row.published.ms, row.published.offset_minutes)
    };
    let mut lessons = lesson::about(journal, skills);
    lessons.retain(|row| published(row) >= since && row.sample == sample::is(id));
    lessons.sort_by_key(|row| core::cmp::Reverse((row.published.ms, row.id)));
    let more = count(lessons.len().saturating_sub(LESSONS_MAX));
    lessons.truncate(LESSONS_MAX);
    Alongside {
        since: Some(since),
        lessons,
        more,
    }
}
