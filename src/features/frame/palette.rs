//! Every screen and every action under one key: some letters of its name, Enter, done. A combobox in a dialog, so that
//! whoever cannot see it hears how many there are and which one is chosen.

use super::places::{ACTIONS, Deed, Offered, PLACES};
use crate::components::{Icon, modal};
use crate::features::team::pages::parts;
use crate::shell::intl::folded;
use crate::shell::page;
use crate::state::{App, use_app};
use crate::words;
use crate::words::Count;
use leptos::ev::KeyboardEvent;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Something that can be chosen.
#[derive(Clone, Debug)]
struct Choice {
    icon: &'static str,
    name: String,
    key: Option<&'static str>,
    after_g: bool,
    deed: Act,
}

/// What happens when it is.
#[derive(Clone, Debug)]
enum Act {
    Deed(Deed),
    Go(String),
}

/// Everything there is: what one does most first.
fn everything(app: App) -> impl Iterator<Item = Choice> {
    let places = |within: bool| {
        let wanted = PLACES
            .iter()
            .filter(move |place| (place.offered == Offered::Within) == within);
        wanted.map(|place| Choice {
            icon: place.icon,
            name: (place.name)().to_owned(),
            key: place.letter,
            after_g: true,
            deed: Act::Deed(Deed::Go(place.path)),
        })
    };
    let actions = ACTIONS.iter().map(|action| Choice {
        icon: action.icon,
        name: (action.name)().to_owned(),
        key: action.key,
        after_g: false,
        deed: Act::Deed(action.deed),
    });
    places(false)
        .chain(actions)
        .chain(places(true))
        .chain(of_teams(app))
}

/// Every part of every team, under the name of the team.
fn of_teams(app: App) -> impl Iterator<Item = Choice> {
    app.live_teams().into_iter().flat_map(|row| {
        let team = words::team::called(row.name);
        parts(row.team)
            .map(|(part, _, path)| Choice {
                icon: "team",
                name: format!("{team} · {part}"),
                key: None,
                after_g: false,
                deed: Act::Go(path),
            })
            .collect::<Vec<_>>()
    })
}

/// What has every word of `query`, in order: names that begin with it first.
fn found(app: App, query: &str) -> Vec<Choice> {
    let query = folded(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut ranked: Vec<(usize, Choice)> = everything(app)
        .filter_map(|choice| Some((rank(&folded(&choice.name), &words)?, choice)))
        .collect();
    // Stable: equals stay in their order.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, choice)| choice).collect()
}

/// 0 where the name begins like the first word, 1 where another word of it does, 2 where it is somewhere inside.
fn rank(name: &str, words: &[&str]) -> Option<usize> {
    if !words.iter().all(|word| name.contains(word)) {
        return None;
    }
    let Some(first) = words.first() else {
        return Some(0);
    };
    if name.starts_with(first) {
        return Some(0);
    }
    let inner = name.split_whitespace().any(|word| word.starts_with(first));
    Some(if inner { 1 } else { 2 })
}

/// The dialog.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    let closed = modal(dialog, app.palette);
    // It begins anew each time, and costs nothing while it is closed.
    view! {
        <dialog class="palette" node_ref=dialog aria-label=words!(palette.name)
            on:close=closed>
            <Show when=move || app.palette.get()><Chooser app/></Show>
        </dialog>
    }
}

#[component]
fn Chooser(app: App) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if input.get().is_some() {
            // Once the dialog around it is shown.
            request_animation_frame(|| {
                page::focus(".palette-input");
            });
        }
    });
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let choices =
        Memo::new_with_compare(move |_| typed.with(|typed| found(app, typed)), |_, _| true);
    let total = move || choices.with(Vec::len);
    let navigate = use_navigate();
    let act = move |index: usize| {
        let Some(choice) = choices.with_untracked(|choices| choices.get(index).cloned()) else {
            return;
        };
        app.palette.set(false);
        match choice.deed {
            Act::Deed(Deed::Go(path)) => navigate(path, NavigateOptions::default()),
            Act::Deed(Deed::Do(deed)) => deed(app),
            Act::Go(path) => navigate(&path, NavigateOptions::default()),
        }
    };
    let act_on_enter = act.clone();
    let on_key = move |event: KeyboardEvent| {
        let (now, total) = (at.get_untracked(), choices.with_untracked(Vec::len));
        match event.key().as_str() {
            _ if event.is_composing() || total == 0 => return,
            "ArrowDown" => at.set((now + 1) % total),
            "ArrowUp" => at.set((now + total - 1) % total),
            "Enter" => act_on_enter(now),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(move || {
            page::reveal(".palette [aria-selected=true]");
        });
    };
    let options = move || {
        let act = act.clone();
        choices.with(|choices| {
            let options = choices.iter().enumerate();
            options
                .map(|(index, choice)| {
                    let act = act.clone();
                    view! { <Line choice=choice.clone() index at act=move || act(index)/> }
                })
                .collect_view()
        })
    };
    view! {
        <input class="palette-input" type="text" role="combobox" aria-label=words!(palette.ask)
            placeholder=words!(palette.ask) autocomplete="off" autocapitalize="none" spellcheck="false"
            aria-autocomplete="list" aria-controls="palette-list" aria-expanded=move || (total() > 0).to_string()
            aria-activedescendant=move || (total() > 0).then(|| format!("palette-{}", at.get()))
            node_ref=input bind:value=typed on:input=move |_| at.set(0) on:keydown=on_key/>
        <ul class="palette-list" id="palette-list" role="listbox" aria-label=words!(palette.name)
            hidden=move || total() == 0>{options}</ul>
        <p class="palette-note" role="status">{move || match total() {
            0 => words!(palette.nothing).to_owned(),
            total => words!(palette.found, count = Count(u32::try_from(total).unwrap_or(u32::MAX))),
        }}</p>
    }
}

#[component]
fn Line<A>(choice: Choice, index: usize, at: RwSignal<usize>, act: A) -> impl IntoView
where
    A: Fn() + 'static,
{
    let keys = choice.key.map(|key| {
        let g = choice.after_g.then(|| view! { <kbd>"g"</kbd> " " });
        view! { <span class="palette-keys" aria-hidden="true">{g}<kbd>{key}</kbd></span> }
    });
    view! {
        <li class="palette-option" id=format!("palette-{index}") role="option"
            aria-selected=move || (at.get() == index).to_string() on:click=move |_| act()>
            <Icon name=choice.icon/>
            <span dir="auto">{choice.name}</span>
            {keys}
        </li>
    }
}
