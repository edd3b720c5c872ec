//! What the compiler cannot check about the source: which crate may know which, and how files are kept.
//! The same checks run as tests in `tests/tidy.rs`.

pub mod dependencies;
pub mod licences;
pub mod sources;
pub mod words;

use anyhow::{Result, ensure};

use crate::workspace::Workspace;

/// One check: what is wrong, in sentences; nothing where all is well.
pub type Check = fn(&Workspace) -> Result<Vec<String>>;

/// Every check, with the rule it holds.
pub const CHECKS: &[(&str, Check)] = &[
    ("dependencies point one way", dependencies::point_one_way),
    ("what is linked may be linked", licences::are_allowed),
    ("both licences are here", licences::are_present),
    ("files are short", sources::files_are_short),
    (
        "modules say what they are",
        sources::modules_say_what_they_are,
    ),
    (
        "screens obey the page's policy",
        sources::screens_obey_the_policy,
    ),
    ("stylesheets are linked", sources::stylesheets_are_linked),
    ("icons are there", sources::icons_are_there),
    ("words keep to the house", sources::words_keep_to_the_house),
    ("languages say the same", words::languages_say_the_same),
    ("sentences are well set", words::sentences_are_well_set),
    ("sentences are said", words::sentences_are_said),
];

/// Runs every check and says all that is wrong.
///
/// # Errors
/// When anything is.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut wrong = Vec::new();
    for (rule, check) in CHECKS {
        wrong.extend(
            check(workspace)?
                .into_iter()
                .map(|sentence| format!("{rule}: {sentence}")),
        );
    }
    ensure!(
        wrong.is_empty(),
        "the source is not tidy\n{}",
        wrong.join("\n")
    );
    Ok(())
}
