//! One skill: where one stands, where one wants to be, and what is about it.

use super::place::Place;
use super::trend::Trend;
use crate::components::{Icon, Menu, MenuItem, SavedText};
use crate::features::plans::Row as PlanLine;
use crate::features::team::WhoSees;
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::skill::{Placement, Skill, SkillChange};
use commonplace_api::{Change, Command, EntryRow, Id, Update, View};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const MENU: &str = "skill-menu";
/// Placements the picture shows.
const DRAWN: usize = 24;

/// The page at `/skills/<id>`.
#[component]
pub fn SkillScreen(
    /// The skill.
    id: Id,
) -> impl IntoView {
    let core = use_app().core;
    let skill = RwSignal::new(None::<Skill>);
    let missing = RwSignal::new(false);
    core.watch_here(View::Skill(id), move |update| match update {
        Update::Skill(now) => {
            skill.try_set(Some(*now));
            missing.try_set(false);
        }
        Update::EntryMissing => {
            missing.try_set(true);
        }
        _ => {}
    });
    let is_here = Memo::new(move |_| skill.with(Option::is_some));
    view! {
        <div class="page skill">
            {move || match (is_here.get(), missing.get()) {
                (true, _) => view! { <Body id skill/> }.into_any(),
                (false, true) => view! { <Missing/> }.into_any(),
                (false, false) => view! { <h1 class="visually-hidden" tabindex="-1">{words!(skills.skill)}</h1> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words!(skills.skill)}</h1>
        <div class="empty">
            <h2>{words!(skills.missing)}</h2>
            <p>{words!(entry.missing_lead)}</p>
            <div class="actions"><a class="button" href="/skills">{words!(skills.back)}</a></div>
        </div>
    }
}

/// Something of the skill; nothing while it is not here.
fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
    skill: RwSignal<Option<Skill>>,
    get: impl Fn(&Skill) -> T + Send + Sync + 'static,
) -> Signal<T> {
    Memo::new(move |_| skill.with(|skill| skill.as_ref().map(&get).unwrap_or_default())).into()
}

fn drawn(skill: &Skill) -> (Vec<u8>, Option<u8>) {
    let newest = skill.placements.iter().take(DRAWN);
    let mut levels: Vec<_> = newest.map(|placed| placed.level).collect();
    levels.reverse();
    let target = skill.placements.first().and_then(|newest| newest.target);
    (levels, target)
}

#[component]
fn Body(id: Id, skill: RwSignal<Option<Skill>>) -> impl IntoView {
    let core = use_app().core;
    let fixed = of(skill, |skill| skill.deleted || skill.read_only);
    let deleted = of(skill, |skill| skill.deleted);
    let name = of(skill, |skill| skill.name.clone());
    let tag = of(skill, |skill| skill.tag.clone());
    let levels = of(skill, drawn);
    let rename = move |text| {
        let change = Change::Skill(SkillChange::Name(text));
        core.dispatch(Command::Change { id, change });
    };
    let typed_as = move || {
        let tag = Some(tag.get()).filter(|tag| !tag.is_empty());
        tag.map(
            |tag| view! { <p class="hint">{words!(skills.typed_as, tag = format!("#{tag}"))}</p> },
        )
    };
    let picture = move || {
        let (levels, target) = levels.get();
        view! { <div class="skill-trend"><Trend levels target/></div> }
    };
    view! {
        <Head id name deleted/>
        {move || deleted.get().then(|| view! {
            <div class="notice">
                <p>{words!(skills.deleted)}</p>
                <button class="button" type="button" on:click=move |_| core.dispatch(Command::Restore(id))>{words!(actions.put_back)}</button>
            </div>
        })}
        <section class="plan-top">
            <SavedText value=name name=words!(skills.called) placeholder=words!(skills.new_name) class="as-title" fixed
                on_change=Callback::new(rename)/>
            {typed_as}
            <WhoSees skill=id/>
            {picture}
        </section>
        <Show when=move || !fixed.get()><Place id skill/></Show>
        <Sentences id skill fixed/>
        <History skill/>
        <About skill/>
    }
}

#[component]
fn Head(id: Id, name: Signal<String>, deleted: Signal<bool>) -> impl IntoView {
    let (core, navigate) = (use_app().core, use_navigate());
    let heading = move || match name.get() {
        name if name.is_empty() => words!(skills.untitled).to_owned(),
        name => name,
    };
    let delete = move |()| {
        core.dispatch(Command::Delete(id));
        navigate("/skills", NavigateOptions::default());
    };
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href="/skills" aria-label=words!(skills.back)><Icon name="back"/></a>
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <span class="standing"></span>
            <Menu id=MENU name=words!(skills.more) icon="more">
                <MenuItem of=MENU icon="delete" label=words!(skills.delete) danger=true hidden=deleted choose=Callback::new(delete)/>
            </Menu>
        </header>
    }
}

/// The five sentences, in one’s own words.
#[component]
fn Sentences(id: Id, skill: RwSignal<Option<Skill>>, fixed: Signal<bool>) -> impl IntoView {
    let core = use_app().core;
    let starter = skill.with_untracked(|skill| skill.as_ref()?.starter);
    let fields = [1, 2, 3, 4, 5].map(|level: u8| {
        let own = of(skill, move |skill| {
            let own = skill.sentences.get(usize::from(level) - 1);
            own.cloned().unwrap_or_default()
        });
        let usual = starter.map_or(words!(skills.sentence_hint), |starter| {
            words::skills::of_starter(starter, level)
        });
        let change = move |text| {
            let change = Change::Skill(SkillChange::Sentence(level, text));
            core.dispatch(Command::Change { id, change });
        };
        let n = words::number(u32::from(level));
        let name = words!(skills.level, n = n.clone());
        view! {
            <li class="item-line">
                <b aria-hidden="true">{n}</b>
                <SavedText value=own name placeholder=usual lines=true class="boxed" fixed on_change=Callback::new(change)/>
            </li>
        }
    });
    view! {
        <details class="more">
            <summary>{words!(skills.edit_sentences)}</summary>
            <ol class="items" role="list" aria-label=words!(skills.edit_sentences)>{fields}</ol>
        </details>
    }
}

/// Every placement, the newest first.
#[component]
fn History(skill: RwSignal<Option<Skill>>) -> impl IntoView {
    let placements = of(skill, |skill| skill.placements.clone());
    let row = |placed: Placement| {
        let day = Moment::from(placed.at).long_day();
        let level = words::skills::standing(placed.level, placed.target);
        let sure = words::skills::confidence(placed.confidence);
        view! {
            <li class="row"><span class="row-text">
                <span class="row-title">{level}</span>
                <span class="row-hint">{day}" · "{sure}</span>
                <span class="written" dir="auto">{placed.note}</span>
            </span></li>
        }
    };
    view! {
        <section class="group" hidden=move || placements.with(Vec::is_empty)>
            <h2>{words!(skills.history)}</h2>
            <ol role="list" aria-label=words!(skills.history)>{move || placements.get().into_iter().map(row).collect_view()}</ol>
        </section>
    }
}

/// The plans and the entries that are about it.
#[component]
fn About(skill: RwSignal<Option<Skill>>) -> impl IntoView {
    let plans = of(skill, |skill| skill.plans.clone());
    let entries = of(skill, |skill| skill.entries.clone());
    let total = of(skill, |skill| skill.entries_total);
    let plan_rows = move || {
        let today = Moment::today();
        let plans = plans.get().into_iter();
        plans
            .map(|row| view! { <li><PlanLine row today/></li> })
            .collect_view()
    };
    let entry_rows = move || entries.get().into_iter().map(entry_line).collect_view();
    view! {
        <section class="group" hidden=move || plans.with(Vec::is_empty)>
            <h2>{words!(plans.name)}</h2>
            <ul class="rows" role="list" aria-label=words!(plans.name)>{plan_rows}</ul>
        </section>
        <section class="group">
            <h2>{move || words!(skills.entries, count = Count(total.get()))}</h2>
            <ul class="rows" role="list" aria-label=words!(journal.entries)>{entry_rows}</ul>
        </section>
    }
}

fn entry_line(row: EntryRow) -> impl IntoView {
    let day = Moment::from(&row);
    let title = words::titled(row.title);
    view! {
        <li><a class="row" href=entry_path(row.id)><span class="row-text">
            <span class="row-title" dir="auto">{title}</span><span class="row-hint">{day.long_day()}</span>
        </span></a></li>
    }
}
