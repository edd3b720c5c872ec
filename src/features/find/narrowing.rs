//! How a search was understood, in pieces that can be taken out, and the kinds there are of what was found.

use super::Finding;
use crate::components::Icon;
use crate::shell::page;
use crate::words;
use crate::words::number;
use commonplace_api::Kind;
use commonplace_api::find::{Part, PartIs};
use leptos::prelude::*;

/// Everything but plain words, each with a way to take it out.
#[component]
pub(super) fn Parts(finding: Finding) -> impl IntoView {
    let parts = Memo::new(move |_| {
        finding.found.with(|answer| {
            let parts = answer.iter().flat_map(|answer| &answer.found.parts);
            let shown = parts.filter(|part| part.not || part.is != PartIs::Word);
            let query = answer.as_ref().map(|answer| answer.query.clone());
            (
                query.unwrap_or_default(),
                shown.cloned().collect::<Vec<_>>(),
            )
        })
    });
    let chip = move |query: String, part: Part| {
        let name = name(&query, &part);
        let label = words!(find.take_out, what = name.clone());
        let take_out = move |_| {
            finding.typed.set(without(&query, &part));
            page::focus("#find");
        };
        view! {
            <li><button class="chip" type="button" aria-label=label on:click=take_out>
                <span dir="auto">{name}</span><Icon name="close"/>
            </button></li>
        }
    };
    move || {
        let (query, parts) = parts.get();
        let chips: Vec<_> = parts
            .into_iter()
            .map(|part| chip(query.clone(), part))
            .collect();
        (!chips.is_empty()).then(|| {
            view! {
                <ul class="chips" role="list" aria-label=words!(find.parts)>{chips}</ul>
            }
        })
    }
}

/// What a piece of a search means.
fn name(query: &str, part: &Part) -> String {
    let name = match &part.is {
        PartIs::Word => range(part)
            .and_then(|range| query.get(range))
            .unwrap_or_default()
            .trim_start_matches('-')
            .to_owned(),
        PartIs::Phrase(words) => words!(find.part_phrase, words = words.clone()),
        PartIs::Tag(tag) => words!(find.part_tag, tag = tag.clone()),
        PartIs::Skill(skill) => words!(find.part_skill, skill = skill.clone()),
        PartIs::Kinds(kinds) => {
            let kinds: Vec<_> = kinds.iter().map(|kind| kind_name(*kind)).collect();
            kinds.join(", ")
        }
        PartIs::Before(day) => words!(find.part_before, day = day.clone()),
        PartIs::After(day) => words!(find.part_after, day = day.clone()),
        PartIs::On(day) => words!(find.part_on, day = day.clone()),
        PartIs::Starred => words!(find.part_starred).to_owned(),
    };
    if part.not {
        words!(find.part_not, what = name)
    } else {
        name
    }
}

fn range(part: &Part) -> Option<std::ops::Range<usize>> {
    Some(usize::try_from(part.start).ok()?..usize::try_from(part.end).ok()?)
}

/// `query` without one of its pieces.
fn without(query: &str, part: &Part) -> String {
    let Some(range) = range(part) else {
        return query.to_owned();
    };
    let before = query.get(..range.start).unwrap_or_default().trim_end();
    let after = query.get(range.end..).unwrap_or_default().trim_start();
    let space = if before.is_empty() || after.is_empty() {
        ""
    } else {
        " "
    };
    format!("{before}{space}{after}")
}

/// One button for each kind that was found: pressed, only that kind is shown.
#[component]
pub(super) fn Facets(finding: Finding) -> impl IntoView {
    let facets = Memo::new(move |_| {
        finding.found.with(|answer| {
            let found = answer.as_ref().map(|answer| &answer.found);
            let facets = found.map(|found| found.facets.clone()).unwrap_or_default();
            // One kind alone leaves nothing to choose, unless it is what was chosen.
            let chosen = chosen(finding).is_some();
            if facets.len() > 1 || chosen {
                facets
            } else {
                Vec::new()
            }
        })
    });
    let button = move |kind: Kind, count: u32| {
        let is_chosen = move || chosen(finding).is_some_and(|(chosen, _)| chosen == kind);
        view! {
            <button class="chip" type="button" aria-pressed=move || is_chosen().to_string()
                on:click=move |_| choose(finding, kind)>
                {kind_name(kind)}" "<span class="quiet-text">{number(count)}</span>
            </button>
        }
    };
    move || {
        let facets = facets.get();
        let buttons: Vec<_> = facets
            .into_iter()
            .map(|(kind, count)| button(kind, count))
            .collect();
        (!buttons.is_empty()).then(|| {
            view! {
                <div class="chips" role="group" aria-label=words!(find.kinds)>{buttons}</div>
            }
        })
    }
}

/// The one kind that is asked for, if it is one, and the piece that says so.
fn chosen(finding: Finding) -> Option<(Kind, Part)> {
    finding.found.with(|answer| {
        let parts = answer.iter().flat_map(|answer| &answer.found.parts);
        let mut kinds = parts.filter_map(|part| match &part.is {
            PartIs::Kinds(kinds) if !part.not => Some((kinds.clone(), part.clone())),
            _ => None,
        });
        let (kinds, part) = kinds.next()?;
        let [kind] = kinds.as_slice() else {
            return None;
        };
        Some((*kind, part))
    })
}

/// Asks for one kind alone, or for all of them again.
fn choose(finding: Finding, kind: Kind) {
    let Some(query) = finding.answered() else {
        return;
    };
    let before = chosen(finding);
    let rest = before
        .as_ref()
        .map_or_else(|| query.clone(), |(_, part)| without(&query, part));
    finding.typed.set(match before {
        Some((chosen, _)) if chosen == kind => rest,
        _ => format!("{} kind:{}", rest.trim_end(), kind.name())
            .trim_start()
            .to_owned(),
    });
}

/// What several of a kind are called.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Entry => words!(find.kind_entries),
        Kind::Plan => words!(find.kind_plans),
        Kind::Skill => words!(find.kind_skills),
        Kind::Review => words!(find.kind_reviews),
        Kind::Template => words!(find.kind_templates),
        _ => words!(find.kind_rest),
    }
}
