//! The journal as a calendar: how much was written on which day of a month, what was written on one, and on the same day
//! of other years.

use crate::components::{Icon, PageHead};
use crate::features::review::starts_on;
use crate::routes::entry_path;
use crate::shell::dates::{Moment, Month};
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::{Day, EntryRow, Update, View, ViewId};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What the screen is about.
#[derive(Clone, Copy)]
struct Calendar {
    month: RwSignal<Month>,
    /// The chosen day, counted from the first of January 1970.
    chosen: RwSignal<i32>,
    /// What is known of a month: its first day, and entries by day.
    counts: RwSignal<(i32, Vec<u32>)>,
}

impl Calendar {
    fn count(self, day: i32) -> u32 {
        self.counts.with(|(first, counts)| {
            let at = usize::try_from(day - first).ok();
            at.and_then(|at| counts.get(at)).copied().unwrap_or(0)
        })
    }

    fn choose(self, day: i32) {
        self.chosen.set(day);
        let month = Month::of(day);
        if month != self.month.get_untracked() {
            self.month.set(month);
        }
    }

    fn turn(self, months: i32) {
        let month = self.month.get_untracked().plus(months);
        self.month.set(month);
        self.chosen.set(month.first());
    }
}

/// The calendar.
#[component]
pub fn CalendarScreen() -> impl IntoView {
    let today = Moment::now().day_number();
    let calendar = Calendar {
        month: RwSignal::new(Month::of(today)),
        chosen: RwSignal::new(today),
        counts: RwSignal::new((0, Vec::new())),
    };
    follow(
        Memo::new(move |_| {
            let month = calendar.month.get();
            View::Days {
                first: month.first(),
                count: month.days(),
            }
        }),
        move |update| {
            if let Update::Days { first, counts } = update {
                calendar.counts.try_set((first, counts));
            }
        },
    );
    view! {
        <div class="page calendar">
            <PageHead title=words!(calendar.name) back="/journal"/>
            <Turn calendar today/>
            <Grid calendar today/>
            <p class="quiet-text" aria-live="polite">{move || summary(calendar)}</p>
            <OneDay calendar/>
            <OnThisDay calendar/>
        </div>
    }
}

fn summary(calendar: Calendar) -> String {
    calendar.counts.with(|(_, counts)| {
        let days = counts.iter().filter(|count| **count > 0).count();
        match u32::try_from(days).unwrap_or(u32::MAX) {
            0 => words!(calendar.nothing).to_owned(),
            days => {
                let entries = words!(calendar.entries, count = Count(counts.iter().sum()));
                words!(calendar.summary, count = Count(days), entries = entries)
            }
        }
    })
}

#[component]
fn Turn(calendar: Calendar, today: i32) -> impl IntoView {
    view! {
        <div class="calendar-turn">
            <button class="icon-button" type="button" aria-label=words!(calendar.before) title=words!(calendar.before)
                on:click=move |_| calendar.turn(-1)><Icon name="back"/></button>
            <h2 aria-live="polite">{move || calendar.month.get().name()}</h2>
            <button class="icon-button" type="button" aria-label=words!(calendar.after) title=words!(calendar.after)
                on:click=move |_| calendar.turn(1)><Icon name="forward"/></button>
            <button class="button quiet" type="button" on:click=move |_| calendar.choose(today)>{words!(dates.today)}</button>
        </div>
    }
}

#[component]
fn Grid(calendar: Calendar, today: i32) -> impl IntoView {
    let heads = move || {
        let first = calendar.month.get().weeks(starts_on()).start;
        (first..first + 7)
            .map(|day| {
                let day = Moment::on(Day(day));
                view! { <th scope="col" abbr=day.weekday_name()>{day.weekday()}</th> }
            })
            .collect_view()
    };
    let weeks = move || {
        let month = calendar.month.get();
        let days = month.weeks(starts_on());
        let weeks = days.clone().step_by(7);
        weeks
            .map(|first| {
                let cells = (first..first + 7)
                    .map(|day| {
                        let inside = Month::of(day) == month;
                        view! { <td>{inside.then(|| view! { <Cell calendar day today/> })}</td> }
                    })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view()
    };
    view! {
        <table class="calendar-grid" on:keydown=move |event| walk(calendar, &event)>
            <caption class="visually-hidden">{move || calendar.month.get().name()}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

#[component]
fn Cell(calendar: Calendar, day: i32, today: i32) -> impl IntoView {
    let moment = Moment::on(Day(day));
    let count = Memo::new(move |_| calendar.count(day));
    let heat = move || match count.get() {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        _ => "4",
    };
    let name = move || {
        let entries = words!(calendar.entries, count = Count(count.get()));
        format!("{}, {entries}", moment.long_day())
    };
    let is_chosen = Memo::new(move |_| calendar.chosen.get() == day);
    view! {
        <button class="calendar-day" type="button" id=cell_id(day) data-heat=heat aria-label=name
            aria-pressed=move || is_chosen.get().to_string() aria-current=(day == today).then_some("date")
            tabindex=move || if is_chosen.get() { "0" } else { "-1" } on:click=move |_| calendar.choose(day)>
            {moment.day_of_month()}
        </button>
    }
}

fn cell_id(day: i32) -> String {
    format!("day-{day}")
}

/// Arrow keys go from day to day, Page Up and Down from month to month.
fn walk(calendar: Calendar, event: &KeyboardEvent) {
    let now = calendar.chosen.get_untracked();
    let day = match event.key().as_str() {
        "ArrowLeft" => now - 1,
        "ArrowRight" => now + 1,
        "ArrowUp" => now - 7,
        "ArrowDown" => now + 7,
        "PageUp" => calendar.month.get_untracked().plus(-1).first(),
        "PageDown" => calendar.month.get_untracked().plus(1).first(),
        _ => return,
    };
    event.prevent_default();
    calendar.choose(day);
    // Its cell may be of a month that is drawn only now.
    request_animation_frame(move || {
        page::focus(&format!("#{}", cell_id(day)));
    });
}

#[component]
fn OneDay(calendar: Calendar) -> impl IntoView {
    let rows = RwSignal::new(Vec::new());
    follow(
        Memo::new(move |_| View::Day(calendar.chosen.get())),
        move |update| {
            if let Update::Day(found) = update {
                rows.try_set(found);
            }
        },
    );
    view! {
        <section class="group">
            <h2>{move || Moment::on(Day(calendar.chosen.get())).long_day()}</h2>
            <Rows rows with_year=false/>
            <p class="quiet-text" hidden=move || !rows.with(Vec::is_empty)>{words!(calendar.nothing_then)}</p>
        </section>
    }
}

#[component]
fn OnThisDay(calendar: Calendar) -> impl IntoView {
    let rows = RwSignal::new(Vec::new());
    follow(
        Memo::new(move |_| View::OnThisDay(calendar.chosen.get())),
        move |update| {
            if let Update::Day(found) = update {
                rows.try_set(found);
            }
        },
    );
    view! {
        <section class="group" hidden=move || rows.with(Vec::is_empty)>
            <h2>{words!(calendar.on_this_day)}</h2>
            <Rows rows with_year=true/>
        </section>
    }
}

#[component]
fn Rows(rows: RwSignal<Vec<EntryRow>>, with_year: bool) -> impl IntoView {
    let one = move |row: EntryRow| {
        let moment = Moment::from(&row);
        let title = words::titled(row.title);
        let when = if with_year {
            moment.full_day()
        } else {
            moment.time()
        };
        view! {
            <a class="row" href=entry_path(row.id)>
                <span class="row-text">
                    <span class="row-title" dir="auto">{title}</span>
                    <span class="row-hint" dir="auto">{row.excerpt}</span>
                </span>
                <time class="row-value" datetime=moment.machine()>{when}</time>
            </a>
        }
    };
    move || rows.get().into_iter().map(one).collect_view()
}

/// Watches what is wanted, and nothing longer than it is.
fn follow(wanted: Memo<View>, hear: impl Fn(Update) + Clone + 'static) {
    let core = use_app().core;
    let watched = StoredValue::new(None::<ViewId>);
    Effect::new(move |_| {
        let id = core.watch(wanted.get(), hear.clone());
        if let Some(before) = watched
            .try_update_value(|watched| watched.replace(id))
            .flatten()
        {
            core.unwatch(before);
        }
    });
    on_cleanup(move || {
        if let Some(id) = watched.try_get_value().flatten() {
            core.unwatch(id);
        }
    });
}
