//! Puts the relay together and runs it: listens, routes, stops.
//! HTTP/1.1 only: TLS and HTTP/2 are the business of whatever stands in front.

use crate::{
    RelayError,
    app::{self, App},
    connection::{Context, now_ms},
    door::Door,
    live::{Hub, Services},
    log::LogStore,
    metrics::Metrics,
    settings::Settings,
    upgrade,
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{Response, StatusCode, header::CONTENT_TYPE},
    routing::{any, get},
};
use commonplace_protocol::SpaceId;
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    thread::available_parallelism,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long the head of a request may take to arrive, and how large it may be.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
const HEAD_BYTES: usize = 16 * 1024;
/// Rest after the system had no more sockets to give.
const ACCEPT_REST: Duration = Duration::from_millis(100);
/// How often mailboxes are swept.
const SWEEP: Duration = Duration::from_mins(1);

/// Where a TCP connection came from, and its place among those that may be open at one time.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) address: IpAddr,
    _place: Arc<OwnedSemaphorePermit>,
}

/// What every request needs.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) door: Arc<Door>,
    pub(crate) connections: TaskTracker,
    app: Option<App>,
    hub: Arc<Hub>,
    metrics: Arc<Metrics>,
    stop: CancellationToken,
}

impl Shared {
    pub(crate) fn context(&self, may_open: bool) -> Context {
        Context {
            hub: Arc::clone(&self.hub),
            patience: self.settings.patience,
            stop: self.stop.clone(),
            may_open,
        }
    }
}

/// A running relay.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    shared: Arc<Shared>,
    writes: TaskTracker,
}

impl Relay {
    /// Listens on `listen` (port 0 takes a free one) and, for figures only, on `metrics`.
    ///
    /// # Errors
    /// `ChooseAddress`, or `BuildTheApp` if a folder was named that holds none.
    pub async fn start(
        log: Arc<dyn LogStore>,
        settings: Settings,
        listen: SocketAddr,
        metrics: Option<SocketAddr>,
    ) -> Result<Self, RelayError> {
        let app = match &settings.app {
            Some(folder) => Some(App::read(folder)?),
            None => App::embedded(),
        };
        let (listener, address) = bind(listen).await?;
        let figures = match metrics {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        tracing::info!(
            files = app.as_ref().map_or(0, App::len),
            "the app is served"
        );
        let writes = TaskTracker::new();
        let cores = available_parallelism().map_or(2, std::num::NonZero::get);
        let services = Arc::new(Services {
            log,
            metrics: Arc::new(Metrics::new()),
            quota: settings.quota,
            tasks: writes.clone(),
            checks: Arc::new(Semaphore::new(cores)),
        });
        let shared = Arc::new(Shared {
            door: Door::new(settings.connections_per_address),
            connections: TaskTracker::new(),
            app,
            hub: Hub::new(Arc::clone(&services)),
            metrics: Arc::clone(&services.metrics),
            stop: CancellationToken::new(),
            settings,
        });
        let metrics_address = figures.as_ref().map(|(_, address)| *address);
        if let Some((listener, _)) = figures {
            let router = Router::new()
                .route("/metrics", get(print_metrics))
                .with_state(Arc::clone(&shared));
            shared
                .connections
                .spawn(accept(listener, router, 16, Arc::clone(&shared)));
        }
        shared.connections.spawn(sweep(Arc::clone(&shared)));
        let most = shared.settings.connections;
        shared
            .connections
            .spawn(accept(listener, router(&shared), most, Arc::clone(&shared)));
        Ok(Self {
            address,
            metrics_address,
            shared,
            writes,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where figures are served, if they are.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Tells every client that the relay goes away, and waits until they left and everything taken is on the
    /// disk, or until patience ends.
    pub async fn stop(self) {
        self.shared.stop.cancel();
        self.shared.connections.close();
        self.writes.close();
        let ended = async {
            self.shared.connections.wait().await;
            self.writes.wait().await;
        };
        if timeout(self.shared.settings.patience.stop, ended)
            .await
            .is_err()
        {
            tracing::warn!("some connections did not end in time");
        }
    }
}

/// Empties mailboxes whose time is up, now and then: what nobody asks for must go as well. Records that gave way long
/// ago on devices do so here.
async fn sweep(shared: Arc<Shared>) {
    let log = Arc::clone(&shared.hub.services().log);
    loop {
        if let Err(error) = log.sweep_boxes(now_ms()).await {
            tracing::error!(%error, "mailboxes could not be swept");
        }
        if let Err(error) = log.sweep_stand_ins(now_ms()).await {
            tracing::error!(%error, "records that packs cover could not be swept");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            () = shared.stop.cancelled() => return,
        }
    }
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), RelayError> {
    let choose = |source| RelayError::ChooseAddress { address, source };
    let listener = TcpListener::bind(address).await.map_err(choose)?;
    let bound = listener.local_addr().map_err(choose)?;
    Ok((listener, bound))
}

fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/sync", any(upgrade::sync))
        .route("/healthz", get(health))
        .fallback(files)
        .with_state(Arc::clone(shared))
}

/// Healthy if the log answers, whatever it knows.
async fn health(State(shared): State<Arc<Shared>>) -> Response<Body> {
    match shared.hub.services().log.space(SpaceId::ZERO).await {
        Ok(_) => app::text(StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the log does not answer");
            app::text(StatusCode::SERVICE_UNAVAILABLE, "the log does not answer\n")
        }
    }
}

async fn files(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    app::serve(
        shared.app.as_ref(),
        request.method(),
        request.uri(),
        request.headers(),
    )
}

async fn print_metrics(
    State(shared): State<Arc<Shared>>,
) -> ([(axum::http::HeaderName, &'static str); 1], String) {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], shared.metrics.print())
}

/// Accepts until the relay stops, at most `most` connections at one time.
async fn accept(listener: TcpListener, router: Router, most: usize, shared: Arc<Shared>) {
    let room = Arc::new(Semaphore::new(most));
    loop {
        let accepted = tokio::select! {
            () = shared.stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_REST).await;
                continue;
            }
        };
        // Full: hanging up at once costs less than any answer, and clients try again.
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            continue;
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection was gone at once");
            continue;
        }
        let visitor = Visitor {
            address: peer.ip(),
            _place: Arc::new(place),
        };
        let service = TowerToHyperService::new(router.clone());
        shared
            .connections
            .spawn(speak_http(stream, service, visitor, shared.stop.clone()));
    }
}

/// Answers the requests of one connection; `/sync` takes the connection over.
async fn speak_http(
    stream: TcpStream,
    service: TowerToHyperService<Router>,
    visitor: Visitor,
    stop: CancellationToken,
) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(visitor.clone());
        service.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "an HTTP connection ended early");
    }
}
