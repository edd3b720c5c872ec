//! What a finished page must be, on a small one.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;

use super::{assets, digest, files, finish, read};

const PAGE: &str = r#"<html><head><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/tokens.css"/><link rel="stylesheet" href="/base.css"/>
<meta name="core-js" content="/core.js"><meta name="core-wasm" content="/worker_bg.wasm">
<meta name="app-js" content="/commonplace.js"><script type="module" src="/boot.js"></script></head>
<body><svg viewBox="0 0 1 1"><path d="M0 0"/></svg> boot.js starts it all.</body></html>"#;

/// A folder of its own, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn staged(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!(
            "commonplace-post-build-{name}-{}",
            std::process::id()
        ));
        fs::create_dir_all(folder.join("snippets/a")).unwrap();
        for (file, content) in [
            ("index.html", PAGE),
            ("tokens.css", ":root { --page: white }"),
            ("base.css", "body { color: black }"),
            ("icon.svg", "<svg></svg>"),
            (
                "manifest.webmanifest",
                r#"{"start_url": "/journal", "src": "/icon.svg"}"#,
            ),
            ("boot.js", "start();"),
            (
                "core.js",
                "import init from \"./worker.js\";\nawait init({ module_or_path: \"/worker_bg.wasm\" });",
            ),
            (
                "worker.js",
                "import { now } from './snippets/a/inline0.js'; new URL('worker_bg.wasm', import.meta.url);",
            ),
            ("worker_bg.wasm", "wasm of the core"),
            (
                "commonplace.js",
                "new URL('commonplace_bg.wasm', import.meta.url); // not my.worker.js",
            ),
            ("commonplace_bg.wasm", "wasm of the app"),
            (
                "snippets/a/inline0.js",
                "export const now = () => Date.now();",
            ),
            (
                "sw.js",
                "const BUILD = \"BUILD_ID\";\nconst FILES = /*PRECACHE*/[];",
            ),
        ] {
            fs::write(folder.join(file), content).unwrap();
        }
        Self(folder)
    }

    fn only(&self, start: &str, end: &str) -> String {
        let names: Vec<String> = files(&self.0)
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let found: Vec<&String> = names
            .iter()
            .filter(|name| name.starts_with(start) && name.ends_with(end))
            .collect();
        assert_eq!(found.len(), 1, "{start}*{end} among {names:?}");
        found[0].clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn finished(name: &str) -> Folder {
    let folder = Folder::staged(name);
    finish(&folder.0, Some("abc")).unwrap();
    folder
}

#[test]
fn every_reference_names_a_file_that_is_there() {
    let folder = finished("references");
    let page = read(&folder.0.join("index.html")).unwrap();
    for (start, end) in [
        ("app-", ".css"),
        ("boot-", ".js"),
        ("core-", ".js"),
        ("worker_bg-", ".wasm"),
        ("commonplace-", ".js"),
    ] {
        assert!(
            page.contains(&format!("\"/{}\"", folder.only(start, end))),
            "{start}{end} in {page}"
        );
    }
    let core = read(&folder.0.join(folder.only("core-", ".js"))).unwrap();
    assert!(
        core.contains(&format!("\"./{}\"", folder.only("worker-", ".js"))),
        "{core}"
    );
    assert!(
        core.contains(&format!("\"/{}\"", folder.only("worker_bg-", ".wasm"))),
        "{core}"
    );
    let worker = read(&folder.0.join(folder.only("worker-", ".js"))).unwrap();
    assert!(
        worker.contains(&format!("'{}'", folder.only("worker_bg-", ".wasm"))),
        "{worker}"
    );
    assert!(worker.contains("'./snippets/a/inline0.js'"), "{worker}");
}

#[test]
fn a_changed_file_changes_every_name_on_the_way_to_the_page() {
    let before = finished("before");
    let after = Folder::staged("after");
    fs::write(after.0.join("worker_bg.wasm"), "another core").unwrap();
    finish(&after.0, None).unwrap();
    for (start, end) in [
        ("worker_bg-", ".wasm"),
        ("worker-", ".js"),
        ("core-", ".js"),
    ] {
        assert_ne!(before.only(start, end), after.only(start, end));
    }
    for (start, end) in [("commonplace-", ".js"), ("boot-", ".js"), ("app-", ".css")] {
        assert_eq!(before.only(start, end), after.only(start, end));
    }
    let build = |folder: &Folder| read(&folder.0.join("version.json")).unwrap();
    assert_ne!(build(&before), build(&after));
}

#[test]
fn stylesheets_are_joined_in_the_order_of_the_page() {
    let folder = finished("styles");
    let style = read(&folder.0.join(folder.only("app-", ".css"))).unwrap();
    assert!(style.find("--page").unwrap() < style.find("color").unwrap());
    assert_eq!(
        read(&folder.0.join("index.html"))
            .unwrap()
            .matches("rel=\"stylesheet\"")
            .count(),
        1
    );
}

#[test]
fn the_service_worker_lists_every_file_with_its_hash() {
    let folder = finished("precache");
    let script = read(&folder.0.join("sw.js")).unwrap();
    let list = script
        .lines()
        .nth(1)
        .unwrap()
        .trim_start_matches("const FILES = ")
        .trim_end_matches(';');
    let list: Vec<(String, String)> = serde_json::from_str::<serde_json::Value>(list)
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| {
            (
                pair[0].as_str().unwrap().to_owned(),
                pair[1].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let mut expected: Vec<String> = files(&folder.0)
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| {
            name.strip_suffix(".br").is_none() && name != "sw.js" && name != "version.json"
        })
        .map(|name| {
            if name == "index.html" {
                "/".to_owned()
            } else {
                format!("/{name}")
            }
        })
        .collect();
    expected.sort();
    let mut listed: Vec<String> = list.iter().map(|(address, _)| address.clone()).collect();
    listed.sort();
    assert_eq!(listed, expected);
    for (address, integrity) in list {
        let file = if address == "/" {
            "index.html"
        } else {
            address.trim_start_matches('/')
        };
        let sum = base64::prelude::BASE64_STANDARD.encode(digest(&folder.0.join(file)).unwrap());
        assert_eq!(integrity, format!("sha256-{sum}"), "{address}");
    }
}

#[test]
fn a_page_and_its_worker_carry_the_build_that_version_json_names() {
    let folder = finished("build");
    let version: serde_json::Value =
        serde_json::from_str(&read(&folder.0.join("version.json")).unwrap()).unwrap();
    let build = version["build"].as_str().unwrap();
    assert_eq!(build.len(), 16);
    assert_eq!(version["sources"], "abc");
    assert!(
        read(&folder.0.join("index.html"))
            .unwrap()
            .contains(&format!("name=\"build\" content=\"{build}\""))
    );
    assert!(
        read(&folder.0.join("sw.js"))
            .unwrap()
            .contains(&format!("const BUILD = \"{build}\""))
    );
}

#[test]
fn compressed_copies_open_to_the_same_bytes() {
    let folder = Folder::staged("brotli");
    let text = "the same words again and again, ".repeat(200);
    fs::write(folder.0.join("boot.js"), &text).unwrap();
    finish(&folder.0, None).unwrap();
    let boot = folder.0.join(folder.only("boot-", ".js.br"));
    assert!(fs::metadata(&boot).unwrap().len() < 200);
    assert_eq!(unpack(&boot), text);
}

fn unpack(path: &Path) -> String {
    let script = "process.stdout.write(require('node:zlib').brotliDecompressSync(require('node:fs').readFileSync(process.argv[1])))";
    let output = std::process::Command::new("node")
        .args(["-e", script, "--"])
        .arg(path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_page_that_refers_to_nothing_is_refused() {
    let folder = Folder::staged("missing");
    fs::remove_file(folder.0.join("icon.svg")).unwrap();
    let error = finish(&folder.0, None).unwrap_err().to_string();
    assert!(error.contains("/icon.svg"), "{error}");
}

#[test]
fn files_that_refer_to_each_other_are_refused() {
    let folder = Folder::staged("circle");
    fs::write(folder.0.join("boot.js"), "import \"./core.js\";").unwrap();
    fs::write(folder.0.join("core.js"), "import \"./boot.js\";").unwrap();
    let error = assets::name_by_content(&folder.0).unwrap_err().to_string();
    assert!(
        error.contains("boot.js") && error.contains("core.js"),
        "{error}"
    );
}
