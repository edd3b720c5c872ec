//! The real program, killed without warning: what it acknowledged is there when it starts again.

use crate::{
    client::{Client, place},
    person::{Person, Writer},
};
use commonplace_protocol::{Frame, VersionVector};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

/// The program, killed with -9 at the end if not before.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    pub fn serve(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_commonplace-relay"))
            .args([
                "--log",
                "warn",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .unwrap()
            .parse()
            .unwrap();
        Self { child, address }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Killed already, in most tests.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

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
        let program = Program::serve(data.path());
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
        let mut program = Program::serve(data.path());
        let mut client = Client::connect(program.address).await;
        let id = program.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let (_, code) = client.ended().await;
        assert_eq!(code, Some(1001.into()));
        assert!(program.child.wait().unwrap().success());
    }
}
