//! Where one can go: at the bottom on a phone, at the side on a desktop. Writing comes first; a phone puts it in the
//! middle.

use super::places::{COMPOSE, Offered, PLACES, Place};
use crate::components::Icon;
use crate::routes::use_screen;
use crate::words;
use leptos::prelude::*;

/// How many tabs a phone has before the button in the middle.
const BEFORE: usize = 2;

/// The tabs.
#[component]
pub(super) fn Tabs() -> impl IntoView {
    let mut on_phone = 0;
    let tabs: Vec<_> = PLACES
        .iter()
        .filter(|place| place.offered != Offered::Within)
        .map(|place| {
            let class = if place.offered == Offered::Aside {
                "tab tab-aside"
            } else {
                on_phone += 1;
                if on_phone > BEFORE {
                    "tab tab-late"
                } else {
                    "tab"
                }
            };
            view! { <Tab place class/> }
        })
        .collect();
    view! {
        <nav class="tabs" aria-label=words!(navigation.name)>
            <a class="tab tab-compose" href=COMPOSE><Icon name="add"/><span>{words!(entry.new)}</span></a>
            {tabs}
        </nav>
    }
}

#[component]
fn Tab(place: &'static Place, class: &'static str) -> impl IntoView {
    let screen = use_screen();
    let here = move || (place.holds)(screen.get()).then_some("page");
    view! {
        <a class=class href=place.path aria-current=here><Icon name=place.icon/><span>{(place.name)()}</span></a>
    }
}
