//! What a hostile or broken client does: each a clear ending, and nobody else notices.

use crate::{
    client::{Client, Heard},
    person::{Person, Writer},
    server::TestServer,
};
use commonplace_protocol::{
    Frame, Refusal, VersionVector,
    frame::{Hello, Records, Vector},
    limits::{MAX_FRAME, MAX_FRAME_BEFORE},
};
use commonplace_relay::{Patience, Settings};
use futures_util::{SinkExt, StreamExt};
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, protocol::frame::coding::CloseCode},
};

/// The server still serves somebody who behaves.
async fn still_serves(server: &TestServer) {
    let person = Person::new(77);
    let roster = person.space();
    let mut writer = Writer::new(&person, &roster, 1);
    let mut client = Client::inside(server.address(), &person, &roster).await;
    client.push(roster.space(), vec![writer.write(100)]).await;
    client
        .acked(&VersionVector::from_iter([(writer.replica(), 1)]))
        .await;
}

#[tokio::test]
async fn whoever_did_not_prove_anything_is_asked_to_and_sent_away() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let records = vec![Writer::new(&person, &roster, 1).write(10)];
    let frames = [
        Frame::Have(Vector {
            space,
            vector: VersionVector::new(),
        }),
        Frame::Records(Records {
            space,
            records,
            done: true,
        }),
        Frame::Ack(Vector {
            space,
            vector: VersionVector::new(),
        }),
    ];
    for frame in frames {
        let mut client = Client::connect(server.address()).await;
        client.send(frame).await;
        let policy = (Some(Refusal::BadProof), Some(CloseCode::Policy));
        assert_eq!(client.ended().await, policy);
    }
    still_serves(&server).await;
}

#[tokio::test]
async fn a_proof_for_another_relay_or_by_another_key_does_not_hold() {
    let server = TestServer::start().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let space = person.space().space();
    let policy = (Some(Refusal::BadProof), Some(CloseCode::Policy));

    let mut client = Client::connect(server.address()).await;
    let proof = client.proof(&person, space, "other.example");
    client.send(proof).await;
    assert_eq!(client.ended().await, policy);

    let mut client = Client::connect(server.address()).await;
    let Frame::Prove(mut proof) = client.proof(&other, space, &server.address().to_string()) else {
        panic!("no proof")
    };
    proof.member = person.key();
    client.send(Frame::Prove(proof)).await;
    assert_eq!(client.ended().await, policy);

    // A proof heard on one connection is worth nothing on the next: the relay's nonce is new.
    let first = Client::connect(server.address()).await;
    let replayed = first.proof(&person, space, &server.address().to_string());
    let mut second = Client::connect(server.address()).await;
    second.send(replayed).await;
    assert_eq!(second.ended().await, policy);
    still_serves(&server).await;
}

#[tokio::test]
async fn strangers_get_small_frames_and_little_time() {
    let patience = Patience {
        proof: Duration::from_millis(300),
        ..Patience::default()
    };
    let server = TestServer::with(Settings {
        patience,
        ..Settings::default()
    })
    .await;
    let mut silent = Client::connect(server.address()).await;
    let policy = (Some(Refusal::BadProof), Some(CloseCode::Policy));
    assert_eq!(silent.ended().await, policy);

    let mut large = Client::connect(server.address()).await;
    large.send_bytes(vec![0; MAX_FRAME_BEFORE + 1]).await;
    assert_eq!(
        large.ended().await,
        (Some(Refusal::TooLarge), Some(CloseCode::Size))
    );

    // Allowed one by one, but too much in all.
    let mut chatty = Client::connect(server.address()).await;
    let unknown = Frame::Unknown(99).encode();
    for _ in 0..20 {
        chatty
            .socket
            .feed(Message::Ping(vec![0; 125].into()))
            .await
            .unwrap();
        chatty
            .socket
            .feed(Message::Binary(unknown.clone().into()))
            .await
            .unwrap();
    }
    let filler = Message::Binary(vec![0; MAX_FRAME_BEFORE * 20].into());
    let _gone_meanwhile = chatty.socket.send(filler).await;
    assert_eq!(
        chatty.ended().await,
        (Some(Refusal::TooLarge), Some(CloseCode::Size))
    );
    still_serves(&server).await;
}

#[tokio::test]
async fn a_silent_client_is_asked_and_then_taken_for_gone() {
    let patience = Patience {
        ping: Duration::from_millis(50),
        silence: Duration::from_millis(400),
        ..Patience::default()
    };
    let server = TestServer::with(Settings {
        patience,
        ..Settings::default()
    })
    .await;
    let person = Person::new(1);
    let roster = person.space();
    let mut client = Client::connect(server.address()).await;
    client.enter(&person, &roster).await;
    // Reading a ping prepares its answer; taking the socket away keeps it from being sent.
    while !matches!(
        client.socket.next().await.unwrap().unwrap(),
        Message::Ping(_)
    ) {}
    let mut raw = client.socket.into_inner();
    let mut heard = Vec::new();
    raw.read_to_end(&mut heard).await.unwrap();
    assert!(heard.is_empty(), "asked once: {heard:?}");
}

#[tokio::test]
async fn a_frame_of_100_mb_ends_the_connection_before_it_is_read() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let mut client = Client::connect(server.address()).await;
    client.enter(&person, &person.space()).await;
    let (mut sink, mut stream) = client.socket.split();
    let sending = tokio::spawn(async move {
        sink.send(Message::Binary(vec![0; 100 * 1024 * 1024].into()))
            .await
    });
    let mut heard = Vec::new();
    while let Some(message) = stream.next().await {
        match message {
            Ok(Message::Binary(bytes)) => heard.push(Frame::decode(&bytes).unwrap()),
            Ok(Message::Close(close)) => {
                assert_eq!(close.unwrap().code, CloseCode::Size);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(heard.last(), Some(Frame::Refused(no)) if no.code == Refusal::TooLarge));
    sending.abort();
    still_serves(&server).await;
}

#[tokio::test]
async fn many_pieces_do_not_add_up_to_more_than_a_frame() {
    use tokio_tungstenite::tungstenite::protocol::frame::{
        Frame as Piece,
        coding::{Data, OpCode},
    };
    let server = TestServer::start().await;
    let person = Person::new(1);
    let mut client = Client::connect(server.address()).await;
    client.enter(&person, &person.space()).await;
    for n in 0..5 {
        let opcode = OpCode::Data(if n == 0 { Data::Binary } else { Data::Continue });
        let piece = Piece::message(vec![0; MAX_FRAME / 4], opcode, false);
        if client.socket.send(Message::Frame(piece)).await.is_err() {
            break;
        }
    }
    assert_eq!(
        client.ended().await,
        (Some(Refusal::TooLarge), Some(CloseCode::Size))
    );
    still_serves(&server).await;
}

#[tokio::test]
async fn random_bytes_as_frames_and_as_anything_else() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let roster = person.space();
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for size in [0, 1, 2, 17, 300, 4000] {
        let mut bytes = vec![0; size];
        random.fill_bytes(&mut bytes);
        let mut stranger = Client::connect(server.address()).await;
        stranger.send_bytes(bytes.clone()).await;
        let ending = (Some(Refusal::Malformed), Some(CloseCode::Policy));
        assert_eq!(stranger.ended().await, ending, "{size} bytes");

        let mut member = Client::inside(server.address(), &person, &roster).await;
        member.send_bytes(bytes.clone()).await;
        assert_eq!(member.ended().await, ending, "{size} bytes");

        // After the handshake, something that is no WebSocket at all; then something that is no HTTP.
        let (socket, _) = connect_async(format!("ws://{}/sync", server.address()))
            .await
            .unwrap();
        let mut raw = socket.into_inner();
        drop(raw.write_all(&bytes).await);
        drop(raw.shutdown().await);
        let mut rest = Vec::new();
        drop(raw.read_to_end(&mut rest).await);
        let mut raw = TcpStream::connect(server.address()).await.unwrap();
        drop(raw.write_all(&bytes).await);
        drop(raw.shutdown().await);
        drop(raw.read_to_end(&mut rest).await);
    }
    still_serves(&server).await;
}

#[tokio::test]
async fn text_a_second_greeting_and_an_old_version_end_it() {
    let server = TestServer::start().await;
    let mut client = Client::connect(server.address()).await;
    client.socket.send(Message::text("hello")).await.unwrap();
    assert_eq!(client.ended().await, (None, Some(CloseCode::Protocol)));

    let mut client = Client::connect(server.address()).await;
    client
        .send(Frame::Hello(Hello::new([0; 32], "again")))
        .await;
    assert_eq!(
        client.ended().await,
        (Some(Refusal::Malformed), Some(CloseCode::Policy))
    );

    let (socket, _) = connect_async(format!("ws://{}/sync", server.address()))
        .await
        .unwrap();
    let mut socket = socket;
    let old = Frame::Hello(Hello {
        version: 0,
        ..Hello::new([0; 32], "old")
    });
    socket
        .send(Message::Binary(old.encode().into()))
        .await
        .unwrap();
    let mut codes = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Binary(bytes) = message
            && let Ok(Frame::Refused(refused)) = Frame::decode(&bytes)
        {
            codes.push(refused.code);
        }
    }
    assert_eq!(codes, [Refusal::Version]);
}

#[tokio::test]
async fn only_so_many_from_one_address_and_only_from_allowed_pages() {
    let settings = Settings {
        connections_per_address: 2,
        origins: vec!["https://notes.example".to_owned()],
        ..Settings::default()
    };
    let server = TestServer::with(settings).await;
    let url = format!("ws://{}/sync", server.address());
    let from = |origin: &'static str| {
        let mut request = url.as_str().into_client_request().unwrap();
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        request
    };
    let status = |error| match error {
        Error::Http(response) => response.status().as_u16(),
        other => panic!("{other:?}"),
    };
    let refused = connect_async(from("https://evil.example"))
        .await
        .unwrap_err();
    assert_eq!(status(refused), 403);
    let (_one, _) = connect_async(from("https://notes.example")).await.unwrap();
    let mut two = Client::connect(server.address()).await;
    assert_eq!(status(connect_async(url.as_str()).await.unwrap_err()), 429);

    two.socket.close(None).await.unwrap();
    while two.hear().await != Heard::Gone {}
    while connect_async(url.as_str()).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_relay_that_stops_says_so() {
    let server = TestServer::start().await;
    let person = Person::new(1);
    let mut inside = Client::inside(server.address(), &person, &person.space()).await;
    let mut stranger = Client::connect(server.address()).await;
    let (_, a, b) = tokio::join!(server.stop(), inside.ended(), stranger.ended());
    assert_eq!((a.1, b.1), (Some(CloseCode::Away), Some(CloseCode::Away)));
}
