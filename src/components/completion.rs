//! Tags and skills offered while one is typed. A line above the toolbar, never over the text; keys go to it only while
//! it is there, and Enter only once something in it was chosen with the arrows.

use crate::shell::caret::Editor;
use crate::words;
use commonplace_api::text::units;
use commonplace_api::{Splice, TagRow, Update, View, ViewId};
use commonplace_prose::Stroke;
use commonplace_prose::tags::{Begun, begun};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Most that are offered at once.
const OFFERED: usize = 6;

/// What is offered for the tag at the caret of an editor.
#[derive(Clone, Copy)]
pub(super) struct Completion {
    editor: Editor,
    begun: RwSignal<Option<Begun>>,
    tags: RwSignal<Vec<TagRow>>,
    offered: Memo<Vec<TagRow>>,
    at: RwSignal<Option<usize>>,
    watched: StoredValue<Option<ViewId>>,
    /// Where one was sent away.
    dismissed: StoredValue<Option<u32>>,
    /// Names the list and what is in it.
    name: StoredValue<String>,
}

impl Completion {
    pub(super) fn new(editor: Editor, name: &str) -> Self {
        let (begun, tags) = (RwSignal::new(None::<Begun>), RwSignal::new(Vec::new()));
        let offered = Memo::new(move |_| {
            let Some(begun) = begun.get() else {
                return Vec::new();
            };
            tags.with(|tags| matching(tags, &begun.word))
        });
        let completion = Self {
            editor,
            begun,
            tags,
            offered,
            at: RwSignal::new(None),
            watched: StoredValue::new(None),
            dismissed: StoredValue::new(None),
            name: StoredValue::new(format!("{name}-tags")),
        };
        on_cleanup(move || completion.unwatch());
        completion
    }

    /// The text or the caret changed.
    pub(super) fn look(self) {
        let now = self
            .editor
            .before_caret()
            .and_then(|(text, caret)| begun(&text, caret));
        let sent_away = self.dismissed.try_get_value().flatten();
        let now = now.filter(|begun| Some(begun.at) != sent_away);
        if now.is_none() {
            self.unwatch();
        } else {
            self.watch();
        }
        if self.begun.try_with_untracked(|before| *before != now) == Some(true) {
            self.at.try_set(None);
            self.begun.try_set(now);
        }
    }

    /// The editor lost the focus.
    pub(super) fn leave(self) {
        self.dismissed.try_set_value(None);
        self.begun.try_set(None);
        self.unwatch();
    }

    fn watch(self) {
        if self.watched.try_get_value().flatten().is_some() {
            return;
        }
        let tags = self.tags;
        let id = self.editor.core().watch(View::Tags, move |update| {
            if let Update::Tags(found) = update {
                tags.try_set(found);
            }
        });
        self.watched.try_set_value(Some(id));
    }

    fn unwatch(self) {
        if let Some(id) = self.watched.try_update_value(Option::take).flatten() {
            self.editor.core().unwatch(id);
        }
    }

    /// Whether a key was meant for the list.
    pub(super) fn pressed(self, event: &KeyboardEvent) -> bool {
        let count = self.offered.with_untracked(Vec::len);
        if count == 0
            || event.is_composing()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
        {
            return false;
        }
        let at = self.at.get_untracked();
        match (event.key().as_str(), at) {
            ("ArrowDown", None) => self.at.set(Some(0)),
            ("ArrowDown", Some(at)) => self.at.set(Some((at + 1) % count)),
            ("ArrowUp", Some(at)) => self.at.set(at.checked_sub(1)),
            ("Enter", Some(at)) => self.choose(at),
            ("Escape", _) => {
                let at = self
                    .begun
                    .with_untracked(|begun| begun.as_ref().map(|begun| begun.at));
                self.dismissed.set_value(at);
                self.begun.set(None);
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn choose(self, at: usize) {
        let chosen = self
            .offered
            .with_untracked(|offered| offered.get(at).cloned());
        let (Some(chosen), Some(begun)) = (chosen, self.begun.get_untracked()) else {
            return;
        };
        let insert = format!("#{} ", chosen.tag);
        let caret = begun.at + units(&insert);
        let splice = Splice {
            at: begun.at,
            delete: units(&begun.word) + 1,
            insert,
        };
        self.editor.draw(|_, _, _| {
            Some(Stroke {
                splice,
                from: caret,
                to: caret,
            })
        });
        self.begun.set(None);
    }

    /// Id of the list, for the textarea.
    pub(super) fn list(self) -> String {
        self.name.get_value()
    }

    /// Whether there is anything to choose.
    pub(super) fn is_open(self) -> bool {
        self.offered.with(|offered| !offered.is_empty())
    }

    /// Id of what is chosen, for the textarea.
    pub(super) fn active(self) -> Option<String> {
        self.at.get().map(|at| self.option(at))
    }

    fn option(self, at: usize) -> String {
        format!("{}-{at}", self.name.get_value())
    }
}

/// The tags that begin with what was typed, then those that hold it, each by how often it was used.
pub fn matching(tags: &[TagRow], word: &str) -> Vec<TagRow> {
    let word = word.to_lowercase();
    let mut found: Vec<(bool, &TagRow)> = tags
        .iter()
        .filter_map(|row| {
            let tag = row.tag.to_lowercase();
            let skill = row
                .skill
                .as_ref()
                .is_some_and(|skill| skill.to_lowercase().contains(&word));
            let inside = tag != word && (tag.contains(&word) || skill);
            inside.then(|| (!tag.starts_with(&word), row))
        })
        .collect();
    found.sort_by_key(|(later, row)| (*later, core::cmp::Reverse(row.uses)));
    found
        .into_iter()
        .take(OFFERED)
        .map(|(_, row)| row.clone())
        .collect()
}

/// The list itself.
#[component]
pub(super) fn Offered(completion: Completion) -> impl IntoView {
    let options = move || {
        let offered = completion.offered.get();
        offered
            .into_iter()
            .enumerate()
            .map(|(at, row)| {
                let is_at = move || completion.at.get() == Some(at);
                let says = row.skill.map(|skill| view! { <span class="quiet-text">{skill}</span> });
                view! {
                    <li role="option" id=completion.option(at) aria-selected=move || is_at().to_string()
                        on:mousedown=move |event| { event.prevent_default(); completion.choose(at); }>
                        <span class="tag">{row.tag}</span>{says}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ul class="writing-offer" role="listbox" id=completion.list() aria-label=words!(writing.tags)
            hidden=move || !completion.is_open()>
            {options}
        </ul>
    }
}
