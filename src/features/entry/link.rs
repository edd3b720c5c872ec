//! Says of which plan an entry shows what came of it.

use super::Pane;
use crate::components::Sheet;
use crate::features::plans::{ChoosePlan, begin_plan};
use crate::words;
use commonplace_api::plan::PlanChange;
use commonplace_api::{Change, Command};
use commonplace_prose::lists::words_at;
use leptos::prelude::*;

/// The sheet that asks which.
#[component]
pub(super) fn LinkPlan(pane: Pane, open: RwSignal<bool>) -> impl IntoView {
    let plan = RwSignal::new(None);
    let save = move |_| {
        let core = pane.app.core;
        let id = plan
            .get_untracked()
            .unwrap_or_else(|| begin_plan(core, words_at(&pane.editor.text(), 0, 0)));
        let change = Change::Plan(PlanChange::AddEvidence(pane.id));
        core.dispatch(Command::Change { id, change });
        pane.app.toast(words!(entry.linked).into(), None);
        open.set(false);
    };
    view! {
        <Sheet open title=words!(entry.link)>
            <p>{words!(entry.link_lead)}</p>
            <Show when=move || open.get()><ChoosePlan chosen=plan/></Show>
            <div class="actions">
                <button class="button primary" type="button" on:click=save>{words!(entry.link_save)}</button>
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}
