//! Answers a request for a file of the app: compressed if the browser takes it, cached as long as is right,
//! and with the headers that keep other people's code out of the page.

use super::{App, File, INDEX};
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH,
            CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
};
use bytes::Bytes;

/// Nothing from anywhere but here; wasm may run, inline script may not; the core may dial any relay.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self' ws: wss:; img-src 'self' data: blob:; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The camera reads the QR code that links two devices; nothing else is ever asked for.
const PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

/// Answers for `app`, or that there is none.
pub(crate) fn serve(
    app: Option<&App>,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response<Body> {
    let mut response = if method != Method::GET && method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        response
    } else {
        match app.and_then(|app| find(app, uri.path())) {
            Some(file) => answer(file, headers),
            None => text(StatusCode::NOT_FOUND, "there is nothing here"),
        }
    };
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    protect(response.headers_mut());
    response
}

/// The file at `path`; the index for paths that are the app's own, which have no extension.
fn find<'a>(app: &'a App, path: &str) -> Option<&'a File> {
    let name = path.trim_start_matches('/');
    let last = name.rsplit('/').next().unwrap_or(name);
    match app.0.get(name) {
        Some(file) => Some(file),
        None if last.contains('.') => None,
        None => app.0.get(INDEX),
    }
}

fn answer(file: &File, headers: &HeaderMap) -> Response<Body> {
    let brotli = file.brotli.as_ref().filter(|_| takes_brotli(headers));
    // Two encodings are two representations, and each has its tag.
    let tag = format!(
        "\"{}{}\"",
        file.tag,
        if brotli.is_some() { "-br" } else { "" }
    );
    let fresh = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .any(|known| names(known, &tag));
    let body = brotli.unwrap_or(&file.plain);
    let mut response = if fresh {
        with_body(StatusCode::NOT_MODIFIED, Bytes::new())
    } else {
        with_body(StatusCode::OK, body.clone())
    };
    let answer = response.headers_mut();
    if !fresh {
        answer.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
        answer.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if brotli.is_some() {
            answer.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.insert(ETAG, tag);
    }
    let cache = if file.named_by_content {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Whether an `If-None-Match` names `tag`; a weak comparison, as it should be.
fn names(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known
        .split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Whether `Accept-Encoding` lists brotli and does not rule it out.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let (coding, parameters) = one.split_once(';').unwrap_or((one, ""));
        let quality = parameters
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.trim().parse().ok());
        coding.trim().eq_ignore_ascii_case("br") && quality.unwrap_or(1.0_f32) > 0.0
    })
}

/// A short plain answer.
pub(crate) fn text(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = with_body(status, Bytes::from_static(text.as_bytes()));
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

fn with_body(status: StatusCode, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
}

/// What every answer says about what the page may do.
fn protect(headers: &mut HeaderMap) {
    let fixed: [(HeaderName, &'static str); 6] = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
