//! The subcommands, run as an operator would.

use crate::{
    client::Client,
    person::{Person, Writer},
    program::Program,
};
use commonplace_protocol::VersionVector;
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Output},
};

fn relay(arguments: &[&OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_commonplace-relay"))
        .args(arguments)
        .output()
        .unwrap()
}

fn on(command: &str, data: &Path, more: &[&str]) -> Output {
    let mut arguments = vec![command.as_ref(), "--data".as_ref(), data.as_os_str()];
    arguments.extend(more.iter().map(|text| OsStr::new(*text)));
    relay(&arguments)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Writes `count` records to a relay that runs on `data`.
async fn write(data: &Path, writer: &mut Writer, person: &Person, count: usize) {
    let program = Program::serve(data, &[]);
    let roster = person.space();
    let mut client = Client::inside(program.address, person, &roster).await;
    client
        .push(roster.space(), writer.write_many(count, 500))
        .await;
    client
        .acked(&VersionVector::from_iter([(
            writer.replica(),
            writer.counter(),
        )]))
        .await;
    if count == 3 {
        let copy = data.join("copy.db").display().to_string();
        assert!(
            on("backup", data, &[&copy]).status.success(),
            "beside a running relay"
        );
        assert!(err(&on("backup", data, &[&copy])).contains("holds data already"));
        let stats = out(&on("stats", data, &[]));
        assert!(
            stats.contains("spaces 1\n") && stats.contains("records 3\n"),
            "{stats}"
        );
        let other = on("serve", data, &["--listen", "127.0.0.1:0"]);
        assert!(err(&other).contains("in use by another relay"), "{other:?}");
        assert!(err(&on("restore", data, &[&copy, "--force"])).contains("in use"));
    }
}

#[tokio::test]
async fn a_copy_is_made_while_it_runs_put_back_and_purged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let person = Person::new(1);
    let mut writer = Writer::new(&person, &person.space(), 1);
    write(data, &mut writer, &person, 3).await;
    let mut later = writer.clone();
    write(data, &mut later, &person, 4).await;
    assert!(out(&on("check", data, &[])).starts_with("sound: 1 spaces, 7 records"));

    let copy = data.join("copy.db").display().to_string();
    assert!(err(&on("restore", data, &[&copy])).contains("--force"));
    assert!(on("restore", data, &[&copy, "--force"]).status.success());
    assert!(out(&on("check", data, &[])).starts_with("sound: 1 spaces, 3 records"));
    assert!(data.join("relay.db.before-restore").exists());
    // Devices give back what the copy lacks: here the same replica goes on where the copy ends.
    write(data, &mut writer, &person, 2).await;

    let space = person.space().space().to_string();
    assert!(out(&on("purge", data, &[&space])).starts_with("forgotten"));
    assert!(out(&on("purge", data, &[&space])).starts_with("there is no such space"));
    assert!(err(&on("purge", data, &["nonsense"])).contains("64 hexadecimal digits"));
    assert!(out(&on("stats", data, &[])).contains("records 0\n"));
}

#[test]
fn what_is_missing_or_broken_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    for command in ["check", "stats"] {
        let output = on(command, &empty, &[]);
        assert!(!output.status.success() && err(&output).contains("there is no relay data"));
    }
    let file = folder.path().join("notes.txt");
    std::fs::write(
        &file,
        "these are notes and no database, however long they may go on",
    )
    .unwrap();
    let output = on("restore", &empty, &[&file.display().to_string()]);
    assert!(!output.status.success(), "{output:?}");
    assert!(
        !empty.join("relay.db").exists(),
        "nothing is put in place that is not sound"
    );
    let app = on(
        "serve",
        &empty,
        &["--app", &folder.path().display().to_string()],
    );
    assert!(err(&app).contains("holds no built app"), "{app:?}");
}

#[tokio::test]
async fn a_check_finds_a_record_that_was_tampered_with() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let person = Person::new(1);
    let mut writer = Writer::new(&person, &person.space(), 1);
    write(data, &mut writer, &person, 5).await;
    let database = rusqlite::Connection::open(data.join("relay.db")).unwrap();
    let changed = "UPDATE record SET bytes = CAST(substr(bytes, 1, 400) || x'00' || substr(bytes, 402) AS BLOB)
                   WHERE counter = 3";
    assert_eq!(database.execute(changed, []).unwrap(), 1);
    drop(database);
    let output = on("check", data, &[]);
    assert!(!output.status.success());
    assert!(out(&output).contains("record 3 of "), "{output:?}");
}
