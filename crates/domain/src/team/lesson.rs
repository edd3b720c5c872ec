//! A lesson somebody published for their team: a new document with its own day, and nothing in it that leads back to
//! where it came from. [`publishable`] makes the draft its author sees and rewords; what they then publish is exactly
//! that. Withdrawing it takes the texts out of sight here; it cannot reach what others copied, and says so nowhere but
//! in the words of the app.

use super::skills::{self, Kept as Skill};
use super::texts::{LONG, author, count, fits, made, only, sign, tags_on_card, write};
use super::{member, sample, texts};
use crate::plan::{stamp, stamped};
use crate::{Card, Document, DocumentError, Journal, Moment, tags};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::lesson::{Lesson, LessonChange, LessonDraft, LessonRow, Part, Preview};
use commonplace_api::{Id, Kind, Stamp};
use minicbor::{Decode, Encode};

const SITUATION: &str = "situation";
const I_DID: &str = "iDid";
const RESULT: &str = "result";
const LESSON: &str = "lesson";
const PARTS: [&str; 4] = [LESSON, SITUATION, I_DID, RESULT];
/// Its items have the ids of the members.
const THANKS: &str = "thanks";
const WITHDRAWN_AT: &str = "withdrawnAt";
const WITHDRAWN_OFFSET: &str = "withdrawnOffset";

/// What lists of lessons need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[cbor(n(0), with = "minicbor::bytes", default)]
    by: Vec<u8>,
    #[n(1)]
    thanks: u32,
    #[n(2)]
    withdrawn: bool,
    #[n(3)]
    #[cbor(default)]
    skills: Vec<Skill>,
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &LessonChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match (change, author(doc)) {
        (LessonChange::Publish(draft), None) => return publish(doc, by, draft, now),
        (LessonChange::Publish(_), Some(_)) => return Ok(()),
        // Nobody thanks themselves.
        (LessonChange::Thank(_), Some(author)) if author == by => {
            return Err(DocumentError::NotYours);
        }
        (LessonChange::Thank(true), Some(_)) => return doc.add_item(THANKS, by),
        (LessonChange::Thank(false), Some(_)) => return doc.remove_item(THANKS, by),
        (_, author) => only(author, by)?,
    }
    match change {
        LessonChange::Situation(change) => doc.edit_field_within(SITUATION, change, LONG),
        LessonChange::IDid(change) => doc.edit_field_within(I_DID, change, LONG),
        LessonChange::Result(change) => doc.edit_field_within(RESULT, change, LONG),
        LessonChange::Lesson(change) => doc.edit_field_within(LESSON, change, LONG),
        LessonChange::AddTag(tag) => texts::add_tag(doc, tag),
        LessonChange::RemoveTag(tag) => texts::remove_tag(doc, tag),
        LessonChange::AddSkill(skill) => skills::add(doc, skill),
        LessonChange::RemoveSkill(skill) => skills::remove(doc, *skill),
        LessonChange::Withdraw(back) => {
            stamp(doc, WITHDRAWN_AT, WITHDRAWN_OFFSET, back.then_some(now))
        }
        LessonChange::Publish(_) | LessonChange::Thank(_) => Ok(()),
    }
}

fn publish(
    doc: &mut Document,
    by: Id,
    draft: &LessonDraft,
    now: Moment,
) -> Result<(), DocumentError> {
    let parts = parts(draft).map(|(_, text)| (text, LONG));
    fits(&parts)?;
    texts::fits_tags(&draft.tags)?;
    skills::fits_skills(&draft.skills)?;
    sign(doc, by, now)?;
    for (field, text) in [
        (SITUATION, &draft.situation),
        (I_DID, &draft.i_did),
        (RESULT, &draft.result),
        (LESSON, &draft.lesson),
    ] {
        write(doc, field, text, LONG)?;
    }
    for tag in &draft.tags {
        texts::add_tag(doc, tag)?;
    }
    for skill in &draft.skills {
        skills::add(doc, skill)?;
    }
    Ok(())
}

fn parts(draft: &LessonDraft) -> [(Part, &str); 4] {
    [
        (Part::Situation, &draft.situation),
        (Part::IDid, &draft.i_did),
        (Part::Result, &draft.result),
        (Part::Lesson, &draft.lesson),
    ]
}

/// What an entry's text would become: its paragraphs in the order a story is told, the last of them as the lesson. Its
/// tags, its day, its pictures and everything else around it stay where they are; `#` marks are taken off what is left,
/// and lines of nothing but tags are left out.
pub fn publishable(entry: &str) -> LessonDraft {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut begins = true;
    for line in entry.lines() {
        let (only_tags, line) = without_tags(line);
        if only_tags {
            continue;
        }
        if line.trim().is_empty() {
            begins = true;
        } else if let (false, Some(last)) = (begins, paragraphs.last_mut()) {
            last.push('\n');
            last.push_str(&line);
        } else {
            paragraphs.push(line);
            begins = false;
        }
    }
    let lesson = paragraphs.pop().unwrap_or_default();
    let mut rest = paragraphs.into_iter();
    let mut next = || rest.next().unwrap_or_default();
    let (situation, i_did) = (next(), next());
    LessonDraft {
        situation,
        i_did,
        result: rest.collect::<Vec<_>>().join("\n\n"),
        lesson,
        tags: Vec::new(),
        skills: Vec::new(),
    }
}

/// A line with its tags as plain words, and whether it was nothing but tags.
fn without_tags(line: &str) -> (bool, String) {
    let typed: Vec<&str> = tags::typed(line).collect();
    if typed.is_empty() {
        return (false, line.trim_end().to_owned());
    }
    let is_tag = |word: &str| {
        word.strip_prefix('#')
            .is_some_and(|tag| typed.contains(&tag))
    };
    if line.split_whitespace().all(is_tag) {
        return (true, String::new());
    }
    let mut plain = line.trim_end().to_owned();
    for tag in typed {
        plain = plain.replace(&format!("#{tag}"), tag);
    }
    (false, plain)
}

/// A draft as others would get it.
pub fn preview(draft: LessonDraft) -> Preview {
    let words = |text: &str| text.split_whitespace().count();
    let all = parts(&draft);
    let total: usize = all.iter().map(|(_, text)| words(text)).sum();
    let tagged: usize = draft.tags.iter().map(|tag| words(tag)).sum();
    let skills: usize = draft.skills.iter().map(|one| words(&one.name)).sum();
    let too_long = all.iter().filter(|(_, text)| text.len() > LONG);
    Preview {
        words: count(total + tagged + skills),
        too_long: too_long.map(|(part, _)| *part).collect(),
        draft,
    }
}

fn withdrawn(doc: &Document) -> Option<Stamp> {
    stamped(doc, WITHDRAWN_AT, WITHDRAWN_OFFSET)
}

/// The texts, what was learned first; none of a lesson that was withdrawn.
fn told(doc: &Document) -> [String; 4] {
    match withdrawn(doc) {
        Some(_) => Default::default(),
        None => PARTS.map(|field| doc.text_field(field)),
    }
}

/// What lists need: the first line of what was learned, and how it was.
pub(crate) fn card(doc: &Document) -> Card {
    let [lesson, situation, _, _] = told(doc);
    let (title, more) = lesson.split_once('\n').unwrap_or((&lesson, ""));
    let excerpt = if situation.is_empty() {
        more
    } else {
        &situation
    };
    let published = made(doc).unwrap_or_default();
    let is_withdrawn = withdrawn(doc).is_some();
    let detail = Detail {
        by: author(doc).map(|by| by.0.to_vec()).unwrap_or_default(),
        thanks: count(doc.items(THANKS).len()),
        withdrawn: is_withdrawn,
        skills: if is_withdrawn {
            Vec::new()
        } else {
            skills::on_card(doc)
        },
    };
    let card = Card::of_kind(Kind::Lesson, title, excerpt, doc.is_deleted());
    Card {
        occurred_at_ms: published.ms,
        offset_minutes: published.offset_minutes,
        tags: if is_withdrawn {
            Vec::new()
        } else {
            tags_on_card(doc)
        },
        ..card.with_detail(&detail)
    }
}

/// What a lesson is found by.
pub(crate) fn words(doc: &Document) -> String {
    let mut words = Vec::from(told(doc));
    if withdrawn(doc).is_none() {
        words.extend(skills::names(doc));
    }
    texts::lines(words)
}

fn row(journal: &Journal, id: Id, card: &Card) -> LessonRow {
    let detail = card.detail::<Detail>().unwrap_or_default();
    LessonRow {
        id,
        title: card.title.clone(),
        excerpt: card.excerpt.clone(),
        tags: card.tags.clone(),
        by: member::kept(journal, &detail.by),
        published: Stamp {
            ms: card.occurred_at_ms,
            offset_minutes: card.offset_minutes,
        },
        thanks: detail.thanks,
        withdrawn: detail.withdrawn,
        sample: sample::is(id),
    }
}

/// The lessons, the newest first, without those that were withdrawn.
pub(crate) fn rows(journal: &Journal) -> Vec<LessonRow> {
    let lessons = journal.of_kind(Kind::Lesson);
    let rows = lessons.map(|(id, card)| row(journal, id, card));
    rows.filter(|row| !row.withdrawn).collect()
}

/// The skills that a card names.
pub(super) fn skills_on(card: &Card) -> Vec<Skill> {
    card.detail::<Detail>().unwrap_or_default().skills
}

/// Those of them that name one of these skills.
pub(super) fn about(journal: &Journal, skills: &[SkillLink]) -> Vec<LessonRow> {
    let lessons = journal.of_kind(Kind::Lesson);
    let about = lessons.filter(|(_, card)| skills::are_among(skills, &skills_on(card)));
    let rows = about.map(|(id, card)| row(journal, id, card));
    rows.filter(|row| !row.withdrawn).collect()
}

/// A whole lesson.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id) -> Lesson {
    let [lesson, situation, i_did, result] = told(doc);
    let withdrawn = withdrawn(doc);
    Lesson {
        id,
        situation,
        i_did,
        result,
        lesson,
        tags: match withdrawn {
            Some(_) => Vec::new(),
            None => texts::tags(doc),
        },
        skills: match withdrawn {
            Some(_) => Vec::new(),
            None => skills::shown(doc),
        },
        by: author(doc).map(|by| member::person(journal, by)),
        published: made(doc).unwrap_or_default(),
        thanks: member::people(Some(journal), doc.items(THANKS)),
        withdrawn,
        sample: sample::is(id),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
    }
}
