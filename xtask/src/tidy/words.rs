//! The words of the app: every language says everything, with the same things put in, and nothing is kept that nobody
//! says. The compiler finds what is asked for and missing; this finds what a translation forgot.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::sources::{self, Source};
use crate::workspace::Workspace;

/// The language that the others are held against comes first.
const LANGUAGES: [&str; 2] = ["en", "de"];

/// What a sentence that bends to a number ends on.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Marks of a typewriter, shouts, and what to write instead.
const NEVER_TYPED: [(&str, &str); 5] = [
    ("!", "a full stop"),
    ("'", "’"),
    ("\"", "“ and ”"),
    ("...", "…"),
    (" - ", " – "),
];

/// Sentences by their name, all forms of one together.
type Sentences = BTreeMap<String, BTreeMap<String, String>>;

/// Every language has every sentence, and puts in the same.
///
/// # Errors
/// When a file of `locales/` cannot be read.
pub fn languages_say_the_same(workspace: &Workspace) -> Result<Vec<String>> {
    let [first, others @ ..] = &LANGUAGES;
    let reference = sentences(&read(workspace, first)?);
    let mut wrong = Vec::new();
    for other in others {
        let translated = sentences(&read(workspace, other)?);
        wrong.extend(differences(&reference, &translated, other));
    }
    Ok(wrong)
}

/// Files are laid out one way, keys sorted, and set in type.
///
/// # Errors
/// When a file of `locales/` cannot be read.
pub fn sentences_are_well_set(workspace: &Workspace) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let text = fs::read_to_string(workspace.path(&path(language)))?;
        let value = read(workspace, language)?;
        if format!("{value:#}\n") != text {
            wrong.push(format!(
                "{}: keys are sorted and once each, indented by two",
                path(language)
            ));
        }
        wrong.extend(badly_set(&sentences(&value), language));
    }
    Ok(wrong)
}

/// What is written down is said somewhere, and what is said is written down there and nowhere else.
///
/// # Errors
/// When Git cannot list the files, or a file of `locales/` cannot be read.
pub fn sentences_are_said(workspace: &Workspace) -> Result<Vec<String>> {
    let [first, ..] = &LANGUAGES;
    let written = sentences(&read(workspace, first)?);
    let app = sources::sources(workspace, |source| {
        source.path.starts_with("src/") && source.extension() == "rs"
    })?;
    let said: BTreeSet<String> = app.iter().flat_map(|source| said(&source.text)).collect();
    let unsaid = written.keys().filter(|name| !said.contains(*name));
    let unsaid = unsaid.map(|name| format!("nobody says words!({name})"));
    Ok(unsaid.chain(app.iter().flat_map(inline)).collect())
}

fn path(language: &str) -> String {
    format!("locales/{language}.json")
}

fn read(workspace: &Workspace, language: &str) -> Result<Value> {
    let path = path(language);
    let text = fs::read_to_string(workspace.path(&path)).with_context(|| path.clone())?;
    serde_json::from_str(&text).with_context(|| path)
}

fn sentences(value: &Value) -> Sentences {
    let mut found = Sentences::new();
    gather(value, "", &mut found);
    found
}

fn gather(value: &Value, name: &str, found: &mut Sentences) {
    let Some(inner) = value.as_object() else {
        return;
    };
    for (key, value) in inner {
        let bends = key
            .rsplit_once('_')
            // A name may end like a form without being one.
            .filter(|(stem, form)| {
                FORMS.contains(form) && inner.contains_key(&format!("{stem}_other"))
            });
        let (stem, form) = bends.unwrap_or((key.as_str(), ""));
        let name = if name.is_empty() {
            stem.to_owned()
        } else {
            format!("{name}.{stem}")
        };
        match value.as_str() {
            Some(sentence) => {
                let forms = found.entry(name).or_default();
                forms.insert(form.to_owned(), sentence.to_owned());
            }
            None => gather(value, &name, found),
        }
    }
}

fn differences(reference: &Sentences, translated: &Sentences, language: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, forms) in reference {
        match translated.get(name) {
            None => wrong.push(format!("{language} has no {name}")),
            Some(theirs) if put_in(theirs) != put_in(forms) => {
                wrong.push(format!("{language}: {name} puts in something else"));
            }
            Some(theirs) if theirs.contains_key("") != forms.contains_key("") => {
                wrong.push(format!(
                    "{language}: {name} bends to a number in one language only"
                ));
            }
            Some(_) => {}
        }
    }
    let more = translated
        .keys()
        .filter(|name| !reference.contains_key(*name));
    wrong.extend(more.map(|name| format!("{language} has {name}, which is nowhere else")));
    wrong
}

/// What stands in braces, in any form.
fn put_in(forms: &BTreeMap<String, String>) -> BTreeSet<&str> {
    let parts = forms.values().flat_map(|text| text.split("{{").skip(1));
    parts
        .filter_map(|part| Some(part.split_once("}}")?.0.trim()))
        .collect()
}

fn badly_set(sentences: &Sentences, language: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, forms) in sentences {
        for sentence in forms.values() {
            if sentence.trim().is_empty() {
                wrong.push(format!("{language}: {name} says nothing"));
            }
            let typed = NEVER_TYPED.iter().find(|(mark, _)| sentence.contains(mark));
            wrong.extend(typed.map(|(mark, instead)| {
                format!("{language}: {name} has `{mark}`; write {instead}")
            }));
        }
    }
    wrong
}

/// The names of the sentences that a source says.
fn said(text: &str) -> BTreeSet<String> {
    let code: String = code_lines(text).map(|(_, line)| line).collect();
    code.split("words!(")
        .skip(1)
        .filter_map(|rest| rest.split([',', ')']).next())
        .map(|name| name.split_whitespace().collect())
        .collect()
}

/// Lines that hold a sentence of their own.
fn inline(source: &Source) -> Vec<String> {
    let lines = code_lines(&source.text).filter(|(_, line)| {
        let quoted = line.split('"').skip(1).step_by(2);
        quoted.into_iter().any(is_sentence)
    });
    lines
        .map(|(at, _)| {
            format!(
                "{}:{at}: a sentence belongs into locales/, and words! says it",
                source.path
            )
        })
        .collect()
}

/// "Save entry" is for people, "Ctrl Enter" and "data-first" are not.
fn is_sentence(quoted: &str) -> bool {
    let mut words = quoted.split(' ');
    let capital = words.next().is_some_and(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.len() > 1
            && letters.all(char::is_lowercase)
    });
    capital
        && words
            .next()
            .is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// Everything but comments, with the numbers of the lines.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_forgotten_translation_is_named() {
        let english =
            sentences(&json!({"a": {"b": "One", "c_one": "{{ n }}", "c_other": "{{ n }}"}}));
        let german = sentences(&json!({"a": {"b": "Eins", "d": "Zwei"}}));
        let wrong = differences(&english, &german, "de");
        assert_eq!(
            wrong,
            ["de has no a.c", "de has a.d, which is nowhere else"]
        );
    }

    #[test]
    fn what_is_put_in_is_the_same_whatever_the_form() {
        let english = sentences(&json!({"a_one": "One {{ x }}", "a_other": "{{ count }} {{ x }}"}));
        let same = sentences(&json!({"a_one": "{{ x }}", "a_other": "{{x}} und {{count}}"}));
        let other = sentences(&json!({"a_one": "{{ y }}", "a_other": "{{ count }}"}));
        assert!(differences(&english, &same, "de").is_empty());
        assert_eq!(
            differences(&english, &other, "de"),
            ["de: a puts in something else"]
        );
    }

    #[test]
    fn shouting_and_typewriters_are_found() {
        let wrong = badly_set(&sentences(&json!({"a": "Well done!", "b": " "})), "en");
        assert_eq!(
            wrong,
            ["en: a has `!`; write a full stop", "en: b says nothing"]
        );
    }

    #[test]
    fn what_is_said_is_found_across_lines_and_not_in_comments() {
        let text =
            "// words!(no.no)\nlet a = words!(\n    a.b,\n    count = 3\n) + crate::words!(c);";
        let names: Vec<_> = said(text).into_iter().collect();
        assert_eq!(names, ["a.b", "c"]);
    }

    #[test]
    fn a_sentence_is_told_from_a_name() {
        assert!(is_sentence("Save entry"));
        for name in ["Ctrl Enter", "entry-link row", "Enter", "A b", "Save", ""] {
            assert!(!is_sentence(name), "{name}");
        }
    }
}
