//! The person's own skills on the page of a team: each is theirs alone until they share it there, and again once they
//! stop. Says at each who sees it, and what.

use super::page::shared_by;
use crate::components::Icon;
use crate::features::team::here::Here;
use crate::routes::document_path;
use crate::shell::page;
use crate::words;
use commonplace_api::skill::SkillRow;
use commonplace_api::team::share::{Cell, Matrix, NewShare, SharesChange};
use commonplace_api::{Change, Id, Kind};
use leptos::prelude::*;

/// What is known of one's own skills here.
#[derive(Clone, Copy)]
struct Own {
    here: Here,
    matrix: RwSignal<Option<Matrix>>,
    mine: RwSignal<Option<Vec<SkillRow>>>,
    sharing: RwSignal<Option<Id>>,
}

impl Own {
    /// The skills that are to be listed: all of one's own, then what is shared and is not among them any more.
    fn ids(self) -> Memo<Vec<Id>> {
        let me = self.here.me();
        Memo::new(move |_| {
            let mine = self.mine.get().unwrap_or_default();
            let mut ids: Vec<_> = mine.iter().map(|row| row.id).collect();
            self.matrix.with(|matrix| {
                let shared = matrix.as_ref().map(|matrix| shared_by(matrix, me));
                for (cell, _) in shared.into_iter().flatten() {
                    if !ids.contains(&cell.skill) {
                        ids.push(cell.skill);
                    }
                }
            });
            ids
        })
    }

    fn row(self, skill: Id) -> Memo<Option<SkillRow>> {
        Memo::new(move |_| {
            self.mine.with(|mine| {
                let mut rows = mine.iter().flatten();
                rows.find(|row| row.id == skill).cloned()
            })
        })
    }

    /// What the team sees of it.
    fn shared(self, skill: Id) -> Memo<Option<(Cell, String)>> {
        let me = self.here.me();
        Memo::new(move |_| {
            self.matrix.with(|matrix| {
                let shared = shared_by(matrix.as_ref()?, me).into_iter();
                shared.into_iter().find(|(cell, _)| cell.skill == skill)
            })
        })
    }

    fn change(self, change: SharesChange) -> Change {
        Change::Shares(self.here.me(), change)
    }

    /// Shares it no longer; undone it is shared as it was.
    fn stop(self, cell: Cell, name: String) {
        let again = NewShare {
            skill: cell.skill,
            name,
            level: cell.level,
            target: cell.target,
            confidence: cell.confidence,
        };
        self.here.take_out(
            self.here.me(),
            self.change(SharesChange::Stop(cell.skill)),
            self.change(SharesChange::Share(again)),
            words!(matrix.stopped),
        );
    }
}

/// The list.
#[component]
pub(super) fn Mine(
    here: Here,
    matrix: RwSignal<Option<Matrix>>,
    mine: RwSignal<Option<Vec<SkillRow>>>,
    sharing: RwSignal<Option<Id>>,
) -> impl IntoView {
    let own = Own {
        here,
        matrix,
        mine,
        sharing,
    };
    let ids = own.ids();
    // Who sees what is said only once it is known.
    let known = Memo::new(move |_| matrix.with(Option::is_some) && mine.with(Option::is_some));
    let listed = Memo::new(move |_| if known.get() { ids.get() } else { Vec::new() });
    view! {
        <section class="group" hidden=move || !known.get()>
            <h2>{words!(matrix.mine)}</h2>
            <p class="hint">{words!(matrix.mine_hint)}</p>
            <ul class="rows own-skills" role="list" aria-label=words!(matrix.mine)>
                <For each=move || listed.get() key=|id| *id let:id>
                    <One own id/>
                </For>
            </ul>
            <Show when=move || ids.with(Vec::is_empty)>
                <p>{words!(matrix.no_skills)}</p>
                <div class="actions"><a class="button" href="/skills">{words!(matrix.your_skills)}</a></div>
            </Show>
        </section>
    }
}

#[component]
fn One(own: Own, id: Id) -> impl IntoView {
    let (row, shared) = (own.row(id), own.shared(id));
    let name = Memo::new(move |_| {
        let own = row.with(|row| row.as_ref().map(|row| row.name.clone()));
        let shared = || shared.with(|shared| shared.as_ref().map(|(_, name)| name.clone()));
        let name = own.or_else(shared).unwrap_or_default();
        if name.is_empty() {
            return words!(skills.untitled).to_owned();
        }
        name
    });
    let now = Memo::new(move |_| row.with(|row| row.as_ref().and_then(standing)));
    let stands = move || match (row.with(Option::is_some), now.get()) {
        (false, _) => words!(matrix.not_mine).to_owned(),
        (true, None) => words!(skills.not_placed).to_owned(),
        (true, Some((level, target))) => words::skills::standing(level, target),
    };
    view! {
        <li class="row own-skill">
            <span class="row-text">
                <span class="row-title" dir="auto">{name}</span>
                <span class="row-hint">{stands}</span>
                <Seen row shared/>
            </span>
            <Deeds own id name row shared/>
        </li>
    }
}

/// Level and target now; nothing where somebody did not place themselves.
fn standing(row: &SkillRow) -> Option<(u8, Option<u8>)> {
    Some((*row.trend.last()?, row.target))
}

/// Whether what the team sees is not what is the case now.
fn has_moved(row: &SkillRow, cell: &Cell, called: &str) -> bool {
    let stands = standing(row);
    let renamed = !row.name.is_empty() && !words::matrix::is_called(called, &row.name);
    stands.is_some() && (stands != Some((cell.level, cell.target)) || renamed)
}

/// Who sees it: a word, a symbol, and what they see.
#[component]
fn Seen(row: Memo<Option<SkillRow>>, shared: Memo<Option<(Cell, String)>>) -> impl IntoView {
    move || {
        let Some((cell, called)) = shared.get() else {
            return view! {
                <span class="privacy"><Icon name="lock"/><span>{words!(matrix.only_me)}</span></span>
            }
            .into_any();
        };
        let name = row.with(|row| row.as_ref().map(|row| row.name.clone()));
        let name = name.filter(|name| !name.is_empty());
        let sees = words::matrix::team_sees(&cell, &called, name.as_deref().unwrap_or(&called));
        view! {
            <span class="privacy"><Icon name="team"/><span>{words!(matrix.named)}</span></span>
            <span class="row-hint" dir="auto">{sees}</span>
        }
        .into_any()
    }
}

/// What can be done about it.
#[component]
fn Deeds(
    own: Own,
    id: Id,
    name: Memo<String>,
    row: Memo<Option<SkillRow>>,
    shared: Memo<Option<(Cell, String)>>,
) -> impl IntoView {
    let begin = move |_| own.sharing.set(Some(id));
    let stop = move |_| {
        if let Some((cell, called)) = shared.get_untracked() {
            own.stop(cell, called);
            page::focus_when_there(format!("#share-{id}"));
        }
    };
    let not_shared = move |row: &SkillRow| {
        if standing(row).is_none() {
            return view! {
                <p class="hint">{words!(matrix.place_first)}</p>
                <a class="button" href=document_path(Kind::Skill, id)>{words!(matrix.place)}</a>
            }
            .into_any();
        }
        if row.name.is_empty() {
            return view! { <p class="hint">{words!(matrix.nameless)}</p> }.into_any();
        }
        let label = words!(matrix.share_skill, skill = name.get_untracked());
        view! {
            <button class="button" type="button" id=format!("share-{id}") aria-label=label on:click=begin>{words!(matrix.share)}</button>
        }
        .into_any()
    };
    let update = move || {
        let label = words!(matrix.update_skill, skill = name.get_untracked());
        view! { <button class="button" type="button" aria-label=label on:click=begin>{words!(matrix.update)}</button> }
    };
    move || {
        let row = row.get();
        match shared.get() {
            None => row.as_ref().map(not_shared),
            Some((cell, called)) => {
                let moved = row.is_some_and(|row| has_moved(&row, &cell, &called));
                let label = words!(matrix.stop_skill, skill = name.get());
                let view = view! {
                    {moved.then(update)}
                    <button class="button quiet" type="button" id=format!("stop-{id}") aria-label=label on:click=stop>
                        {words!(matrix.stop)}
                    </button>
                };
                Some(view.into_any())
            }
        }
    }
}
