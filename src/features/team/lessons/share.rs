//! Publishing a lesson: first it is worded, then all that others get is shown as they get it. Nothing is published before
//! that was seen, and nothing else is.

use crate::components::{Sheet, open_while};
use crate::features::team::here::Here;
use crate::features::team::parts::{SkillsField, people};
use crate::shell::random_id;
use crate::words;
use commonplace_api::plan::SkillLink;
use commonplace_api::team::Person;
use commonplace_api::team::lesson::{LessonChange, LessonDraft, Part};
use commonplace_api::{Change, Id, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::Update as _;
use leptos::prelude::*;

/// Bytes a part can have, as the core keeps it.
const LIMIT: usize = 20_000;

/// What was typed.
#[derive(Clone, Copy)]
struct Typed {
    situation: RwSignal<String>,
    i_did: RwSignal<String>,
    result: RwSignal<String>,
    lesson: RwSignal<String>,
    tags: RwSignal<String>,
    skills: RwSignal<Vec<SkillLink>>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            situation: empty(),
            i_did: empty(),
            result: empty(),
            lesson: empty(),
            tags: empty(),
            skills: RwSignal::new(Vec::new()),
        }
    }

    /// Puts a draft where nothing was typed.
    fn begin_with(self, draft: LessonDraft) {
        let parts = [
            (self.situation, draft.situation),
            (self.i_did, draft.i_did),
            (self.result, draft.result),
            (self.lesson, draft.lesson),
        ];
        for (typed, text) in parts {
            typed.try_update(|typed| {
                if typed.is_empty() {
                    *typed = text;
                }
            });
        }
    }

    /// What would be published.
    fn draft(self) -> LessonDraft {
        let text = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.get().split([' ', ',', '#']) {
            if !tag.is_empty() && !tags.iter().any(|one| one == tag) {
                tags.push(tag.to_owned());
            }
        }
        LessonDraft {
            situation: text(self.situation),
            i_did: text(self.i_did),
            result: text(self.result),
            lesson: text(self.lesson),
            tags,
            skills: self.skills.get(),
        }
    }

    /// It is about this skill too.
    fn add_skill(self, skill: SkillLink) {
        self.skills.update(|skills| {
            if !skills
                .iter()
                .any(|one| one.id == skill.id || one.name == skill.name)
            {
                skills.push(skill);
            }
        });
    }
}

/// The sheet; open while something is shared.
#[component]
pub(super) fn Share(here: Here, sharing: RwSignal<Option<()>>) -> impl IntoView {
    let open = open_while(sharing);
    let done = Callback::new(move |()| {
        sharing.try_set(None);
    });
    let form = move || sharing.get().map(|()| view! { <Form here done/> });
    view! { <Sheet open title=words!(lessons.share)>{form}</Sheet> }
}

/// The form. Made of an entry it begins with what the entry would become; the entry stays as it is.
#[component]
pub(super) fn Form(
    /// The team.
    here: Here,
    /// The entry of one's own that it is made of.
    #[prop(optional)]
    entry: Option<Id>,
    /// Told when it is over.
    done: Callback<()>,
) -> impl IntoView {
    let typed = Typed::new();
    let people = people(here);
    if let Some(entry) = entry {
        let begun = StoredValue::new(false);
        here.core()
            .watch_here(View::Publishable(entry), move |update| {
                // Once: what the entry becomes later is no part of what is being worded here.
                if let Update::Publishable(preview) = update
                    && begun.try_get_value() == Some(false)
                {
                    begun.set_value(true);
                    typed.begin_with(preview.draft);
                }
            });
    }
    let draft = Memo::new(move |_| typed.draft());
    let too_long = Memo::new(move |_| draft.with(words::lessons::parts_over(LIMIT)));
    let cannot = Memo::new(move |_| {
        draft.with(|draft| draft.lesson.is_empty()) || too_long.with(|parts| !parts.is_empty())
    });
    let publish = move |event: SubmitEvent| {
        event.prevent_default();
        if cannot.get_untracked() {
            return;
        }
        let change = LessonChange::Publish(draft.get_untracked());
        here.change(random_id(), Change::Lesson(here.me(), change));
        done.run(());
        here.app.toast(words!(lessons.published).into(), None);
    };
    let wrong = move || {
        let parts = too_long.get().into_iter();
        parts
            .map(|part| view! { <p class="error" role="alert">{words!(lessons.too_long, part = words::lessons::part(part))}</p> })
            .collect_view()
    };
    view! {
        <form class="stack" on:submit=publish>
            <p class="hint">{words!(lessons.share_lead)}</p>
            <Lines id="lesson-lesson" part=Part::Lesson text=typed.lesson/>
            <Lines id="lesson-situation" part=Part::Situation text=typed.situation/>
            <Lines id="lesson-i-did" part=Part::IDid text=typed.i_did/>
            <Lines id="lesson-result" part=Part::Result text=typed.result/>
            <div class="field">
                <label for="lesson-tags">{words!(lessons.tags)}</label>
                <input class="input" id="lesson-tags" dir="auto" autocomplete="off" bind:value=typed.tags/>
            </div>
            <SkillsField here id="lesson-skill" label=words!(lessons.skills) skills=typed.skills fixed=Signal::stored(false)
                add=Callback::new(move |skill| typed.add_skill(skill))
                remove=Callback::new(move |skill: SkillLink| typed.skills.update(|skills| skills.retain(|one| one.id != skill.id)))/>
            {wrong}
            <Preview here draft people/>
            <div class="actions">
                <button class="button primary" type="submit" disabled=cannot>{words!(lessons.publish)}</button>
                <button class="button quiet" type="button" on:click=move |_| done.run(())>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}

#[component]
fn Lines(id: &'static str, part: Part, text: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{words::lessons::part(part)}</label>
            <textarea class="input written-input" id=id rows="2" dir="auto" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))></textarea>
        </div>
    }
}

/// All that others get, as they get it, and what publishing does and cannot do.
#[component]
fn Preview(here: Here, draft: Memo<LessonDraft>, people: RwSignal<Vec<Person>>) -> impl IntoView {
    let me = here.me();
    let name = Memo::new(move |_| {
        people.with(|people| {
            let me = people.iter().find(|person| person.id == me);
            words::together::name(me)
        })
    });
    let others = Memo::new(move |_| {
        let others = people.with(|people| people.iter().filter(|person| person.id != me).count());
        u32::try_from(others).unwrap_or(u32::MAX)
    });
    let says = move || {
        let words = draft.with(words::lessons::count);
        words::lessons::about_to(words, others.get(), &name.get())
    };
    let part = |(part, text): (Part, String)| view! { <div><dt>{words::lessons::part(part)}</dt><dd dir="auto">{text}</dd></div> };
    let tags = move || {
        draft.with(|draft| {
            draft
                .tags
                .iter()
                .map(|tag| format!("#{tag}"))
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    let skills = move || {
        draft.with(|draft| {
            let names = draft.skills.iter().map(|skill| skill.name.clone());
            names.collect::<Vec<_>>().join(", ")
        })
    };
    let no_skills = move || draft.with(|draft| draft.skills.is_empty());
    view! {
        <section class="lesson-preview" aria-label=words!(lessons.preview)>
            <h3>{words!(lessons.preview)}</h3>
            <dl class="answers">{move || draft.with(words::lessons::filled).into_iter().map(part).collect_view()}</dl>
            <p class="hint" dir="auto">{tags}</p>
            <p class="hint" dir="auto" hidden=no_skills>{move || words!(lessons.about, skills = skills())}</p>
            <p class="hint" dir="auto">{move || words!(lessons.by, name = name.get())}</p>
            <p class="about-to" aria-live="polite">{says}</p>
            <ul class="plain">
                <li>{words!(lessons.entry_private)}</li>
                <li>{words!(lessons.copies_stay)}</li>
            </ul>
        </section>
    }
}
