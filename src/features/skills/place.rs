//! Placing oneself: the five levels in sentences, where one wants to be, how sure one is, and what shows it.

use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::skill::{Confidence, NewPlacement, Skill, SkillChange};
use commonplace_api::{Change, Command, Id};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What is being said.
#[derive(Clone, Copy)]
struct Said {
    level: RwSignal<Option<u8>>,
    target: RwSignal<Option<u8>>,
    confidence: RwSignal<Confidence>,
    note: RwSignal<String>,
}

/// The form. It begins with where the person placed themselves last.
#[component]
pub(super) fn Place(
    /// The skill.
    id: Id,
    /// What is known of it.
    skill: RwSignal<Option<Skill>>,
) -> impl IntoView {
    let app = use_app();
    let last = skill.with_untracked(|skill| skill.as_ref()?.placements.first().cloned());
    let said = Said {
        level: RwSignal::new(last.as_ref().map(|last| last.level)),
        target: RwSignal::new(last.as_ref().and_then(|last| last.target)),
        confidence: RwSignal::new(last.map(|last| last.confidence).unwrap_or_default()),
        note: RwSignal::new(String::new()),
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(level) = said.level.get_untracked() else {
            return;
        };
        let placement = NewPlacement {
            id: random_id(),
            level,
            target: said.target.get_untracked(),
            confidence: said.confidence.get_untracked(),
            note: said.note.get_untracked().trim().to_owned(),
        };
        let change = Change::Skill(SkillChange::Place(placement));
        app.core.dispatch(Command::Change { id, change });
        said.note.set(String::new());
        app.toast(words!(skills.placed).into(), None);
    };
    let note = said.note;
    view! {
        <form class="group place" on:submit=save>
            <Levels skill level=said.level/>
            <Target target=said.target/>
            <Sure confidence=said.confidence/>
            <div class="field">
                <label for="skill-note">{words!(skills.note)}</label>
                <textarea class="input" id="skill-note" rows="2" dir="auto" placeholder=words!(skills.note_hint)
                    prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
            </div>
            <div class="actions">
                <button class="button primary" type="submit" disabled=move || said.level.get().is_none()>{words!(skills.place)}</button>
            </div>
        </form>
    }
}

#[component]
fn Levels(skill: RwSignal<Option<Skill>>, level: RwSignal<Option<u8>>) -> impl IntoView {
    let sentence = move |level: u8| {
        skill.with(|skill| {
            let skill = skill.as_ref()?;
            let own = skill.sentences.get(usize::from(level) - 1)?;
            Some(words::skills::sentence(skill.starter, level, own))
        })
    };
    let levels = [1, 2, 3, 4, 5].map(|n: u8| {
        view! {
            <label class="level">
                <input type="radio" name="level" prop:checked=move || level.get() == Some(n) on:change=move |_| level.set(Some(n))/>
                <span>
                    <b>{words!(skills.level, n = words::number(u32::from(n)))}</b>" "
                    <span dir="auto">{move || sentence(n)}</span>
                </span>
            </label>
        }
    });
    view! { <fieldset class="levels"><legend>{words!(skills.where_now)}</legend>{levels}</fieldset> }
}

#[component]
fn Target(target: RwSignal<Option<u8>>) -> impl IntoView {
    let options = [1, 2, 3, 4, 5].map(|n: u8| {
        view! {
            <option value=n.to_string() selected=move || target.get() == Some(n)>
                {words!(skills.level, n = words::number(u32::from(n)))}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for="skill-target">{words!(skills.target)}</label>
            <select class="input" id="skill-target" on:change=move |event| target.set(event_target_value(&event).parse().ok())>
                <option value="" selected=move || target.get().is_none()>{words!(skills.no_target)}</option>
                {options}
            </select>
        </div>
    }
}

#[component]
fn Sure(confidence: RwSignal<Confidence>) -> impl IntoView {
    let options = [Confidence::Guess, Confidence::Fair, Confidence::Sure].map(|option| {
        view! {
            <label>
                <input type="radio" name="confidence" prop:checked=move || confidence.get() == option
                    on:change=move |_| confidence.set(option)/>
                <span>{words::skills::confidence(option)}</span>
            </label>
        }
    });
    view! { <fieldset class="segmented"><legend>{words!(skills.how_sure)}</legend>{options}</fieldset> }
}
