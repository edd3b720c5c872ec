//! The person's own prompts: what an entry can begin with besides what everybody has.

use crate::components::{Icon, PageHead};
use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::template::{Template, TemplateChange};
use commonplace_api::{Change, Command, Id, TextChange, Update, View};
use leptos::prelude::*;

/// All of them, each to be changed where it stands.
#[component]
pub fn TemplatesScreen() -> impl IntoView {
    let app = use_app();
    let templates = RwSignal::new(None::<Vec<Template>>);
    app.core.watch_here(View::Templates, move |update| {
        if let Update::Templates(found) = update {
            templates.try_set(Some(found));
        }
    });
    // A card that is being named must not move away from under the fingers: they stand in the order they came.
    let order = Memo::new(move |before: Option<&Vec<Id>>| {
        let found: Vec<Id> = templates
            .get()
            .unwrap_or_default()
            .iter()
            .map(|template| template.id)
            .collect();
        let mut order: Vec<Id> = before.cloned().unwrap_or_default();
        order.retain(|id| found.contains(id));
        order.extend(
            found
                .iter()
                .filter(|id| !before.is_some_and(|before| before.contains(id)))
                .copied(),
        );
        order
    });
    let add = move |_| {
        let id = random_id();
        let title = TextChange {
            was: String::new(),
            now: words!(prompts.new_title).to_owned(),
        };
        app.core.dispatch(Command::Change {
            id,
            change: Change::Template(TemplateChange::Title(title)),
        });
    };
    let is_empty =
        move || templates.with(|templates| templates.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="page">
            <PageHead title=words!(prompts.own) back="/settings"/>
            <p class="lead">{words!(prompts.own_lead)}</p>
            <div class="empty" hidden=move || !is_empty()><h2>{words!(prompts.none)}</h2></div>
            <For each=move || order.get() key=|id| *id let:id>
                <One id templates/>
            </For>
            <div class="actions">
                <button class="button" type="button" on:click=add><Icon name="add"/>{words!(prompts.add)}</button>
            </div>
        </div>
    }
}

#[component]
fn One(id: Id, templates: RwSignal<Option<Vec<Template>>>) -> impl IntoView {
    let app = use_app();
    let this = Memo::new(move |_| {
        templates.with(|all| {
            all.as_ref()?
                .iter()
                .find(|template| template.id == id)
                .cloned()
        })
    });
    // Each by itself: what is being typed in one stays when the other is saved.
    let title = Memo::new(move |_| {
        this.get()
            .map(|template| template.title)
            .unwrap_or_default()
    });
    let text = Memo::new(move |_| this.get().map(|template| template.text).unwrap_or_default());
    let say = move |change| {
        app.core.dispatch(Command::Change {
            id,
            change: Change::Template(change),
        });
    };
    let name = move |event| {
        let (was, now) = (title.get_untracked(), event_target_value(&event));
        say(TemplateChange::Title(TextChange { was, now }));
    };
    let write = move |event| {
        let (was, now) = (text.get_untracked(), event_target_value(&event));
        say(TemplateChange::Text(TextChange { was, now }));
    };
    let (title_id, text_id) = (format!("title-{id}"), format!("text-{id}"));
    view! {
        <section class="group" aria-label=move || title.get()>
            <div class="field">
                <label for=title_id.clone()>{words!(prompts.title)}</label>
                <input class="input" id=title_id dir="auto" maxlength="120" prop:value=move || title.get() on:change=name/>
            </div>
            <div class="field">
                <label for=text_id.clone()>{words!(prompts.text)}</label>
                <textarea class="input template-text" id=text_id maxlength="20000" prop:value=move || text.get() on:change=write></textarea>
            </div>
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| app.core.dispatch(Command::Delete(id))>
                    {words!(prompts.delete)}
                </button>
            </div>
        </section>
    }
}
