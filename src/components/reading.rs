//! Markdown as it is read: elements made one by one, so that no text can become markup. What may stand in it, how deep
//! and how much, is decided by `prose`.

use super::Photo;
use crate::editing::direction;
use crate::words;
use commonplace_api::Id;
use commonplace_prose::reading::{Align, Check, page};
use commonplace_prose::{Kind, Node};
use leptos::prelude::*;

/// What a reader can do in a text.
#[derive(Clone, Copy)]
struct Reader {
    entry: Id,
    tick: Callback<Check>,
    fixed: Signal<bool>,
}

/// `text`, laid out. `tick` is told of a box that was pressed: how it was until then.
#[component]
pub fn Reading(
    /// The entry whose text it is.
    entry: Id,
    /// The Markdown.
    #[prop(into)]
    text: Signal<String>,
    /// Told what was pressed.
    tick: Callback<Check>,
    /// Whether boxes cannot be ticked.
    #[prop(into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    let reader = Reader { entry, tick, fixed };
    move || {
        text.with(|text| {
            let page = page(text);
            let empty = page.nodes.is_empty().then(|| view! { <p class="quiet-text">{words!(entry.untitled)}</p> });
            let rest = (!page.rest.is_empty()).then(|| {
                view! {
                    <p class="quiet-text">{words!(writing.rest)}</p>
                    <p class="reading-rest">{page.rest.clone()}</p>
                }
            });
            view! { <div class="reading" dir=direction(text)>{empty}{all(&page.nodes, reader)}{rest}</div> }
        })
    }
}

fn all(nodes: &[Node], reader: Reader) -> Vec<AnyView> {
    nodes.iter().map(|node| one(node, reader)).collect()
}

fn one(node: &Node, reader: Reader) -> AnyView {
    let inner = || all(&node.children, reader);
    match &node.kind {
        Kind::Text(text) => text.clone().into_any(),
        Kind::Paragraph => view! { <p>{inner()}</p> }.into_any(),
        Kind::Break => view! { <br/> }.into_any(),
        Kind::Heading(level) => heading(*level, inner()),
        Kind::Quote => view! { <blockquote>{inner()}</blockquote> }.into_any(),
        Kind::List(None) => view! { <ul>{inner()}</ul> }.into_any(),
        Kind::List(Some(first)) => view! { <ol start=first.to_string()>{inner()}</ol> }.into_any(),
        Kind::Item(None) => view! { <li>{inner()}</li> }.into_any(),
        Kind::Item(Some(check)) => to_do(node, *check, reader),
        Kind::Block(code) => view! { <pre><code>{code.clone()}</code></pre> }.into_any(),
        Kind::Rule => view! { <hr/> }.into_any(),
        Kind::Table => table(node, reader),
        // Met outside of a table only where a text nests too deep.
        Kind::Row | Kind::Cell(_) => inner().into_any(),
        Kind::Tag(tag) => view! { <span class="tag">{tag.clone()}</span> }.into_any(),
        Kind::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Kind::Emphasis => view! { <em>{inner()}</em> }.into_any(),
        Kind::Strong => view! { <strong>{inner()}</strong> }.into_any(),
        Kind::Struck => view! { <s>{inner()}</s> }.into_any(),
        Kind::Link { href, host } => {
            let host = host.as_deref().map(
                |host| view! { " "<span class="link-host">{words!(writing.leads_to, host = host)}</span> },
            );
            view! {
                <a href=href.clone() target="_blank" rel="noopener noreferrer nofollow">{inner()}</a>{host}
            }
            .into_any()
        }
        Kind::Photo { id, alt } => photo(reader.entry, id, alt),
    }
}

/// The picture, or where its name is none, what is to be seen on it.
fn photo(entry: Id, id: &str, alt: &str) -> AnyView {
    let alt = alt.to_owned();
    match id.parse() {
        Ok(id) => view! { <Photo entry id alt=Signal::stored(alt)/> }.into_any(),
        Err(_) => alt.into_any(),
    }
}

fn heading(level: u8, inner: Vec<AnyView>) -> AnyView {
    match level {
        2 => view! { <h2>{inner}</h2> }.into_any(),
        3 => view! { <h3>{inner}</h3> }.into_any(),
        4 => view! { <h4>{inner}</h4> }.into_any(),
        5 => view! { <h5>{inner}</h5> }.into_any(),
        _ => view! { <h6>{inner}</h6> }.into_any(),
    }
}

fn to_do(node: &Node, check: Check, reader: Reader) -> AnyView {
    let own: String = node
        .children
        .iter()
        .filter(|child| !matches!(child.kind, Kind::List(_)))
        .map(Node::words)
        .collect();
    view! {
        <li class="to-do">
            <input type="checkbox" aria-label=own prop:checked=check.done disabled=reader.fixed
                on:change=move |_| reader.tick.run(check)/>
            <div>{all(&node.children, reader)}</div>
        </li>
    }
    .into_any()
}

fn table(node: &Node, reader: Reader) -> AnyView {
    let row = |row: &Node, head: bool| {
        let cells: Vec<_> = row
            .children
            .iter()
            .map(|cell| self::cell(cell, head, reader))
            .collect();
        view! { <tr>{cells}</tr> }
    };
    let (head, body) = node.children.split_at(node.children.len().min(1));
    let head: Vec<_> = head.iter().map(|node| row(node, true)).collect();
    let body: Vec<_> = body.iter().map(|node| row(node, false)).collect();
    view! {
        <div class="reading-table" role="region" tabindex="0" aria-label=words!(writing.table)>
            <table><thead>{head}</thead><tbody>{body}</tbody></table>
        </div>
    }
    .into_any()
}

fn cell(node: &Node, head: bool, reader: Reader) -> AnyView {
    let inner = all(&node.children, reader);
    let align = match node.kind {
        Kind::Cell(Align::Middle) => Some("middle"),
        Kind::Cell(Align::End) => Some("end"),
        _ => None,
    };
    if head {
        view! { <th scope="col" data-align=align>{inner}</th> }.into_any()
    } else {
        view! { <td data-align=align>{inner}</td> }.into_any()
    }
}
