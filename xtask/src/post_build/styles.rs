//! One stylesheet instead of several: each is a request before the first paint.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::read;

const NAME: &str = "app.css";

/// Joins the stylesheets that `index.html` links, in its order, and links the one instead.
pub(super) fn join(folder: &Path) -> Result<()> {
    let index = folder.join("index.html");
    let mut page = read(&index)?;
    let mut joined = String::new();
    let mut first = None;
    while let Some((start, end)) = find_link(&page) {
        let tag = &page[start..end];
        let href = attribute(tag, "href").with_context(|| format!("{tag} links nothing"))?;
        let file = folder.join(href.trim_start_matches('/'));
        joined.push_str(&read(&file)?);
        joined.push('\n');
        fs::remove_file(&file)?;
        first.get_or_insert(start);
        page.replace_range(start..end, "");
    }
    let first = first.context("index.html links no stylesheet")?;
    ensure!(
        !joined.contains("@import"),
        "a stylesheet imports another: link it in index.html instead"
    );
    page.insert_str(
        first,
        &format!("<link rel=\"stylesheet\" href=\"/{NAME}\">"),
    );
    fs::write(folder.join(NAME), joined)?;
    Ok(fs::write(index, page)?)
}

fn find_link(page: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + page.get(from..)?.find("<link")?;
        let end = start + page.get(start..)?.find('>')? + 1;
        if attribute(page.get(start..end)?, "rel") == Some("stylesheet") {
            return Some((start, end));
        }
        from = end;
    }
}

fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
