//! Keys that work everywhere. Letters are only letters while somebody writes, and always for whoever said so.

use super::places::{ACTIONS, COMPOSE, FIND, PLACES};
use crate::components::Sheet;
use crate::features::team::pages::{letters, parts};
use crate::routes::{Screen, use_screen};
use crate::shell::choices::{self, Letters};
use crate::shell::page;
use crate::state::{App, use_app};
use crate::words;
use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How long `g` waits for the letter of a place, in milliseconds.
const PATIENCE_MS: f64 = 1_500.0;

/// Listens for them.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let app = use_app();
    let (navigate, screen) = (use_navigate(), use_screen());
    let go = move |to: &str| navigate(to, NavigateOptions::default());
    let went = StoredValue::new(None::<f64>);
    let listener = window_event_listener(keydown, move |event: KeyboardEvent| {
        if event.default_prevented() || event.is_composing() || is_in_dialog(&event) {
            return;
        }
        if is_palette(&event) {
            event.prevent_default();
            app.palette.try_set(true);
            return;
        }
        if is_chord(&event) {
            return;
        }
        if event.key() == "Escape" {
            if matches!(screen.try_get_untracked(), Some(Screen::Entry(_))) {
                event.prevent_default();
                go("/journal");
            }
            return;
        }
        if is_writing(&event) || choices::chosen::<Letters>() == Letters::Off {
            return;
        }
        let after_g = went
            .try_update_value(Option::take)
            .flatten()
            .is_some_and(|at| event.time_stamp() - at < PATIENCE_MS);
        let of_team = after_g.then(|| team_place(app, screen.try_get_untracked(), &event.key()));
        if let Some(to) = of_team.flatten() {
            go(&to);
            event.prevent_default();
            return;
        }
        match deed(&event.key(), after_g) {
            Pressed::Go(to) => go(to),
            Pressed::Wait => drop(went.try_set_value(Some(event.time_stamp()))),
            Pressed::Help => drop(app.help.try_set(true)),
            Pressed::Nothing => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    view! { <Help app/> }
}

/// What a letter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    Go(&'static str),
    Wait,
    Help,
    Nothing,
}

fn deed(key: &str, after_g: bool) -> Pressed {
    if after_g {
        let place = PLACES.iter().find(|place| place.letter == Some(key));
        return place.map_or(Pressed::Nothing, |place| Pressed::Go(place.path));
    }
    match key {
        "n" => Pressed::Go(COMPOSE),
        "t" => Pressed::Go("/"),
        "/" => Pressed::Go(FIND),
        "g" => Pressed::Wait,
        "?" => Pressed::Help,
        _ => Pressed::Nothing,
    }
}

/// Where a letter leads in the team that is open, or in the only one there is.
fn team_place(app: App, screen: Option<Screen>, key: &str) -> Option<String> {
    let team = match screen? {
        Screen::Team(team, _) => team,
        _ => match untrack(|| app.live_teams()).as_slice() {
            [only] => only.team,
            _ => return None,
        },
    };
    let (_, _, path) = parts(team).find(|(_, letter, _)| *letter == Some(key))?;
    Some(path)
}

/// Every key, and what it does.
#[component]
fn Help(app: App) -> impl IntoView {
    let row = |keys: Vec<String>, what: &'static str| {
        let keys: Vec<_> = keys
            .into_iter()
            .map(|key| view! { <kbd>{key}</kbd> " " })
            .collect();
        view! { <div><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    let command = page::command_key();
    let chords = [
        row(vec![command.into(), "K".into()], words!(palette.name)),
        row(vec![command.into(), "Enter".into()], words!(entry.save)),
        row(vec![command.into(), "B".into()], words!(writing.bold)),
        row(vec![command.into(), "I".into()], words!(writing.italic)),
        row(
            vec![command.into(), "Shift".into(), "L".into()],
            words!(writing.link),
        ),
        row(vec!["Esc".into()], words!(entry.back)),
    ];
    let actions: Vec<_> = ACTIONS
        .iter()
        .filter_map(|action| Some(row(vec![action.key?.into()], (action.name)())))
        .collect();
    let places: Vec<_> = PLACES
        .iter()
        .filter_map(|place| Some(row(vec!["g".into(), place.letter?.into()], (place.name)())))
        .collect();
    let of_teams: Vec<_> = letters()
        .map(|(letter, name)| row(vec!["g".into(), letter.into()], name))
        .collect();
    view! {
        <Sheet open=app.help title=words!(keys.name)>
            <dl class="keys">{chords.into_iter().collect_view()}{actions}{places}{of_teams}</dl>
            <p class="fine">{words!(keys.off_hint)}</p>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| app.help.set(false)>
                    {words!(actions.close)}
                </button>
            </div>
        </Sheet>
    }
}

/// Ctrl K, or Cmd K where that is the custom: the other one belongs to whoever edits text.
fn is_palette(event: &KeyboardEvent) -> bool {
    let command = if page::is_mac() {
        event.meta_key() && !event.ctrl_key()
    } else {
        event.ctrl_key() && !event.meta_key()
    };
    command && !event.alt_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("k")
}

fn is_chord(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

fn target(event: &KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is_writing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| page::is_writing(&element))
}

fn is_in_dialog(event: &KeyboardEvent) -> bool {
    target(event)
        .is_some_and(|element| element.closest("dialog").is_ok_and(|found| found.is_some()))
}
