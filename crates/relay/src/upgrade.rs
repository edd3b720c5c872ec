//! `/sync`: from an HTTP request to a WebSocket connection. Whoever may not come in hears so in HTTP.

use crate::{
    app, connection, door,
    server::{Shared, Visitor},
    session::Session,
    socket::Socket,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Response, StatusCode, Uri, header::HOST},
};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use std::{sync::Arc, time::Instant};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

/// Answers the request and goes on as a connection of its own.
pub(crate) async fn sync(
    State(shared): State<Arc<Shared>>,
    mut request: Request,
) -> Response<Body> {
    let headers = request.headers();
    let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
        return app::text(StatusCode::INTERNAL_SERVER_ERROR, "who is asking?");
    };
    if !door::may_dial(&shared.settings.origins, headers) {
        return app::text(
            StatusCode::FORBIDDEN,
            "this relay does not serve pages from there",
        );
    }
    let Some(audience) = audience(&shared, headers) else {
        return app::text(StatusCode::BAD_REQUEST, "which host was dialled?");
    };
    let address = door::client(visitor.address, shared.settings.trusted_hops, headers);
    let Some(pass) = shared.door.enter(address) else {
        return app::text(
            StatusCode::TOO_MANY_REQUESTS,
            "too many connections from this address",
        );
    };
    let Ok(response) = create_response_with_body(&request, Body::empty) else {
        return app::text(
            StatusCode::UPGRADE_REQUIRED,
            "this address speaks WebSocket",
        );
    };
    let Some(upgrade) = request.extensions_mut().remove::<OnUpgrade>() else {
        return app::text(
            StatusCode::UPGRADE_REQUIRED,
            "this connection cannot be upgraded",
        );
    };
    let mut nonce = [0; 32];
    if getrandom::fill(&mut nonce).is_err() {
        return app::text(StatusCode::SERVICE_UNAVAILABLE, "no randomness");
    }
    let context = shared.context(may_open(&shared, request.uri()));
    shared.connections.spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() else {
            return;
        };
        let socket = Socket::new(parts.io.into_inner(), &parts.read_buf);
        let session = Session::new(audience, nonce, Instant::now());
        connection::serve(socket, session, context).await;
        drop((pass, visitor));
    });
    response
}

/// The host the client dialled, which its proofs are bound to: another relay cannot pass them on.
fn audience(shared: &Shared, headers: &HeaderMap) -> Option<String> {
    let dialled = || Some(headers.get(HOST)?.to_str().ok()?.to_owned());
    shared.settings.public_host.clone().or_else(dialled)
}

/// Whether `?open=CODE` is what the operator set. Hashed, so that time tells nothing about the code.
fn may_open(shared: &Shared, uri: &Uri) -> bool {
    let Some(code) = &shared.settings.open_code else {
        return true;
    };
    let mut given = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    given.any(|(key, value)| {
        key == "open" && blake3::hash(value.as_bytes()) == blake3::hash(code.as_bytes())
    })
}
