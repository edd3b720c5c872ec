//! A textarea as an editor of an entry: DOM to splices, patches to the DOM with the caret where it was. The textarea
//! is not controlled by any signal, so typing waits for nothing.

use super::core::Core;
use crate::editing::{Conversation, direction, spliced};
use commonplace_api::text::units;
use commonplace_api::{Splice, Update, ViewId};
use commonplace_prose::{Mark, Stroke, pen};
use gloo::events::EventListener;
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlDocument, HtmlTextAreaElement, InputEvent};

/// Beyond so many UTF-16 units the toolbar does not follow the caret.
const FOLLOWED_UNITS: u32 = 64 << 10;

/// An editor, cheap to copy. It lives as long as the component that made it.
#[derive(Clone, Copy)]
pub struct Editor {
    core: Core,
    area: NodeRef<Textarea>,
    inner: StoredValue<Inner>,
    direction: RwSignal<&'static str>,
    /// What is selected is marked with these.
    marks: RwSignal<Vec<Mark>>,
}

#[derive(Default)]
struct Inner {
    conversation: Option<Conversation>,
    composing: bool,
    /// What [`Editor::adopt`] was given, until the core has answered.
    began_with: Option<String>,
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Editor")
    }
}

impl Editor {
    /// An editor in `area`, without a text yet.
    pub fn new(core: Core, area: NodeRef<Textarea>) -> Self {
        Self {
            core,
            area,
            inner: StoredValue::new(Inner::default()),
            direction: RwSignal::new("ltr"),
            marks: RwSignal::new(Vec::new()),
        }
    }

    /// What the textarea shows now.
    pub fn text(&self) -> String {
        self.area
            .try_get_untracked()
            .flatten()
            .map(|area| area.value())
            .unwrap_or_default()
    }

    /// What is selected, in UTF-16 units.
    pub fn selection(&self) -> (u32, u32) {
        let area = self.area.try_get_untracked().flatten();
        area.map_or((0, 0), |area| selection(&area))
    }

    /// The way to the core.
    pub fn core(&self) -> Core {
        self.core
    }

    /// The text and where the caret is in it, unless something is selected or the text is too long to look at.
    pub fn before_caret(&self) -> Option<(String, u32)> {
        let area = self.area.try_get_untracked().flatten()?;
        let (from, to) = selection(&area);
        (from == to && area.text_length() <= FOLLOWED_UNITS).then(|| (area.value(), from))
    }

    /// Calls `moved` whenever the caret is somewhere else, as long as the current component stands.
    pub fn watch_caret(&self, moved: impl Fn() + 'static) {
        let area = self.area;
        let listener = EventListener::new(&document(), "selectionchange", move |_| {
            let here = area.try_get_untracked().flatten();
            let focused = document().active_element();
            if here.is_some_and(|here| focused.as_ref() == Some(here.as_ref())) {
                moved();
            }
        });
        // It goes with the component.
        StoredValue::new_local(listener);
    }

    /// Puts the caret into the text, once it is shown.
    pub fn focus(&self) {
        let area = self.area;
        request_animation_frame(move || {
            if let Some(area) = area.try_get_untracked().flatten() {
                // A textarea that is shown can take the focus.
                drop(area.focus());
            }
        });
    }

    /// Whether the text can only be read.
    pub fn is_fixed(&self) -> bool {
        let area = self.area.try_get_untracked().flatten();
        area.is_none_or(|area| area.read_only())
    }

    /// What the selection is marked with, for a toolbar.
    pub fn marks(&self) -> RwSignal<Vec<Mark>> {
        self.marks
    }

    /// The caret may have moved: looks what stands there.
    pub fn on_caret(&self) {
        let Some(area) = self.area.try_get_untracked().flatten() else {
            return;
        };
        let now = if area.text_length() > FOLLOWED_UNITS {
            Vec::new()
        } else {
            let (text, (from, to)) = (area.value(), selection(&area));
            let marked = |mark: &Mark| pen::is_marked(*mark, &text, from, to);
            Mark::ALL.into_iter().filter(marked).collect()
        };
        if self.marks.try_with_untracked(|before| *before != now) == Some(true) {
            self.marks.try_set(now);
        }
    }

    /// Lets `pen` change the text as if it had been typed, so that it can be undone like that. `false` when it changes
    /// nothing.
    pub fn draw(&self, pen: impl FnOnce(&str, u32, u32) -> Option<Stroke>) -> bool {
        let Some(area) = self.area.try_get_untracked().flatten() else {
            return false;
        };
        if area.read_only() || self.with(|inner| inner.composing.then_some(())).is_some() {
            return false;
        }
        let (text, (from, to)) = (area.value(), selection(&area));
        let Some(stroke) = pen(&text, from, to) else {
            return false;
        };
        write(&area, &text, &stroke.splice);
        // Both lie inside the text.
        drop(area.set_selection_range(stroke.from, stroke.to));
        self.on_caret();
        true
    }

    /// Changes the text while nobody writes in it.
    pub fn change(&self, splice: &Splice) {
        let area = self.area.try_get_untracked().flatten();
        if let Some(area) = area.filter(|area| !area.read_only()) {
            apply(&area, splice);
            tell_input(&area);
        }
    }

    /// Which way the text runs, for the `dir` of the textarea.
    pub fn direction(&self) -> &'static str {
        self.direction.get()
    }

    /// Looks which way `text` runs.
    fn turn(&self, text: &str) {
        let now = direction(text);
        if self
            .direction
            .try_get_untracked()
            .is_some_and(|before| before != now)
        {
            self.direction.try_set(now);
        }
    }

    /// The core gave the text of subscription `view`: it is shown, and edits count from here.
    pub fn open(&self, view: ViewId, text: String) {
        let conversation = Conversation::new(view, text);
        let shown = conversation.shown();
        self.turn(&shown);
        if let Some(area) = self.area.try_get_untracked().flatten() {
            show_anew(&area, &shown);
        }
        self.set(Some(conversation));
    }

    /// What the textarea shows already is what the core holds for `view`.
    pub fn adopt(&self, view: ViewId, text: String) {
        self.turn(&text);
        self.with(|inner| inner.began_with.replace(text.clone()));
        self.set(Some(Conversation::new(view, text)));
    }

    /// No entry is edited any more.
    pub fn close(&self) {
        self.turn("");
        self.set(None);
    }

    /// Whether an entry is being edited.
    pub fn is_open(&self) -> bool {
        self.inner
            .try_with_value(|inner| inner.conversation.is_some())
            .unwrap_or(false)
    }

    /// Whether `text` is what the conversation began with: the core's first answer then says nothing new.
    pub fn began_with(&self, text: &str) -> bool {
        self.with(|inner| inner.began_with.take_if(|began| began == text))
            .is_some()
    }

    /// Something was typed: tells the core at once, composing or not, so that what is on the screen gets saved.
    pub fn on_input(&self) {
        let now = self.text();
        self.turn(&now);
        let edit = self.with(|inner| inner.conversation.as_mut()?.typed(&now));
        if let Some(edit) = edit {
            self.core.dispatch(edit);
        }
    }

    /// Like [`Editor::on_input`], and knows from the event whether an IME is still composing: one that was cut short
    /// does not always say so.
    pub fn on_input_event(&self, event: &Event) {
        if let Some(event) = event.dyn_ref::<InputEvent>() {
            self.with(|inner| {
                inner.composing = event.is_composing();
                Some(())
            });
        }
        self.on_input();
    }

    /// The textarea lost the focus: nothing is composed there any more.
    pub fn on_blur(&self) {
        if self.with(|inner| inner.composing.then_some(())).is_some() {
            self.on_composition_end();
        }
    }

    /// An IME begins: patches would break what it composes.
    pub fn on_composition_start(&self) {
        self.with(|inner| {
            inner.composing = true;
            Some(())
        });
    }

    /// The IME is done: what was dropped meanwhile is asked for again.
    pub fn on_composition_end(&self) {
        self.with(|inner| {
            inner.composing = false;
            Some(())
        });
        self.on_input();
        if let Some(again) =
            self.with(|inner| inner.conversation.as_ref().map(Conversation::offer_again))
        {
            self.core.dispatch(again);
        }
    }

    /// Takes a patch of the core, unless it is not for what is shown now.
    pub fn patch(&self, update: &Update) {
        let Update::Patch {
            seq,
            after,
            splices,
        } = update
        else {
            return;
        };
        // What was typed but not yet told comes first: the patch will then be for an older state.
        self.on_input();
        let changes = self.with(|inner| {
            let composing = inner.composing;
            inner
                .conversation
                .as_mut()
                .filter(|_| !composing)?
                .patched(*seq, *after, splices)
        });
        let (Some(changes), Some(area)) = (changes, self.area.try_get_untracked().flatten()) else {
            return;
        };
        changes.iter().for_each(|change| apply(&area, change));
        self.turn(&area.value());
        if let Some(applied) =
            self.with(|inner| inner.conversation.as_ref().map(Conversation::applied))
        {
            self.core.dispatch(applied);
        }
    }

    fn set(&self, conversation: Option<Conversation>) {
        self.inner
            .try_update_value(|inner| inner.conversation = conversation);
    }

    fn with<T>(&self, f: impl FnOnce(&mut Inner) -> Option<T>) -> Option<T> {
        self.inner.try_update_value(f).flatten()
    }
}

/// One change as if typed. What browsers offer for that keeps their own undo whole; where one does not, the change is
/// made all the same.
fn write(area: &HtmlTextAreaElement, text: &str, splice: &Splice) {
    // A textarea that is shown can take the focus, and the splice lies inside the text.
    drop(area.focus());
    drop(area.set_selection_range(splice.at, splice.at + splice.delete));
    let page = document().unchecked_into::<HtmlDocument>();
    let typed = if splice.insert.is_empty() {
        page.exec_command("delete")
    } else {
        page.exec_command_with_show_ui_and_value("insertText", false, &splice.insert)
    };
    let wanted = spliced(text, splice);
    if typed != Ok(true) || wanted.as_ref() != Some(&area.value()) {
        if let Some(wanted) = wanted {
            area.set_value(&wanted);
        }
        tell_input(area);
    }
}

/// Tells whoever listens that the text is another.
fn tell_input(area: &HtmlTextAreaElement) {
    let init = EventInit::new();
    init.set_bubbles(true);
    // A name and a flag make an event in every browser.
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        drop(area.dispatch_event(&event));
    }
}

/// The whole text, with the caret where it was if there is still such a place.
fn show_anew(area: &HtmlTextAreaElement, text: &str) {
    if area.value() == text {
        return;
    }
    let (from, to) = selection(area);
    area.set_value(text);
    let end = units(text);
    // Both lie inside the text.
    drop(area.set_selection_range(from.min(end), to.min(end)));
}

/// One change. The line with the caret stays where it is on the screen.
fn apply(area: &HtmlTextAreaElement, change: &Splice) {
    let (from, to) = (change.at, change.at + change.delete);
    let (top, height) = (area.scroll_top(), area.scroll_height());
    let before_caret = to <= selection(area).0;
    // Out of range would mean that textarea and core disagree; the next `Entry` puts that right.
    drop(area.set_range_text_with_start_and_end_and_mode(&change.insert, from, to, "preserve"));
    let grown = if before_caret {
        area.scroll_height() - height
    } else {
        0
    };
    area.set_scroll_top(top + grown);
}

fn selection(area: &HtmlTextAreaElement) -> (u32, u32) {
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or(0);
    (at(area.selection_start()), at(area.selection_end()))
}
