//! Something that was asked for and its outcome. What is asked of a team's members may have to wait for its relay, so
//! every screen that asks says how far it is, in the same words.

use crate::shell::core::Core;
use crate::words;
use commonplace_api::team::space::{Asked, TeamProblem};
use commonplace_api::{Command, Id, Update, View, ViewId};
use leptos::prelude::*;

/// What was asked for last on this screen, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    core: Core,
    id: StoredValue<Option<Id>>,
    view: StoredValue<Option<ViewId>>,
    said: RwSignal<Asked>,
}

impl Asking {
    /// Nothing was asked for yet. Leaving the screen forgets outcomes; what waits for the relay goes on.
    pub(super) fn new(core: Core) -> Self {
        let asking = Self {
            core,
            id: StoredValue::new(None),
            view: StoredValue::new(None),
            said: RwSignal::new(Asked::Unknown),
        };
        on_cleanup(move || {
            asking.stop_watching();
            let is_over = matches!(
                asking.said.try_get_untracked(),
                Some(Asked::Done(_) | Asked::Failed(_))
            );
            if let Some(id) = asking.id.try_get_value().flatten().filter(|_| is_over) {
                core.dispatch(Command::CloseAsked(id));
            }
        });
        asking
    }

    /// It was asked for under `id`.
    pub(super) fn begin(self, id: Id) {
        self.stop_watching();
        self.id.set_value(Some(id));
        self.said.set(Asked::Working);
        let view = self.core.watch(View::Asked(id), move |update| {
            let is_this = self.id.try_get_value().flatten() == Some(id);
            if let (Update::Asked(now), true) = (update, is_this) {
                self.said.try_set(now);
            }
        });
        self.view.set_value(Some(view));
    }

    /// Forgets it; one that waits is given up.
    pub(super) fn close(self) {
        self.stop_watching();
        if let Some(id) = self.id.try_update_value(Option::take).flatten() {
            self.core.dispatch(Command::CloseAsked(id));
        }
        self.said.try_set(Asked::Unknown);
    }

    /// Gives it up if it still waits when the screen goes: it would be asked for again by the next one.
    pub(super) fn give_up_on_leaving(self) {
        on_cleanup(move || {
            if self.said.try_get_untracked() == Some(Asked::Waiting) {
                self.close();
            }
        });
    }

    /// A problem the screen found itself.
    pub(super) fn fail(self, problem: TeamProblem) {
        self.close();
        self.said.set(Asked::Failed(problem));
    }

    /// What came of it.
    pub(super) fn said(self) -> RwSignal<Asked> {
        self.said
    }

    /// Whether it is under way.
    pub(super) fn is_busy(self) -> Memo<bool> {
        let said = self.said;
        Memo::new(move |_| said.with(|said| matches!(said, Asked::Working | Asked::Waiting)))
    }

    /// Why it was not done.
    pub(super) fn problem(self) -> Memo<Option<TeamProblem>> {
        let said = self.said;
        Memo::new(move |_| {
            said.with(|said| match said {
                Asked::Failed(problem) => Some(problem.clone()),
                _ => None,
            })
        })
    }

    fn stop_watching(self) {
        if let Some(view) = self.view.try_update_value(Option::take).flatten() {
            self.core.unwatch(view);
        }
    }
}

/// How far it is, or why it was not done.
#[component]
pub(super) fn Outcome(
    /// What was asked.
    asking: Asking,
) -> impl IntoView {
    let said = asking.said();
    let waits = Memo::new(move |_| said.with(|said| *said == Asked::Waiting));
    let problem = asking.problem();
    view! {
        <div class="outcome">
            <p class="error" role="alert">{move || problem.with(|problem| problem.as_ref().map(words::team::problem))}</p>
            <p class="hint" role="status">{move || waits.get().then(|| words!(team.waiting))}</p>
            <Show when=move || waits.get()>
                <div class="actions">
                    <button class="button quiet" type="button" on:click=move |_| asking.close()>{words!(actions.cancel)}</button>
                </div>
            </Show>
        </div>
    }
}
