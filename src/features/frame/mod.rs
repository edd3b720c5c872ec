//! The frame around every screen: bar, tabs, banner, notices. Without a journal only a bare page.

mod banner;
mod keys;
mod palette;
pub(crate) mod places;
pub mod status;
mod tabs;

use crate::components::{Icon, Toasts};
use crate::features::lock::Door;
use crate::features::welcome::{Broken, Welcome};
use crate::routes::Screens;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use banner::Banner;
use commonplace_api::{Problem, Session};
use keys::Keys;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::path;
use palette::Palette;
use status::Status;
use tabs::Tabs;

/// What the session amounts to for the frame: whether to welcome, to give up, or to show the journal.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Unknown,
    Locked,
    New,
    Open,
    Broken(Problem),
}

/// The page.
#[component]
pub fn Frame() -> impl IntoView {
    let session = use_app().session;
    let stage = Memo::new(move |_| match session.get() {
        None => Stage::Unknown,
        Some(Session::Locked(_)) => Stage::Locked,
        Some(Session::New { .. }) => Stage::New,
        Some(Session::Opening | Session::Arriving { .. } | Session::Ready) => Stage::Open,
        Some(Session::Broken(problem)) => Stage::Broken(problem),
    });
    write_at_once(stage);
    view! {
        <div class="shell" class:bare=move || stage.get() != Stage::Open>
            <a class="skip" href="#main" on:click=|event| skip(&event)>{words!(frame.skip)}</a>
            <Banner/>
            <Show when=move || stage.get() == Stage::Open>
                <Bar/>
                <Tabs/>
                <Keys/>
                <Palette/>
            </Show>
            <main class="screen" id="main" tabindex="-1">
                {move || match stage.get() {
                    Stage::Unknown => view! { <Waking/> }.into_any(),
                    Stage::Locked => view! { <Door/> }.into_any(),
                    Stage::New => view! { <Welcome/> }.into_any(),
                    Stage::Open => view! {
                        <FlatRoutes fallback=Screens><Route path=path!("/*any") view=Screens/></FlatRoutes>
                    }.into_any(),
                    Stage::Broken(problem) => view! { <Broken problem/> }.into_any(),
                }}
            </main>
            <Toasts/>
        </div>
    }
}

/// Whoever has just begun can type without reaching for the box.
fn write_at_once(stage: Memo<Stage>) {
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if before == Some(Stage::New) && now == Stage::Open {
            request_animation_frame(|| {
                if !page::focus("#compose") {
                    page::focus_after_change(None);
                }
            });
        }
        now
    });
}

/// Until the core has spoken: the mark, where the page had it while it loaded.
#[component]
fn Waking() -> impl IntoView {
    view! { <div class="boot"><Icon name="mark"/></div> }
}

#[component]
fn Bar() -> impl IntoView {
    view! {
        <header class="bar">
            <a class="brand" href="/"><Icon name="mark"/><span>"Commonplace"</span></a>
            <Status/>
        </header>
    }
}

fn skip(event: &leptos::ev::MouseEvent) {
    event.prevent_default();
    page::focus("#main");
}
