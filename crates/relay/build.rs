//! Builds the relay again when the app inside it changed.

use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=COMMONPLACE_APP_DIR");
    if env::var_os("CARGO_FEATURE_EMBED_APP").is_none() {
        return;
    }
    match env::var("COMMONPLACE_APP_DIR") {
        Ok(folder) if Path::new(&folder).join("index.html").is_file() => {
            println!("cargo::rerun-if-changed={folder}");
        }
        _ => println!(
            "cargo::error=COMMONPLACE_APP_DIR must name the folder of the built app, an absolute path: cargo xtask dist does it all"
        ),
    }
}
