//! Builds the tree from what the parser finds, with a stack of its own: nothing here is recursive.

use super::{Align, Check, Kind, MAX_BYTES, MAX_DEPTH, MAX_PIECES, Node, Page, words};
use crate::address::{address, is_misleading};
use commonplace_api::text::units;
use core::ops::Range;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

/// Lays `text` out.
pub fn page(text: &str) -> Page {
    let kept = beginning(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut builder = Builder::new(kept);
    for (event, bytes) in Parser::new_ext(kept, options).into_offset_iter() {
        if builder.pieces >= MAX_PIECES {
            return builder.finish(text.get(bytes.start..).unwrap_or_default());
        }
        builder.take(event, &bytes);
    }
    builder.finish(text.get(kept.len()..).unwrap_or_default())
}

/// As much of `text` as is laid out, to the end of a line if one is near.
fn beginning(text: &str) -> &str {
    if text.len() <= MAX_BYTES {
        return text;
    }
    let mut end = MAX_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let kept = text.get(..end).unwrap_or_default();
    kept.rfind('\n')
        .and_then(|end| kept.get(..=end))
        .unwrap_or(kept)
}

/// What an open piece will be.
enum Open {
    Kind(Kind),
    Link(String),
    Image(String),
    /// Something that is shown as what is in it.
    Nothing,
}

struct Frame {
    open: Open,
    children: Vec<Node>,
}

struct Builder<'text> {
    text: &'text str,
    frames: Vec<Frame>,
    nodes: Vec<Node>,
    /// Pieces that were opened deeper than they may lie.
    too_deep: usize,
    pieces: usize,
    /// The last heading's level.
    heading: u8,
    aligns: Vec<Align>,
    cell: usize,
    /// Inside of front matter or a block of code.
    block: bool,
    /// A place in bytes and in UTF-16 units.
    place: (usize, u32),
}

impl<'text> Builder<'text> {
    fn new(text: &'text str) -> Self {
        Self {
            text,
            frames: Vec::new(),
            nodes: Vec::new(),
            too_deep: 0,
            pieces: 0,
            heading: 1,
            aligns: Vec::new(),
            cell: 0,
            block: false,
            place: (0, 0),
        }
    }

    fn take(&mut self, event: Event, bytes: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => self.add(Kind::Code(code.into_string())),
            // Marks of HTML are words here.
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak | Event::HardBreak => self.add(Kind::Break),
            Event::Rule => self.add(Kind::Rule),
            Event::TaskListMarker(done) => self.check(done, bytes.start + 1),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text);
            }
        }
    }

    fn start(&mut self, tag: Tag) {
        let open = match tag {
            Tag::Paragraph | Tag::HtmlBlock => Open::Kind(Kind::Paragraph),
            Tag::Heading { level, .. } => Open::Kind(Kind::Heading(self.level(level))),
            Tag::BlockQuote(_) => Open::Kind(Kind::Quote),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)
            | Tag::MetadataBlock(_) => {
                self.block = true;
                Open::Kind(Kind::Block(String::new()))
            }
            Tag::List(first) => Open::Kind(Kind::List(first)),
            Tag::Item => Open::Kind(Kind::Item(None)),
            Tag::Table(aligns) => {
                self.aligns = aligns.iter().copied().map(align).collect();
                Open::Kind(Kind::Table)
            }
            Tag::TableHead | Tag::TableRow => {
                self.cell = 0;
                Open::Kind(Kind::Row)
            }
            Tag::TableCell => {
                let align = self.aligns.get(self.cell).copied().unwrap_or_default();
                self.cell += 1;
                Open::Kind(Kind::Cell(align))
            }
            Tag::Emphasis => Open::Kind(Kind::Emphasis),
            Tag::Strong => Open::Kind(Kind::Strong),
            Tag::Strikethrough => Open::Kind(Kind::Struck),
            Tag::Link { dest_url, .. } => Open::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Open::Image(dest_url.into_string()),
            _ => Open::Nothing,
        };
        if self.frames.len() >= MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame {
                open,
                children: Vec::new(),
            });
        }
    }

    fn end(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.block = false;
        let Some(Frame { open, children }) = self.frames.pop() else {
            return;
        };
        match open {
            Open::Kind(kind) => self.close(kind, children),
            Open::Link(href) => self.link(&href, children),
            Open::Image(href) => self.image(&href, children),
            Open::Nothing => self.here().extend(children),
        }
    }

    fn close(&mut self, kind: Kind, mut children: Vec<Node>) {
        if kind == Kind::Paragraph {
            children.pop_if(|last| last.kind == Kind::Break);
        }
        let children = match kind {
            Kind::Block(_) | Kind::List(_) | Kind::Table | Kind::Row => children,
            _ => self.found(children),
        };
        self.push(Node { kind, children });
    }

    /// Addresses and tags among the words, unless they are in a link already.
    fn found(&mut self, children: Vec<Node>) -> Vec<Node> {
        let is_linked = self
            .frames
            .iter()
            .any(|frame| matches!(frame.open, Open::Link(_) | Open::Image(_)));
        if is_linked {
            return children;
        }
        let before = children.len();
        let room = MAX_PIECES.saturating_sub(self.pieces);
        let found = words::found(children, room);
        self.pieces += found.len().saturating_sub(before);
        found
    }

    fn link(&mut self, href: &str, children: Vec<Node>) {
        let Some(address) = address(href) else {
            // Where it may not lead, the words stay.
            return self.here().extend(children);
        };
        let shown: String = children.iter().map(Node::words).collect();
        let host = is_misleading(&shown, &address.host).then_some(address.host);
        let children = if shown.trim().is_empty() {
            vec![leaf(Kind::Text(address.href.clone()))]
        } else {
            children
        };
        self.push(Node {
            kind: Kind::Link {
                href: address.href,
                host,
            },
            children,
        });
    }

    /// A photo of ours, or a link to a picture elsewhere: it is not fetched, because that would tell who reads.
    fn image(&mut self, href: &str, children: Vec<Node>) {
        let is_id = |id: &&str| {
            (1..=128).contains(&id.len())
                && id
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        };
        if let Some(id) = href.strip_prefix("photo:").filter(is_id) {
            let alt = children.iter().map(Node::words).collect();
            return self.add(Kind::Photo {
                id: id.to_owned(),
                alt,
            });
        }
        self.link(href, children);
    }

    fn words(&mut self, text: &str) {
        if self.block
            && let Some(Frame {
                open: Open::Kind(Kind::Block(block)),
                ..
            }) = self.frames.last_mut()
        {
            block.push_str(text);
            return;
        }
        if let Some(Node {
            kind: Kind::Text(words),
            ..
        }) = self.here().last_mut()
        {
            words.push_str(text);
        } else {
            self.add(Kind::Text(text.to_owned()));
        }
    }

    fn html(&mut self, html: &str) {
        for line in html.split_inclusive('\n') {
            self.words(line.trim_end_matches('\n'));
            if line.ends_with('\n') {
                self.add(Kind::Break);
            }
        }
    }

    fn check(&mut self, done: bool, byte: usize) {
        let at = self.units_at(byte);
        let item = self
            .frames
            .iter_mut()
            .rev()
            .find_map(|frame| match &mut frame.open {
                Open::Kind(Kind::Item(check)) => Some(check),
                _ => None,
            });
        if let Some(check) = item.filter(|_| self.too_deep == 0) {
            *check = Some(Check { at, done });
        }
    }

    /// UTF-16 offset of a byte: counted on from the last one asked for.
    fn units_at(&mut self, byte: usize) -> u32 {
        if byte < self.place.0 {
            self.place = (0, 0);
        }
        let passed = self.text.get(self.place.0..byte).unwrap_or_default();
        self.place = (byte, self.place.1 + units(passed));
        self.place.1
    }

    /// Below the page's own heading, and never more than one deeper than the last.
    fn level(&mut self, level: HeadingLevel) -> u8 {
        let wanted = level as u8 + 1;
        self.heading = wanted.clamp(2, 6).min(self.heading + 1);
        self.heading
    }

    fn add(&mut self, kind: Kind) {
        self.push(leaf(kind));
    }

    fn push(&mut self, node: Node) {
        self.pieces += 1;
        self.here().push(node);
    }

    fn here(&mut self) -> &mut Vec<Node> {
        self.frames
            .last_mut()
            .map_or(&mut self.nodes, |frame| &mut frame.children)
    }

    fn finish(mut self, rest: &str) -> Page {
        self.too_deep = 0;
        while !self.frames.is_empty() {
            self.end();
        }
        Page {
            nodes: self.nodes,
            rest: rest.to_owned(),
        }
    }
}

fn leaf(kind: Kind) -> Node {
    Node {
        kind,
        children: Vec::new(),
    }
}

fn align(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Middle,
        Alignment::Right => Align::End,
    }
}
