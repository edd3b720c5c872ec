//! What is shown of Markdown.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use commonplace_prose::reading::{Kind, Node, page};

/// The tree in short: `p(one b(two))`.
fn drawn(text: &str) -> String {
    page(text)
        .nodes
        .iter()
        .map(draw)
        .collect::<Vec<_>>()
        .join(" ")
}

fn draw(node: &Node) -> String {
    let name = match &node.kind {
        Kind::Text(text) => return text.clone(),
        Kind::Tag(tag) => return format!("#{{{tag}}}"),
        Kind::Code(code) => return format!("`{code}`"),
        Kind::Break => return "/".into(),
        Kind::Rule => return "--".into(),
        Kind::Block(code) => return format!("block({code:?})"),
        Kind::Photo { id, alt } => return format!("photo({id} {alt})"),
        Kind::Heading(level) => format!("h{level}"),
        Kind::Paragraph => "p".into(),
        Kind::Quote => "quote".into(),
        Kind::List(None) => "ul".into(),
        Kind::List(Some(first)) => format!("ol{first}"),
        Kind::Item(None) => "li".into(),
        Kind::Item(Some(check)) => {
            format!("{}{}", if check.done { "done" } else { "todo" }, check.at)
        }
        Kind::Table => "table".into(),
        Kind::Row => "tr".into(),
        Kind::Cell(align) => format!("{align:?}"),
        Kind::Emphasis => "i".into(),
        Kind::Strong => "b".into(),
        Kind::Struck => "s".into(),
        Kind::Link { href, host: None } => format!("a[{href}]"),
        Kind::Link {
            href,
            host: Some(host),
        } => format!("a[{href}!{host}]"),
    };
    let children: Vec<_> = node.children.iter().map(draw).collect();
    format!("{name}({})", children.join(""))
}

#[test]
fn lays_out_what_people_write() {
    for (text, expected) in [
        (
            "one *two* **three** ~~four~~ `five`",
            "p(one i(two) b(three) s(four) `five`)",
        ),
        ("one\ntwo", "p(one/two)"),
        ("# One\n### Two\n## Three", "h2(One) h3(Two) h3(Three)"),
        ("#### Deep first", "h2(Deep first)"),
        (
            "- one\n- two\n  1. three",
            "ul(li(one)li(twool1(li(three))))",
        ),
        ("3. three", "ol3(li(three))"),
        ("> said\n> so", "quote(p(said/so))"),
        ("```rust\nlet a = 1;\n```", r#"block("let a = 1;\n")"#),
        ("a\n\n---\n\nb", "p(a) -- p(b)"),
        (
            "|a|b|\n|:-:|-:|\n|1|2|",
            "table(tr(Middle(a)End(b))tr(Middle(1)End(2)))",
        ),
        ("---\ntitle: x\n---\ntext", r#"block("title: x\n") p(text)"#),
        ("\\*not\\* &amp; so", "p(*not* & so)"),
        ("", ""),
    ] {
        assert_eq!(drawn(text), expected, "{text}");
    }
}

#[test]
fn boxes_know_where_they_are_ticked() {
    assert_eq!(
        drawn("😀\n\n- [ ] a\n- [x] b\n\n  c"),
        "p(😀) ul(todo7(p(a))done15(p(b)p(c)))"
    );
}

#[test]
fn links_lead_only_where_they_may() {
    for (text, expected) in [
        (
            "[docs](https://a.example/x)",
            "p(a[https://a.example/x](docs))",
        ),
        (
            "[bank.example](https://evil.example)",
            "p(a[https://evil.example!evil.example](bank.example))",
        ),
        ("[run](javascript:alert(1))", "p(run)"),
        (
            "[file](notes/a.md) [**b**](data:text/html,x)",
            "p(file b(b))",
        ),
        (
            "[](https://a.example)",
            "p(a[https://a.example](https://a.example))",
        ),
        (
            "<https://a.example>",
            "p(a[https://a.example](https://a.example))",
        ),
        (
            "see https://a.example/b, or (http://c.example).",
            "p(see a[https://a.example/b](https://a.example/b), or (a[http://c.example](http://c.example)).)",
        ),
        ("`https://a.example`", "p(`https://a.example`)"),
        (
            "[x https://b.example](https://a.example)",
            "p(a[https://a.example!a.example](x https://b.example))",
        ),
    ] {
        assert_eq!(drawn(text), expected, "{text}");
    }
}

#[test]
fn html_is_words() {
    assert_eq!(drawn("a <b onclick=x>c</b>"), "p(a <b onclick=x>c</b>)");
    assert_eq!(
        drawn("<script>\nalert(1)\n</script>"),
        "p(<script>/alert(1)/</script>)"
    );
}

#[test]
fn pictures_of_others_are_not_fetched() {
    assert_eq!(
        drawn("![The board](photo:00ff)"),
        "p(photo(00ff The board))"
    );
    assert_eq!(
        drawn("![cat](https://a.example/cat.png)"),
        "p(a[https://a.example/cat.png](cat))"
    );
    assert_eq!(drawn("![x](photo:../../y)"), "p(x)");
    assert_eq!(drawn("![x](data:image/png;base64,AAAA)"), "p(x)");
}

#[test]
fn tags_are_found_where_the_lists_find_them() {
    assert_eq!(
        drawn("#til: a #web-dev (#x) b#no `#no`"),
        "p(#{til}: a #{web-dev} (#{x}) b#no `#no`)"
    );
    assert_eq!(drawn("one\n#two"), "p(one/#{two})");
    assert_eq!(drawn("**b**#no"), "p(b(b)#no)");
}
