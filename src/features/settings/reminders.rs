//! A reminder once a week, in the person's own calendar: an app that is closed cannot ring.

use crate::components::PageHead;
use crate::shell::{choices, intl, page, random_id};
use crate::state::use_app;
use crate::words;
use commonplace_api::reminder::Reminder;
use commonplace_api::wire::ToCore;
use leptos::prelude::*;

const FRIDAY: u8 = 5;
const AT: &str = "16:00";

/// The page at `/settings/reminders`.
#[component]
pub fn RemindersScreen() -> impl IntoView {
    let core = use_app().core;
    let weekday = RwSignal::new(FRIDAY.to_string());
    let time = RwSignal::new(AT.to_owned());
    let made = RwSignal::new(false);
    let save = move |_| {
        let (hour, minute) = clock(&time.get_untracked());
        core.say(ToCore::MakeCalendar(Reminder {
            id: random_id(),
            weekday: weekday.get_untracked().parse().unwrap_or(FRIDAY),
            hour,
            minute,
            summary: words!(reminders.summary).into(),
            url: page::origin(),
        }));
        made.set(true);
    };
    let first = choices::chosen::<choices::WeekStart>().day();
    let days: Vec<_> = (0..7)
        .map(|after| (first + after - 1) % 7 + 1)
        .map(|day| view! { <option value=day.to_string() selected=day == FRIDAY>{intl::weekday(day)}</option> })
        .collect();
    view! {
        <div class="page">
            <PageHead title=words!(reminders.name) back="/settings"/>
            <p class="lead">{words!(reminders.lead)}</p>
            <div class="beside">
                <div class="field">
                    <label for="remind-day">{words!(reminders.day)}</label>
                    <select class="input" id="remind-day"
                        on:change=move |event| weekday.set(event_target_value(&event))>{days}</select>
                </div>
                <div class="field">
                    <label for="remind-time">{words!(reminders.time)}</label>
                    <input class="input" id="remind-time" type="time" required bind:value=time/>
                </div>
            </div>
            <div class="actions">
                <button class="button primary" type="button" on:click=save>{words!(reminders.save)}</button>
            </div>
            <p class="fine" role="status">{move || made.get().then(|| words!(reminders.saved))}</p>
            <p class="fine">{words!(reminders.neutral)}</p>
        </div>
    }
}

/// Hour and minute of "16:05"; an empty field means the usual time.
fn clock(time: &str) -> (u8, u8) {
    let parsed = time
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.get(..2)?.parse().ok()?)));
    parsed.unwrap_or((16, 0))
}
