//! Makes a picture ready to be kept: turned upright, made smaller, written anew, which leaves behind where and with
//! what it was taken. One at a time, so that memory holds one at full size. Must not keep anything itself.

use crate::Feed;
use commonplace_api::{Id, PhotoProblem};
use commonplace_engine::io::{Input, Picture};
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ImageBitmap, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
    WorkerGlobalScope,
};

/// Largest file that is looked at, in bytes.
const MAX_FILE: f64 = 30.0 * 1024.0 * 1024.0;
/// Longest side of what is kept, in pixels.
const LONGEST_SIDE: u32 = 2048;
/// Kept where the browser can write it; it keeps what is transparent.
const WEBP: &str = "image/webp";
/// Where it cannot.
const JPEG: &str = "image/jpeg";
const QUALITY: f64 = 0.85;

/// A picture that was given to an entry.
pub(crate) struct Given {
    pub(crate) entry: Id,
    pub(crate) photo: Id,
    pub(crate) file: Blob,
}

/// The pictures that wait for their turn.
#[derive(Default)]
pub(crate) struct Photos {
    waiting: Rc<RefCell<VecDeque<Given>>>,
    working: Rc<Cell<bool>>,
}

impl Photos {
    /// Takes one more, and says so to the engine at once.
    pub(crate) fn add(&self, given: Given, feed: &Feed) {
        feed(Input::PhotoReading {
            entry: given.entry,
            photo: given.photo,
        });
        self.waiting.borrow_mut().push_back(given);
        if self.working.replace(true) {
            return;
        }
        let (waiting, working) = (Rc::clone(&self.waiting), Rc::clone(&self.working));
        let feed = Rc::clone(feed);
        spawn_local(async move {
            loop {
                let next = waiting.borrow_mut().pop_front();
                let Some(Given { entry, photo, file }) = next else {
                    break;
                };
                let picture = ready(&file).await;
                feed(Input::PhotoRead {
                    entry,
                    photo,
                    picture,
                });
            }
            working.set(false);
        });
    }
}

async fn ready(file: &Blob) -> Result<Picture, PhotoProblem> {
    if !file.type_().starts_with("image/") && !file.type_().is_empty() {
        return Err(PhotoProblem::NotAPicture);
    }
    if file.size() > MAX_FILE {
        return Err(PhotoProblem::TooLarge);
    }
    smaller(file).await.map_err(|_| {
        if file.type_().is_empty() {
            PhotoProblem::NotAPicture
        } else {
            PhotoProblem::Unreadable
        }
    })
}

/// Drawing it anew is what turns it upright and forgets all that is not picture.
async fn smaller(file: &Blob) -> Result<Picture, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let bitmap = JsFuture::from(scope.create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.dyn_into()?;
    let (width, height) = fitted(bitmap.width(), bitmap.height());
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or("no canvas to draw on")?;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    // The default is made for speed.
    drop(js_sys::Reflect::set(
        &context,
        &"imageSmoothingQuality".into(),
        &"high".into(),
    ));
    let draw = || {
        let (width, height) = (f64::from(width), f64::from(height));
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    };
    draw()?;
    let mut blob = written(&canvas, WEBP).await?;
    if blob.type_() != WEBP {
        // A browser that cannot write it gives a PNG, which is large. JPEG knows nothing transparent.
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
        draw()?;
        blob = written(&canvas, JPEG).await?;
    }
    bitmap.close();
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Picture {
        media: blob.type_(),
        width,
        height,
        bytes: Uint8Array::new(&buffer).to_vec(),
    })
}

async fn written(canvas: &OffscreenCanvas, media: &str) -> Result<Blob, JsValue> {
    let options = ImageEncodeOptions::new();
    options.set_type(media);
    options.set_quality(QUALITY);
    let blob = canvas.convert_to_blob_with_options(&options)?;
    JsFuture::from(blob).await?.dyn_into()
}

/// The size it is kept in: as it is, or with its longest side at the limit.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= LONGEST_SIDE {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(LONGEST_SIDE) / u64::from(longest);
        u32::try_from(side).unwrap_or(LONGEST_SIDE).max(1)
    };
    (scaled(width), scaled(height))
}
