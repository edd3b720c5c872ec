//! How source files are kept: short, introduced by a sentence, within the page's security policy and the house's words.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::icons;
use crate::process;
use crate::workspace::Workspace;

const LINES_MAX: usize = 400;
const SHORT: &[&str] = &["css", "js", "mjs", "rs", "ts"];

/// Written by tools, or a text that is not ours.
const NOT_OURS: &[&str] = &[
    "Cargo.lock",
    "package-lock.json",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

/// Words about how this came to be instead of what it is, and addresses that only some machines reach.
const NEVER_WRITTEN: &[&str] = &[
    "/work/",
    "/root/",
    "/home/",
    "TODO",
    "FIXME",
    "XXX",
    "registry.npmjs.org",
    "index.crates.io",
    "deb.debian.org",
];

/// Words that the app never says to people.
const NEVER_SAID: &[&str] = &[
    "streak",
    "engagement",
    "user",
    "users",
    "resource",
    "submit",
];

/// A file that is kept here, by its path and what is in it.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn extension(&self) -> &str {
        self.path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    /// Says what is wrong with every line that `is_wrong` picks.
    fn wrong_lines(&self, is_wrong: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let lines = self.text.lines().enumerate();
        lines
            .filter_map(|(at, line)| Some(format!("{}:{}: {}", self.path, at + 1, is_wrong(line)?)))
            .collect()
    }
}

/// No file is longer than anyone wants to read.
///
/// # Errors
/// When Git cannot list the files.
pub fn files_are_short(workspace: &Workspace) -> Result<Vec<String>> {
    let files = sources(workspace, |source| SHORT.contains(&source.extension()))?;
    let long = files
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX);
    Ok(long
        .map(|(source, lines)| format!("{} has {lines} lines, {LINES_MAX} at most", source.path))
        .collect())
}

/// Every module starts by saying what it is.
///
/// # Errors
/// When Git cannot list the files.
pub fn modules_say_what_they_are(workspace: &Workspace) -> Result<Vec<String>> {
    let files = sources(workspace, |source| {
        source.extension() == "rs" && !is_introduced(&source.text)
    })?;
    Ok(files
        .iter()
        .map(|source| format!("{} does not say what it is with //!", source.path))
        .collect())
}

/// Near the top: attributes may come first.
fn is_introduced(text: &str) -> bool {
    text.lines().take(12).any(|line| line.starts_with("//! "))
}

/// The page's policy forbids `style` attributes, and text is never parsed as HTML.
///
/// # Errors
/// When Git cannot list the files.
pub fn screens_obey_the_policy(workspace: &Workspace) -> Result<Vec<String>> {
    let screens = sources(workspace, |source| {
        source.path == "index.html" || source.path.starts_with("src/")
    })?;
    Ok(screens
        .iter()
        .flat_map(|source| {
            source.wrong_lines(|line| {
                let forbidden = [
                    "style=\"",
                    "style={",
                    "style=move",
                    "inner_html",
                    "innerHTML",
                ];
                forbidden
                    .into_iter()
                    .find(|word| line.contains(word))
                    .map(|word| format!("`{word}` is forbidden"))
            })
        })
        .collect())
}

/// A stylesheet that the page does not link is forgotten, not unused.
///
/// # Errors
/// When Git cannot list the files, or there is no page.
pub fn stylesheets_are_linked(workspace: &Workspace) -> Result<Vec<String>> {
    let page = fs::read_to_string(workspace.path("index.html"))?;
    let styles = sources(workspace, |source| source.path.starts_with("style/"))?;
    let forgotten = styles
        .iter()
        .filter(|style| !page.contains(&format!("href=\"{}\"", style.path)));
    Ok(forgotten
        .map(|style| format!("index.html does not link {}", style.path))
        .collect())
}

/// What a screen asks for is in the sprite, and the sprite holds what the list says.
///
/// # Errors
/// When Git cannot list the files, or there is no sprite.
pub fn icons_are_there(workspace: &Workspace) -> Result<Vec<String>> {
    let sprite = fs::read_to_string(workspace.path(icons::SPRITE))?;
    let drawn = |name: &str| sprite.contains(&format!("<symbol id=\"icon-{name}\""));
    let listed = icons::ICONS.iter().filter(|(name, _)| !drawn(name));
    let mut wrong: Vec<String> = listed
        .map(|(name, _)| format!("{name} is not drawn: run `cargo xtask icons`"))
        .collect();
    if sprite.matches("<symbol ").count() != icons::ICONS.len() + 1 {
        wrong.push(format!("{} holds more than its list", icons::SPRITE));
    }
    let screens = sources(workspace, |source| source.path.starts_with("src/"))?;
    for screen in &screens {
        wrong.extend(screen.wrong_lines(|line| {
            let asked = ["<Icon name=\"", "icon=\"", "icon: \""]
                .iter()
                .find_map(|ask| line.split_once(ask)?.1.split('"').next());
            asked
                .filter(|name| !drawn(name))
                .map(|name| format!("there is no icon `{name}`"))
        }));
    }
    Ok(wrong)
}

/// No file tells how it came to be, and the app speaks plainly.
///
/// # Errors
/// When Git cannot list the files.
pub fn words_keep_to_the_house(workspace: &Workspace) -> Result<Vec<String>> {
    let files = sources(workspace, |source| {
        source.path != "xtask/src/tidy/sources.rs"
    })?;
    Ok(files
        .iter()
        .flat_map(|source| {
            source.wrong_lines(|line| {
                let written = NEVER_WRITTEN.iter().find(|word| line.contains(*word));
                let said = NEVER_SAID
                    .iter()
                    .find(|word| source.path.starts_with("locales/") && says(line, word));
                written
                    .or(said)
                    .map(|word| format!("`{word}` is not written here"))
            })
        })
        .collect())
}

/// Whether a sentence in quotes has `word` in it, whole.
fn says(line: &str, word: &str) -> bool {
    let quoted = line.split('"').skip(1).step_by(2);
    quoted
        .flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()))
        .any(|said| said.to_lowercase() == word)
}

/// The text files that Git keeps or would keep, of those that `chosen` picks.
pub(super) fn sources(
    workspace: &Workspace,
    chosen: impl Fn(&Source) -> bool,
) -> Result<Vec<Source>> {
    let mut git = Command::new("git");
    git.current_dir(workspace.root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let paths = process::output(&mut git)?;
    Ok(paths
        .lines()
        .filter(|path| !NOT_OURS.iter().any(|name| path.ends_with(name)))
        // Pictures are no text, and a file just removed is not there.
        .filter_map(|path| {
            Some(Source {
                path: path.to_owned(),
                text: fs::read_to_string(workspace.path(path)).ok()?,
            })
        })
        .filter(|source| chosen(source))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number() {
        let source = source("src/a.rs", "fine\nbad\nfine");
        assert_eq!(
            source.wrong_lines(|line| (line == "bad").then(|| "no".to_owned())),
            ["src/a.rs:2: no"]
        );
    }

    #[test]
    fn a_word_is_found_whole_only() {
        assert!(says("let label = \"Submit now\";", "submit"));
        assert!(!says("let label = \"submitted by nobody\";", "submit"));
        assert!(!says("fn submit() {}", "submit"));
    }
}
