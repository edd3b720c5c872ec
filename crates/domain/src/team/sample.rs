//! A sample of a team's documents, for a team that begins: a fictional team of three that answers the questions of
//! others. Told apart by its ids, so that it carries a badge everywhere, is taken out in one go, and never gets into a
//! report. Two members who add it add it once. Never a sample of anybody's own journal.

mod english;
mod german;

use super::shares;
use crate::{Journal, Moment};
use commonplace_api::plan::SkillLink;
use commonplace_api::skill::Confidence;
use commonplace_api::team::after_action::{ActionChange, AfterActionChange, NewAction};
use commonplace_api::team::goal::{Direction, GoalChange, NewCheckIn};
use commonplace_api::team::lesson::{LessonChange, LessonDraft};
use commonplace_api::team::question::QuestionChange;
use commonplace_api::team::share::{NewShare, SharesChange};
use commonplace_api::team::{Language, MemberChange, NormChange, NormStatus, Number, TeamChange};
use commonplace_api::{Change, Day, Id, Kind, TextChange};

/// How every id of a sample begins: of documents, and of items in the documents of the team itself.
const MARK: &[u8] = b"sample-";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a sample says, in one language.
struct Words {
    members: [&'static str; 3],
    vision: &'static str,
    /// Today we tend to, we want to, an example.
    norms: [[&'static str; 3]; 4],
    goal: &'static str,
    why: &'static str,
    measure: &'static str,
    unit: &'static str,
    /// A skill the goal takes, and two of the lessons are about.
    skill: &'static str,
    /// Two more that its members share the level of.
    skills: [&'static str; 2],
    /// Note and blocker.
    check_ins: [[&'static str; 2]; 4],
    review: &'static str,
    expected: &'static str,
    happened: &'static str,
    reasons: [&'static str; 2],
    sustain: &'static str,
    change: &'static str,
    actions: [&'static str; 2],
    /// Situation, what I did, result, lesson, tag.
    lessons: [[&'static str; 5]; 3],
    /// Question, answer, tag.
    questions: [[&'static str; 3]; 5],
}

/// Whether something came as a sample. A random id begins like that once in 2^56 times.
pub fn is(id: Id) -> bool {
    id.0.starts_with(MARK)
}

/// Something to be done for a sample: which change of which document, and when it is to have been.
pub type Step = (Id, Change, Moment);

/// Every change that makes the sample, in order, as if the team had kept it for the last weeks. They are made as they
/// are: their authors are members of the sample, not who adds it. The vision and the norms go into the team's own page,
/// everything else into documents of its own.
pub fn content(language: Language, now: Moment) -> Vec<Step> {
    let words = match language {
        Language::English => &english::WORDS,
        Language::German => &german::WORDS,
    };
    let mut steps = Vec::new();
    members(words, now, &mut steps);
    team(words, now, &mut steps);
    goal(words, now, &mut steps);
    review(words, now, &mut steps);
    lessons(words, now, &mut steps);
    questions(words, now, &mut steps);
    levels(words, now, &mut steps);
    steps
}

/// The documents of the sample that were not put away yet, to do so in one go. The team's own page takes
/// [`TeamChange::RemoveSamples`] besides.
pub fn documents(journal: &Journal) -> Vec<Id> {
    let kinds = [
        Kind::Member,
        Kind::Goal,
        Kind::Lesson,
        Kind::AfterAction,
        Kind::Question,
        Kind::Page,
        Kind::Shares,
    ];
    let all = kinds.into_iter().flat_map(|kind| journal.of_kind(kind));
    all.map(|(id, _)| id).filter(|id| is(*id)).collect()
}

/// The `n`th of these.
fn id(name: &[u8; 16], n: u8) -> Id {
    let mut id = *name;
    id[15] = b'0' + n % 10;
    Id(id)
}

fn member(n: u8) -> Id {
    id(b"sample-member--0", n % 3)
}

fn typed(text: &str) -> TextChange {
    TextChange {
        was: String::new(),
        now: text.to_owned(),
    }
}

fn ago(now: Moment, days: i32) -> Moment {
    Moment {
        ms: now.ms.saturating_sub(i64::from(days) * DAY_MS),
        ..now
    }
}

fn day(now: Moment, days: i32) -> Day {
    Day::of(now.ms, now.offset_minutes).plus(days)
}

fn members(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    for (n, name) in (0..).zip(words.members) {
        let change = MemberChange::Name(typed(name));
        let by = member(n);
        steps.push((by, Change::Member(by, change), ago(now, 60)));
    }
}

fn team(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    let mut step = |change, days| {
        let change = Change::Team(member(0), change);
        steps.push((Id::TEAM, change, ago(now, days)));
    };
    let vision = TeamChange::Adopt {
        id: id(b"sample-vision--0", 0),
        text: words.vision.to_owned(),
    };
    step(vision, 56);
    let come = [
        NormStatus::Normal,
        NormStatus::Trying,
        NormStatus::Trying,
        NormStatus::Spotted,
    ];
    for ((n, [today, want, example]), status) in (0..).zip(words.norms).zip(come) {
        let norm = id(b"sample-norm----0", n);
        let add = TeamChange::AddNorm {
            id: norm,
            today: today.to_owned(),
            want: want.to_owned(),
        };
        step(add, 50);
        step(TeamChange::Norm(norm, NormChange::Status(status)), 14);
        let example = NormChange::Example(typed(example));
        step(TeamChange::Norm(norm, example), 14);
    }
}

fn skill(words: &Words) -> SkillLink {
    skill_of(0, words.skill)
}

fn skill_of(n: u8, name: &str) -> SkillLink {
    SkillLink {
        id: id(b"sample-skill---0", n),
        name: name.to_owned(),
    }
}

fn goal(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    let goal = id(b"sample-goal----0", 0);
    let mut step = |by, change, days| {
        steps.push((goal, Change::Goal(by, change), ago(now, days)));
    };
    let number = Number::clamped;
    for change in [
        GoalChange::Title(typed(words.goal)),
        GoalChange::Why(typed(words.why)),
        GoalChange::Measure(typed(words.measure)),
        GoalChange::Unit(typed(words.unit)),
        GoalChange::Direction(Direction::Down),
        GoalChange::Baseline(number(26.0), day(now, -42)),
        GoalChange::Target(Some(number(8.0))),
        GoalChange::Due(Some(day(now, 42))),
        GoalChange::Owner(Some(member(1))),
        GoalChange::AddSkill(skill(words)),
    ] {
        step(member(0), change, 42);
    }
    let figures = [(28, 24.0, 3), (21, 25.0, 2), (14, 19.0, 3), (3, 16.0, 4)];
    for ((n, [note, blocker]), (days, value, sure)) in (0..).zip(words.check_ins).zip(figures) {
        let check_in = GoalChange::CheckIn(NewCheckIn {
            id: id(b"sample-checkin-0", n),
            day: day(now, -days),
            value: number(value),
            confidence: Some(sure),
            note: note.to_owned(),
            blocker: blocker.to_owned(),
        });
        step(member(1), check_in, days);
    }
    step(member(2), GoalChange::Support(true), 20);
}

fn review(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    let review = id(b"sample-review--0", 0);
    let mut step = |change| {
        let change = Change::AfterAction(member(2), change);
        steps.push((review, change, ago(now, 18)));
    };
    step(AfterActionChange::Title(typed(words.review)));
    step(AfterActionChange::Expected(typed(words.expected)));
    step(AfterActionChange::Happened(typed(words.happened)));
    for (n, text) in (0..).zip(words.reasons) {
        let text = text.to_owned();
        let id = id(b"sample-reason--0", n);
        step(AfterActionChange::AddWhy { id, text });
    }
    step(AfterActionChange::Sustain(typed(words.sustain)));
    step(AfterActionChange::Change(typed(words.change)));
    for (n, text) in (0..).zip(words.actions) {
        step(AfterActionChange::AddAction(NewAction {
            id: id(b"sample-action--0", n),
            text: text.to_owned(),
            owner: Some(member(n)),
            due: Some(day(now, 10)),
        }));
    }
    let done = ActionChange::Done(true);
    step(AfterActionChange::Action(id(b"sample-action--0", 0), done));
}

fn lessons(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    for ((n, [situation, i_did, result, lesson, tag]), days) in
        (0..).zip(words.lessons).zip([30, 16, 5])
    {
        let lesson_id = id(b"sample-lesson--0", n);
        let draft = LessonDraft {
            situation: situation.to_owned(),
            i_did: i_did.to_owned(),
            result: result.to_owned(),
            lesson: lesson.to_owned(),
            tags: vec![tag.to_owned()],
            skills: if n == 1 {
                Vec::new()
            } else {
                vec![skill(words)]
            },
        };
        for (by, change, days) in [
            (member(n), LessonChange::Publish(draft), days),
            (member(n + 1), LessonChange::Thank(true), days - 1),
        ] {
            steps.push((lesson_id, Change::Lesson(by, change), ago(now, days)));
        }
    }
}

fn questions(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    for ((n, [question, body, tag]), days) in (0..).zip(words.questions).zip([40, 33, 25, 12, 2]) {
        let asked = id(b"sample-question0", n);
        let answer = id(b"sample-answer--0", n);
        for (by, change) in [
            (member(n), QuestionChange::Ask(question.to_owned())),
            (member(n), QuestionChange::AddTag(tag.to_owned())),
            (
                member(n + 1),
                QuestionChange::Answer {
                    id: answer,
                    body: body.to_owned(),
                },
            ),
            (member(n), QuestionChange::Accept(answer, n < 4)),
            (member(n + 2), QuestionChange::Helped(answer, n % 2 == 0)),
        ] {
            steps.push((asked, Change::Question(by, change), ago(now, days)));
        }
    }
}

/// Levels, of two members three and of one none of the last: a matrix has gaps.
fn levels(words: &Words, now: Moment, steps: &mut Vec<Step>) {
    let [second, third] = words.skills;
    let named = [words.skill, second, third];
    let levels = [[4, 2, 3], [2, 4, 3], [3, 2, 0]];
    for ((n, levels), days) in (0..).zip(levels).zip([21, 15, 9]) {
        let by = member(n);
        for ((skill, name), level) in (0..).zip(named).zip(levels).filter(|(_, level)| *level > 0) {
            let SkillLink { id: skill, name } = skill_of(skill, name);
            let share = SharesChange::Share(NewShare {
                skill,
                name,
                level,
                target: (level < 4).then_some(4),
                confidence: Confidence::Fair,
            });
            steps.push((shares::id(by), Change::Shares(by, share), ago(now, days)));
        }
    }
}

/// Where a member of the sample shares levels, so that it goes with the rest.
pub(super) fn shares_of(member: Id) -> Id {
    id(b"sample-shares--0", member.0[15].wrapping_sub(b'0'))
}
