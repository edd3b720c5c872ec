//! A link to give away: to scan, to copy, or to share as the system does. Whoever has it is let in somewhere, so it is
//! shown where somebody asked for it and nowhere else.

use super::Qr;
use crate::shell::handing;
use crate::words;
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// The link in `link`, as a code and as text.
#[component]
pub fn LinkOffer(
    /// Id of the field.
    id: &'static str,
    /// The link.
    link: String,
    /// What the field is called.
    name: &'static str,
    /// What the code is called.
    code: &'static str,
    /// How long it leads somewhere.
    until: String,
    /// Id of that sentence.
    until_id: &'static str,
    /// What whoever gives it away should know.
    warning: &'static str,
    /// Whether copying it is what one does next.
    #[prop(optional)]
    primary: bool,
    /// What else can be done with it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let said = move || match copied.get() {
        None => "",
        Some(true) => words!(devices.copied),
        Some(false) => words!(devices.not_copied),
    };
    let copy = {
        let link = link.clone();
        move |_| {
            handing::copy(link.clone(), move |done| {
                copied.try_set(Some(done));
            });
        }
    };
    let share = handing::can_share().then(|| {
        let link = link.clone();
        view! {
            <button class="button" type="button" on:click=move |_| handing::share(&link)>{words!(devices.share)}</button>
        }
    });
    let select = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    view! {
        <div class="link-offer">
            <Qr text=link.clone() name=code/>
            <div class="field">
                <label for=id>{name}</label>
                <input class="input" id=id readonly value=link translate="no" dir="ltr"
                    aria-describedby=until_id on:focus=select/>
                <p class="hint" id=until_id>{until}</p>
                <p class="hint">{warning}</p>
                <div class="actions">
                    <button class="button" class:primary=primary type="button" on:click=copy>{words!(devices.copy)}</button>
                    {share}
                    {children.map(|children| children())}
                </div>
                <p class="hint" role="status">{said}</p>
            </div>
        </div>
    }
}
