//! One pair: both halves, and how far it has come.

use super::Page;
use super::example::{Example, ExampleLesson};
use crate::components::SavedText;
use crate::features::team::parts::ToSettle;
use crate::words;
use commonplace_api::team::{Field, Norm, NormChange, NormStatus, TeamChange};
use commonplace_api::{Change, Id, TextChange};
use leptos::prelude::*;

const STATUSES: [NormStatus; 3] = [NormStatus::Spotted, NormStatus::Trying, NormStatus::Normal];

/// The pair.
#[component]
pub(super) fn NormItem(page: Page, id: Id) -> impl IntoView {
    let fixed = page.fixed();
    let of = move |get: fn(&Norm) -> String| {
        page.of(move |team| {
            let norm = team.norms.iter().find(|norm| norm.id == id);
            norm.map(get).unwrap_or_default()
        })
    };
    let sample = page.of(move |team| team.norms.iter().any(|norm| norm.id == id && norm.sample));
    let change = move |change: NormChange| page.change(TeamChange::Norm(id, change));
    let text = move |make: fn(TextChange) -> NormChange| {
        Callback::new(move |text: TextChange| change(make(text)))
    };
    view! {
        <li class="item norm">
            <div class="norm-pair">
                <SavedText value=of(|norm| norm.today.clone()) name=words!(team.today_we_tend)
                    placeholder=words!(team.today_we_tend) lines=true fixed on_change=text(NormChange::Today)/>
                <SavedText value=of(|norm| norm.want.clone()) name=words!(team.we_want)
                    placeholder=words!(team.we_want) lines=true fixed on_change=text(NormChange::Want)/>
            </div>
            <Show when=move || sample.get()><span class="badge">{words!(team.sample)}</span></Show>
            <Status page id/>
            <Rivals page id/>
            <Example page value=of(|norm| norm.example.clone()) on_change=text(NormChange::Example)/>
            <ExampleLesson page id/>
            <Tools page id/>
        </li>
    }
}

/// How far it has come.
#[component]
fn Status(page: Page, id: Id) -> impl IntoView {
    let fixed = page.fixed();
    let now = page.of(move |team| {
        let norm = team.norms.iter().find(|norm| norm.id == id);
        norm.map(|norm| norm.status).unwrap_or_default()
    });
    let choice = move |status: NormStatus| {
        let choose = move |_| {
            let change = NormChange::Status(status);
            page.change(TeamChange::Norm(id, change));
        };
        view! {
            <button class="choice" type="button" aria-pressed=move || (now.get() == status).to_string()
                disabled=fixed on:click=choose>{words::team::norm_status(status)}</button>
        }
    };
    view! {
        <div class="choices" role="group" aria-label=words!(team.norm_status)>{STATUSES.map(choice)}</div>
    }
}

/// What two people said of it without knowing of each other.
#[component]
fn Rivals(page: Page, id: Id) -> impl IntoView {
    let field = Field::NormStatus(id);
    let contested = page.of(move |team| {
        let all = team.contested.iter();
        all.filter(|contested| contested.field == field)
            .cloned()
            .collect::<Vec<_>>()
    });
    let settle = move |(field, value)| page.change(TeamChange::Settle(field, value));
    view! {
        <ToSettle here=page.here contested unit=String::new() fixed=page.fixed() settle=Callback::new(settle)/>
    }
}

/// The way to take the pair out.
#[component]
fn Tools(page: Page, id: Id) -> impl IntoView {
    let fixed = page.fixed();
    let here = page.here;
    let take_out = move |_| {
        let [out, back] = [TeamChange::RemoveNorm(id), TeamChange::RestoreNorm(id)]
            .map(|change| Change::Team(here.me(), change));
        here.take_out(Id::TEAM, out, back, words!(team.norm_removed));
    };
    view! {
        <div class="item-tools" hidden=fixed>
            <button class="button quiet danger-text" type="button" on:click=take_out>{words!(team.take_out)}</button>
        </div>
    }
}
