//! What is said of published lessons, and of one that is about to be: how many words go to how many people under which
//! name. Says nothing of where a lesson came from.

use super::{Count, together};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::lesson::{Lesson, LessonDraft, LessonRow, Part};

/// What a part is called.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Situation => words!(lessons.situation),
        Part::IDid => words!(lessons.i_did),
        Part::Result => words!(lessons.result),
        Part::Lesson => words!(lessons.lesson),
    }
}

/// A part of a lesson.
pub fn of_lesson(lesson: &Lesson, part: Part) -> &str {
    match part {
        Part::Situation => &lesson.situation,
        Part::IDid => &lesson.i_did,
        Part::Result => &lesson.result,
        Part::Lesson => &lesson.lesson,
    }
}

fn parts(draft: &LessonDraft) -> [(Part, &String); 4] {
    [
        (Part::Lesson, &draft.lesson),
        (Part::Situation, &draft.situation),
        (Part::IDid, &draft.i_did),
        (Part::Result, &draft.result),
    ]
}

/// The parts that have words.
pub fn filled(draft: &LessonDraft) -> Vec<(Part, String)> {
    let parts = parts(draft).into_iter();
    parts
        .filter(|(_, text)| !text.is_empty())
        .map(|(part, text)| (part, text.clone()))
        .collect()
}

/// Tells which parts have more bytes than `limit`.
pub fn parts_over(limit: usize) -> impl Fn(&LessonDraft) -> Vec<Part> {
    move |draft| {
        let parts = parts(draft).into_iter();
        parts
            .filter(|(_, text)| text.len() > limit)
            .map(|(part, _)| part)
            .collect()
    }
}

/// How many words others get, tags and names of skills included.
pub fn count(draft: &LessonDraft) -> u32 {
    let words = |text: &str| text.split_whitespace().count();
    let texts: usize = parts(draft).into_iter().map(|(_, text)| words(text)).sum();
    let tags: usize = draft.tags.iter().map(|tag| words(tag)).sum();
    let skills: usize = draft.skills.iter().map(|skill| words(&skill.name)).sum();
    u32::try_from(texts + tags + skills).unwrap_or(u32::MAX)
}

/// What publishing does.
pub fn about_to(words: u32, people: u32, name: &str) -> String {
    let words = words!(entry.length, count = Count(words));
    let people = words!(lessons.others, count = Count(people));
    words!(
        lessons.about_to,
        words = words,
        people = people,
        name = name
    )
}

/// How many members said thanks.
pub fn thanks(count: u32) -> String {
    words!(lessons.thanks, count = Count(count))
}

/// What there is to know of a lesson in the list.
pub fn line(row: &LessonRow) -> String {
    let mut said = vec![
        together::name(row.by.as_ref()),
        Moment::from(row.published).long_day(),
    ];
    if row.thanks > 0 {
        said.push(thanks(row.thanks));
    }
    said.join(" · ")
}
