//! Tags: `#word` typed in a text, and those an import brought. Which text is code is decided here,
//! where in the rest a tag may stand is `prose`'s to say; what a tag means is decided nowhere.

use crate::fold::fold;
use commonplace_prose::tags as prose_tags;

/// Longest tag that counts as one, in bytes of UTF-8.
const TAG_MAX: usize = 40;
/// Most bytes the tags of one entry take on its card.
const ALL_MAX: usize = 160;

/// The tags of an entry, imported ones first, each once however it is spelled.
pub(crate) fn gather(imported: &[String], body: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut tags: Vec<String> = Vec::new();
    let mut size = 0;
    for tag in imported
        .iter()
        .map(|tag| tag.trim_start_matches('#').trim())
        .chain(typed(body))
    {
        if tag.is_empty() || tag.len() > TAG_MAX || size + tag.len() > ALL_MAX {
            continue;
        }
        let folded = fold(tag);
        if !seen.contains(&folded) {
            seen.push(folded);
            size += tag.len();
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The `#tags` typed in `body`, in order, without `#`. Not in code.
pub fn typed(body: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    body.lines()
        .filter(move |line| {
            let fence = is_fence(line);
            fenced ^= fence;
            !fence && !fenced && line.contains('#')
        })
        .flat_map(in_line)
}

/// Whether a line opens or closes a block of code.
pub(crate) fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

fn in_line(line: &str) -> impl Iterator<Item = &str> {
    // Every second piece between backticks is code.
    line.split('`').step_by(2).flat_map(in_prose)
}

fn in_prose(prose: &str) -> impl Iterator<Item = &str> {
    prose_tags::in_prose(prose).filter_map(|tag| prose.get(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_tags_where_people_put_them() {
        for (body, expected) in [
            (
                "Learned #rust and (#web-dev), #Größe.",
                vec!["rust", "web-dev", "Größe"],
            ),
            ("# Heading #not# a\n## Two", vec!["not"]),
            ("issue #123, #1a, https://x.y/#anchor a#b", vec!["1a"]),
            (
                "`#code` #til\n```\n#include <x>\n```\n#after",
                vec!["til", "after"],
            ),
            ("#work/review- #日本", vec!["work/review", "日本"]),
            ("##two #", vec![]),
        ] {
            assert_eq!(typed(body).collect::<Vec<_>>(), expected, "{body}");
        }
    }

    #[test]
    fn each_tag_counts_once() {
        let imported = ["TIL".to_owned(), "#rust".to_owned(), String::new()];
        assert_eq!(gather(&imported, "#til #Rust #new"), ["TIL", "rust", "new"]);
    }
}
