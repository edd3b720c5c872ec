//! What is filled in of a goal, and the same as text for whoever reads.

use super::page::{OnPage, change};
use crate::components::{DayField, SavedText};
use crate::features::team::parts::{NumberField, PersonField};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::team::goal::{Baseline, Direction, DirectionBy, Goal, GoalChange};
use commonplace_api::team::{Number, Person};
use commonplace_api::{Day, Id};
use leptos::prelude::*;

/// The fields.
#[component]
pub(super) fn Fields(goal: OnPage, people: RwSignal<Vec<Person>>) -> impl IntoView {
    let unit = goal.of(|goal| goal.unit.clone());
    let target = move |target| change(goal, GoalChange::Target(target));
    let owner = move |owner| change(goal, GoalChange::Owner(owner));
    view! {
        <section class="group goal-fields">
            <h2>{words!(goals.figures)}</h2>
            <SavedText value=goal.of(|goal| goal.measure.clone()) name=words!(goals.measure) placeholder=words!(goals.measure_hint)
                class="boxed" on_change=Callback::new(move |text| change(goal, GoalChange::Measure(text)))/>
            <SavedText value=unit name=words!(goals.unit) placeholder=words!(goals.unit_hint)
                class="boxed" on_change=Callback::new(move |text| change(goal, GoalChange::Unit(text)))/>
            <Which goal/>
            <BaselineFields goal people/>
            <div class="days">
                <NumberField id="goal-target" label=words!(goals.target) value=goal.of(|goal| goal.target) unit
                    on_change=Callback::new(target)/>
                <DayField label=words!(goals.due) value=goal.of(|goal| goal.due)
                    on_change=Callback::new(move |day| change(goal, GoalChange::Due(day)))/>
            </div>
            <PersonField here=goal.here id="goal-owner" label=words!(goals.owner) nobody=words!(goals.no_owner) people
                value=goal.of(|goal| goal.owner.clone()) on_change=Callback::new(owner)/>
        </section>
    }
}

#[component]
fn Which(goal: OnPage) -> impl IntoView {
    let now = goal.of(|goal| goal.direction);
    let options = [Direction::Up, Direction::Down].map(|option| {
        view! {
            <label>
                <input type="radio" name="goal-direction" prop:checked=move || now.get() == option
                    on:change=move |_| change(goal, GoalChange::Direction(option))/>
                <span>{words::goals::direction(option)}</span>
            </label>
        }
    });
    let follows = goal.of(|goal| goal.direction_by == DirectionBy::Figures);
    view! {
        <fieldset class="segmented" aria-describedby="goal-direction-hint">
            <legend>{words!(goals.direction)}</legend>
            {options}
        </fieldset>
        <p class="hint" id="goal-direction-hint" hidden=move || !follows.get()>{words!(goals.direction_follows)}</p>
    }
}

/// What of a baseline is known.
#[derive(Clone, Default, PartialEq)]
struct Known {
    value: Option<Number>,
    day: Option<Day>,
    /// It is said that it is not known.
    unknown: bool,
    finder: Option<Person>,
}

fn known(goal: &Goal) -> Known {
    match &goal.baseline {
        Baseline::None => Known::default(),
        Baseline::Unknown(finder) => Known {
            unknown: true,
            finder: finder.clone(),
            ..Known::default()
        },
        Baseline::Known(value, day) => Known {
            value: Some(*value),
            day: Some(*day),
            ..Known::default()
        },
    }
}

#[component]
fn BaselineFields(goal: OnPage, people: RwSignal<Vec<Person>>) -> impl IntoView {
    let now = goal.of(known);
    // Kept here until there is a number to go with it.
    let chosen = RwSignal::new(None::<Day>);
    let day = Memo::new(move |_| {
        let known = now.with(|now| now.day);
        Some(known.or(chosen.get()).unwrap_or_else(Moment::today))
    });
    let measured = move |value: Option<Number>| {
        let day = day.get_untracked().unwrap_or_else(Moment::today);
        let said = match value {
            Some(value) => GoalChange::Baseline(value, day),
            None => GoalChange::BaselineUnknown(None),
        };
        change(goal, said);
    };
    let on = move |day: Option<Day>| {
        chosen.set(day);
        if let (Some(value), Some(day)) = (now.with_untracked(|now| now.value), day) {
            change(goal, GoalChange::Baseline(value, day));
        }
    };
    let unknown = Memo::new(move |_| now.with(|now| now.unknown));
    let tick = move |_| change(goal, GoalChange::BaselineUnknown(None));
    let finder = move |finder: Option<Id>| change(goal, GoalChange::BaselineUnknown(finder));
    view! {
        <div class="days">
            <NumberField id="goal-baseline" label=words!(goals.baseline) value=Signal::derive(move || now.with(|now| now.value))
                unit=goal.of(|goal| goal.unit.clone()) on_change=Callback::new(measured)/>
            <DayField label=words!(goals.baseline_day) value=day on_change=Callback::new(on)/>
        </div>
        <Show when=move || now.with(|now| now.value.is_none() && !now.unknown)>
            <p class="hint">{words!(goals.no_number)}</p>
            <button class="button" type="button" on:click=tick>{words!(goals.baseline_unknown)}</button>
        </Show>
        <Show when=move || unknown.get()>
            <p class="hint">{words!(goals.is_unknown)}</p>
            <PersonField here=goal.here id="goal-finder" label=words!(goals.finder) nobody=words!(goals.no_finder) people
                value=Signal::derive(move || now.with(|now| now.finder.clone())) on_change=Callback::new(finder)/>
        </Show>
    }
}

/// The same as text.
#[component]
pub(super) fn Facts(goal: OnPage) -> impl IntoView {
    let facts = goal.of(facts);
    let fact = |(name, said): (&'static str, String)| view! { <div><dt>{name}</dt><dd dir="auto">{said}</dd></div> };
    view! { <dl class="answers">{move || facts.get().into_iter().map(fact).collect_view()}</dl> }
}

fn facts(goal: &Goal) -> Vec<(&'static str, String)> {
    let day = |day| Moment::on(day).full_day();
    let amount = |number| words::goals::amount(number, &goal.unit);
    let baseline = match &goal.baseline {
        Baseline::None => String::new(),
        Baseline::Unknown(None) => words!(together.unknown).to_owned(),
        Baseline::Unknown(finder) => {
            words!(
                together.finds_out,
                name = words::together::name(finder.as_ref())
            )
        }
        Baseline::Known(value, on) => {
            words!(together.measured, value = amount(*value), day = day(*on))
        }
    };
    let owner = goal.owner.as_ref();
    let mut facts = vec![
        (words!(goals.why), goal.why.clone()),
        (words!(goals.measure), goal.measure.clone()),
        (
            words!(goals.direction),
            match goal.direction_by {
                DirectionBy::Default => String::new(),
                DirectionBy::Figures | DirectionBy::Somebody => {
                    words::goals::direction(goal.direction).to_owned()
                }
            },
        ),
        (words!(goals.baseline), baseline),
        (
            words!(goals.target),
            goal.target.map(amount).unwrap_or_default(),
        ),
        (words!(goals.due), goal.due.map(day).unwrap_or_default()),
        (
            words!(goals.owner),
            owner
                .map(|owner| words::team::person(owner.name.clone()))
                .unwrap_or_default(),
        ),
    ];
    facts.retain(|(_, said)| !said.is_empty());
    facts
}
