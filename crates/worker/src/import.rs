//! Reads the files that somebody gave, a few milliseconds at a time: what is typed meanwhile
//! comes first. What becomes of the notes is the engine's business.

use crate::{Feed, clock};
use commonplace_api::import::{RefusedNote, RefusedWhy};
use commonplace_domain::Imported;
use commonplace_engine::io::Input;
use commonplace_exchange::{File, Glance, Note, Reader, Refused, Why, Zone, glance};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Work for so long, then let others have their turn.
const SLICE_MS: i64 = 8;
/// Tell how far it is so often.
const NEWS_MS: i64 = 100;

/// The import that is being read, if any.
#[derive(Default)]
pub(crate) struct Import {
    /// Rises with every import and every stop: a reading that finds another number ends.
    turn: Rc<Cell<u32>>,
}

impl Import {
    /// Reads files: an array of `File`s, or of `{file, path}` where a folder was dropped.
    pub(crate) fn start(&self, files: &Array, feed: &Feed) {
        self.stop();
        let files: Vec<Given> = files.iter().filter_map(Given::from_js).collect();
        let turn = Rc::clone(&self.turn);
        let mut reading = Reading::new(Rc::clone(feed), turn);
        spawn_local(async move { reading.run(files).await });
    }

    pub(crate) fn stop(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
    }
}

struct Given {
    file: web_sys::File,
    path: String,
}

impl Given {
    fn from_js(value: JsValue) -> Option<Self> {
        let text = |of: &JsValue, name: &str| {
            let found = Reflect::get(of, &name.into()).ok()?.as_string();
            found.filter(|text| !text.is_empty())
        };
        let (file, path) = match value.dyn_into::<web_sys::File>() {
            Ok(file) => (file, None),
            Err(pair) => {
                let file = Reflect::get(&pair, &"file".into()).ok()?.dyn_into().ok()?;
                (file, text(&pair, "path"))
            }
        };
        let path = path
            .or_else(|| text(&file, "webkitRelativePath"))
            .unwrap_or_else(|| file.name());
        Some(Self { file, path })
    }
}

struct Reading {
    feed: Feed,
    turn: Rc<Cell<u32>>,
    started_as: u32,
    reader: Reader,
    notes: Vec<Imported>,
    refused: Vec<RefusedNote>,
    slice_from_ms: i64,
    news_at_ms: i64,
}

impl Reading {
    fn new(feed: Feed, turn: Rc<Cell<u32>>) -> Self {
        let started_as = turn.get();
        let reader = Reader::new(Zone::new(clock::offset_minutes));
        let (notes, refused) = (Vec::new(), Vec::new());
        let now_ms = clock::now_ms();
        Self {
            feed,
            turn,
            started_as,
            reader,
            notes,
            refused,
            slice_from_ms: now_ms,
            news_at_ms: now_ms,
        }
    }

    async fn run(&mut self, files: Vec<Given>) {
        (self.feed)(Input::ImportReading(0));
        for given in files {
            self.take(given).await;
            while let Some(read) = self.reader.next() {
                match read {
                    Ok(note) => self.notes.push(imported(note)),
                    Err(refused) => self.refused.push(refused_note(refused)),
                }
                self.pause_if_due().await;
                if self.is_stopped() {
                    return;
                }
            }
            if self.is_stopped() {
                return;
            }
        }
        let (notes, refused) = (
            std::mem::take(&mut self.notes),
            std::mem::take(&mut self.refused),
        );
        (self.feed)(Input::ImportRead { notes, refused });
    }

    /// Brings one file into memory, if it is worth it.
    async fn take(&mut self, given: Given) {
        let Given { file, path } = given;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes are whole and fit 53 bits"
        )]
        let size = file.size() as u64;
        match glance(&path, size) {
            Glance::Skip => {}
            Glance::Refuse(why) => self.refused.push(refused_note(Refused { path, why })),
            Glance::Note | Glance::Archive => match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => {
                    let bytes = Uint8Array::new(&buffer).to_vec();
                    #[expect(clippy::cast_possible_truncation, reason = "dates fit 53 bits")]
                    let modified_ms = file.last_modified() as i64;
                    self.reader.feed(File {
                        path,
                        bytes,
                        modified_ms,
                    });
                }
                // It was changed or removed since it was picked.
                Err(_) => self.refused.push(refused_note(Refused {
                    path,
                    why: Why::Damaged,
                })),
            },
        }
    }

    async fn pause_if_due(&mut self) {
        let now_ms = clock::now_ms();
        if now_ms - self.slice_from_ms < SLICE_MS {
            return;
        }
        if now_ms - self.news_at_ms >= NEWS_MS {
            self.news_at_ms = now_ms;
            (self.feed)(Input::ImportReading(
                u32::try_from(self.notes.len()).unwrap_or(u32::MAX),
            ));
        }
        clock::sleep(0).await;
        self.slice_from_ms = clock::now_ms();
    }

    fn is_stopped(&self) -> bool {
        self.turn.get() != self.started_as
    }
}

fn imported(note: Note) -> Imported {
    Imported {
        key: note.key,
        body: note.body,
        occurred_at_ms: note.occurred_at_ms,
        offset_minutes: note.offset_minutes,
        tags: note.tags,
    }
}

fn refused_note(refused: Refused) -> RefusedNote {
    let why = match refused.why {
        Why::NotMarkdown => RefusedWhy::NotMarkdown,
        Why::NotText => RefusedWhy::NotText,
        Why::Empty => RefusedWhy::Empty,
        Why::TooLarge { .. } => RefusedWhy::TooLarge,
        Why::UnsafePath => RefusedWhy::UnsafePath,
        Why::Encrypted => RefusedWhy::Encrypted,
        Why::Damaged => RefusedWhy::Damaged,
        Why::Bomb => RefusedWhy::Bomb,
        Why::TooMany => RefusedWhy::TooMany,
    };
    RefusedNote {
        path: refused.path,
        why,
    }
}
