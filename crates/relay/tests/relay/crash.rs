//! The real program, killed without warning: what it acknowledged is there when it starts again.

use crate::{
    client::{Client, place},
    person::{Person, Writer},
    program::Program,
};
use commonplace_protocol::{Frame, VersionVector};
use std::process::Command;

#[tokio::test]
async fn everything_acknowledged_is_there_after_kill_9() {
    let data = tempfile::tempdir().unwrap();
    let person = Person::new(1);
    let roster = person.space();
    let space = roster.space();
    let mut writers: Vec<_> = (1..=3).map(|n| Writer::new(&person, &roster, n)).collect();
    let mut written: Vec<Vec<u8>> = Vec::new();
    let mut acked = VersionVector::new();
    for round in 1..=4 {
        let program = Program::serve(data.path(), &[]);
        let mut client = Client::connect(program.address).await;
        let held = client.enter(&person, &roster).await;
        assert!(
            held.includes(&acked),
            "round {round}: acknowledged {acked:?}, held {held:?}"
        );
        client.have(space, VersionVector::new()).await;
        let received = client.received().await;
        assert!(
            received.iter().all(|record| written.contains(record)),
            "nothing torn or invented"
        );
        let places: VersionVector = received.iter().map(|record| place(record)).collect();
        assert_eq!(places, held, "what it says it has, it has");
        // A device sends again what was not acknowledged.
        let lost = |record: &&Vec<u8>| !held.covers(&place(record).0, place(record).1);
        client
            .push(space, written.iter().filter(lost).cloned().collect())
            .await;
        // Killed between one acknowledgement and the next, with records on the way.
        let target = acked.iter().map(|(_, counter)| counter).sum::<u64>() + 40;
        loop {
            for writer in &mut writers {
                written.push(writer.write(2000));
                client
                    .push(space, vec![written.last().unwrap().clone()])
                    .await;
            }
            if let Frame::Ack(ack) = client.frame().await {
                acked.merge(&ack.vector);
            }
            if acked.iter().map(|(_, counter)| counter).sum::<u64>() >= target {
                break;
            }
        }
        program.kill();
    }
    let check = Command::new(env!("CARGO_BIN_EXE_commonplace-relay"))
        .args(["check", "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    assert!(
        String::from_utf8(check.stdout)
            .unwrap()
            .starts_with("sound: 1 spaces, ")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn asked_to_stop_it_says_goodbye_and_ends_well() {
    let data = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let program = Program::serve(data.path(), &[]);
        let mut client = Client::connect(program.address).await;
        let id = program.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let (_, code) = client.ended().await;
        assert_eq!(code, Some(1001.into()));
        assert!(program.wait().success());
    }
}
