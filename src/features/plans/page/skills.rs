//! The skills a plan is about.

use super::Page;
use crate::components::Icon;
use crate::routes::document_path;
use crate::words;
use commonplace_api::plan::{PlanChange, SkillLink};
use commonplace_api::skill::SkillRow;
use commonplace_api::{Kind, Update, View};
use leptos::prelude::*;

/// The skills, and a way to add one of those there are.
#[component]
pub(super) fn Skills(page: Page) -> impl IntoView {
    let all = RwSignal::new(Vec::<SkillRow>::new());
    page.core().watch_here(View::Skills, move |update| {
        if let Update::Skills(rows) = update {
            all.try_set(rows);
        }
    });
    let chosen = page.of(|plan| plan.skills.clone());
    let fixed = page.fixed();
    let chips = move || {
        let named = chosen.get().into_iter();
        named
            .filter(|skill| !skill.name.is_empty())
            .map(|skill| view! { <Chip page skill fixed/> })
            .collect_view()
    };
    let others = Memo::new(move |_| {
        let taken: Vec<_> = chosen.get().into_iter().map(|skill| skill.id).collect();
        let mut rows = all.get();
        rows.retain(|row| !taken.contains(&row.id) && !row.name.is_empty());
        rows
    });
    let add = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            page.change(PlanChange::AddSkill(id));
        }
    };
    let choice = move || {
        if fixed.get() {
            return ().into_any();
        }
        if all.with(Vec::is_empty) {
            return view! { <a class="button quiet start" href="/skills">{words!(plans.choose_skills)}</a> }.into_any();
        }
        let options = others.get().into_iter();
        let options = options
            .map(|row| view! { <option value=row.id.to_string()>{row.name}</option> })
            .collect_view();
        view! {
            <select class="input" aria-label=words!(plans.add_skill) hidden=move || others.with(Vec::is_empty) on:change=add>
                <option value="">{words!(plans.add_skill)}</option>
                {options}
            </select>
        }
        .into_any()
    };
    view! {
        <div class="plan-skills">
            <ul class="skill-chips" role="list" aria-label=words!(plans.skills)>{chips}</ul>
            {choice}
        </div>
    }
}

#[component]
fn Chip(page: Page, skill: SkillLink, fixed: Signal<bool>) -> impl IntoView {
    let id = skill.id;
    let label = words!(plans.remove_skill, skill = &skill.name);
    let take_out = move |_| {
        let (out, back) = (PlanChange::RemoveSkill(id), PlanChange::AddSkill(id));
        page.take_out(out, back, words!(plans.skill_removed));
    };
    view! {
        <li class="skill-chip">
            <a href=document_path(Kind::Skill, id) dir="auto">{skill.name}</a>
            <button class="icon-button" type="button" hidden=fixed aria-label=label on:click=take_out><Icon name="close"/></button>
        </li>
    }
}
