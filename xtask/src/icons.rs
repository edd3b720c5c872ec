//! `cargo xtask icons`: the one set of icons, taken from Lucide and kept as `style/icons.svg`, which the page begins with. A
//! sprite costs the app's wasm nothing. The mark is our own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process::say;
use crate::setup;
use crate::workspace::Workspace;

/// Where the sprite is.
pub const SPRITE: &str = "style/icons.svg";

/// What a screen asks for, and what Lucide calls it.
pub const ICONS: &[(&str, &str)] = &[
    ("add", "plus"),
    ("back", "chevron-left"),
    ("backup", "hard-drive"),
    ("bell", "bell"),
    ("bold", "bold"),
    ("calendar", "calendar"),
    ("camera", "camera"),
    ("check", "check"),
    ("checklist", "list-todo"),
    ("close", "x"),
    ("code", "code"),
    ("copy", "copy"),
    ("dark", "moon"),
    ("delete", "trash-2"),
    ("device", "smartphone"),
    ("download", "download"),
    ("eye", "eye"),
    ("filter", "list-filter"),
    ("forward", "chevron-right"),
    ("heading", "heading"),
    ("history", "history"),
    ("import", "import"),
    ("info", "info"),
    ("italic", "italic"),
    ("journal", "notebook-text"),
    ("key", "key-round"),
    ("keyboard", "keyboard"),
    ("leave", "log-out"),
    ("light", "sun"),
    ("link", "link"),
    ("list", "list"),
    ("lock", "lock"),
    ("more", "ellipsis"),
    ("offline", "cloud-off"),
    ("photo", "image"),
    ("plans", "route"),
    ("prompt", "lightbulb"),
    ("qr", "qr-code"),
    ("quote", "quote"),
    ("read", "book-open"),
    ("relay", "cloud"),
    ("review", "book-open-check"),
    ("search", "search"),
    ("settings", "sliders-horizontal"),
    ("share", "share"),
    ("shield", "shield"),
    ("skills", "sprout"),
    ("star", "star"),
    ("system", "sun-moon"),
    ("tag", "tag"),
    ("team", "users"),
    ("today", "sunrise"),
    ("trend", "chart-line"),
    ("undo", "undo-2"),
    ("write", "pencil"),
];

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\">\n\
    <!-- Made by `cargo xtask icons` from Lucide (ISC, some parts MIT: lucide.dev/license); the mark is our own.\n     \
    Drawn on a 24 grid; strokes are set by .icon in style/components.css. -->\n\
    <symbol id=\"icon-mark\" viewBox=\"56 56 400 400\"><path fill=\"currentColor\" stroke=\"currentColor\" stroke-width=\"24\" \
    stroke-linejoin=\"round\" d=\"M192 400C168 384 132 376 84 376V232C132 232 168 240 192 256ZM236 400C276 368 346 352 428 \
    352V112C346 112 276 128 236 160Z\"/></symbol>\n";

/// Writes the sprite anew.
///
/// # Errors
/// When the icons cannot be fetched, or one is not there.
pub fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("xtask/icons");
    setup::npm_packages(&folder)?;
    let icons = folder.join("node_modules/lucide-static/icons");
    let symbols = ICONS
        .iter()
        .map(|(name, theirs)| symbol(name, &icons.join(format!("{theirs}.svg"))))
        .collect::<Result<String>>()?;
    fs::write(workspace.path(SPRITE), format!("{HEAD}{symbols}</svg>\n"))?;
    say(&format!("{SPRITE} holds {} icons", ICONS.len() + 1));
    Ok(())
}

fn symbol(name: &str, file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let shapes = shapes(&text).with_context(|| format!("{} is no icon", file.display()))?;
    Ok(format!(
        "<symbol id=\"icon-{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>\n"
    ))
}

/// What is inside the `svg` of an icon, in one line.
fn shapes(text: &str) -> Option<String> {
    let (_, svg) = text.split_once("<svg")?;
    let (_, inner) = svg.split_once('>')?;
    let (inner, _) = inner.rsplit_once("</svg>")?;
    let lines: String = inner.lines().map(str::trim).collect();
    Some(lines.replace(" />", "/>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_becomes_one_line() {
        let icon = "<!-- x -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1 2\" />\n  <circle r=\"1\" />\n</svg>\n";
        assert_eq!(
            shapes(icon).as_deref(),
            Some("<path d=\"M1 2\"/><circle r=\"1\"/>")
        );
        assert_eq!(shapes("no icon"), None);
    }

    #[test]
    fn names_are_sorted_and_once_each() {
        let sorted = ICONS.windows(2).all(|pair| match pair {
            [(before, _), (after, _)] => before < after,
            _ => true,
        });
        assert!(sorted);
    }
}
