//! Where else the journal is, a backup out and in, what was put away, and leaving a device.

use crate::stage::{Stage, row};
use commonplace_api::backup::{Backup, BackupCommand, BackupRefused, Restored};
use commonplace_api::safety::{Copy, Safety};
use commonplace_api::status::WordsProblem;
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Kind, Notice, Session, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

async fn safe(stage: &Stage, safety: Safety) {
    stage.tell(&View::Safety, Update::Safety(safety)).await;
}

async fn backup(stage: &Stage, backup: Backup) {
    stage.tell(&View::Backup, Update::Backup(backup)).await;
}

#[wasm_bindgen_test]
async fn the_page_says_where_else_everything_is_and_what_is_missing_there() {
    let stage = Stage::open("/settings/safety").await;
    let there = Copy {
        whole_ms: Some(0),
        lacks: 3,
    };
    safe(
        &stage,
        Safety {
            relay: there,
            only_here: 2,
            ..Safety::default()
        },
    )
    .await;
    let said = stage.text(".page");
    assert!(
        said.contains("3 changes are not there. All of it was, January 1, 1970"),
        "{said}"
    );
    assert!(said.contains("Nothing is there yet"), "{said}");
    assert_eq!(stage.count(".page .notice"), 0);
}

#[wasm_bindgen_test]
async fn a_journal_that_could_be_lost_is_spoken_of_quietly_and_can_be_saved_at_once() {
    let stage = Stage::open("/journal").await;
    safe(
        &stage,
        Safety {
            only_here: 2,
            at_risk: true,
            ..Safety::default()
        },
    )
    .await;
    let banner = stage.get(".banner");
    assert!(
        banner
            .text_content()
            .unwrap()
            .contains("only on this device")
    );
    assert_eq!(banner.get_attribute("data-tone"), None, "no alarm");
    stage.press("Make a backup").await;
    assert_eq!(
        stage.take_commands(),
        [Command::Backup(BackupCommand::Make)]
    );
    safe(&stage, Safety::default()).await;
    assert_eq!(stage.count(".banner"), 0);
}

#[wasm_bindgen_test]
async fn a_backup_says_how_far_it_is_and_when_it_is_made() {
    let stage = Stage::open("/settings/safety").await;
    stage.press("Make a backup").await;
    assert_eq!(
        stage.take_commands(),
        [Command::Backup(BackupCommand::Make)]
    );
    backup(
        &stage,
        Backup::Making {
            done: 1_200,
            total: 3_000,
        },
    )
    .await;
    assert!(stage.text(".page").contains("1,200 of 3,000 changes"));
    stage.press("Make a backup").await;
    assert!(stage.take_commands().is_empty(), "one at a time");
    backup(&stage, Backup::Made).await;
    assert!(stage.text(".page").contains("The backup is made"));
}

#[wasm_bindgen_test]
async fn what_became_of_a_restore_is_said() {
    let stage = Stage::open("/settings/restore").await;
    stage.press("Restore").await;
    assert!(
        stage
            .text("[role=alert]")
            .contains("Choose the backup file")
    );
    assert!(stage.take_commands().is_empty());
    assert_eq!(stage.count("textarea"), 0, "this device knows its own");
    backup(&stage, Backup::Refused(BackupRefused::WordsNeeded)).await;
    assert_eq!(stage.count("textarea"), 1);
    backup(&stage, Backup::Restoring { percent: 40 }).await;
    assert_eq!(
        stage.get("progress").get_attribute("value").as_deref(),
        Some("40")
    );
    let restored = Restored {
        added: 1,
        already_here: 5,
        left_out: 2,
    };
    backup(&stage, Backup::Restored(restored)).await;
    let said = stage.text(".notice");
    assert!(
        said.contains("1 change was added") && said.contains("2 changes were left out"),
        "{said}"
    );
    backup(
        &stage,
        Backup::Restored(Restored {
            already_here: 5,
            ..Restored::default()
        }),
    )
    .await;
    assert!(stage.text(".notice").contains("was here already"));
}

#[wasm_bindgen_test]
async fn each_reason_is_a_sentence_of_its_own_and_says_that_nothing_changed() {
    let stage = Stage::open("/settings/restore").await;
    let unknown = WordsProblem::Unknown {
        place: 3,
        word: "lessn".into(),
    };
    for (refused, said) in [
        (BackupRefused::Cut, "ends too early"),
        (BackupRefused::Newer, "newer version"),
        (BackupRefused::AnotherPerson, "another journal"),
        (BackupRefused::NotABackup, "not a Commonplace backup"),
        (BackupRefused::Damaged, "was changed since"),
        (BackupRefused::Words(unknown), "lessn"),
    ] {
        let is_words = matches!(refused, BackupRefused::Words(_));
        backup(&stage, Backup::Refused(refused)).await;
        let alert = stage.text("[role=alert]");
        assert!(alert.contains(said), "{alert}");
        assert!(is_words || alert.contains("Nothing was changed"), "{alert}");
    }
}

#[wasm_bindgen_test]
async fn a_backup_is_a_way_to_begin() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    stage.press("I have a journal").await;
    stage
        .press("Backup fileSealed by another device, opened by your 24 words")
        .await;
    assert_eq!(
        stage.count("textarea#backup-words"),
        1,
        "nobody else can open it"
    );
    stage.press("Back").await;
    stage.press("Start a new journal instead").await;
    stage.press("Just me").await;
    assert_eq!(
        stage.take_commands(),
        [Command::Backup(BackupCommand::Close), Command::Begin]
    );
}

#[wasm_bindgen_test]
async fn what_was_put_away_can_be_put_back() {
    let stage = Stage::open("/settings/away").await;
    stage
        .tell(
            &View::PutAway,
            Update::PutAway(vec![(Kind::Entry, row(1)), (Kind::Plan, row(2))]),
        )
        .await;
    assert_eq!(stage.count("li"), 2);
    stage.press("Put it back: Entry 2").await;
    assert_eq!(stage.take_commands(), [Command::Restore(row(2).id)]);
    stage
        .tell(&View::PutAway, Update::PutAway(Vec::new()))
        .await;
    assert!(stage.text(".empty").contains("Nothing is put away"));
}

#[wasm_bindgen_test]
async fn leaving_is_refused_while_something_is_only_here() {
    let stage = Stage::open("/settings/leave").await;
    safe(
        &stage,
        Safety {
            only_here: 2,
            ..Safety::default()
        },
    )
    .await;
    assert!(
        stage
            .text(".notice")
            .contains("2 changes are nowhere but on this device")
    );
    assert_eq!(stage.count(".button.danger"), 0);
    safe(&stage, Safety::default()).await;
    assert!(stage.get(".button.danger").has_attribute("disabled"));
    stage
        .get(".check input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    stage.settle().await;
    stage.press("Sign out and remove everything here").await;
    assert!(stage.take_commands().contains(&Command::SignOut));
    stage.hear(FromCore::Notice(Notice::OnlyHere)).await;
    assert!(stage.text(".toasts").contains("Not signed out"));
}
