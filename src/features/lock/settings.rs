//! Turning the lock on and off, and when it locks by itself.

use super::field::Passphrase;
use super::{Strength, retry_at_ms, words_for};
use crate::components::{Icon, PageHead};
use crate::shell::countdown;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::Command;
use commonplace_api::lock::{AutoLock, Lock, LockCommand, LockRefused, Secret};
use leptos::prelude::*;

/// Minutes of no use to choose from; 0 is never.
const CHOICES: [u16; 5] = [1, 5, 15, 60, 0];

/// What is being done on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Nothing,
    Setting,
    Removing,
}

/// The page at `/settings/lock`.
#[component]
pub fn LockScreen() -> impl IntoView {
    let lock = use_app().lock;
    let doing = RwSignal::new(Doing::Nothing);
    let on = Memo::new(move |_| lock.with(|lock| lock.as_ref().map(|lock| lock.on)));
    let busy = Memo::new(move |_| lock.with(|lock| lock.as_ref().is_some_and(|lock| lock.busy)));
    // What was asked for has been done.
    Effect::new(move |before: Option<(bool, Option<bool>)>| {
        let now = (busy.get(), on.get());
        let refused =
            lock.with_untracked(|lock| lock.as_ref().is_some_and(|lock| lock.refused.is_some()));
        if before.is_some_and(|(was_busy, _)| was_busy) && !now.0 && !refused {
            doing.try_set(Doing::Nothing);
        }
        now
    });
    view! {
        <div class="page">
            <PageHead title=words!(lock.name) back="/settings"/>
            <p class="lead">{words!(lock.lead)}</p>
            {move || match (on.get(), doing.get()) {
                (None, _) => ().into_any(),
                (Some(false), Doing::Nothing) => view! {
                    <div class="actions">
                        <button class="button primary" type="button" on:click=move |_| doing.set(Doing::Setting)>
                            {words!(lock.turn_on)}
                        </button>
                    </div>
                }.into_any(),
                (Some(true), Doing::Nothing) => view! { <On doing/> }.into_any(),
                (Some(on), Doing::Setting) => view! { <Set on busy doing/> }.into_any(),
                (Some(_), Doing::Removing) => view! { <Remove busy doing/> }.into_any(),
            }}
        </div>
    }
}

/// The lock is on: lock now, when it locks by itself, change, turn off.
#[component]
fn On(doing: RwSignal<Doing>) -> impl IntoView {
    let core = use_app().core;
    view! {
        <section class="group">
            <div class="row">
                <Icon name="lock"/>
                <span class="row-text"><span class="row-title">{words!(lock.is_on)}</span></span>
                <button class="button" type="button" on:click=move |_| core.dispatch(Command::Lock(LockCommand::Now))>
                    {words!(lock.now)}
                </button>
            </div>
        </section>
        <Auto/>
        <div class="actions">
            <button class="button" type="button" on:click=move |_| doing.set(Doing::Setting)>{words!(lock.change)}</button>
            <button class="button" type="button" on:click=move |_| doing.set(Doing::Removing)>{words!(lock.turn_off)}</button>
        </div>
    }
}

/// When it locks by itself.
#[component]
fn Auto() -> impl IntoView {
    let app = use_app();
    let auto = Memo::new(move |_| {
        app.lock
            .with(|lock| lock.as_ref().map(|lock| lock.auto))
            .unwrap_or_default()
    });
    let choose = move |auto: AutoLock| app.core.dispatch(Command::Lock(LockCommand::Choose(auto)));
    let choice = move |after_minutes: u16| {
        let said = match after_minutes {
            0 => words!(lock.after_never).to_owned(),
            minutes => words!(lock.after, count = Count(minutes.into())),
        };
        let chosen = move || auto.get().after_minutes == after_minutes;
        view! { <option value=after_minutes.to_string() prop:selected=chosen>{said}</option> }
    };
    let choose_after = move |event| {
        if let Ok(after_minutes) = event_target_value(&event).parse() {
            choose(AutoLock {
                after_minutes,
                ..auto.get_untracked()
            });
        }
    };
    view! {
        <div class="field">
            <label for="after">{words!(lock.after_name)}</label>
            <select class="input" id="after" on:change=choose_after>{CHOICES.map(choice)}</select>
        </div>
        <label class="check">
            <input type="checkbox" prop:checked=move || auto.get().on_hide
                on:change=move |event| {
                    let on_hide = event_target_checked(&event);
                    choose(AutoLock { on_hide, ..auto.get_untracked() });
                }/>
            <span>{words!(lock.on_hide)}</span>
        </label>
    }
}

/// A new passphrase, for the first time or instead of another.
#[component]
fn Set(on: bool, busy: Memo<bool>, doing: RwSignal<Doing>) -> impl IntoView {
    let core = use_app().core;
    let (current, typed, again) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let differs = RwSignal::new(false);
    let short = RwSignal::new(false);
    let refused = use_refused();
    let hint = Signal::derive(move || typed.with(|typed| Strength::of(typed).words().to_owned()));
    let wrong_again =
        Signal::derive(move || differs.get().then(|| words!(lock.differs).to_owned()));
    let wrong_new =
        Signal::derive(move || short.get().then(|| words!(lock.strength_short).to_owned()));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let passphrase = typed.get_untracked();
        short.set(Strength::of(&passphrase) < Strength::Weak);
        differs.set(!short.get_untracked() && passphrase != again.get_untracked());
        if short.get_untracked() || differs.get_untracked() || busy.get_untracked() {
            return;
        }
        let current = on.then(|| Secret(current.get_untracked()));
        core.dispatch(Command::Lock(LockCommand::Set {
            passphrase: Secret(passphrase),
            current,
        }));
    };
    view! {
        <form class="stack" on:submit=save>
            <div class="notice"><Icon name="key"/><p>{words!(lock.forgetting)}</p></div>
            {on.then(|| view! {
                <Passphrase id="current" label=words!(lock.current) autocomplete="current-password" typed=current
                    wrong=refused focused=true/>
            })}
            <Passphrase id="new" label=words!(lock.new) autocomplete="new-password" typed hint wrong=wrong_new focused=!on/>
            <Passphrase id="again" label=words!(lock.again) autocomplete="new-password" typed=again wrong=wrong_again/>
            {move || (!on).then(|| refused.get().map(|said| view! { <p class="error" role="alert">{said}</p> }))}
            <Buttons save=if on { words!(lock.change) } else { words!(lock.turn_on) } busy doing/>
        </form>
    }
}

/// The passphrase, to be asked for no more.
#[component]
fn Remove(busy: Memo<bool>, doing: RwSignal<Doing>) -> impl IntoView {
    let core = use_app().core;
    let current = RwSignal::new(String::new());
    let wrong = use_refused();
    let remove = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            let current = Secret(current.get_untracked());
            core.dispatch(Command::Lock(LockCommand::Remove { current }));
        }
    };
    view! {
        <form class="stack" on:submit=remove>
            <p>{words!(lock.turn_off_lead)}</p>
            <Passphrase id="current" label=words!(lock.current) autocomplete="current-password" typed=current wrong
                focused=true/>
            <Buttons save=words!(lock.turn_off) busy doing/>
        </form>
    }
}

#[component]
fn Buttons(save: &'static str, busy: Memo<bool>, doing: RwSignal<Doing>) -> impl IntoView {
    view! {
        <div class="actions">
            <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")>{save}</button>
            <button class="button quiet" type="button" on:click=move |_| doing.set(Doing::Nothing)>
                {words!(actions.cancel)}
            </button>
        </div>
    }
}

/// Why the last command about the lock was not carried out, from the moment this is shown.
fn use_refused() -> Signal<Option<String>> {
    let lock = use_app().lock;
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        if lock.with(|lock| lock.as_ref().is_some_and(|lock| lock.busy)) {
            asked.try_set(true);
        }
    });
    let refused = move || -> Option<LockRefused> {
        lock.with(|lock: &Option<Lock>| {
            lock.as_ref()
                .filter(|lock| !lock.busy)
                .and_then(|lock| lock.refused.clone())
        })
    };
    let waits = countdown::until(move || retry_at_ms(refused().as_ref()));
    Signal::derive(move || {
        refused()
            .filter(|_| asked.get())
            .map(|refused| words_for(&refused, waits.get()))
    })
}
