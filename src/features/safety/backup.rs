//! A backup on its way out.

use crate::state::use_app;
use crate::words;
use commonplace_api::Command;
use commonplace_api::backup::{Backup, BackupCommand};
use leptos::prelude::*;

/// One button, and what came of it.
#[component]
pub(super) fn Make() -> impl IntoView {
    let app = use_app();
    let busy = Memo::new(move |_| {
        app.backup
            .with(|backup| matches!(backup, Backup::Making { .. }))
    });
    let said = move || match app.backup.get() {
        Backup::Making { done, total } => Some((
            false,
            words!(
                backup.making,
                done = words::number(done),
                total = words::number(total)
            ),
        )),
        Backup::Made => Some((false, words!(backup.made).into())),
        Backup::Refused(refused) => Some((true, words::backup::refused(&refused))),
        _ => None,
    };
    let make = move |_| {
        if !busy.get_untracked() {
            app.core.dispatch(Command::Backup(BackupCommand::Make));
        }
    };
    on_cleanup(move || app.core.dispatch(Command::Backup(BackupCommand::Close)));
    view! {
        <section class="group">
            <h2>{words!(backup.name)}</h2>
            <p>{words!(backup.lead)}</p>
            <div class="actions">
                <button class="button primary" type="button" aria-busy=move || busy.get().then_some("true") on:click=make>
                    {words!(backup.make)}
                </button>
            </div>
            <div aria-live="polite">
                {move || said().map(|(wrong, said)| {
                    view! { <p class=if wrong { "error" } else { "hint" }>{said}</p> }
                })}
            </div>
        </section>
    }
}
