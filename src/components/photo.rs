//! A picture of an entry, wherever it is shown: waited for while it is on its way, and large when it is pressed. What is
//! shown is forgotten with the component.

use super::{Icon, modal};
use crate::shell::pictures::ObjectUrl;
use crate::state::use_app;
use crate::words;
use commonplace_api::{Id, Photo as Found, Update, View};
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How it stands with the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Opening,
    Arriving,
    Unknown,
    Here {
        address: String,
        width: u32,
        height: u32,
    },
}

/// Picture `id` of `entry`.
#[component]
pub fn Photo(
    /// The entry it belongs to.
    entry: Id,
    /// Which.
    id: Id,
    /// What is to be seen on it; empty if nobody said.
    #[prop(into)]
    alt: Signal<String>,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Opening);
    // The address is given back when this is gone.
    let address = StoredValue::new(None::<ObjectUrl>);
    let hear = move |update| {
        let Update::Photo(found) = update else { return };
        stage.try_set(match found {
            Found::Arriving => Stage::Arriving,
            Found::Unknown => Stage::Unknown,
            Found::Here {
                media,
                width,
                height,
                bytes,
            } => match ObjectUrl::new(&bytes, &media) {
                Some(url) => {
                    let shown = url.address().to_owned();
                    address.try_set_value(Some(url));
                    Stage::Here {
                        address: shown,
                        width,
                        height,
                    }
                }
                None => Stage::Arriving,
            },
        });
    };
    use_app()
        .core
        .watch_here(View::Photo { entry, photo: id }, hear);
    let large = RwSignal::new(false);
    let name = move || match alt.get() {
        alt if alt.is_empty() => words!(photos.one).to_owned(),
        alt => alt,
    };
    move || {
        match stage.get() {
        Stage::Opening => view! { <span class="photo skeleton" aria-hidden="true"></span> }.into_any(),
        Stage::Arriving => {
            view! { <span class="photo photo-away"><Icon name="relay"/><span>{words!(photos.arriving)}</span></span> }
                .into_any()
        }
        Stage::Unknown => {
            view! { <span class="photo photo-away"><span>{words!(photos.unknown)}</span></span> }.into_any()
        }
        Stage::Here { address, width, height } => {
            let shown = address.clone();
            view! {
                <button class="photo" type="button" aria-haspopup="dialog"
                    aria-label=move || words!(photos.open, name = name()) on:click=move |_| large.set(true)>
                    <img src=address alt="" width=width.to_string() height=height.to_string() decoding="async"/>
                </button>
                <Large open=large address=shown name=Signal::derive(name)/>
            }
            .into_any()
        }
    }
    }
}

/// The picture over everything else. Where it was opened from has the focus again when it is closed.
#[component]
fn Large(open: RwSignal<bool>, address: String, name: Signal<String>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let closed = modal(dialog, open);
    // Beside the picture is the dialog itself.
    let beside = move |event: web_sys::MouseEvent| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "DIALOG") {
            open.set(false);
        }
    };
    view! {
        <dialog class="photo-large" node_ref=dialog aria-label=name on:close=closed on:click=beside>
            <Show when=move || open.get()>
                <img src=address.clone() alt=name/>
            </Show>
            <button class="icon-button" type="button" aria-label=words!(actions.close) on:click=move |_| open.set(false)>
                <Icon name="close"/>
            </button>
        </dialog>
    }
}
