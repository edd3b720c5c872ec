//! Choosing a member of the team, or nobody.

use crate::features::team::here::Here;
use crate::words;
use commonplace_api::team::Person;
use commonplace_api::{Id, Update, View};
use leptos::ev::Event;
use leptos::prelude::*;

/// The members of the team, for as long as the screen stands.
pub(in crate::features::team) fn people(here: Here) -> RwSignal<Vec<Person>> {
    let people = RwSignal::new(Vec::new());
    here.watch(View::Members, move |update| {
        if let Update::Members(members) = update {
            let members = members.into_iter();
            people.try_set(members.map(|member| member.person).collect());
        }
    });
    people
}

/// The field with its label.
#[component]
pub(in crate::features::team) fn PersonField(
    /// The team.
    here: Here,
    /// Its id.
    #[prop(into)]
    id: String,
    /// What the person is.
    label: &'static str,
    /// What is said for nobody.
    nobody: &'static str,
    /// Who can be chosen.
    people: RwSignal<Vec<Person>>,
    /// Who was chosen.
    #[prop(into)]
    value: Signal<Option<Person>>,
    /// Told of somebody else, or nobody.
    on_change: Callback<Option<Id>>,
) -> impl IntoView {
    let me = here.me();
    // Whoever was chosen stays to be seen when they are no member any more.
    let offered = Memo::new(move |_| {
        let (mut offered, chosen) = (people.get(), value.get());
        if let Some(chosen) = chosen
            && !offered.iter().any(|person| person.id == chosen.id)
        {
            offered.push(chosen);
        }
        offered
    });
    let chosen = Memo::new(move |_| value.get().map(|person| person.id));
    let option = move |person: Person| {
        let id = person.id;
        let mut name = words::team::person(person.name);
        if id == me {
            name = words!(together.me, name = name);
        }
        view! { <option value=id.to_string() prop:selected=move || chosen.get() == Some(id)>{name}</option> }
    };
    let change = move |event: Event| {
        let now = event_target_value(&event).parse().ok();
        on_change.run(now);
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id dir="auto" on:change=change>
                <option value="" prop:selected=move || chosen.get().is_none()>{nobody}</option>
                {move || offered.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
