//! One task for each connection: it reads a frame, does what the session says, and sends what there is to send.
//! Nothing is queued for a client beyond a few answers; records are looked up when the socket is clear.

mod chunks;
mod deeds;
mod mailbox;
mod vigil;

use crate::{
    RelayError,
    live::{Bell, Hub, Link, Seat, Turn},
    log::{Answer, Logged},
    session::{Complaint, Session},
    settings::Patience,
    socket::{Ending, Socket},
};
use bytes::Bytes;
use chunks::Wanted;
use commonplace_protocol::{Frame, Range, Refusal, Refused, SpaceId, limits::RECORDS_FRAME_TARGET};
use futures_util::FutureExt;
pub(crate) use mailbox::now_ms;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
    time::Instant,
};
use tokio_util::sync::CancellationToken;
use vigil::{Due, Vigil};

/// Frames that may wait for the socket before nothing more is read.
const ANSWERS: usize = 32;
/// Bytes handed to the socket at one time: what a client that stopped reading costs.
const SENDING: usize = RECORDS_FRAME_TARGET;
/// When a chunk that found no room is given again, in milliseconds.
const QUOTA_RETRY_MS: u64 = 60_000;
/// When somebody who found the relay busy tries again, in milliseconds.
const BUSY_RETRY_MS: u64 = 5_000;

/// What a connection is given by the server.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) hub: Arc<Hub>,
    pub(crate) patience: Patience,
    pub(crate) stop: CancellationToken,
    /// Whether this client may open spaces the relay does not have.
    pub(crate) may_open: bool,
}

type Loading = (SpaceId, Answer<'static, Vec<Logged>>);

/// A connection's place in one space. Boxed, since a map makes room for eleven.
struct Place {
    seat: Seat,
    link: Link,
}

struct Connection {
    context: Context,
    session: Session,
    bell: Arc<Bell>,
    places: BTreeMap<SpaceId, Box<Place>>,
    /// Encoded frames that wait for the socket.
    answers: VecDeque<Bytes>,
    /// Spaces that may have something to send.
    due: BTreeSet<SpaceId>,
    loading: Option<Loading>,
    /// Chunks the client asked for.
    wanted: Wanted,
    /// Spaces that wait for their turn to read the log.
    waiting: BTreeSet<SpaceId>,
    /// Nothing is read before this space caught up with the disk.
    behind: Option<SpaceId>,
    vigil: Vigil,
}

/// Serves a connection until either side ends it.
pub(crate) async fn serve(socket: Socket, session: Session, context: Context) {
    let vigil = Vigil::new(context.patience, Instant::now());
    let mut connection = Connection {
        context,
        session,
        bell: Arc::default(),
        places: BTreeMap::new(),
        answers: VecDeque::new(),
        due: BTreeSet::new(),
        loading: None,
        wanted: Wanted::default(),
        waiting: BTreeSet::new(),
        behind: None,
        vigil,
    };
    let metrics = Arc::clone(&connection.context.hub.services().metrics);
    metrics.connections.inc();
    let hello = connection.session.hello();
    connection.answer(&hello);
    let (mut socket, ending) = connection.run(socket).await;
    connection.places.clear();
    for answer in std::mem::take(&mut connection.answers) {
        socket.queue(answer);
    }
    socket.end(ending).await;
    metrics.connections.dec();
}

impl Connection {
    /// Runs until there is a reason to end.
    async fn run(&mut self, mut socket: Socket) -> (Socket, Ending) {
        let stop = self.context.stop.clone();
        let bell = Arc::clone(&self.bell);
        let wake = tokio::time::sleep_until(self.vigil.wake_at().into());
        tokio::pin!(wake);
        loop {
            if let Err(ending) = self.send(&mut socket) {
                return (socket, ending);
            }
            let wake_at = self.vigil.wake_at().into();
            if wake.deadline() != wake_at {
                wake.as_mut().reset(wake_at);
            }
            let done = tokio::select! {
                event = socket.turn(self.may_read()) => self.happened(event).await,
                () = bell.rung() => {
                    self.rung();
                    Ok(())
                }
                records = loaded(&mut self.loading) => self.loaded(records),
                chunk = self.wanted.read() => self.chunk_read(chunk),
                () = &mut wake => self.woken(&mut socket),
                () = stop.cancelled() => Err(Ending::GoingAway),
            };
            if let Err(ending) = done {
                return (socket, ending);
            }
            if self.session.is_known() {
                self.vigil.known();
                socket.trust();
            } else if self.session.is_at_a_door() {
                socket.open_a_crack();
            }
        }
    }

    fn place(&mut self, space: SpaceId) -> Option<&mut Place> {
        self.places.get_mut(&space).map(Box::as_mut)
    }

    fn may_read(&self) -> bool {
        self.answers.len() < ANSWERS && self.vigil.may_read() && self.behind.is_none()
    }

    fn woken(&mut self, socket: &mut Socket) -> Result<(), Ending> {
        match self.vigil.look(Instant::now()) {
            None => Ok(()),
            Some(Due::Ping) => {
                socket.ping();
                Ok(())
            }
            Some(Due::Gone) => Err(Ending::Gone),
            Some(Due::Unproven) => {
                self.refuse(Refused::new(Refusal::BadProof));
                Err(Ending::Refused)
            }
        }
    }

    /// The bell rang: some spaces have news, and there may be whispers.
    fn rung(&mut self) {
        let inbox = self.bell.answer();
        self.due.extend(inbox.spaces);
        // Whispers to somebody who does not read are lost, as whispers may be.
        let room = ANSWERS.saturating_sub(self.answers.len());
        self.answers.extend(inbox.whispers.into_iter().take(room));
        if let Some(place) = self.behind.and_then(|space| self.places.get(&space))
            && !place.seat.room.is_behind()
        {
            self.behind = None;
        }
    }

    /// Fills the socket, if it is clear, with answers first and then with what clients lack.
    fn send(&mut self, socket: &mut Socket) -> Result<(), Ending> {
        self.vigil.sending(socket.is_clear(), Instant::now());
        if !socket.is_clear() {
            return Ok(());
        }
        let metrics = Arc::clone(&self.context.hub.services().metrics);
        let mut sent = 0;
        while sent < SENDING {
            let Some(message) = self.answers.pop_front() else {
                if self.take_turn()? {
                    continue;
                }
                self.tell_kept();
                if !self.answers.is_empty() {
                    continue;
                }
                self.read_next_chunk();
                break;
            };
            sent += message.len();
            metrics.frames_out.inc();
            metrics.bytes_out.inc_by(message.len() as u64);
            socket.queue(message);
        }
        Ok(())
    }

    /// Asks one space that is due what there is to send; answers whether another may be asked.
    fn take_turn(&mut self) -> Result<bool, Ending> {
        let Some(id) = self.due.pop_first() else {
            return Ok(false);
        };
        let loading = self.loading.as_ref().map(|(space, _)| *space);
        if loading == Some(id) {
            // Due again once what is being read was sent.
            return Ok(true);
        }
        let Some(Place { seat, link }) = self.place(id) else {
            return Ok(true);
        };
        if let Some(code) = seat.room.failure() {
            self.refuse(Refused::new(code).about(id).retry_after(BUSY_RETRY_MS));
            return Err(Ending::Again);
        }
        let mut frames = Vec::new();
        let turn = link.turn(&seat.room.space(), loading.is_none(), &mut frames);
        match turn {
            Turn::Rest => {}
            Turn::Again => drop(self.due.insert(id)),
            Turn::Wait => drop(self.waiting.insert(id)),
            Turn::Read(ranges) => self.load(id, ranges),
            Turn::Leave(why) => {
                self.places.remove(&id);
                let complaint = self.session.turned_away(id, why);
                self.complain(complaint)?;
            }
        }
        for frame in &frames {
            self.answer(frame);
        }
        Ok(true)
    }

    fn load(&mut self, space: SpaceId, ranges: Vec<Range>) {
        let log = Arc::clone(&self.context.hub.services().log);
        let read = async move { log.read(space, ranges, RECORDS_FRAME_TARGET).await };
        self.loading = Some((space, read.boxed()));
    }

    /// Records that were lacking came from the log.
    fn loaded(&mut self, records: Result<Vec<Logged>, RelayError>) -> Result<(), Ending> {
        let Some((id, _)) = self.loading.take() else {
            return Ok(());
        };
        let records = records.unwrap_or_else(|error| {
            tracing::error!(%error, "records could not be read");
            Vec::new()
        });
        if records.is_empty() {
            self.refuse(
                Refused::new(Refusal::Busy)
                    .about(id)
                    .retry_after(BUSY_RETRY_MS),
            );
            return Err(Ending::Again);
        }
        self.due.append(&mut self.waiting);
        let Some(Place { seat, link }) = self.place(id) else {
            return Ok(());
        };
        let frame = link.loaded(records, &seat.room.space());
        self.due.insert(id);
        self.answer(&frame);
        Ok(())
    }

    fn answer(&mut self, frame: &Frame) {
        self.answers.push_back(frame.encode().into());
    }

    fn refuse(&mut self, refused: Refused) {
        self.context.hub.services().metrics.refused(refused.code);
        self.answer(&Frame::Refused(refused));
    }

    fn complain(&mut self, complaint: Complaint) -> Result<(), Ending> {
        self.refuse(*complaint.refused);
        if complaint.fatal {
            Err(Ending::Refused)
        } else {
            Ok(())
        }
    }
}

/// Waits for what is being read from the log. Cancel-safe.
async fn loaded(loading: &mut Option<Loading>) -> Result<Vec<Logged>, RelayError> {
    match loading {
        Some((_, read)) => read.await,
        None => std::future::pending().await,
    }
}
