//! Pictures between the browser and the app: picked, pasted or dropped files, and addresses an `<img>` can show.

use commonplace_api::Id;
use commonplace_api::text::units;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, Event, EventInit, File, FileList, HtmlTextAreaElement, Url,
};

/// The address of bytes in memory, for as long as this value lives.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Gives `bytes` an address. `None` where the browser has no room for them.
    pub fn new(bytes: &[u8], media: &str) -> Option<Self> {
        let kind = BlobPropertyBag::new();
        kind.set_type(media);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // It was made by the same browser.
        drop(Url::revoke_object_url(&self.0));
    }
}

/// All files of a list.
pub fn all(files: Option<&FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Pictures on the clipboard, unless there is text beside them: then the text is meant.
pub fn pasted(clipboard: Option<&DataTransfer>) -> Vec<File> {
    let Some(clipboard) = clipboard.filter(|it| !has_text(it)) else {
        return Vec::new();
    };
    let mut files = all(clipboard.files().as_ref());
    files.retain(|file| is_picture(&file.type_()));
    files
}

/// Whether everything that is being dragged is a picture.
pub fn only_pictures(dragged: &DataTransfer) -> bool {
    let items = dragged.items();
    let kinds = (0..items.length()).filter_map(|at| items.get(at));
    let mut kinds = kinds.map(|item| item.kind() == "file" && is_picture(&item.type_()));
    items.length() > 0 && kinds.all(|picture| picture)
}

fn has_text(clipboard: &DataTransfer) -> bool {
    clipboard.types().includes(&"text/plain".into(), 0)
}

fn is_picture(media: &str) -> bool {
    media.starts_with("image/")
}

/// How a text shows a picture.
pub fn reference(photo: Id) -> String {
    format!("![](photo:{photo})")
}

/// Puts a picture where the caret is, on a line of its own, as if that had been typed. Where nobody has put the caret
/// anywhere yet, it follows what is written.
pub fn insert(area: &HtmlTextAreaElement, photo: Id) {
    let caret = area.selection_end().ok().flatten().unwrap_or(0);
    let is_writing = document()
        .active_element()
        .is_some_and(|it| it.is_same_node(Some(area.as_ref())));
    let text = area.value();
    let at = if caret == 0 && !is_writing {
        units(&text)
    } else {
        caret
    };
    let (before, after) = around(&text, at);
    let text = format!("{before}{}{after}", reference(photo));
    // The caret lies inside the text.
    drop(area.set_range_text_with_start_and_end_and_mode(&text, at, at, "end"));
    tell(area);
}

/// Changes a piece of the text, given in UTF-16 units, as if somebody had typed it.
pub fn replace(area: &HtmlTextAreaElement, from: u32, to: u32, text: &str) {
    // Both lie inside the text.
    drop(area.set_range_text_with_start_and_end_and_mode(text, from, to, "preserve"));
    tell(area);
}

/// What is needed for a line of its own at `at`.
fn around(text: &str, at: u32) -> (&'static str, &'static str) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = usize::try_from(at).unwrap_or(units.len()).min(units.len());
    let (before, after) = units.split_at(at);
    let newline = u16::from(b'\n');
    let starts = before.last().is_none_or(|last| *last == newline);
    let ends = after.first() == Some(&newline);
    (if starts { "" } else { "\n" }, if ends { "" } else { "\n" })
}

fn tell(area: &HtmlTextAreaElement) {
    let init = EventInit::new();
    init.set_bubbles(true);
    // A name and a flag make an event in every browser.
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        drop(area.dispatch_event(&event));
    }
}
