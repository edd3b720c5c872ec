//! Where an entry begins. The first letter makes it; from then on this is an editor of it, until it is saved away and
//! the box is empty again.

use super::prompts::PromptMenu;
use super::share::{Asked, on_asked};
use crate::components::{Privacy, Toolbar, Writing};
use crate::features::photos::{AddPhoto, PhotoStrip, Pictures};
use crate::shell::caret::Editor;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id, zones};
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::text::units;
use commonplace_api::{Command, Id, Splice, Update, View, ViewId};
use commonplace_prose::Stroke;
use leptos::ev::{Event, KeyboardEvent};
use leptos::html::Textarea;
use leptos::prelude::*;

/// The box and what is being written in it.
#[derive(Clone, Copy)]
struct Composer {
    app: App,
    area: NodeRef<Textarea>,
    editor: Editor,
    entry: StoredValue<Option<(Id, ViewId)>>,
    /// The same entry, for what is shown of it besides.
    at: RwSignal<Option<Id>>,
    pictures: StoredValue<Option<Pictures>>,
}

impl Composer {
    /// Something was typed.
    fn on_input_event(self, event: &Event) {
        if self.editor.is_open() {
            self.editor.on_input_event(event);
        } else {
            self.begin();
        }
    }

    /// The first letters make the entry.
    fn begin(self) {
        let text = self.editor.text();
        if text.trim().is_empty() {
            return;
        }
        let id = random_id();
        let core = self.app.core;
        core.dispatch(Command::NewEntry {
            id,
            text: text.clone(),
            zone: zones::own(),
        });
        self.watch(id, text);
    }

    /// From now on this is an editor of the entry.
    fn watch(self, id: Id, text: String) {
        let core = self.app.core;
        let view = core.watch(View::Entry(id), move |update| self.hear(id, update));
        self.entry.set_value(Some((id, view)));
        self.at.try_set(Some(id));
        self.editor.adopt(view, text);
    }

    fn hear(self, id: Id, update: Update) {
        let Some((_, view)) = self
            .entry
            .try_get_value()
            .flatten()
            .filter(|(current, _)| *current == id)
        else {
            return;
        };
        match update {
            // The answer to what the box began with is what it shows already, perhaps with more typed since.
            Update::Entry { text, .. } if self.editor.began_with(&text) => {}
            Update::Entry { text, .. } => self.editor.open(view, text),
            // It was not taken. What is typed next tries again.
            Update::EntryMissing => self.let_go(),
            patch @ Update::Patch { .. } => self.editor.patch(&patch),
            _ => {}
        }
    }

    /// The entry is done: the box is empty again. An entry without words is not kept.
    fn save(self) {
        if self.editor.is_open() {
            self.editor.on_input();
        } else {
            self.begin();
        }
        let pictured = self.pictures.get_value().is_some_and(Pictures::any);
        let is_blank = self.editor.text().trim().is_empty() && !pictured;
        let entry = self.entry.try_get_value().flatten();
        self.let_go();
        if let Some(area) = self.area.get_untracked() {
            area.set_value("");
            // A textarea can always take the focus.
            drop(area.focus());
        }
        if let Some((id, _)) = entry.filter(|_| is_blank) {
            self.app.discard_empty(id);
        }
    }

    fn let_go(self) {
        self.editor.close();
        self.at.try_set(None);
        if let Some((_, view)) = self.entry.try_update_value(Option::take).flatten() {
            self.app.core.unwatch(view);
        }
    }

    fn asked(self, asked: Asked) {
        if let Asked::Prompt(prompt) = &asked {
            let text = prompt.text();
            // After the box is shown again on a phone.
            request_animation_frame(move || self.begin_with(&text));
            return;
        }
        let Asked::Shared(text) = asked else {
            let selector = if asked == Asked::Search {
                "#search"
            } else {
                "#compose"
            };
            // After the list is back on a phone.
            request_animation_frame(move || {
                page::focus(selector);
            });
            return;
        };
        self.save();
        if let Some(area) = self.area.get_untracked() {
            area.set_value(&text);
            self.begin();
        }
    }

    /// Puts a prompt below what is there, and the caret where its first answer goes.
    fn begin_with(self, prompt: &str) {
        self.editor.draw(|text, _, _| {
            let room = if text.trim().is_empty() { "" } else { "\n\n" };
            let kept = text.trim_end();
            let insert = format!("{room}{}\n\n", prompt.trim_end());
            // The first room for an answer, or the end.
            let first = insert.find("\n\n\n").map_or(insert.len(), |at| at + 2);
            let first = insert.get(..first).unwrap_or(&insert);
            let at = units(kept);
            let caret = at + units(first);
            Some(Stroke {
                splice: Splice {
                    at,
                    delete: units(text) - at,
                    insert,
                },
                from: caret,
                to: caret,
            })
        });
    }

    fn on_key(self, event: &KeyboardEvent) {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing()
        {
            event.prevent_default();
            self.save();
        }
    }
}

/// The box, on top of the journal and of the page of the day.
#[component]
pub(crate) fn Compose(
    /// Whether an entry is open in its place.
    open: Memo<bool>,
) -> impl IntoView {
    let app = use_app();
    let area = NodeRef::<Textarea>::new();
    let editor = Editor::new(app.core, area);
    let composer = Composer {
        app,
        area,
        editor,
        entry: StoredValue::new(None),
        at: RwSignal::new(None),
        pictures: StoredValue::new(None),
    };
    let may_add = Signal::derive(move || !open.get());
    let reading = Signal::stored(false);
    let pictures = Pictures::new(
        composer.at.into(),
        area,
        may_add,
        reading,
        move |id, given| {
            app.core.photos(id, given);
            composer.watch(id, String::new());
        },
    );
    composer.pictures.set_value(Some(pictures));
    on_cleanup(move || composer.let_go());
    Effect::new(move |_| {
        if area.get().is_some() {
            on_asked(move |asked| composer.asked(asked));
        }
    });
    let now = Moment::now();
    view! {
        <section class="compose" aria-label=words!(entry.new) hidden=move || open.get()>
            <time class="compose-date" datetime=now.machine()>{now.long_day()}</time>
            <Writing editor area class="compose-text" id="compose" name=words!(entry.what_today) placeholder=words!(entry.what_today)
                hidden=false fixed=false on_input=Callback::new(move |event: Event| {
                    composer.on_input_event(&event);
                    pictures.text_changed();
                })
                on_key=Callback::new(move |event: KeyboardEvent| composer.on_key(&event))/>
            <Toolbar editor hidden=false/>
            <PhotoStrip pictures/>
            <div class="compose-foot">
                <PromptMenu choose=Callback::new(move |text: String| composer.begin_with(&text))/>
                <AddPhoto pictures/>
                <Privacy/>
                <button class="button primary" type="button" on:click=move |_| composer.save()>
                    {words!(entry.save)}
                </button>
            </div>
        </section>
    }
}
