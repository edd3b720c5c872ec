//! What this is, and what those who run it can and cannot know.

use crate::components::PageHead;
use crate::words;
use leptos::prelude::*;

/// The page at `/settings/about`.
#[component]
pub fn AboutScreen() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words!(about.name) back="/settings"/>
            <p class="lead">{words!(about.lead)}</p>
            <section class="group">
                <h2>{words!(about.relay_cannot)}</h2>
                <p>{words!(about.relay_cannot_text)}</p>
            </section>
            <section class="group">
                <h2>{words!(about.relay_sees)}</h2>
                <ul class="plain">
                    <li>{words!(about.sees_address)}</li>
                    <li>{words!(about.sees_keys)}</li>
                    <li>{words!(about.sees_sizes)}</li>
                </ul>
            </section>
            <section class="group">
                <h2>{words!(about.host)}</h2>
                <p>{words!(about.host_text)}</p>
            </section>
            <section class="group">
                <h2>{words!(about.words)}</h2>
                <p>{words!(about.words_text)}</p>
            </section>
            <p class="fine">
                {words!(settings.version, version = env!("CARGO_PKG_VERSION"))} ". " {words!(about.licence)}
            </p>
        </div>
    }
}
