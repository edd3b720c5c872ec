//! From Markdown to what is shown of it. The tree holds nothing that can run or load anything, is never deep, and is
//! never larger than a page can show: what lies beyond stays as it was written.

mod build;
mod words;

pub use build::page;

/// Longest text that is laid out, in bytes of UTF-8.
pub const MAX_BYTES: usize = 256 << 10;
/// Deepest that a piece lies in others.
pub const MAX_DEPTH: usize = 16;
/// Most pieces that are laid out.
pub const MAX_PIECES: usize = 20_000;

/// A text, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What was laid out.
    pub nodes: Vec<Node>,
    /// What was too much to lay out, as it was written. Mostly empty.
    pub rest: String,
}

/// A piece, and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// What is in it.
    pub children: Vec<Node>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading, from 2 on: 1 is the page's. None is more than one deeper than the one before it.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Something quoted.
    Quote,
    /// A list; with the number it begins with, if it is numbered.
    List(Option<u64>),
    /// An item of a list.
    Item(Option<Check>),
    /// A block of code.
    Block(String),
    /// A line across the page.
    Rule,
    /// A table: its first row is the heads.
    Table,
    /// A row.
    Row,
    /// A cell.
    Cell(Align),
    /// Words.
    Text(String),
    /// A tag, without `#`.
    Tag(String),
    /// Code in a line.
    Code(String),
    /// The end of a line.
    Break,
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// Struck out.
    Struck,
    /// A link to a place that may be opened.
    Link {
        /// Where it leads.
        href: String,
        /// The host, when the words of the link do not say it honestly.
        host: Option<String>,
    },
    /// A photo of the entry.
    Photo {
        /// What follows `photo:`.
        id: String,
        /// What is to be seen on it.
        alt: String,
    },
}

/// A box to be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// UTF-16 offset of the character between the brackets.
    pub at: u32,
    /// Whether it is ticked.
    pub done: bool,
}

/// How a cell is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// As the text runs.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// Against the other end.
    End,
}

impl Node {
    /// The words in it, marks aside.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.gather(&mut words);
        words
    }

    fn gather(&self, words: &mut String) {
        match &self.kind {
            Kind::Text(text) | Kind::Code(text) | Kind::Block(text) => words.push_str(text),
            Kind::Tag(tag) => {
                words.push('#');
                words.push_str(tag);
            }
            Kind::Photo { alt, .. } => words.push_str(alt),
            Kind::Break => words.push(' '),
            _ => {}
        }
        self.children.iter().for_each(|child| child.gather(words));
    }
}
