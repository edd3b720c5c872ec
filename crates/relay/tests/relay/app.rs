//! The app's files, and the addresses beside them, over plain HTTP.

use crate::{
    client::Client,
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_relay::Settings;
use std::{collections::HashMap, fs, net::SocketAddr};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const NAMED: &str = "/app-0123456789abcdef.js";

struct Answer {
    status: u16,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

async fn ask(address: SocketAddr, method: &str, path: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer {
        status,
        headers,
        body: bytes[split + 4..].to_vec(),
    }
}

async fn get(server: &TestServer, path: &str) -> Answer {
    ask(server.address(), "GET", path, "").await
}

/// A server with a small app, and the folder that holds it.
async fn with_app() -> (TestServer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &str); 9] = [
        ("index.html", "<!doctype html>page"),
        ("index.html.br", "page, compressed"),
        (&NAMED[1..], "script"),
        ("app-0123456789abcdef.js.br", "script, compressed"),
        ("core-fedcba9876543210.wasm", "wasm"),
        ("sw.js", "worker"),
        ("manifest.webmanifest", "{}"),
        ("version.json", "{}"),
        ("icons/mark.svg", "<svg/>"),
    ];
    let app = folder.path().join("app");
    fs::create_dir_all(app.join("icons")).unwrap();
    for (name, content) in files {
        fs::write(app.join(name), content).unwrap();
    }
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let app = Some(app);
    (
        TestServer::with(Settings {
            app,
            ..Settings::default()
        })
        .await,
        folder,
    )
}

#[tokio::test]
async fn files_and_the_apps_own_addresses_are_answered_and_nothing_else() {
    let (server, _folder) = with_app().await;
    for path in [
        "/",
        "/journal",
        "/entry/0a1b",
        "/settings/recovery",
        "/?new=1",
    ] {
        let answer = get(&server, path).await;
        assert_eq!(
            (answer.status, answer.body.as_slice()),
            (200, &b"<!doctype html>page"[..]),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    let kinds = [
        (
            NAMED,
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "/core-fedcba9876543210.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "/manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("/version.json", "application/json", "no-cache"),
        ("/icons/mark.svg", "image/svg+xml", "no-cache"),
    ];
    for (path, kind, cache) in kinds {
        let answer = get(&server, path).await;
        let found = (
            answer.status,
            answer.header("content-type"),
            answer.header("cache-control"),
        );
        assert_eq!(found, (200, kind, cache), "{path}");
    }
    for path in [
        "/gone.js",
        "/app-0000000000000000.js",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/icons/../../secret.txt",
        "/icons/none.png",
    ] {
        assert_eq!(get(&server, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn compressed_for_those_who_take_it_and_not_sent_twice() {
    let (server, _folder) = with_app().await;
    let ask = |headers: &'static str| ask(server.address(), "GET", NAMED, headers);
    let plain = ask("").await;
    assert_eq!(
        (plain.body.as_slice(), plain.header("content-encoding")),
        (&b"script"[..], "")
    );
    assert_eq!(plain.header("vary"), "Accept-Encoding");
    for refuses in [
        "Accept-Encoding: gzip\r\n",
        "Accept-Encoding: br;q=0, gzip\r\n",
    ] {
        assert_eq!(ask(refuses).await.body, b"script", "{refuses}");
    }
    let brotli = ask("Accept-Encoding: gzip, deflate, br;q=0.9\r\n").await;
    assert_eq!(brotli.body, b"script, compressed");
    assert_eq!(brotli.header("content-encoding"), "br");
    assert_eq!(brotli.header("content-length"), "18");
    assert_ne!(brotli.header("etag"), plain.header("etag"));

    let tag = format!("If-None-Match: \"x\", W/{}\r\n", plain.header("etag"));
    let again = super::app::ask(server.address(), "GET", NAMED, &tag).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), plain.header("etag"));
    let other = super::app::ask(server.address(), "GET", "/", &tag).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn only_get_and_head_and_always_with_the_headers_that_protect() {
    let (server, _folder) = with_app().await;
    let head = ask(server.address(), "HEAD", NAMED, "").await;
    assert_eq!(
        (head.status, head.header("content-length"), head.body.len()),
        (200, "6", 0)
    );
    let post = ask(server.address(), "POST", "/", "Content-Length: 0\r\n").await;
    assert_eq!((post.status, post.header("allow")), (405, "GET, HEAD"));
    for path in ["/", NAMED, "/gone.js"] {
        let answer = get(&server, path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
        ));
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(
            answer
                .header("permissions-policy")
                .contains("camera=(self)")
        );
    }
}

#[tokio::test]
async fn health_figures_and_sync_have_addresses_of_their_own() {
    let (server, _folder) = with_app().await;
    let health = get(&server, "/healthz").await;
    assert_eq!((health.status, health.body.as_slice()), (200, &b"ok\n"[..]));
    assert_eq!(
        get(&server, "/sync").await.status,
        426,
        "it speaks WebSocket"
    );
    let figures = ask(server.metrics_address(), "GET", "/metrics", "").await;
    let text = String::from_utf8(figures.body).unwrap();
    assert!(
        text.contains("commonplace_relay_connections 0") && text.ends_with("# EOF\n"),
        "{text}"
    );
    let not_here = get(&server, "/metrics").await;
    assert_eq!(
        not_here.body, b"<!doctype html>page",
        "an address of the app like any other"
    );
}

#[tokio::test]
async fn what_nobody_has_open_is_let_go() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(Client::inside(server.address(), &person, &roster).await);
    }
    let figures = async || {
        let answer = ask(server.metrics_address(), "GET", "/metrics", "").await;
        String::from_utf8(answer.body).unwrap()
    };
    let open = "commonplace_relay_connections 3\n";
    let text = figures().await;
    assert!(
        text.contains(open) && text.contains("commonplace_relay_spaces 1\n"),
        "{text}"
    );
    // Gone with records on the way: those are written, and then nothing is left in memory.
    clients[0]
        .push(roster.space(), writer.write_many(50, 1000))
        .await;
    drop(clients);
    while !figures()
        .await
        .contains("commonplace_relay_records_total 50\n")
    {}
    while !figures().await.contains("commonplace_relay_spaces 0\n") {}
    let mut late = Client::inside(server.address(), &person, &roster).await;
    assert_eq!(late.received().await.len(), 50);
}

#[tokio::test]
async fn without_an_app_there_is_only_sync() {
    let server = TestServer::start().await;
    assert_eq!(get(&server, "/").await.status, 404);
    assert_eq!(get(&server, "/healthz").await.status, 200);
}
