//! One goal. Whoever may write fills it in where it stands; whoever reads sees the same as text.

use super::alongside::MovedAlongside;
use super::check_in::CheckInForm;
use super::check_ins::CheckIns;
use super::fields::{Facts, Fields};
use super::picture::Picture;
use super::supporting::Supporting;
use crate::components::{Icon, Menu, MenuItem, SavedText};
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{PutAway, Sample, Shown, SkillsField, ToSettle, is_new, people};
use crate::shell::page;
use crate::words;
use commonplace_api::plan::SkillLink;
use commonplace_api::team::goal::{
    Alongside, Baseline, Direction, DirectionBy, Goal, GoalChange, Path, Trend,
};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Change, Id, Update, View};
use leptos::prelude::*;

const MENU: &str = "goal-menu";

/// The goal on the page.
pub(super) type OnPage = Shown<Goal>;

/// Changes it. The core puts in who does.
pub(super) fn change(goal: OnPage, change: GoalChange) {
    goal.change(of(goal.here, change));
}

/// A change of a goal by this person.
pub(super) fn of(here: Here, change: GoalChange) -> Change {
    Change::Goal(here.me(), change)
}

/// The page at `/team/<team>/goals/<id>`. With `?new` it is a goal nobody has said anything of: its first field makes it.
#[component]
pub(in crate::features::team) fn GoalScreen(
    /// The team.
    here: Here,
    /// The goal.
    id: Id,
) -> impl IntoView {
    let goal = OnPage::new(here, id);
    let is_new = is_new();
    here.watch(View::Goal(id), move |update| match update {
        Update::Goal(now) => goal.told(*now),
        Update::EntryMissing if is_new => goal.told(blank(id)),
        Update::EntryMissing => goal.is_missing(),
        _ => {}
    });
    view! {
        {goal.page(words!(goals.one), words!(goals.missing), TeamPage::Goals, move || view! { <Body goal/> }.into_any())}
    }
}

fn blank(id: Id) -> Goal {
    Goal {
        id,
        title: String::new(),
        why: String::new(),
        measure: String::new(),
        unit: String::new(),
        direction: Direction::Up,
        direction_by: DirectionBy::Default,
        baseline: Baseline::None,
        target: None,
        due: None,
        owner: None,
        skills: Vec::new(),
        alongside: Alongside::default(),
        check_ins: Vec::new(),
        path: Path {
            straight: None,
            rows: Vec::new(),
            share: None,
            expected_today: None,
            trend: Trend::NoTarget,
        },
        supporting: Vec::new(),
        contested: Vec::new(),
        sample: false,
        deleted: false,
        read_only: false,
    }
}

#[component]
fn Body(goal: OnPage) -> impl IntoView {
    let fixed = goal.fixed(|goal| goal.deleted || goal.read_only);
    let people = people(goal.here);
    // A goal that has figures is for checking in; before that it is for filling in. What is typed stays where it is.
    let begun = goal.once(|goal| goal.target.is_some() || !goal.check_ins.is_empty());
    let title = goal.of(|goal| goal.title.clone());
    if goal.once(|goal| goal.title.is_empty()) {
        page::focus_soon("#goal-title");
    }
    let fields = move || {
        if fixed.get() {
            view! { <Facts goal/> }.into_any()
        } else {
            view! { <Fields goal people/> }.into_any()
        }
    };
    let check_in = move || (!fixed.get()).then(|| view! { <CheckInForm goal/> });
    let settle =
        move |(field, value): (Field, Value)| change(goal, GoalChange::Settle(field, value));
    view! {
        <Head goal/>
        <PutAway here=goal.here id=goal.id deleted=goal.of(|goal| goal.deleted) read_only=goal.of(|goal| goal.read_only)/>
        <section class="plan-top">
            <SavedText id="goal-title" value=title name=words!(goals.goal) placeholder=words!(goals.goal_hint) class="as-title"
                fixed on_change=Callback::new(move |text| change(goal, GoalChange::Title(text)))/>
            <Show when=move || !fixed.get()>
                <SavedText value=goal.of(|goal| goal.why.clone()) name=words!(goals.why) placeholder=words!(goals.why_hint)
                    lines=true on_change=Callback::new(move |text| change(goal, GoalChange::Why(text)))/>
            </Show>
            <Sample is=goal.of(|goal| goal.sample)/>
        </section>
        <ToSettle here=goal.here contested=goal.of(|goal| goal.contested.clone()) unit=goal.of(|goal| goal.unit.clone())
            fixed settle=Callback::new(settle)/>
        {(!begun).then(|| fields.into_any())}
        <Picture goal/>
        {check_in}
        <CheckIns goal fixed/>
        {begun.then(|| fields.into_any())}
        <GoalSkills goal fixed/>
        <MovedAlongside goal/>
        <Supporting goal fixed/>
    }
}

/// The skills it takes.
#[component]
fn GoalSkills(goal: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let here = goal.here;
    let add = move |skill| change(goal, GoalChange::AddSkill(skill));
    let remove = move |skill: SkillLink| {
        let (out, back) = (
            GoalChange::RemoveSkill(skill.id),
            GoalChange::AddSkill(skill),
        );
        goal.take_out(of(here, out), of(here, back), words!(goals.skill_removed));
    };
    view! {
        <SkillsField here id="goal-skill" label=words!(goals.skills) skills=goal.of(|goal| goal.skills.clone()) fixed
            add=Callback::new(add) remove=Callback::new(remove)/>
    }
}

#[component]
fn Head(goal: OnPage) -> impl IntoView {
    let title = goal.of(|goal| goal.title.clone());
    let heading = move || match title.get() {
        title if title.is_empty() => words!(goals.untitled).to_owned(),
        title => title,
    };
    let back = goal.here.path(TeamPage::Goals);
    let delete = goal.delete(TeamPage::Goals);
    let cannot = goal.fixed(|goal| goal.deleted);
    view! {
        <header class="page-head">
            <a class="icon-button page-back" href=back aria-label=words!(actions.back)><Icon name="back"/></a>
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <span class="standing"></span>
            <Show when=move || !cannot.get()>
                <Menu id=MENU name=words!(plans.more) icon="more">
                    <MenuItem of=MENU icon="delete" label=words!(goals.delete) danger=true choose=delete/>
                </Menu>
            </Show>
        </header>
    }
}
