//! One document of a team on its page: what the core says of it, how it is changed, and what is said where it is not
//! there, was put away, or can only be read.

use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::words;
use commonplace_api::team::space::TeamCommand;
use commonplace_api::{Change, Id};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The core has not spoken.
    Waiting,
    /// It is not here.
    Missing,
    /// It is.
    Here,
}

/// The document on the page, for everything on it.
#[derive(Debug)]
pub(in crate::features::team) struct Shown<T: Send + Sync + 'static> {
    /// Its team.
    pub(in crate::features::team) here: Here,
    /// Which.
    pub(in crate::features::team) id: Id,
    doc: RwSignal<Option<T>>,
    missing: RwSignal<bool>,
}

impl<T: Send + Sync> Clone for Shown<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Shown<T> {}

impl<T: Send + Sync + 'static> Shown<T> {
    /// Nothing is known of it yet.
    pub(in crate::features::team) fn new(here: Here, id: Id) -> Self {
        Self {
            here,
            id,
            doc: RwSignal::new(None),
            missing: RwSignal::new(false),
        }
    }

    /// The core says what it is now.
    pub(in crate::features::team) fn told(self, now: T) {
        self.doc.try_set(Some(now));
    }

    /// The core says that it is not here.
    pub(in crate::features::team) fn is_missing(self) {
        self.missing.try_set(true);
    }

    /// What there is to show.
    fn stage(self) -> Memo<Stage> {
        Memo::new(
            move |_| match (self.doc.with(Option::is_some), self.missing.get()) {
                (true, _) => Stage::Here,
                (false, true) => Stage::Missing,
                (false, false) => Stage::Waiting,
            },
        )
    }

    /// Something of it; nothing while it is not here.
    pub(in crate::features::team) fn of<U: Default + Clone + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&T) -> U + Send + Sync + 'static,
    ) -> Signal<U> {
        let doc = self.doc;
        Memo::new(move |_| doc.with(|doc| doc.as_ref().map(&get).unwrap_or_default())).into()
    }

    /// The same, once.
    pub(in crate::features::team) fn once<U: Default>(self, get: impl Fn(&T) -> U) -> U {
        let got = self.doc.try_with_untracked(|doc| doc.as_ref().map(get));
        got.flatten().unwrap_or_default()
    }

    /// Whether nothing of it can be changed: by whom it is read, or because of what it is.
    pub(in crate::features::team) fn fixed(
        self,
        is_fixed: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Signal<bool> {
        let (doc, may_write) = (self.doc, self.here.may_write());
        Memo::new(move |_| {
            let is_fixed = doc.with(|doc| doc.as_ref().is_none_or(&is_fixed));
            is_fixed || !may_write.get()
        })
        .into()
    }

    /// Changes it.
    pub(in crate::features::team) fn change(self, change: Change) {
        self.here.change(self.id, change);
    }

    /// Does what takes something out, and offers the way back.
    pub(in crate::features::team) fn take_out(self, out: Change, back: Change, said: &str) {
        self.here.take_out(self.id, out, back, said);
    }

    /// Deletes it, and goes to where the others are.
    pub(in crate::features::team) fn delete(self, others: TeamPage) -> Callback<()> {
        let (navigate, here, id) = (use_navigate(), self.here, self.id);
        Callback::new(move |()| {
            here.send(TeamCommand::Delete(id));
            navigate(&here.path(others), NavigateOptions::default());
        })
    }

    /// Its page, whatever there is to show: `body` once it is here.
    pub(in crate::features::team) fn page(
        self,
        name: &'static str,
        missing: &'static str,
        others: TeamPage,
        body: impl Fn() -> AnyView + Send + 'static,
    ) -> impl IntoView {
        let (stage, here) = (self.stage(), self.here);
        move || match stage.get() {
            Stage::Waiting => {
                view! { <h1 class="visually-hidden" tabindex="-1">{name}</h1> }.into_any()
            }
            Stage::Missing => view! { <Gone title=missing back=here.path(others)/> }.into_any(),
            Stage::Here => body(),
        }
    }
}

/// It is not here.
#[component]
fn Gone(
    /// What is not here.
    title: &'static str,
    /// Where the others are.
    back: String,
) -> impl IntoView {
    view! {
        <h1 class="visually-hidden" tabindex="-1">{title}</h1>
        <div class="empty">
            <h2>{title}</h2>
            <p>{words!(together.missing_lead)}</p>
            <div class="actions"><a class="button" href=back>{words!(actions.back)}</a></div>
        </div>
    }
}

/// It was put away, or is of a newer version.
#[component]
pub(in crate::features::team) fn PutAway(
    /// The team.
    here: Here,
    /// The document.
    id: Id,
    /// Whether it was put away.
    deleted: Signal<bool>,
    /// Whether it was written by a newer version.
    read_only: Signal<bool>,
) -> impl IntoView {
    let may_write = here.may_write();
    let restore = move |_| here.send(TeamCommand::Restore(id));
    view! {
        {move || deleted.get().then(|| view! {
            <div class="notice">
                <p>{words!(together.put_away)}</p>
                <Show when=move || may_write.get()>
                    <button class="button" type="button" on:click=restore>{words!(actions.put_back)}</button>
                </Show>
            </div>
        })}
        {move || read_only.get().then(|| view! { <p class="notice">{words!(together.newer)}</p> })}
    }
}

/// Says that something came with the sample of a team.
#[component]
pub(in crate::features::team) fn Sample(
    /// Whether it did.
    #[prop(into)]
    is: Signal<bool>,
) -> impl IntoView {
    move || {
        is.get()
            .then(|| view! { <span class="badge">{words!(together.sample)}</span> })
    }
}
