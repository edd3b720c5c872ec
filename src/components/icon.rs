//! The one set of icons, made by `cargo xtask icons`: symbols that stand in the page, always beside words or under an accessible name.

use leptos::prelude::*;

/// The symbol `name`. Seen only; never the name of anything.
#[component]
pub fn Icon(
    /// Name of a symbol in `style/icons.svg`.
    name: &'static str,
    /// Class of the `svg`.
    #[prop(default = "icon")]
    class: &'static str,
) -> impl IntoView {
    view! { <svg class=class aria-hidden="true"><use_ href=format!("#icon-{name}")></use_></svg> }
}
