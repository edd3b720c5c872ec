//! The app inside the binary, from the folder that `COMMONPLACE_APP_DIR` named when it was built.

use bytes::Bytes;
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::BTreeMap};

#[derive(RustEmbed)]
#[folder = "$COMMONPLACE_APP_DIR"]
struct Files;

/// Every file by its path.
pub(super) fn files() -> BTreeMap<String, Bytes> {
    let bytes = |data| match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    Files::iter()
        .filter_map(|name| Some((name.to_string(), bytes(Files::get(&name)?.data))))
        .collect()
}
