//! Files somebody picked or dropped, folders included, as the core takes them: an array of `{file, path}`.

use super::core::Core;
use super::pictures::only_pictures;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};

/// Imports what was picked in a file input.
pub fn import_picked(core: Core, files: &FileList) {
    let all = Array::new();
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        let relative = Reflect::get(&file, &"webkitRelativePath".into())
            .ok()
            .and_then(|path| path.as_string());
        let path = relative
            .filter(|path| !path.is_empty())
            .unwrap_or_else(|| file.name());
        all.push(&given(&file, &path));
    }
    import(core, all);
}

/// Imports what was dropped. Folders are read in the background.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
pub fn import_dropped(core: Core, dropped: &DataTransfer) {
    // Entries have to be asked for now: afterwards the browser forgets them.
    let items = dropped.items();
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten())
        .collect();
    if entries.is_empty() {
        if let Some(files) = dropped.files() {
            import_picked(core, &files);
        }
        return;
    }
    wasm_bindgen_futures::spawn_local(async move { import(core, walk(entries).await) });
}

/// Whether files are being dragged that may be notes: neither some text, nor pictures alone.
pub fn has_files(dragged: Option<&DataTransfer>) -> bool {
    let is_file = |dragged: &DataTransfer| dragged.types().includes(&"Files".into(), 0);
    dragged.is_some_and(|dragged| is_file(dragged) && !only_pictures(dragged))
}

fn import(core: Core, files: Array) {
    if files.length() > 0 {
        core.import(files);
    }
}

fn given(file: &File, path: &str) -> JsValue {
    let pair = Object::new();
    // Setting a property of a plain object does not fail.
    drop(Reflect::set(&pair, &"file".into(), file));
    drop(Reflect::set(&pair, &"path".into(), &path.into()));
    pair.into()
}

/// All files in and below `entries`. What cannot be read any more is left out.
async fn walk(mut entries: Vec<FileSystemEntry>) -> Array {
    let all = Array::new();
    while let Some(entry) = entries.pop() {
        let path = entry.full_path();
        let path = path.trim_start_matches('/');
        if entry.is_directory() {
            entries.extend(children(entry.unchecked_into()).await);
        } else if let Ok(file) = file(&entry.unchecked_into()).await {
            all.push(&given(&file, path));
        }
    }
    all
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let answer = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(answer).await.map(JsValue::unchecked_into)
}

/// A reader gives a hundred at a time, and nothing when it is done.
async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let answer = Promise::new(&mut |resolve, reject| {
            drop(reader.read_entries_with_callback_and_callback(&resolve, &reject));
        });
        let Ok(batch) = JsFuture::from(answer).await else {
            return all;
        };
        let batch = Array::from(&batch);
        if batch.length() == 0 {
            return all;
        }
        all.extend(batch.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
    }
}
