//! Says how much of a journal is here while it comes to this device for the first time.

use crate::components::Progress;
use crate::state::use_app;
use crate::words;
use commonplace_api::Session;
use leptos::prelude::*;

/// The card; nothing once all of it is here.
#[component]
pub(crate) fn Arriving() -> impl IntoView {
    let session = use_app().session;
    let progress = Memo::new(move |_| match session.get() {
        Some(Session::Arriving { done, total }) => Some((done, total)),
        _ => None,
    });
    let arriving = Memo::new(move |_| progress.with(Option::is_some));
    let label = Signal::derive(move || {
        let (done, total) = progress.get().unwrap_or_default();
        words::import::arriving(done, total)
    });
    let of = Signal::derive(move || progress.get().filter(|(_, total)| *total > 0));
    view! {
        <Show when=move || arriving.get()>
            <section class="card" aria-label=words!(arriving.title)>
                <h2>{words!(arriving.title)}</h2>
                <p class="fine">{words!(arriving.lead)}</p>
                <Progress name=words!(arriving.name) label of/>
            </section>
        </Show>
    }
}
