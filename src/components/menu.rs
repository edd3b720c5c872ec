//! A menu under a button: on a phone at the bottom. The browser opens and closes it, and brings the focus back.

use super::Icon;
use leptos::prelude::*;

/// A button with `icon` that opens what is in `children`: [`MenuItem`]s.
#[component]
pub fn Menu(
    /// Id of the menu, unique on the page.
    id: &'static str,
    /// Name of the button.
    #[prop(into)]
    name: Signal<String>,
    /// Its icon.
    icon: &'static str,
    /// What can be chosen.
    children: Children,
) -> impl IntoView {
    view! {
        <button class="icon-button" type="button" aria-label=name title=name popovertarget=id><Icon name=icon/></button>
        <div class="menu" id=id popover="auto" role="group" aria-label=name>{children()}</div>
    }
}

/// One choice of the menu `of`.
#[component]
pub fn MenuItem(
    /// Id of the menu.
    of: &'static str,
    /// Its icon.
    icon: &'static str,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Whether it cannot be had now.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    /// Done when it is chosen.
    choose: Callback<()>,
) -> impl IntoView {
    view! {
        <button class="menu-item" class:danger=danger type="button" hidden=hidden
            popovertarget=of popovertargetaction="hide" on:click=move |_| choose.run(())>
            <Icon name=icon/><span>{label}</span>
        </button>
    }
}
