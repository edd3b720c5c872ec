//! What somebody chose for this device: how things look, when a week begins, whether letters are keys. Remembered in the
//! browser, not in the journal. What concerns looks is set on `<html>`, where the stylesheet finds it; `early.js` does
//! that too, before anything is drawn.

use super::{device, intl};
use leptos::prelude::document;

/// One of a few things that can be chosen.
pub trait Choice: Copy + PartialEq + Default + Send + Sync + 'static {
    /// Where it is remembered.
    const KEY: &'static str;
    /// All there are, in the order they are offered.
    const ALL: &'static [Self];
    /// The attribute of `<html>` that tells the stylesheet, if it has to know.
    const ATTRIBUTE: Option<&'static str> = None;

    /// How it is stored, and what the stylesheet calls it.
    fn name(self) -> &'static str;
}

/// Light, dark, or as the system.
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

impl Choice for Appearance {
    const KEY: &'static str = "appearance";
    const ALL: &'static [Self] = &[Self::System, Self::Light, Self::Dark];
    const ATTRIBUTE: Option<&'static str> = Some("data-theme");

    fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How large letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Smaller.
    Small,
    /// As the browser has it.
    #[default]
    Usual,
    /// Larger.
    Large,
    /// Much larger.
    Huge,
}

impl Choice for TextSize {
    const KEY: &'static str = "text-size";
    const ALL: &'static [Self] = &[Self::Small, Self::Usual, Self::Large, Self::Huge];
    const ATTRIBUTE: Option<&'static str> = Some("data-text");

    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Usual => "usual",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }
}

/// When a week begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// As is usual where the person is.
    #[default]
    Usual,
    /// On Monday.
    Monday,
    /// On Sunday.
    Sunday,
    /// On Saturday.
    Saturday,
}

impl Choice for WeekStart {
    const KEY: &'static str = "week-start";
    const ALL: &'static [Self] = &[Self::Usual, Self::Monday, Self::Sunday, Self::Saturday];

    fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Monday => "monday",
            Self::Sunday => "sunday",
            Self::Saturday => "saturday",
        }
    }
}

impl WeekStart {
    /// The first day of the week: 1 is Monday, 7 is Sunday.
    pub fn day(self) -> u8 {
        match self {
            Self::Usual => intl::first_day_of_week(),
            Self::Monday => 1,
            Self::Saturday => 6,
            Self::Sunday => 7,
        }
    }
}

/// Whether single letters are keys. Off for whoever speaks to their computer, or leans on the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// They are.
    #[default]
    On,
    /// Only keys with Ctrl or Cmd work.
    Off,
}

impl Choice for Letters {
    const KEY: &'static str = "letters";
    const ALL: &'static [Self] = &[Self::On, Self::Off];

    fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// Whether the others of a team may see that this person is there, while a page of it is open here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// They may.
    #[default]
    Shown,
    /// They may not.
    Hidden,
}

impl Choice for Presence {
    const KEY: &'static str = "presence";
    const ALL: &'static [Self] = &[Self::Shown, Self::Hidden];

    fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Hidden => "hidden",
        }
    }
}

/// What was chosen on this device.
pub fn chosen<C: Choice>() -> C {
    let stored = device::recall(C::KEY);
    let found = C::ALL
        .iter()
        .find(|one| stored.as_deref() == Some(one.name()));
    found.copied().unwrap_or_default()
}

/// Chooses, and shows it at once.
pub fn choose<C: Choice>(choice: C) {
    device::remember(C::KEY, choice.name());
    show(choice);
}

/// Shows what was chosen earlier.
pub fn apply() {
    show(chosen::<Appearance>());
    show(chosen::<TextSize>());
}

fn show<C: Choice>(choice: C) {
    let (Some(attribute), Some(root)) = (C::ATTRIBUTE, document().document_element()) else {
        return;
    };
    // Neither fails: name and value are plain words.
    drop(if choice == C::default() {
        root.remove_attribute(attribute)
    } else {
        root.set_attribute(attribute, choice.name())
    });
}
