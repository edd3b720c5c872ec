//! One lesson: what others get of it, thanks, and taking it back. Its author corrects it; everybody else reads.

use crate::components::{Icon, Menu, MenuItem, SavedText};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PutAway, Sample, Shown, SkillsField};
use crate::words;
use commonplace_api::plan::SkillLink;
use commonplace_api::team::lesson::{Lesson, LessonChange, Part};
use commonplace_api::{Change, Id, TextChange, Update, View};
use leptos::prelude::*;

const MENU: &str = "lesson-menu";
const PARTS: [Part; 4] = [Part::Lesson, Part::Situation, Part::IDid, Part::Result];

type OnPage = Shown<Lesson>;

fn change(lesson: OnPage, change: LessonChange) {
    lesson.change(Change::Lesson(lesson.here.me(), change));
}

/// The page at `/team/<team>/lessons/<id>`.
#[component]
pub(in crate::features::team) fn LessonScreen(
    /// The team.
    here: Here,
    /// The lesson.
    id: Id,
) -> impl IntoView {
    let lesson = OnPage::new(here, id);
    here.watch(View::Lesson(id), move |update| match update {
        Update::Lesson(now) => lesson.told(*now),
        Update::EntryMissing => lesson.is_missing(),
        _ => {}
    });
    view! {
        {lesson.page(words!(lessons.one), words!(lessons.missing), TeamPage::Lessons, move || view! { <Body lesson/> }.into_any())}
    }
}

#[component]
fn Body(lesson: OnPage) -> impl IntoView {
    let here = lesson.here;
    let me = here.me();
    let fixed = lesson.fixed(|lesson| lesson.deleted || lesson.read_only);
    let mine = lesson.of(move |lesson| lesson.by.as_ref().is_some_and(|by| by.id == me));
    let withdrawn = lesson.of(|lesson| lesson.withdrawn.is_some());
    let byline = lesson.of(|lesson| words::questions::byline(lesson.by.as_ref(), lesson.published));
    let tags = lesson.of(|lesson| lesson.tags.clone());
    let tag = |tag: String| view! { <span class="tag">{tag}</span>" " };
    let again = move |_| change(lesson, LessonChange::Withdraw(false));
    let parts = move || {
        let parts = PARTS.map(|part| view! { <OnePart lesson part fixed mine/> });
        (!withdrawn.get()).then_some(parts)
    };
    view! {
        <Head lesson fixed mine withdrawn/>
        <PutAway here id=lesson.id deleted=lesson.of(|lesson| lesson.deleted) read_only=lesson.of(|lesson| lesson.read_only)/>
        <p class="hint" dir="auto">{byline}</p>
        <Sample is=lesson.of(|lesson| lesson.sample)/>
        {move || withdrawn.get().then(|| view! {
            <div class="notice">
                <p>{words!(lessons.withdrawn)}</p>
                <p class="hint">{words!(lessons.copies_stay)}</p>
                <Show when=move || mine.get() && !fixed.get()>
                    <div class="actions"><button class="button" type="button" on:click=again>{words!(lessons.publish_again)}</button></div>
                </Show>
            </div>
        })}
        {parts}
        <p class="row-tags">{move || tags.get().into_iter().map(tag).collect_view()}</p>
        <Skills lesson fixed mine withdrawn/>
        <Thanks lesson fixed mine withdrawn/>
    }
}

/// The skills it is about. Its author chooses them.
#[component]
fn Skills(
    lesson: OnPage,
    fixed: Signal<bool>,
    mine: Signal<bool>,
    withdrawn: Signal<bool>,
) -> impl IntoView {
    let here = lesson.here;
    let of = move |change| Change::Lesson(here.me(), change);
    let cannot = Memo::new(move |_| fixed.get() || !mine.get() || withdrawn.get());
    let add = move |skill| change(lesson, LessonChange::AddSkill(skill));
    let remove = move |skill: SkillLink| {
        let (out, back) = (
            LessonChange::RemoveSkill(skill.id),
            LessonChange::AddSkill(skill),
        );
        lesson.take_out(of(out), of(back), words!(lessons.skill_removed));
    };
    view! {
        <SkillsField here id="lesson-skill" label=words!(lessons.skills_of) skills=lesson.of(|lesson| lesson.skills.clone())
            fixed=cannot add=Callback::new(add) remove=Callback::new(remove)/>
    }
}

/// A part of the lesson. Its author corrects it where it stands.
#[component]
fn OnePart(lesson: OnPage, part: Part, fixed: Signal<bool>, mine: Signal<bool>) -> impl IntoView {
    let text = lesson.of(move |lesson| words::lessons::of_lesson(lesson, part).to_owned());
    let name = words::lessons::part(part);
    let corrects = Memo::new(move |_| mine.get() && !fixed.get());
    let correct = move |text: TextChange| {
        let said = match part {
            Part::Situation => LessonChange::Situation(text),
            Part::IDid => LessonChange::IDid(text),
            Part::Result => LessonChange::Result(text),
            Part::Lesson => LessonChange::Lesson(text),
        };
        change(lesson, said);
    };
    move || {
        if corrects.get() {
            let correct = Callback::new(correct);
            return view! {
                <section class="lesson-part">
                    <h2>{name}</h2>
                    <SavedText value=text name lines=true class="boxed" on_change=correct/>
                </section>
            }
            .into_any();
        }
        view! {
            <section class="lesson-part" hidden=move || text.with(String::is_empty)>
                <h2>{name}</h2>
                <p class="written" dir="auto">{text}</p>
            </section>
        }
        .into_any()
    }
}

#[component]
fn Head(
    lesson: OnPage,
    fixed: Signal<bool>,
    mine: Signal<bool>,
    withdrawn: Signal<bool>,
) -> impl IntoView {
    let here = lesson.here;
    let back = here.path(TeamPage::Lessons);
    let withdraw = Callback::new(move |()| {
        let withdraw = |on| Change::Lesson(here.me(), LessonChange::Withdraw(on));
        lesson.take_out(
            withdraw(true),
            withdraw(false),
            words!(lessons.was_withdrawn),
        );
    });
    let can_withdraw = Memo::new(move |_| mine.get() && !fixed.get() && !withdrawn.get());
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            <h1 tabindex="-1">{words!(lessons.one)}</h1>
            <span class="standing"></span>
            <Show when=move || can_withdraw.get()>
                <Menu id=MENU name=words!(plans.more) icon="more">
                    <MenuItem of=MENU icon="undo" label=words!(lessons.withdraw) danger=true choose=withdraw/>
                </Menu>
            </Show>
        </header>
    }
}

#[component]
fn Thanks(
    lesson: OnPage,
    fixed: Signal<bool>,
    mine: Signal<bool>,
    withdrawn: Signal<bool>,
) -> impl IntoView {
    let me = lesson.here.me();
    let count = lesson.of(|lesson| u32::try_from(lesson.thanks.len()).unwrap_or(u32::MAX));
    let thanked = lesson.of(move |lesson| lesson.thanks.iter().any(|person| person.id == me));
    let press = move |_| change(lesson, LessonChange::Thank(!thanked.get_untracked()));
    let pressed = move || if thanked.get() { "true" } else { "false" };
    let can = Memo::new(move |_| !mine.get() && !fixed.get() && !withdrawn.get());
    view! {
        <p class="hint" hidden=move || count.get() == 0>{move || words::lessons::thanks(count.get())}</p>
        <Show when=move || can.get()>
            <div class="choices">
                <button class="choice" type="button" aria-pressed=pressed on:click=press>{words!(lessons.thank)}</button>
            </div>
        </Show>
    }
}
