//! Light, dark, or as the system: remembered on this device, and set on `<html>` where the stylesheet looks.

use super::device;
use leptos::prelude::document;

const KEY: &str = "appearance";

/// What somebody chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Appearance {
    /// All there are, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// How it is stored, and what the stylesheet calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What was chosen on this device.
pub fn chosen() -> Appearance {
    let stored = device::recall(KEY);
    let found = Appearance::ALL
        .into_iter()
        .find(|one| stored.as_deref() == Some(one.name()));
    found.unwrap_or_default()
}

/// Chooses, and shows it at once.
pub fn choose(appearance: Appearance) {
    device::remember(KEY, appearance.name());
    show(appearance);
}

/// Shows what was chosen earlier.
pub fn apply() {
    show(chosen());
}

fn show(appearance: Appearance) {
    let Some(root) = document().document_element() else {
        return;
    };
    // Neither fails: name and value are plain words.
    drop(match appearance {
        Appearance::System => root.remove_attribute("data-theme"),
        other => root.set_attribute("data-theme", other.name()),
    });
}
