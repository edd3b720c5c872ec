//! A QR code, drawn as one shape. What it says must stand beside it in words: nobody is asked to own a camera.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Light modules around the code, as scanners need them.
const QUIET: i32 = 4;

/// The code of `text`. Nothing if it does not fit one.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Qr(
    /// What it says.
    text: String,
    /// Its accessible name.
    name: &'static str,
) -> impl IntoView {
    // Medium: a reflection or a fold costs nothing, and the modules stay large.
    QrCode::encode_text(&text, QrCodeEcc::Medium).ok().map(|code| {
        let side = code.size() + 2 * QUIET;
        view! {
            <svg class="qr" role="img" aria-label=name viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <rect class="qr-light" width=side height=side></rect>
                <path class="qr-dark" d=path(&code)></path>
            </svg>
        }
    })
}

/// The dark modules, row by row.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            let length = i32::try_from(dark).unwrap_or(0);
            if length > 0 {
                let (x, y) = (x + QUIET, y + QUIET);
                // Writing into a string does not fail.
                let _: std::fmt::Result = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            x += length + 1;
        }
    }
    path
}
