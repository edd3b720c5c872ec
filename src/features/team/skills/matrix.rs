//! What is shared: a table of people and skills where there is room for one, on a phone the same as a list for each
//! skill. The stylesheet shows one of the two. All of it is said in words; the small picture beside them says no more.

use crate::features::team::here::Here;
use crate::words;
use commonplace_api::Id;
use commonplace_api::skill::LEVELS;
use commonplace_api::team::Person;
use commonplace_api::team::share::{Cell, Column, Matrix, MatrixRow};
use leptos::prelude::*;

/// The matrix, whatever is known of it.
#[component]
pub(super) fn Shared(here: Here, matrix: RwSignal<Option<Matrix>>) -> impl IntoView {
    let me = here.me();
    move || {
        matrix.with(|matrix| match matrix {
            None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i></div> }.into_any(),
            Some(matrix) if matrix.rows.is_empty() => view! {
                <div class="empty"><h2>{words!(matrix.empty)}</h2><p>{words!(matrix.empty_lead)}</p></div>
            }
            .into_any(),
            Some(matrix) => view! {
                <p class="hint">{words!(matrix.lead)}</p>
                {table(matrix, me)}
                {lists(matrix, me)}
            }
            .into_any(),
        })
    }
}

fn name_of(person: &Person, me: Id) -> String {
    let name = words::team::person(person.name.clone());
    if person.id == me {
        return words!(together.me, name = name);
    }
    name
}

fn table(matrix: &Matrix, me: Id) -> impl IntoView + use<> {
    let heads = matrix.columns.iter().map(|column| {
        let name = column.name.clone();
        view! { <th scope="col" dir="auto">{name}</th> }
    });
    let heads = heads.collect_view();
    let cell = |cell: &Option<Cell>| match *cell {
        Some(cell) => view! { <td><Level cell/></td> }.into_any(),
        None => view! { <td></td> }.into_any(),
    };
    let row = |row: &MatrixRow| {
        let cells = row.cells.iter().map(cell).collect_view();
        let name = name_of(&row.person, me);
        view! { <tr><th scope="row" dir="auto">{name}</th>{cells}</tr> }
    };
    let rows = matrix.rows.iter().map(row).collect_view();
    view! {
        <div class="matrix-scroll" role="region" tabindex="0" aria-label=words!(matrix.table)>
            <table class="matrix">
                <thead><tr><th scope="col">{words!(matrix.people)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn lists(matrix: &Matrix, me: Id) -> impl IntoView + use<> {
    let list = |(at, column): (usize, &Column)| {
        let people = matrix.rows.iter();
        let shared = people.filter_map(|row| Some((&row.person, (*row.cells.get(at)?)?)));
        let rows = shared.map(|(person, cell)| {
            let name = name_of(person, me);
            view! { <li class="row"><span class="row-title" dir="auto">{name}</span><Level cell/></li> }
        });
        let rows = rows.collect_view();
        let name = column.name.clone();
        view! {
            <section class="group matrix-skill">
                <h2 dir="auto">{name.clone()}</h2>
                <ul class="rows" role="list" aria-label=name>{rows}</ul>
            </section>
        }
    };
    let lists = matrix.columns.iter().enumerate().map(list).collect_view();
    view! { <div class="matrix-lists">{lists}</div> }
}

/// Where somebody is and wants to be, how sure they are, and when they said so.
#[component]
pub(super) fn Level(cell: Cell) -> impl IntoView {
    let steps = (1..=LEVELS).map(|step| {
        let full = (step <= cell.level).then_some("");
        let aim = (cell.target == Some(step) && step > cell.level).then_some("");
        view! { <i data-full=full data-aim=aim></i> }
    });
    view! {
        <span class="matrix-level">
            <span class="steps" aria-hidden="true">{steps.collect_view()}</span>
            <span class="matrix-standing">{words::matrix::standing(&cell)}</span>" "
            <span class="row-hint">{words::matrix::said(&cell)}</span>
        </span>
    }
}
