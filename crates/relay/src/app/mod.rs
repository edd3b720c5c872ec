//! The built app, all of it in memory: a request is looked up in a map, so no path can lead outside.
//! It comes from a folder, or from inside the binary if that was built with `embed-app`.

#[cfg(feature = "embed-app")]
mod embedded;
mod serve;

use crate::RelayError;
use bytes::Bytes;
pub(crate) use serve::{serve, text};
use std::{collections::BTreeMap, fs, path::Path};

/// The page every address of the app starts with.
const INDEX: &str = "index.html";
/// Hexadecimal digits at the end of a name that was made from the content.
const HASH_DIGITS: usize = 16;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    /// Changes when the content does.
    tag: String,
    kind: &'static str,
    /// Whether the name says which content this is, so that it never changes under it.
    named_by_content: bool,
}

/// Every file of the app, by its path without the leading slash.
#[derive(Debug, Default)]
pub(crate) struct App(BTreeMap<String, File>);

impl App {
    /// From a folder.
    ///
    /// # Errors
    /// [`RelayError::BuildTheApp`] if it holds no `index.html`, or what the file system says.
    pub(crate) fn read(folder: &Path) -> Result<Self, RelayError> {
        let mut files = BTreeMap::new();
        if folder.join(INDEX).is_file() {
            collect(folder, "", &mut files)?;
        }
        Self::new(files).ok_or_else(|| RelayError::BuildTheApp(folder.to_owned()))
    }

    /// From inside the binary; `None` if it was built without.
    pub(crate) fn embedded() -> Option<Self> {
        #[cfg(feature = "embed-app")]
        return Self::new(embedded::files());
        #[cfg(not(feature = "embed-app"))]
        None
    }

    /// Joins every file with its brotli copy; `None` without an index.
    fn new(mut files: BTreeMap<String, Bytes>) -> Option<Self> {
        let names: Vec<String> = files
            .keys()
            .filter(|name| !is_copy(name, &files))
            .cloned()
            .collect();
        let mut app = BTreeMap::new();
        for name in names {
            let (Some(plain), brotli) = (files.remove(&name), files.remove(&format!("{name}.br")))
            else {
                continue;
            };
            let tag = blake3::hash(&plain)
                .to_hex()
                .as_str()
                .chars()
                .take(32)
                .collect();
            let (kind, named_by_content) = (kind(&name), is_named_by_content(&name));
            app.insert(
                name,
                File {
                    plain,
                    brotli,
                    tag,
                    kind,
                    named_by_content,
                },
            );
        }
        app.contains_key(INDEX).then_some(Self(app))
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Whether this is the brotli copy of another file.
fn is_copy(name: &str, files: &BTreeMap<String, Bytes>) -> bool {
    name.strip_suffix(".br")
        .is_some_and(|plain| files.contains_key(plain))
}

fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Bytes>,
) -> Result<(), RelayError> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A name that is not UTF-8 could not be asked for.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

/// `name-0123456789abcdef.ext`
fn is_named_by_content(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == HASH_DIGITS
        && hash
            .bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// The media type that an extension stands for.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
