//! Where people write: a textarea of Markdown with its toolbar, the same everywhere. What was written is told to whoever
//! made the [`Editor`]; nothing is kept here.

use super::Icon;
use super::completion::{Completion, Offered};
use crate::shell::caret::Editor;
use crate::words;
use commonplace_prose::{Mark, lists, pen};
use leptos::ev::{Event, KeyboardEvent};
use leptos::html::{Div, Textarea};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, InputEvent};

/// The textarea of `editor`.
#[component]
pub fn Writing(
    /// What is typed here goes to it.
    editor: Editor,
    /// The textarea, which the editor knows too.
    area: NodeRef<Textarea>,
    /// Class of the textarea.
    class: &'static str,
    /// Its name.
    name: &'static str,
    /// What it says while it is empty.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Its id, where others look for it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Whether it is away.
    #[prop(into)]
    hidden: Signal<bool>,
    /// Whether it can only be read.
    #[prop(into)]
    fixed: Signal<bool>,
    /// Told of everything typed.
    on_input: Callback<Event>,
    /// Told of keys that mean nothing here.
    #[prop(optional)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let completion = Completion::new(editor, class);
    editor.watch_caret(move || {
        editor.on_caret();
        completion.look();
    });
    let key = move |event: KeyboardEvent| {
        if !completion.pressed(&event)
            && !pressed(editor, &event)
            && let Some(on_key) = on_key
        {
            on_key.run(event);
        }
    };
    view! {
        <textarea class=class id=id aria-label=name placeholder=placeholder autocapitalize="sentences" node_ref=area
            dir=move || editor.direction() hidden=hidden readonly=fixed
            aria-autocomplete="list" aria-controls=completion.list() aria-activedescendant=move || completion.active()
            on:input=move |event| { on_input.run(event); completion.look(); }
            on:beforeinput=move |event| broken(editor, &event)
            on:keydown=key
            on:blur=move |_| { editor.on_blur(); completion.leave(); }
            on:compositionstart=move |_| editor.on_composition_start()
            on:compositionend=move |_| editor.on_composition_end()></textarea>
        <Offered completion/>
    }
}

/// A line is being broken, by whatever keyboard: lists go on.
fn broken(editor: Editor, event: &InputEvent) {
    if event.input_type() == "insertLineBreak"
        && !event.is_composing()
        && editor.draw(|text, from, to| (from == to).then(|| lists::enter(text, from)).flatten())
    {
        event.prevent_default();
    }
}

/// Keys of the pen: whether this was one.
fn pressed(editor: Editor, event: &KeyboardEvent) -> bool {
    if event.is_composing() || event.alt_key() {
        return false;
    }
    let command = event.ctrl_key() || event.meta_key();
    let drawn = match event.key().as_str() {
        "Tab" if !command && event.shift_key() => editor.draw(lists::shallower),
        "Tab" if !command => editor.draw(lists::deeper),
        key if command => match mark_of(key, event.shift_key()) {
            // The browser's own meaning of the keys is not wanted either way.
            Some(mark) => {
                editor.draw(|text, from, to| pen::mark(mark, text, from, to)) || !editor.is_fixed()
            }
            None => false,
        },
        _ => false,
    };
    if drawn {
        event.prevent_default();
    }
    drawn
}

fn mark_of(key: &str, shift: bool) -> Option<Mark> {
    match (key.to_lowercase().as_str(), shift) {
        ("b", false) => Some(Mark::Bold),
        ("i", false) => Some(Mark::Italic),
        ("l", true) => Some(Mark::Link),
        _ => None,
    }
}

fn icon(mark: Mark) -> &'static str {
    match mark {
        Mark::Bold => "bold",
        Mark::Italic => "italic",
        Mark::Heading => "heading",
        Mark::List => "list",
        Mark::Checklist => "checklist",
        Mark::Quote => "quote",
        Mark::Code => "code",
        Mark::Link => "link",
    }
}

fn keys(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Bold => Some("Control+B"),
        Mark::Italic => Some("Control+I"),
        Mark::Link => Some("Control+Shift+L"),
        _ => None,
    }
}

/// The buttons that mark what is selected in the textarea of `editor`.
#[component]
pub fn Toolbar(
    /// Whose textarea.
    editor: Editor,
    /// Whether it is away.
    #[prop(into)]
    hidden: Signal<bool>,
    /// Makes a commitment of the line, where that can be done.
    #[prop(optional)]
    commit: Option<Callback<()>>,
) -> impl IntoView {
    let bar = NodeRef::<Div>::new();
    let at = RwSignal::new(0_usize);
    let marks = editor.marks();
    let buttons: Vec<_> = Mark::ALL
        .into_iter()
        .enumerate()
        .map(|(place, mark)| {
            let name = words::writing::mark(mark);
            let is_on = move || marks.with(|marks| marks.contains(&mark));
            view! {
                <button class="icon-button" type="button" aria-label=name title=name aria-keyshortcuts=keys(mark)
                    aria-pressed=move || (mark != Mark::Link).then(|| is_on().to_string())
                    tabindex=move || if at.get() == place { "0" } else { "-1" }
                    on:focus=move |_| at.set(place)
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| { editor.draw(|text, from, to| pen::mark(mark, text, from, to)); }>
                    <Icon name=icon(mark)/>
                </button>
            }
        })
        .collect();
    let commit = commit.map(|commit| view! {
            <button class="icon-button" type="button" aria-label=words!(plans.commit) title=words!(plans.commit)
                tabindex=move || if at.get() == Mark::ALL.len() { "0" } else { "-1" }
                on:focus=move |_| at.set(Mark::ALL.len())
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| commit.run(())>
                <Icon name="plans"/>
            </button>
    });
    view! {
        <div class="writing-tools" role="toolbar" aria-label=words!(writing.toolbar) hidden=hidden node_ref=bar
            on:keydown=move |event| walk(bar, &event)>
            {buttons}
            {commit}
        </div>
    }
}

/// Arrow keys go from button to button: the toolbar is one stop of Tab.
fn walk(bar: NodeRef<Div>, event: &KeyboardEvent) {
    let Some(bar) = bar.get_untracked() else {
        return;
    };
    let count = bar.child_element_count();
    let buttons = bar.children();
    let focused = document().active_element();
    let Some(at) = (0..count).find(|at| buttons.item(*at) == focused) else {
        return;
    };
    let is_rtl = bar.matches(":dir(rtl)").unwrap_or(false);
    let to = match (event.key().as_str(), is_rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (at + 1) % count,
        ("ArrowLeft", false) | ("ArrowRight", true) => (at + count - 1) % count,
        ("Home", _) => 0,
        ("End", _) => count - 1,
        _ => return,
    };
    event.prevent_default();
    let button = buttons
        .item(to)
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        // A button can always take the focus.
        drop(button.focus());
    }
}
