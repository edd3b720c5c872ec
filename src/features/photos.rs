//! Pictures under an editor: given by button, paste or drop, shown small with their description, and taken out again.

use crate::components::{Icon, Photo};
use crate::editing::photos::{described, description, without};
use crate::shell::pictures;
use crate::shell::random_id;
use crate::state::{App, use_app};
use crate::words;
use commonplace_api::text::units;
use commonplace_api::{Command, Id, PhotoProblem, PhotoRow, PhotoState, Update, View, ViewId};
use leptos::ev::{self, Event};
use leptos::html::Textarea;
use leptos::prelude::Update as _;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

/// Begins an entry with pictures.
type Begin = Box<dyn Fn(Id, Vec<(Id, File)>)>;

/// What an editor's pictures are about, cheap to copy.
#[derive(Clone, Copy)]
pub struct Pictures {
    app: App,
    /// The entry; `None` while there is none yet.
    entry: Signal<Option<Id>>,
    /// Where a picture begins the entry.
    begin: StoredValue<Begin, LocalStorage>,
    area: NodeRef<Textarea>,
    /// Whether pictures may be given here now.
    open: Signal<bool>,
    /// Whether the text is laid out, with the pictures in it.
    reading: Signal<bool>,
    rows: RwSignal<Vec<PhotoRow>>,
    /// Given here and not in the text yet.
    given: StoredValue<Vec<Id>>,
    /// Taken out, with what the text said of them: it is said again when they are had back.
    removed: StoredValue<Vec<Removed>>,
    /// Rises whenever the text may be another.
    edits: RwSignal<u32>,
}

/// A picture that was taken out of the text.
#[derive(Clone)]
struct Removed {
    id: Id,
    at: u32,
    text: String,
    gone: bool,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pictures")
    }
}

impl Pictures {
    /// Those of `entry`, whose text is in `area`. `begin` is called with a new id where there is no entry yet: it hands
    /// the pictures to the core, then watches the entry that they make.
    pub fn new(
        entry: Signal<Option<Id>>,
        area: NodeRef<Textarea>,
        open: Signal<bool>,
        reading: Signal<bool>,
        begin: impl Fn(Id, Vec<(Id, File)>) + 'static,
    ) -> Self {
        Self {
            app: use_app(),
            entry,
            begin: StoredValue::new_local(Box::new(begin)),
            area,
            open,
            reading,
            rows: RwSignal::new(Vec::new()),
            given: StoredValue::new(Vec::new()),
            removed: StoredValue::new(Vec::new()),
            edits: RwSignal::new(0),
        }
    }

    /// Whether the entry has a picture, or is being given one.
    pub fn any(self) -> bool {
        self.rows.try_with_untracked(|rows| !rows.is_empty()) == Some(true)
    }

    /// The text may be another.
    pub fn text_changed(self) {
        self.edits
            .try_update(|edits| *edits = edits.wrapping_add(1));
    }

    fn give(self, files: Vec<File>) {
        if files.is_empty() || !self.open.get_untracked() {
            return;
        }
        let named: Vec<_> = files.into_iter().map(|file| (random_id(), file)).collect();
        self.given
            .update_value(|given| given.extend(named.iter().map(|(id, _)| *id)));
        match self.entry.get_untracked() {
            Some(entry) => self.app.core.photos(entry, named),
            None => self.begin.with_value(|begin| begin(random_id(), named)),
        }
    }

    fn hear(self, rows: Vec<PhotoRow>) {
        let is_added = |id: &Id| {
            rows.iter()
                .any(|row| row.id == *id && row.state == PhotoState::Added)
        };
        let done = self.given.try_update_value(|given| {
            let done: Vec<_> = given.iter().copied().filter(is_added).collect();
            given.retain(|id| !done.contains(id));
            done
        });
        let back = self.had_back(&rows);
        self.rows.try_set(rows);
        let area = self.area.try_get_untracked().flatten();
        if let Some(area) = area.filter(|area| !area.read_only()) {
            for id in done.unwrap_or_default() {
                pictures::insert(&area, id);
            }
            for Removed { at, text, .. } in back {
                let at = at.min(units(&area.value()));
                pictures::replace(&area, at, at, &text);
            }
        }
        self.text_changed();
    }

    /// Pictures that had been taken out and are there again.
    fn had_back(self, rows: &[PhotoRow]) -> Vec<Removed> {
        let is_here = |id: Id| rows.iter().any(|row| row.id == id);
        let back = self.removed.try_update_value(|removed| {
            let (back, mut rest): (Vec<_>, Vec<_>) = removed
                .drain(..)
                .partition(|one| one.gone && is_here(one.id));
            rest.iter_mut().for_each(|one| one.gone |= !is_here(one.id));
            *removed = rest;
            back
        });
        back.unwrap_or_default()
    }

    /// Takes a picture out of the entry and of its text. The core offers to have it back.
    fn remove(self, entry: Id, id: Id) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let text = area.value();
        if let Some(change) = without(&text, id).filter(|_| !area.read_only()) {
            let (at, end) = (change.at, change.at + change.delete);
            let gone: Vec<u16> = text.encode_utf16().collect();
            let gone = gone.get(at as usize..end as usize).unwrap_or_default();
            let removed = Removed {
                id,
                at,
                text: String::from_utf16_lossy(gone),
                gone: false,
            };
            self.removed.update_value(|all| all.push(removed));
            pictures::replace(&area, at, end, "");
        }
        self.app
            .core
            .dispatch(Command::RemovePhoto { entry, photo: id });
        // A textarea can always take the focus.
        drop(area.focus());
    }

    /// The pictures to list: while the text is read, only those it does not show.
    fn listed(self) -> Vec<PhotoRow> {
        let mut rows = self.rows.get();
        if self.reading.get() {
            self.edits.track();
            let text = self.text();
            rows.retain(|row| description(&text, row.id).is_none());
        }
        rows
    }

    fn text(self) -> String {
        let area = self.area.try_get_untracked().flatten();
        area.map(|area| area.value()).unwrap_or_default()
    }

    /// Watches whatever entry there is.
    fn watch(self) {
        let core = self.app.core;
        let watched = StoredValue::new(None::<ViewId>);
        let stop = move || {
            if let Some(view) = watched.try_update_value(Option::take).flatten() {
                core.unwatch(view);
            }
        };
        Effect::new(move |_| {
            let entry = self.entry.get();
            stop();
            self.rows.set(Vec::new());
            let Some(entry) = entry else { return };
            let view = core.watch(View::Photos(entry), move |update| {
                if let Update::Photos(rows) = update {
                    self.hear(rows);
                }
            });
            watched.set_value(Some(view));
        });
        on_cleanup(stop);
    }

    /// Takes pictures that are pasted into the text or dropped anywhere.
    fn listen(self) {
        let dragged = |event: &ev::DragEvent| event.data_transfer().filter(pictures::only_pictures);
        let open = self.open;
        let listeners = [
            window_event_listener(ev::dragover, move |event| {
                if open.get_untracked() && dragged(&event).is_some() {
                    event.prevent_default();
                }
            }),
            window_event_listener(ev::drop, move |event| {
                if let Some(files) = dragged(&event).filter(|_| open.get_untracked()) {
                    event.prevent_default();
                    self.give(pictures::all(files.files().as_ref()));
                }
            }),
            window_event_listener(ev::paste, move |event| {
                let area = self.area.get_untracked().map(web_sys::Element::from);
                let here = document().active_element();
                if !open.get_untracked() || here.is_none() || here != area {
                    return;
                }
                let files = pictures::pasted(event.clipboard_data().as_ref());
                if !files.is_empty() {
                    event.prevent_default();
                    self.give(files);
                }
            }),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }
}

/// The button that picks pictures, or takes one with the camera of a phone.
#[component]
pub fn AddPhoto(
    /// Where it is to go.
    pictures: Pictures,
) -> impl IntoView {
    let picked = move |event: Event| {
        let input = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        pictures.give(pictures::all(input.files().as_ref()));
        // The same picture can be picked again.
        input.set_value("");
    };
    view! {
        <label class="icon-button pick" title=words!(photos.add) hidden=move || !pictures.open.get()>
            <Icon name="photo"/>
            <input type="file" multiple accept="image/*" aria-label=words!(photos.add) on:change=picked/>
        </label>
    }
}

/// The pictures of the entry, small.
#[component]
pub fn PhotoStrip(
    /// Which.
    pictures: Pictures,
) -> impl IntoView {
    pictures.watch();
    pictures.listen();
    let listed = Memo::new(move |_| pictures.listed());
    let none = move || listed.with(Vec::is_empty);
    view! {
        <section class="photo-strip" aria-label=words!(photos.name) hidden=none>
            <ul>
                <For each=move || listed.get() key=|row| (row.id, row.state == PhotoState::Added) let:row>
                    <Item pictures row/>
                </For>
            </ul>
            <p class="fine">{words!(photos.note)}</p>
        </section>
    }
}

#[component]
fn Item(pictures: Pictures, row: PhotoRow) -> impl IntoView {
    let Some(entry) = pictures.entry.get_untracked() else {
        return ().into_any();
    };
    let PhotoRow { id, .. } = row;
    let state = Memo::new(move |_| {
        let found =
            |rows: &Vec<PhotoRow>| rows.iter().find(|row| row.id == id).map(|row| row.state);
        pictures.rows.with(found)
    });
    let remove = move |_| pictures.remove(entry, id);
    let close = move || {
        view! {
            <button class="icon-button" type="button" aria-label=words!(photos.remove) title=words!(photos.remove)
                on:click=remove><Icon name="close"/></button>
        }
    };
    let inner = move || match state.get() {
        Some(PhotoState::Added) => view! { <Added pictures entry id/>{close()} }.into_any(),
        Some(PhotoState::Refused(why)) => {
            view! { <p class="photo-refused" role="alert">{refused(why)}</p>{close()} }.into_any()
        }
        Some(PhotoState::Adding) | None => {
            view! { <p class="photo photo-away" role="status">{words!(photos.adding)}</p> }
                .into_any()
        }
    };
    view! { <li class="photo-item">{inner}</li> }.into_any()
}

/// A picture with what is to be seen on it, for those who cannot see it. The text holds that.
#[component]
fn Added(pictures: Pictures, entry: Id, id: Id) -> impl IntoView {
    let alt = Memo::new(move |_| {
        pictures.edits.track();
        description(&pictures.text(), id).unwrap_or_default()
    });
    let describe = move |event: Event| {
        let said = event_target_value(&event);
        let Some(area) = pictures.area.get_untracked() else {
            return;
        };
        match described(&area.value(), id, &said) {
            Some(change) => {
                let end = change.at + change.delete;
                pictures::replace(&area, change.at, end, &change.insert);
            }
            None => pictures::insert(&area, id),
        }
        pictures.text_changed();
    };
    view! {
        <Photo entry id alt/>
        <input class="input" type="text" dir="auto" maxlength="300" aria-label=words!(photos.description)
            placeholder=words!(photos.description) prop:value=alt readonly=move || !pictures.open.get()
            on:change=describe/>
    }
}

fn refused(why: PhotoProblem) -> &'static str {
    match why {
        PhotoProblem::NotAPicture => words!(photos.not_a_picture),
        PhotoProblem::TooLarge => words!(photos.too_large),
        PhotoProblem::Unreadable => words!(photos.unreadable),
        PhotoProblem::TooMany => words!(photos.over_limit),
        PhotoProblem::NoRoom => words!(photos.no_room),
        PhotoProblem::ReadOnly => words!(photos.read_only),
    }
}
