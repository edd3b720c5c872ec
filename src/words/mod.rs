//! Every sentence the app says, in one place: short, plain, second person, no exclamation marks.

#![expect(missing_docs, reason = "a name and its sentence explain each other")]

pub mod import;
pub mod problems;
pub mod status;

pub const ADD_DEVICE: &str = "Add a device";
pub const ADD_DEVICE_HINT: &str = "Open Commonplace there and give it your recovery words";
pub const APPEARANCE: &str = "Appearance";
pub const BACK: &str = "Back";
pub const BACK_TO_JOURNAL: &str = "Back to the journal";
pub const BACK_TO_WELCOME: &str = "Start a new journal instead";
pub const CANCEL: &str = "Cancel";
pub const CHANGE: &str = "Change";
pub const CLEAR_SEARCH: &str = "Clear search";
pub const CLOSE: &str = "Close";
pub const DELETE_ENTRY: &str = "Delete entry";
pub const DELETED: &str =
    "You deleted this entry. It is not in your journal until you put it back.";
pub const EMPTY: &str = "One line is enough";
pub const EMPTY_LEAD: &str = "Write what today taught you, or bring the notes you already have.";
pub const ENTRIES: &str = "Entries";
pub const ENTRY: &str = "Entry";
pub const ENTRY_DELETED: &str = "Entry deleted";
pub const ENTRY_RESTORED: &str = "The entry is back";
pub const FAILED: &str = "Commonplace has stopped";
pub const FAILED_LEAD: &str = "Reload; your data is saved.";
pub const HIDE_WORDS: &str = "Hide words";
pub const I_HAVE_WORDS: &str = "I have recovery words";
pub const IMPORT: &str = "Import";
pub const IMPORT_NOTES: &str = "Import notes";
pub const INSTALL: &str = "Install Commonplace";
pub const INSTALL_BUTTON: &str = "Install";
pub const INSTALL_BY_HAND: &str = "In Safari, tap Share, then Add to Home Screen";
pub const INSTALL_HINT: &str = "Opens in a window of its own, and without a network";
pub const JOURNAL: &str = "Journal";
pub const KEPT: &str = "Kept by this browser";
pub const KEPT_NO: &str =
    "The browser may clear it when the device runs out of room. Installing Commonplace helps.";
pub const KEPT_UNKNOWN: &str = "The browser is asked after your first entry";
pub const KEPT_YES: &str = "The browser promised not to clear it by itself";
pub const KEYS: &str = "Keys";
pub const KEYS_LIST: [(&str, &str); 5] = [
    ("n", "New entry"),
    ("/", "Search"),
    ("Esc", "Back to the journal"),
    ("Ctrl Enter", "Save entry"),
    ("?", "These keys"),
];
pub const MAIN: &str = "Main";
pub const MISSING: &str = "This entry is not here";
pub const MISSING_LEAD: &str = "It may still be on its way from another device.";
pub const NEW_ENTRY: &str = "New entry";
pub const NEW_VERSION: &str = "A new version is ready";
pub const NO: &str = "No";
pub const NOTICE: &str = "Notice";
pub const NOTICES: &str = "Notices";
pub const NOWHERE: &str = "There is nothing here";
pub const NOWHERE_LEAD: &str = "The address may be mistyped. Your journal is where it was.";
pub const ONLY_YOU: &str = "Only you can read this";
pub const OPEN_JOURNAL: &str = "Open the journal";
pub const OPEN_MY_JOURNAL: &str = "Open my journal";
pub const OPEN_YOUR_JOURNAL: &str = "Open your journal";
pub const OPEN_YOUR_JOURNAL_LEAD: &str =
    "Type the 24 words from your other device. They stay on this device.";
pub const OTHER_RELAY: &str = "Use another relay";
pub const PUT_BACK: &str = "Put it back";
pub const READ_ONLY: &str =
    "Written by a newer version of Commonplace: you can read it here, not change it.";
pub const RECOVERY_HIDDEN: &str = "Make sure nobody is looking over your shoulder.";
pub const RECOVERY_HINT: &str = "The only way back if this device is lost";
pub const RECOVERY_LEAD: &str = "24 words that open your journal on another device. Keep them on paper, where only you can find them.";
pub const RECOVERY_NOT_HERE: &str = "The words are not on this device";
pub const RECOVERY_NOT_HERE_LEAD: &str = "You opened your journal here with the words, and this device does not keep them. They are where you wrote them \
     down, and on the device the journal was started on.";
pub const RECOVERY_SHOWN: &str = "Write these down, in this order, on paper. Whoever has them can read your journal, and without them a lost device \
     cannot be replaced. Nobody can send them to you again.";
pub const RECOVERY_WORDS: &str = "Recovery words";
pub const RELAY: &str = "The relay";
pub const RELAY_ADDRESS: &str = "Relay address";
pub const RELAY_ADDRESS_HINT: &str = "Leave it empty to use the one this app came from.";
pub const RELAY_EXAMPLE: &str = "wss://relay.example.org/sync";
pub const RELAY_HINT: &str = "Passes sealed entries between your devices. It cannot read them.";
pub const RELOAD: &str = "Reload";
pub const SAVE: &str = "Save";
pub const SAVE_ENTRY: &str = "Save entry";
pub const SEARCH: &str = "Search";
pub const SEARCH_NONE_LEAD: &str =
    "Search looks through every word you have written on this device.";
pub const SETTINGS: &str = "Settings";
pub const SHOW_WORDS: &str = "Show words";
pub const SKIP: &str = "Skip to the page";
pub const START_WRITING: &str = "Start writing";
pub const STOPPED: &str = "Commonplace has stopped. What was saved is safe. Reload to go on.";
pub const TODAY: &str = "Today";
pub const TRY_AGAIN: &str = "Try again";
pub const TRY_NOW: &str = "Try now";
pub const UNDO: &str = "Undo";
pub const UNREADABLE: &str = "This entry cannot be opened. Nothing was changed.";
pub const UNREADABLE_LEAD: &str = "Part of it is damaged on this device. Its records stay as they are; another device may hold a whole copy.";
pub const UNTITLED: &str = "No words yet";
pub const UPDATE_NOW: &str = "Update now";
pub const WELCOME: &str = "This journal is yours.";
pub const WELCOME_LEAD: &str = "Nobody else can open it: not your manager, not us. It lives on this device, works \
     without a network, and needs no account.";
pub const WHAT_TODAY: &str = "What did today teach you?";
pub const WRITTEN_DOWN: &str = "I have written them down";
pub const YES: &str = "Yes";
pub const YOUR_JOURNAL: &str = "Your journal";

/// The choices of appearance.
pub fn appearance(choice: crate::shell::appearance::Appearance) -> &'static str {
    use crate::shell::appearance::Appearance;
    match choice {
        Appearance::System => "As the system",
        Appearance::Light => "Light",
        Appearance::Dark => "Dark",
    }
}

/// "Commonplace 0.1.0".
pub fn version(version: &str) -> String {
    format!("Commonplace {version}")
}

/// How many entries a search found.
pub fn found(total: u32, query: &str) -> String {
    format!("{} with “{query}”", counted(total, "entry", "entries"))
}

/// No entry was found.
pub fn found_none(query: &str) -> String {
    format!("Nothing with “{query}”")
}

/// How long an entry is.
pub fn length(words: usize) -> String {
    counted(u32::try_from(words).unwrap_or(u32::MAX), "word", "words")
}

/// The entry does not fit.
pub fn too_long(limit_bytes: u32) -> String {
    let mebibytes = limit_bytes >> 20;
    format!(
        "An entry can hold {mebibytes} MiB of text. The last change was not taken; the rest is safe."
    )
}

/// "1 entry", "1,859 entries".
pub fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// "1,859".
pub fn number(n: u32) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
