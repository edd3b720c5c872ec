//! The page of the skills of a team: the matrix, and below it the person's own skills, which only they see.

use super::matrix::Shared;
use super::mine::Mine;
use super::share::Share;
use crate::features::team::here::Here;
use crate::words;
use commonplace_api::Id;
use commonplace_api::skill::SkillRow;
use commonplace_api::team::share::{Cell, Matrix};
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/skills`.
#[component]
pub(in crate::features::team) fn SkillsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let matrix = RwSignal::new(None::<Matrix>);
    here.watch(View::Matrix, move |update| {
        if let Update::Matrix(now) = update {
            matrix.try_set(Some(now));
        }
    });
    // Of the person's own journal: nothing of it is in the team until they share it.
    let mine = RwSignal::new(None::<Vec<SkillRow>>);
    here.core().watch_here(View::Skills, move |update| {
        if let Update::Skills(now) = update {
            mine.try_set(Some(now));
        }
    });
    let may_write = here.may_write();
    // Sheets stand outside the parts that are made anew.
    let sharing = RwSignal::new(None::<Id>);
    view! {
        <h1 tabindex="-1">{words!(matrix.name)}</h1>
        <Shared here matrix/>
        <Show when=move || may_write.get()><Mine here matrix mine sharing/></Show>
        <Share here sharing/>
    }
}

/// What a member shares, with what each skill is called there.
pub(super) fn shared_by(matrix: &Matrix, member: Id) -> Vec<(Cell, String)> {
    let row = matrix.rows.iter().find(|row| row.person.id == member);
    let cells = row.map(|row| row.cells.iter()).into_iter().flatten();
    let columns = matrix.columns.iter();
    cells
        .zip(columns)
        .filter_map(|(cell, column)| Some(((*cell)?, column.name.clone())))
        .collect()
}
