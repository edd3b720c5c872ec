//! A backup on its way in: the file, and the words where they are needed. Nothing changes before the whole file was read.

use crate::components::PageHead;
use crate::state::use_app;
use crate::words;
use commonplace_api::backup::{Backup, BackupCommand, BackupRefused};
use commonplace_api::lock::Secret;
use commonplace_api::{Command, Session};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// The page at `/settings/restore`.
#[component]
pub fn RestoreScreen() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words!(backup.restore) back="/settings/safety"/>
            <p class="lead">{words!(backup.restore_lead)}</p>
            <Restore/>
        </div>
    }
}

/// Asks for a file, and for the words if this device cannot open it without them.
#[component]
pub fn Restore() -> impl IntoView {
    let app = use_app();
    let (file, area) = (NodeRef::<Input>::new(), NodeRef::<Textarea>::new());
    let is_new = matches!(app.session.get_untracked(), Some(Session::New { .. }));
    let no_file = RwSignal::new(false);
    let asked = RwSignal::new(is_new);
    Effect::new(move |_| {
        if app
            .backup
            .with(|backup| *backup == Backup::Refused(BackupRefused::WordsNeeded))
        {
            asked.try_set(true);
        }
    });
    let busy = Memo::new(move |_| {
        app.backup
            .with(|backup| matches!(backup, Backup::Checking { .. } | Backup::Restoring { .. }))
    });
    let restore = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = file
            .get_untracked()
            .and_then(|input| input.files())
            .and_then(|files| files.get(0));
        no_file.set(chosen.is_none());
        let Some(chosen) = chosen.filter(|_| !busy.get_untracked()) else {
            return;
        };
        let typed = area
            .get_untracked()
            .map(|area| area.value())
            .unwrap_or_default();
        let words = Some(typed)
            .filter(|typed| is_new || !typed.trim().is_empty())
            .map(Secret);
        app.restore(chosen, words);
    };
    on_cleanup(move || app.core.dispatch(Command::Backup(BackupCommand::Close)));
    view! {
        <form class="stack" on:submit=restore>
            <div class="field">
                <label for="backup">{words!(backup.file)}</label>
                <input class="input" id="backup" type="file" node_ref=file accept=".commonplace"
                    aria-describedby=move || no_file.get().then_some("backup-wrong")/>
                {move || no_file.get().then(|| {
                    view! { <p class="error" id="backup-wrong" role="alert">{words!(backup.no_file)}</p> }
                })}
            </div>
            <Show when=move || asked.get()>
                <div class="field">
                    <label for="backup-words">{words!(recovery.name)}</label>
                    <textarea class="input words-input" id="backup-words" node_ref=area autocapitalize="none"
                        autocomplete="off" spellcheck="false"></textarea>
                    <p class="hint">{words!(backup.words_hint)}</p>
                </div>
            </Show>
            <Outcome/>
            <div class="actions">
                <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {words!(backup.restore_do)}
                </button>
            </div>
        </form>
    }
}

/// How far it is, what it brought, or why it was not taken.
#[component]
fn Outcome() -> impl IntoView {
    let app = use_app();
    let percent = move || match app.backup.get() {
        Backup::Checking { percent } => Some((words!(backup.checking), percent)),
        Backup::Restoring { percent } => Some((words!(backup.restoring), percent)),
        _ => None,
    };
    let bar = move || {
        percent().map(|(name, percent)| {
            view! {
                <div class="progress">
                    <p class="progress-label">{name}</p>
                    <progress class="meter" aria-label=name max="100" value=percent.to_string()></progress>
                </div>
            }
        })
    };
    let said = move || {
        match app.backup.get() {
        Backup::Restored(restored) => {
            view! { <div class="notice" role="status"><p>{words::backup::restored(&restored)}</p></div> }.into_any()
        }
        Backup::Refused(refused) => {
            view! { <p class="error" role="alert">{words::backup::refused(&refused)}</p> }.into_any()
        }
        _ => ().into_any(),
    }
    };
    view! { {bar} {said} }
}
