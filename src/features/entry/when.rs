//! When it was: an entry can be put on another day, at the clock of another place.

use super::Pane;
use crate::components::Sheet;
use crate::shell::dates::Moment;
use crate::shell::zones;
use crate::words;
use commonplace_api::wall::moment_of;
use commonplace_api::{Change, Command, EntryChange, When};
use leptos::prelude::*;

const MINUTE_MS: i64 = 60_000;

/// Asks for another date, time and zone while `open` is.
#[component]
pub(super) fn ChangeWhen(pane: Pane, open: RwSignal<bool>) -> impl IntoView {
    let wall = RwSignal::new(String::new());
    let zone = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    follow(pane, open, wall, zone, wrong);
    let save = move |_| {
        let found = wall.with_untracked(|wall| zone.with_untracked(|zone| chosen(wall, zone)));
        let Some(when) = found else {
            wrong.set(true);
            return;
        };
        let change = Change::Entry(EntryChange::When(when));
        pane.app.core.dispatch(Command::Change {
            id: pane.id,
            change,
        });
        open.set(false);
    };
    let choices = move || {
        let mut all = zones::all();
        let now = zone.get();
        if !now.is_empty() && !all.contains(&now) {
            all.insert(0, now.clone());
        }
        all.into_iter()
            .map(|name| {
                let selected = name == now;
                view! { <option value=name.clone() selected=selected>{name.replace('_', " ")}</option> }
            })
            .collect_view()
    };
    view! {
        <Sheet open title=words!(entry.when)>
            <div class="field">
                <label for="when-wall">{words!(entry.when_wall)}</label>
                <input class="input" id="when-wall" type="datetime-local" max="9999-12-31T23:59" bind:value=wall
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby=move || wrong.get().then_some("when-wrong")/>
                <p class="error" id="when-wrong" role="alert" hidden=move || !wrong.get()>{words!(entry.when_wrong)}</p>
            </div>
            <div class="field">
                <label for="when-zone">{words!(entry.when_zone)}</label>
                <select class="input" id="when-zone" on:change=move |event| zone.set(event_target_value(&event))>
                    {move || open.get().then(choices)}
                </select>
                <p class="hint">{words!(entry.when_hint)}</p>
            </div>
            <div class="actions">
                <button class="button primary" type="button" on:click=save>{words!(actions.save)}</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}

/// Begins each time with when the entry is now.
fn follow(
    pane: Pane,
    open: RwSignal<bool>,
    wall: RwSignal<String>,
    zone: RwSignal<String>,
    wrong: RwSignal<bool>,
) {
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        // What is being chosen is not overruled by what others do meanwhile.
        let Some(meta) = untrack(|| pane.meta()) else {
            return;
        };
        let shown = Moment::from(&meta);
        wall.set(shown.machine());
        // What an import brought has an offset and no zone: the own one, if that has the same offset then.
        let own = zones::own();
        let fits = zones::offset_at(&own, shown.ms) == Some(shown.offset_minutes);
        let named = Some(meta.zone).filter(|zone| !zone.is_empty());
        zone.set(named.unwrap_or_else(|| {
            if fits {
                own
            } else {
                fixed_zone(shown.offset_minutes).unwrap_or(own)
            }
        }));
        wrong.set(false);
    });
}

/// The moment of "2026-11-25T17:42" in a zone.
fn chosen(wall: &str, zone: &str) -> Option<When> {
    let wall_ms = wall_ms(wall)?;
    zones::offset_at(zone, wall_ms)?;
    let (ms, offset_minutes) = moment_of(wall_ms, |ms| zones::offset_at(zone, ms).unwrap_or(0));
    Some(When {
        ms,
        offset_minutes,
        zone: zone.to_owned(),
    })
}

/// What a clock showed, as if UTC had been shown.
fn wall_ms(wall: &str) -> Option<i64> {
    let read = js_sys::Date::parse(&format!("{}Z", wall.get(..16)?));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds of a date"
    )]
    read.is_finite()
        .then_some(read as i64 / MINUTE_MS * MINUTE_MS)
}

/// A zone that always is so far ahead of UTC, where there is one: those with whole hours.
fn fixed_zone(offset_minutes: i16) -> Option<String> {
    // Their names count the other way.
    match (offset_minutes % 60, offset_minutes / 60) {
        (0, 0) => Some("UTC".into()),
        (0, hours @ -12..=14) => Some(format!("Etc/GMT{:+}", -hours)),
        _ => None,
    }
}
