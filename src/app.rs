//! What stands around every screen: the state everyone may read, and the frame of the page.

use crate::features::frame::Frame;
use crate::shell::core::Port;
use crate::shell::{install, keyboard, lock, page, service_worker};
use crate::state::App;
use commonplace_api::wire::FromCore;
use leptos::prelude::*;
use leptos_router::components::Router;
use std::rc::Rc;

/// The whole app, over whatever core `connect` connects to.
#[component]
pub fn Root<C>(
    /// Given where to bring what the core says, connects to it.
    connect: C,
) -> impl IntoView
where
    C: FnOnce(Rc<dyn Fn(FromCore)>) -> Port + 'static,
{
    let app = App::new(connect);
    provide_context(app);
    page::watch(app);
    keyboard::watch();
    install::watch(app);
    lock::watch(app);
    service_worker::watch(app);
    // Sentences stand where they are shown and track nothing: another language makes everything they are in anew.
    view! {
        <Router>
            {move || {
                app.language.track();
                view! { <Frame/> }
            }}
        </Router>
    }
}
