//! What stands in the way, one thing at a time: the worst first. Says what happened, what is safe, and what to do.

use crate::shell::{page, service_worker};
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::backup::BackupCommand;
use commonplace_api::{Command, Problem, RelayState, Saved};
use leptos::prelude::*;

/// What the banner is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trouble {
    NotSaved(Problem),
    Stopped,
    Refused {
        code: u16,
        sentence: String,
        retry_at_ms: Option<i64>,
        waiting: u32,
    },
    AtRisk,
    ShutOut,
    NewVersion,
}

/// The banner, if there is anything to say.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let app = use_app();
    let trouble = Memo::new(move |_| find(app));
    move || {
        trouble.get().map(|trouble| {
            let is_quiet = matches!(trouble, Trouble::NewVersion | Trouble::AtRisk);
            let tone = (!is_quiet).then_some("danger");
            let (sentence, button) = tell(&trouble);
            let button = match trouble {
                Trouble::ShutOut => {
                    view! { <a class="button" href="/settings/devices">{button}</a> }.into_any()
                }
                _ => view! {
                    <button class="button" type="button" on:click=move |_| act(app, &trouble)>{button}</button>
                }
                .into_any(),
            };
            view! {
                <section class="banner" data-tone=tone aria-label=words!(frame.notice)>
                    <p role=tone.map_or("status", |_| "alert")>{sentence}</p>
                    {button}
                </section>
            }
        })
    }
}

fn find(app: App) -> Option<Trouble> {
    if app.stopped.with(Option::is_some) {
        return Some(Trouble::Stopped);
    }
    let found = app.status.with(|status| {
        let status = status.as_ref()?;
        if let Saved::Failed(problem) = &status.saved {
            return Some(Trouble::NotSaved(problem.clone()));
        }
        if status.relay == RelayState::ShutOut {
            return Some(Trouble::ShutOut);
        }
        let RelayState::Refused {
            code,
            sentence,
            retry_at_ms,
        } = &status.relay
        else {
            return None;
        };
        let (sentence, waiting) = (sentence.clone(), status.waiting);
        Some(Trouble::Refused {
            code: *code,
            sentence,
            retry_at_ms: *retry_at_ms,
            waiting,
        })
    });
    let at_risk = || {
        app.safety
            .with(|safety| safety.as_ref().is_some_and(|safety| safety.at_risk))
            .then_some(Trouble::AtRisk)
    };
    found
        .or_else(at_risk)
        .or_else(|| app.new_version.get().then_some(Trouble::NewVersion))
}

fn tell(trouble: &Trouble) -> (String, &'static str) {
    match trouble {
        Trouble::NotSaved(problem) => (
            words::problems::not_saved(problem),
            words!(actions.try_again),
        ),
        Trouble::Stopped => (words!(frame.stopped).into(), words!(actions.reload)),
        Trouble::Refused {
            code,
            sentence,
            retry_at_ms,
            waiting,
        } => (
            words::status::refused(*code, sentence, *retry_at_ms, *waiting),
            words!(actions.try_now),
        ),
        Trouble::AtRisk => (words!(safety.warn).into(), words!(safety.warn_do)),
        Trouble::ShutOut => (
            words!(devices.shut_out_banner).into(),
            words!(devices.let_in),
        ),
        Trouble::NewVersion => (words!(frame.new_version).into(), words!(frame.update_now)),
    }
}

fn act(app: App, trouble: &Trouble) {
    match trouble {
        Trouble::NotSaved(Problem::NewerVersion) | Trouble::Stopped => page::reload(),
        Trouble::NotSaved(_) | Trouble::Refused { .. } => app.core.dispatch(Command::RetryNow),
        Trouble::AtRisk => app.core.dispatch(Command::Backup(BackupCommand::Make)),
        Trouble::ShutOut => {}
        Trouble::NewVersion => service_worker::take_new_version(app),
    }
}
