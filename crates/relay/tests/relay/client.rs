//! A client that says exactly what a test tells it to.

use crate::person::Person;
use commonplace_protocol::{
    Frame, Refusal, Refused, Roster, RosterHash, SpaceId, VersionVector,
    frame::{Hello, Open, Prove, Records, RosterEntries, Vector},
};
use futures_util::{SinkExt, StreamExt};
use std::{net::SocketAddr, ops::Range, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, protocol::frame::coding::CloseCode},
};

/// Longer than anything should take; a test that waits this long failed.
const PATIENCE: Duration = Duration::from_secs(20);
const NONCE: [u8; 32] = [42; 32];

/// What came from the relay.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Frame(Frame),
    Closed(Option<CloseCode>),
    Gone,
}

/// What a relay says of the entries of a roster with these numbers; none says that what was sent is taken.
pub fn entries(roster: &Roster, numbers: Range<u64>) -> Frame {
    let at = |number: u64| usize::try_from(number).unwrap();
    Frame::Roster(RosterEntries {
        space: roster.space(),
        from: numbers.start,
        entries: roster.entries()[at(numbers.start)..at(numbers.end)].to_vec(),
    })
}

pub struct Client {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    nonce: [u8; 32],
    audience: String,
}

impl Client {
    /// Connected and greeted.
    pub async fn connect(address: SocketAddr) -> Self {
        Self::dial(address, "/sync").await
    }

    pub async fn dial(address: SocketAddr, path: &str) -> Self {
        let (socket, _) = connect_async(format!("ws://{address}{path}"))
            .await
            .unwrap();
        let mut client = Self {
            socket,
            nonce: [0; 32],
            audience: address.to_string(),
        };
        client.send(Frame::Hello(Hello::new(NONCE, "test"))).await;
        let Frame::Hello(hello) = client.frame().await else {
            panic!("no greeting")
        };
        client.nonce = hello.nonce;
        client
    }

    /// On a connection that was made by the test.
    pub fn over(socket: WebSocketStream<MaybeTlsStream<TcpStream>>, address: SocketAddr) -> Self {
        Self {
            socket,
            nonce: [0; 32],
            audience: address.to_string(),
        }
    }

    /// Connected, and inside the space of `roster` with everything the relay has of it.
    pub async fn inside(address: SocketAddr, person: &Person, roster: &Roster) -> Self {
        let mut client = Self::connect(address).await;
        client.enter(person, roster).await;
        client.have(roster.space(), VersionVector::new()).await;
        client
    }

    /// Proves, opens, gives the roster if it is asked for, and answers what the relay has.
    pub async fn enter(&mut self, person: &Person, roster: &Roster) -> VersionVector {
        let space = roster.space();
        self.prove(person, space).await;
        self.open(roster).await;
        loop {
            match self.frame().await {
                Frame::Roster(answer)
                    if answer.from < roster.len() && answer.entries.is_empty() =>
                {
                    let known = usize::try_from(answer.from).unwrap();
                    self.roster(space, answer.from, roster.entries()[known..].to_vec())
                        .await;
                }
                Frame::Roster(_) => {}
                Frame::Have(Vector { vector, .. }) => return vector,
                other => panic!("{other:?}"),
            }
        }
    }

    pub async fn send(&mut self, frame: Frame) {
        self.send_bytes(frame.encode()).await;
    }

    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        self.socket
            .send(Message::Binary(bytes.into()))
            .await
            .unwrap();
    }

    pub fn proof(&self, person: &Person, space: SpaceId, audience: &str) -> Frame {
        let member = person.key();
        let message = Prove::message(&self.nonce, &NONCE, &space, &member, audience);
        Frame::Prove(Prove {
            space,
            member,
            signature: person.sign(&message),
        })
    }

    pub async fn prove(&mut self, person: &Person, space: SpaceId) {
        let proof = self.proof(person, space, &self.audience.clone());
        self.send(proof).await;
    }

    pub async fn open(&mut self, roster: &Roster) {
        let (space, length, head) = (roster.space(), roster.len(), roster.head());
        self.send(Frame::Open(Open {
            space,
            length,
            head,
        }))
        .await;
    }

    /// Opens as somebody who knows only the space.
    pub async fn open_empty(&mut self, space: SpaceId) {
        self.send(Frame::Open(Open {
            space,
            length: 0,
            head: RosterHash::ZERO,
        }))
        .await;
    }

    pub async fn roster(&mut self, space: SpaceId, from: u64, entries: Vec<Vec<u8>>) {
        self.send(Frame::Roster(RosterEntries {
            space,
            from,
            entries,
        }))
        .await;
    }

    pub async fn have(&mut self, space: SpaceId, vector: VersionVector) {
        self.send(Frame::Have(Vector { space, vector })).await;
    }

    pub async fn push(&mut self, space: SpaceId, records: Vec<Vec<u8>>) {
        self.send(Frame::Records(Records {
            space,
            records,
            done: true,
        }))
        .await;
    }

    pub async fn ack(&mut self, space: SpaceId, vector: VersionVector) {
        self.send(Frame::Ack(Vector { space, vector })).await;
    }

    pub async fn hear(&mut self) -> Heard {
        loop {
            let message = timeout(PATIENCE, self.socket.next())
                .await
                .expect("the relay is silent");
            return match message {
                Some(Ok(Message::Binary(bytes))) => Heard::Frame(Frame::decode(&bytes).unwrap()),
                Some(Ok(Message::Close(close))) => Heard::Closed(close.map(|close| close.code)),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                Some(Ok(other)) => panic!("{other:?}"),
                Some(Err(_)) | None => Heard::Gone,
            };
        }
    }

    pub async fn frame(&mut self) -> Frame {
        match self.hear().await {
            Heard::Frame(frame) => frame,
            other => panic!("{other:?} instead of a frame"),
        }
    }

    /// The next refusal; what comes before it is passed over.
    pub async fn refused(&mut self) -> Refused {
        loop {
            if let Frame::Refused(refused) = self.frame().await {
                return refused;
            }
        }
    }

    /// The connection ends: with which refusal, if any, and with which code.
    pub async fn ended(&mut self) -> (Option<Refusal>, Option<CloseCode>) {
        let mut refusal = None;
        loop {
            match self.hear().await {
                Heard::Frame(Frame::Refused(refused)) => refusal = Some(refused.code),
                Heard::Frame(_) => {}
                Heard::Closed(code) => return (refusal, code),
                Heard::Gone => return (refusal, None),
            }
        }
    }

    /// Waits until the relay acknowledged `vector`.
    pub async fn acked(&mut self, vector: &VersionVector) {
        let mut acked = VersionVector::new();
        while !acked.includes(vector) {
            match self.frame().await {
                Frame::Ack(ack) => acked.merge(&ack.vector),
                Frame::Refused(refused) => panic!("{refused:?}"),
                _ => {}
            }
        }
    }

    /// Reads, and acknowledges, until the relay says that nothing is lacking.
    pub async fn received(&mut self) -> Vec<Vec<u8>> {
        let mut received = Vec::new();
        loop {
            match self.frame().await {
                Frame::Records(Records {
                    space,
                    records,
                    done,
                }) => {
                    let vector = records.iter().map(|record| place(record)).collect();
                    received.extend(records);
                    self.ack(space, vector).await;
                    if done {
                        return received;
                    }
                }
                Frame::Refused(refused) => panic!("{refused:?}"),
                _ => {}
            }
        }
    }
}

/// Where a record belongs.
pub fn place(record: &[u8]) -> (commonplace_protocol::ReplicaId, u64) {
    let key = commonplace_protocol::Record::parse(record).unwrap().key();
    (key.replica, key.counter)
}
