//! Makes the words of `locales/` into code: a key that is missing is an error of the compiler.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let options = ParseOptions::new().interpolate_display(true);
    let languages = Config::new("en")?.add_locale("de")?.parse_options(options);
    let parsed = parse_locales(None, languages)?;
    let quiet = "#![allow(missing_docs, clippy::all, clippy::pedantic, reason = \"made by a build script\")]";
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, Some(&quiet.parse()?), false)?;
    let file = PathBuf::from(env::var("OUT_DIR")?).join("words.rs");
    fs::write(file, code.to_string())?;
    Ok(())
}
