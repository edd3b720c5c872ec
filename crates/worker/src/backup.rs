//! Backup files between the engine and the page. A large one is not kept in this program's memory: the browser holds
//! what it was given, on its disk if it likes.

use crate::{Feed, port};
use commonplace_engine::io::{Input, Part};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};

/// So much is gathered before it is given to the browser.
const GATHERED: u32 = 4 << 20;

#[derive(Default)]
pub(crate) struct Backup {
    /// What the browser has of the file that is being made, and what it was not given yet.
    made: Array,
    gathered: RefCell<Array>,
    bytes: Cell<u32>,
    /// The file to be restored.
    file: RefCell<Option<File>>,
}

impl Backup {
    /// The page hands over a file.
    pub(crate) fn hold(&self, file: File) {
        self.file.replace(Some(file));
    }

    /// Answers with the bytes `from..from + length` of the file.
    pub(crate) fn read(&self, from: u64, length: u32, feed: &Feed) {
        let (file, feed) = (self.file.borrow().clone(), Rc::clone(feed));
        spawn_local(async move {
            let read = match file {
                Some(file) => read(&file, from, length).await,
                None => None,
            };
            feed(Input::FileRead(read));
        });
    }

    /// The next of a file that is being made.
    pub(crate) fn write(&self, part: Part) {
        match part {
            Part::Begin | Part::Drop => self.forget(),
            Part::Bytes(bytes) => {
                self.gathered.borrow().push(&Uint8Array::from(&bytes[..]));
                let gathered = self
                    .bytes
                    .get()
                    .saturating_add(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
                self.bytes.set(gathered);
                if gathered >= GATHERED {
                    self.give();
                }
            }
            Part::Done => {
                self.give();
                if let Ok(blob) = Blob::new_with_blob_sequence(&self.made) {
                    port::post_backup(&blob);
                }
                self.forget();
            }
        }
    }

    fn give(&self) {
        let gathered = self.gathered.replace(Array::new());
        self.bytes.set(0);
        // It fails only where no memory is left, and then the page has no file to offer.
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&gathered) {
            self.made.push(&blob);
        }
    }

    fn forget(&self) {
        self.made.set_length(0);
        self.gathered.replace(Array::new());
        self.bytes.set(0);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no file is longer than 2^53 bytes"
)]
async fn read(file: &File, from: u64, length: u32) -> Option<Vec<u8>> {
    let from = from as f64;
    let part = file
        .slice_with_f64_and_f64(from, from + f64::from(length))
        .ok()?;
    let bytes: ArrayBuffer = JsFuture::from(part.array_buffer())
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}
