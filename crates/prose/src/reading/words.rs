//! Addresses and tags that stand among words without any mark.

use super::{Kind, Node};
use crate::{address, tags};

/// `nodes` with the addresses and tags in their words taken out as links and tags: at most so many pieces more.
pub(super) fn found(nodes: Vec<Node>, room: usize) -> Vec<Node> {
    let plain = |node: &Node| matches!(&node.kind, Kind::Text(text) if text.contains("://") || text.contains('#'));
    if !nodes.iter().any(plain) {
        return nodes;
    }
    let mut limit = nodes.len() + room;
    let mut all = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node.kind {
            Kind::Text(text) if all.len() < limit => {
                let starts = begins(all.last());
                split(&text, starts, &mut limit, &mut all);
            }
            kind => all.push(Node { kind, ..node }),
        }
    }
    all
}

/// Whether a tag may stand right after `before`.
fn begins(before: Option<&Node>) -> bool {
    before.is_none_or(|node| node.kind == Kind::Break)
}

fn split(text: &str, starts: bool, limit: &mut usize, all: &mut Vec<Node>) {
    let mut from = 0;
    let mut tags = tags::in_prose(text).peekable();
    let mut at = 0;
    let mut link = text.find("http");
    loop {
        if link.is_some_and(|link| link < at) {
            link = text
                .get(at..)
                .and_then(|rest| rest.find("http"))
                .map(|found| at + found);
        }
        let tag = tags.peek().map(|tag| tag.start - 1);
        let Some(next) = [link, tag].into_iter().flatten().min() else {
            break;
        };
        if all.len() + 3 >= *limit {
            break;
        }
        let rest = text.get(next..).unwrap_or_default();
        if let Some(length) = address::bare(rest) {
            put(all, text.get(from..next));
            let href = rest.get(..length).unwrap_or_default().to_owned();
            let host = address::address(&href).map(|address| address.host);
            let host = host.filter(|host| address::is_misleading(&href, host));
            let shown = Node {
                kind: Kind::Text(href.clone()),
                children: Vec::new(),
            };
            // Its words are a piece too.
            *limit -= 1;
            all.push(Node {
                kind: Kind::Link { href, host },
                children: vec![shown],
            });
            at = next + length;
            from = at;
        } else if let Some(tag) = tags
            .peek()
            .filter(|tag| tag.start == next + 1 && (next > 0 || starts))
            .cloned()
        {
            put(all, text.get(from..next));
            let name = text.get(tag.clone()).unwrap_or_default().to_owned();
            all.push(Node {
                kind: Kind::Tag(name),
                children: Vec::new(),
            });
            at = tag.end;
            from = at;
        } else {
            at = next + 1;
        }
        while tags.next_if(|tag| tag.start <= at).is_some() {}
    }
    put(all, text.get(from..));
}

fn put(all: &mut Vec<Node>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        all.push(Node {
            kind: Kind::Text(text.to_owned()),
            children: Vec::new(),
        });
    }
}
