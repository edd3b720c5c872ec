//! Being linked: the one-time link of another device, opened or pasted, and what became of it.

use crate::shell::handing;
use crate::state::use_app;
use crate::words;
use commonplace_api::devices::Joining;
use commonplace_api::{Command, Update, View};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What the core says of the link, for as long as the screen stands.
fn watch_joining() -> RwSignal<Joining> {
    let core = use_app().core;
    let joining = RwSignal::new(Joining::None);
    core.watch_here(View::Joining, move |update| {
        if let Update::Joining(now) = update {
            joining.try_set(now);
        }
    });
    on_cleanup(move || core.dispatch(Command::CloseJoining));
    joining
}

/// A field for the link, filled already if the page was opened with one.
#[component]
pub fn Paste() -> impl IntoView {
    let core = use_app().core;
    let joining = watch_joining();
    let field = NodeRef::<Input>::new();
    let problem = Memo::new(move |_| match joining.get() {
        Joining::Failed(problem) => Some(problem),
        _ => None,
    });
    let asking = Memo::new(move |_| joining.get() == Joining::Asking);
    let open = move |_| {
        let typed = field.get_untracked().map(|field| field.value());
        handing::forget();
        core.dispatch(Command::TakeLink(typed.unwrap_or_default()));
    };
    let error = move || {
        problem.get().map(|problem| {
            let said = words::devices::link(problem);
            view! { <p class="error" id="link-wrong" role="alert">{said}</p> }
        })
    };
    view! {
        <section class="group">
            <h2>{words!(devices.have_link)}</h2>
            <div class="field">
                <label for="pasted">{words!(devices.one_time_link)}</label>
                <input class="input" id="pasted" node_ref=field value=handing::opened().unwrap_or_default()
                    autocomplete="off" autocapitalize="none" spellcheck="false" translate="no" dir="ltr"
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=move || if problem.get().is_some() { "link-wrong" } else { "pasted-hint" }/>
                <p class="hint" id="pasted-hint">{words!(devices.have_link_hint)}</p>
                {error}
            </div>
            <div class="actions">
                <button class="button primary" type="button" on:click=open
                    aria-busy=move || asking.get().then_some("true") disabled=move || asking.get()>
                    {move || if asking.get() { words!(devices.asking) } else { words!(devices.open_link) }}
                </button>
            </div>
        </section>
    }
}

/// The first screen of a device that was opened with a link: what will happen, then it happens.
#[component]
pub fn Opened(
    /// Whether the link is wanted here; the person may rather begin anew.
    wanted: RwSignal<bool>,
) -> impl IntoView {
    let core = use_app().core;
    let joining = watch_joining();
    let link = StoredValue::new(handing::opened().unwrap_or_default());
    let open = move |_| {
        core.dispatch(Command::TakeLink(link.get_value()));
    };
    let navigate = use_navigate();
    let leave = move |_| {
        handing::forget();
        wanted.set(false);
        // Whoever begins a journal here begins on its first page, not where links are opened.
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate("/", replace);
    };
    let failed = move || match joining.get() {
        Joining::Failed(problem) => Some(words::devices::link(problem)),
        _ => None,
    };
    let asking = Memo::new(move |_| matches!(joining.get(), Joining::Asking | Joining::Done));
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(devices.open_here)}</h1></header>
            <p class="lead">{words!(devices.open_here_lead)}</p>
            <p>{words!(devices.open_here_more)}</p>
            {move || failed().map(|said| view! { <p class="error" role="alert">{said}</p> })}
            <div class="actions">
                <button class="button primary" type="button" on:click=open
                    aria-busy=move || asking.get().then_some("true") disabled=move || asking.get()>
                    {move || if asking.get() { words!(devices.asking) } else { words!(devices.open_here_button) }}
                </button>
                <button class="button quiet" type="button" on:click=leave>{words!(devices.not_here)}</button>
            </div>
        </div>
    }
}
