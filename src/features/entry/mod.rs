//! One entry, opened: its text, and what stands around it.

mod head;
mod history;
mod link;
mod when;

pub use history::HistoryScreen;

use crate::components::{Privacy, Reading, Toolbar, Writing};
use crate::features::photos::{AddPhoto, PhotoStrip, Pictures};
use crate::features::plans::Ask;
use crate::shell::caret::Editor;
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::{Command, EntryMeta, Id, Session, Splice, Update, View, ViewId};
use commonplace_prose::lists::words_at;
use commonplace_prose::reading::Check;
use head::Head;
use leptos::ev::Event;
use leptos::html::Textarea;
use leptos::prelude::*;

/// Beyond this the words are not counted at every letter.
const COUNTED_BYTES: usize = 256 << 10;

/// How much of the entry is here.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Opening,
    Open(EntryMeta),
    Missing,
    Unreadable,
}

/// What the parts of the pane share.
#[derive(Clone, Copy)]
struct Pane {
    app: App,
    id: Id,
    editor: Editor,
    stage: RwSignal<Stage>,
    length: RwSignal<Option<usize>>,
    /// What is laid out while the entry is read.
    text: RwSignal<String>,
    /// The line that is to become a commitment.
    ask: RwSignal<Option<Ask>>,
}

impl Pane {
    fn hear(self, view: ViewId, update: Update) {
        match update {
            Update::Entry { text, meta } => {
                self.stage.try_set(Stage::Open(meta));
                self.editor.open(view, text);
                self.count();
            }
            Update::EntryMeta(meta) => {
                self.stage.try_set(Stage::Open(meta));
            }
            Update::EntryMissing => {
                self.stage.try_set(Stage::Missing);
            }
            patch @ Update::Patch { .. } => {
                self.editor.patch(&patch);
                self.count();
            }
            _ => {}
        }
    }

    fn typed(self, event: &Event) {
        self.editor.on_input_event(event);
        self.count();
    }

    fn count(self) {
        let text = self.editor.text();
        self.length
            .try_set((text.len() <= COUNTED_BYTES).then(|| text.split_whitespace().count()));
        if self.app.reading.get_untracked() {
            self.text.try_set(text);
        }
    }

    /// A box was pressed that was as `check` says.
    fn tick(self, check: Check) {
        let mark = if check.done { " " } else { "x" };
        self.editor.change(&Splice {
            at: check.at,
            delete: 1,
            insert: mark.into(),
        });
    }

    /// Asks for a commitment made of what is selected, or of the line with the caret.
    fn commit(self) {
        let (from, to) = self.editor.selection();
        self.ask.set(Some(Ask {
            text: words_at(&self.editor.text(), from, to),
            from: Some(self.id),
        }));
    }

    fn meta(self) -> Option<EntryMeta> {
        self.stage.with(|stage| match stage {
            Stage::Open(meta) => Some(meta.clone()),
            _ => None,
        })
    }
}

/// The entry `id`. Watched once the journal can say whether it has it.
#[component]
pub fn EntryPane(
    /// Which.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let area = NodeRef::<Textarea>::new();
    let editor = Editor::new(app.core, area);
    let pane = Pane {
        app,
        id,
        editor,
        stage: RwSignal::new(Stage::Opening),
        length: RwSignal::new(None),
        text: RwSignal::new(String::new()),
        ask: RwSignal::new(None),
    };
    watch(pane, area);
    Effect::new(move |_| {
        if app.unreadable.get() == Some(id) {
            pane.stage.set(Stage::Unreadable);
            app.unreadable.set(None);
        }
    });
    let is_open = Memo::new(move |_| pane.meta().is_some());
    let fixed = Signal::derive(move || {
        pane.meta()
            .is_none_or(|meta| meta.read_only || meta.deleted)
    });
    let reading = Memo::new(move |_| is_open.get() && app.reading.get());
    Effect::new(move |_| {
        if reading.get() {
            pane.text.set(editor.text());
        }
    });
    let entry = Signal::derive(move || Some(id));
    let may_add = Signal::derive(move || !fixed.get());
    let pictures = Pictures::new(entry, area, may_add, reading.into(), |_, _| ());
    Effect::new(move |_| {
        pane.length.track();
        pictures.text_changed();
    });
    view! {
        <article class="editor">
            <Head pane/>
            <Note pane/>
            <Writing editor area class="editor-text" name=words!(entry.name)
                hidden=move || !is_open.get() || app.reading.get() fixed
                on_input=Callback::new(move |event: Event| pane.typed(&event))/>
            <Show when=move || reading.get()>
                <div class="editor-read" role="region" aria-label=words!(entry.name) tabindex="0">
                    <Reading entry=id text=pane.text tick=Callback::new(move |check| pane.tick(check)) fixed/>
                </div>
            </Show>
            <Toolbar editor hidden=Signal::derive(move || fixed.get() || app.reading.get())
                commit=Callback::new(move |()| pane.commit())/>
            <Away pane/>
            <PhotoStrip pictures/>
            <footer class="editor-foot">
                <Privacy/>
                <AddPhoto pictures/>
                <span>{move || pane.length.get().map(words::length)}</span>
            </footer>
        </article>
    }
}

fn watch(pane: Pane, area: NodeRef<Textarea>) {
    let session = pane.app.session;
    let can_say = Memo::new(move |_| {
        session.with(|session| matches!(session, Some(Session::Arriving { .. } | Session::Ready)))
    });
    let core = pane.app.core;
    let watched = StoredValue::new(None::<ViewId>);
    Effect::new(move |_| {
        if !can_say.get() || area.get().is_none() || watched.get_value().is_some() {
            return;
        }
        let hear = move |update| {
            if let Some(view) = watched.try_get_value().flatten() {
                pane.hear(view, update);
            }
        };
        watched.set_value(Some(core.watch(View::Entry(pane.id), hear)));
    });
    on_cleanup(move || {
        if let Some(view) = watched.try_get_value().flatten() {
            core.unwatch(view);
        }
    });
}

/// Why the text cannot be changed, when it cannot.
#[component]
fn Note(pane: Pane) -> impl IntoView {
    let core = pane.app.core;
    let restore = move |_| core.dispatch(Command::Restore(pane.id));
    move || {
        let meta = pane.meta()?;
        if meta.deleted {
            let note = view! {
                <div class="editor-note">
                    <p>{words!(entry.deleted)}</p>
                    <button class="button quiet" type="button" on:click=restore>{words!(actions.put_back)}</button>
                </div>
            };
            return Some(note.into_any());
        }
        meta.read_only
            .then(|| view! { <p class="editor-note">{words!(entry.read_only)}</p> }.into_any())
    }
}

/// What stands in place of a text that is not to be had.
#[component]
fn Away(pane: Pane) -> impl IntoView {
    let say = |title, lead| {
        view! {
            <div class="empty">
                <h2>{title}</h2>
                <p>{lead}</p>
                <div class="actions"><a class="button" href="/journal">{words!(frame.open_journal)}</a></div>
            </div>
        }
    };
    move || match pane.stage.get() {
        Stage::Missing => Some(say(words!(entry.missing), words!(entry.missing_lead))),
        Stage::Unreadable => Some(say(words!(entry.unreadable), words!(entry.unreadable_lead))),
        Stage::Opening | Stage::Open(_) => None,
    }
}
