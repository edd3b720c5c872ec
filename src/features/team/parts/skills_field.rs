//! The skills something of a team names. What is chosen from one's own list gives the team a name, and nothing else of
//! that list: what is offered is read here and told nobody.

use crate::components::Icon;
use crate::features::team::here::Here;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::plan::SkillLink;
use commonplace_api::skill::Starter;
use commonplace_api::{Id, Update, View};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What stands for a skill that is in no list.
const ANOTHER: &str = "another";

/// Skills that can be chosen, by where they come from.
#[derive(Clone, Copy)]
struct Offered {
    team: RwSignal<Vec<SkillLink>>,
    own: RwSignal<Vec<SkillLink>>,
}

impl Offered {
    fn new(here: Here) -> Self {
        let (team, own) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        here.watch(View::TeamSkills, move |update| {
            if let Update::TeamSkills(now) = update {
                team.try_set(now);
            }
        });
        here.core().watch_here(View::Skills, move |update| {
            if let Update::Skills(rows) = update {
                let links = rows.into_iter().map(|row| SkillLink {
                    id: row.id,
                    name: row.name,
                });
                own.try_set(links.collect());
            }
        });
        Self { team, own }
    }

    /// The lists with their names, without what is taken; a skill is in the first of them that has it.
    fn groups(self, taken: Vec<SkillLink>) -> Vec<(&'static str, Vec<SkillLink>)> {
        let starters = Starter::ALL.into_iter().map(|starter| SkillLink {
            id: starter.id(),
            name: words::skills::name(starter).to_owned(),
        });
        let mut seen = taken;
        let groups = [
            (words!(team_skills.of_team), self.team.get()),
            (words!(team_skills.own), self.own.get()),
            (words!(skills.starters), starters.collect()),
        ];
        let groups = groups.map(|(name, mut links)| {
            links
                .retain(|link| !link.name.is_empty() && !seen.iter().any(|one| is_like(one, link)));
            seen.extend(links.iter().cloned());
            (name, links)
        });
        let groups = groups.into_iter();
        groups.filter(|(_, links)| !links.is_empty()).collect()
    }
}

/// Whether two would be taken for one: what is one for the team is decided by the core.
fn is_like(one: &SkillLink, other: &SkillLink) -> bool {
    one.id == other.id || one.name.to_lowercase() == other.name.to_lowercase()
}

/// The skills, and the ways to one more: one of those there are, or a new name.
#[component]
pub(in crate::features::team) fn SkillsField(
    /// The team.
    here: Here,
    /// Id of the choice.
    id: &'static str,
    /// What the list is called.
    label: &'static str,
    /// Those that are named.
    #[prop(into)]
    skills: Signal<Vec<SkillLink>>,
    /// Whether they can only be looked at.
    #[prop(into)]
    fixed: Signal<bool>,
    /// Told of one more.
    add: Callback<SkillLink>,
    /// Told of one that is named no longer.
    remove: Callback<SkillLink>,
) -> impl IntoView {
    let chips = move || {
        let skills = skills.get().into_iter();
        skills
            .map(|skill| view! { <Chip skill fixed remove/> })
            .collect_view()
    };
    view! {
        <div class="field team-skills" hidden=move || fixed.get() && skills.with(Vec::is_empty)>
            <p class="field-name" aria-hidden="true">{label}</p>
            <ul class="skill-chips" role="list" aria-label=label>{chips}</ul>
            <Show when=move || !fixed.get()><Choose here id skills add/></Show>
        </div>
    }
}

#[component]
fn Chip(skill: SkillLink, fixed: Signal<bool>, remove: Callback<SkillLink>) -> impl IntoView {
    let name = skill.name.clone();
    let label = words!(plans.remove_skill, skill = &skill.name);
    let take_out = move |_| {
        remove.run(skill.clone());
        page::rescue_focus();
    };
    view! {
        <li class="skill-chip">
            <span dir="auto">{name}</span>
            <button class="icon-button" type="button" hidden=fixed aria-label=label on:click=take_out><Icon name="close"/></button>
        </li>
    }
}

#[component]
fn Choose(
    here: Here,
    id: &'static str,
    skills: Signal<Vec<SkillLink>>,
    add: Callback<SkillLink>,
) -> impl IntoView {
    let offered = Offered::new(here);
    let naming = RwSignal::new(false);
    let groups = Memo::new(move |_| offered.groups(skills.get()));
    let options = move || {
        let group = |(name, links): (&'static str, Vec<SkillLink>)| {
            let options = links.into_iter();
            let options = options
                .map(|link| view! { <option value=link.id.to_string()>{link.name}</option> })
                .collect_view();
            view! { <optgroup label=name>{options}</optgroup> }
        };
        groups.get().into_iter().map(group).collect_view()
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        if chosen == ANOTHER {
            naming.set(true);
            page::focus_when_there(format!("#{id}-new"));
        } else if let Ok(chosen) = chosen.parse::<Id>() {
            let link = groups.with_untracked(|groups| {
                let mut all = groups.iter().flat_map(|(_, links)| links);
                all.find(|link| link.id == chosen).cloned()
            });
            if let Some(link) = link {
                add.run(link);
            }
        }
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    view! {
        <select class="input" id=id aria-label=words!(plans.add_skill) dir="auto" on:change=choose>
            <option value="">{words!(plans.add_skill)}</option>
            {options}
            <option value=ANOTHER>{words!(team_skills.another)}</option>
        </select>
        <Show when=move || naming.get()><New id=format!("{id}-new") naming add/></Show>
        <p class="hint">{words!(team_skills.hint)}</p>
    }
}

/// A skill that is in no list.
#[component]
fn New(id: String, naming: RwSignal<bool>, add: Callback<SkillLink>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let blank = Memo::new(move |_| name.with(|name| name.trim().is_empty()));
    let put = move || {
        if blank.get_untracked() {
            return;
        }
        let name = name.get_untracked().trim().to_owned();
        let id = random_id();
        add.run(SkillLink { id, name });
        naming.set(false);
        page::rescue_focus();
    };
    // It may stand in a form that is about something else.
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            put();
        }
    };
    view! {
        <div class="add-line">
            <input class="input" id=id aria-label=words!(skills.called) placeholder=words!(skills.called) autocomplete="off" maxlength="80"
                dir="auto" bind:value=name
                on:keydown=key/>
            <button class="button" type="button" disabled=blank on:click=move |_| put()>{words!(skills.add)}</button>
        </div>
    }
}
