//! What is said about safety is true, and always there.

use crate::stage::Stage;
use commonplace::features::frame::status::line;
use commonplace_api::{Command, Problem, RelayState, Saved, SyncStatus, Update, View};
use wasm_bindgen_test::wasm_bindgen_test;

fn status(saved: Saved, relay: RelayState, waiting: u32) -> SyncStatus {
    SyncStatus {
        saved,
        relay,
        waiting,
        photos_waiting: 0,
        synced_at_ms: None,
        kept: None,
    }
}

fn refused() -> RelayState {
    RelayState::Refused {
        code: 8,
        sentence: "There is no room.".into(),
        retry_at_ms: None,
    }
}

#[wasm_bindgen_test]
fn every_saved_state_says_where_and_only_synced_says_synced() {
    let relays = [
        RelayState::Offline,
        RelayState::Connecting,
        RelayState::Online,
        refused(),
    ];
    for relay in relays {
        for waiting in [0, 1, 3] {
            let status = status(Saved::Yes, relay.clone(), waiting);
            let said = line(&status).shown;
            let words = ["Saved", "Synced", "Waiting", "Offline"];
            assert!(
                words.iter().any(|word| said.contains(word)),
                "{status:?}: {said}"
            );
            assert_eq!(
                said.contains("Synced"),
                status.is_synced(),
                "{status:?}: {said}"
            );
        }
    }
}

#[wasm_bindgen_test]
fn what_is_not_saved_is_not_called_saved() {
    for saved in [Saved::Saving, Saved::Failed(Problem::DiskFull)] {
        let line = line(&status(saved, RelayState::Online, 0));
        let said = line.shown + line.besides;
        assert!(
            !said.contains("Saved") && !said.contains("Synced"),
            "{said}"
        );
    }
}

#[wasm_bindgen_test]
async fn stands_on_every_screen_under_its_name() {
    for path in ["/", "/import", "/settings"] {
        let stage = Stage::open(path).await;
        stage
            .tell(
                &View::Status,
                Update::Status(status(Saved::Yes, RelayState::Online, 3)),
            )
            .await;
        assert!(
            stage
                .text("[role=status][aria-label='Sync status']")
                .contains("Waiting: 3 changes"),
            "{path}"
        );
    }
}

#[wasm_bindgen_test]
async fn nothing_counts_as_saved_before_the_core_has_heard_it() {
    let stage = Stage::open("/").await;
    let said = || stage.text("[role=status][aria-label='Sync status']");
    let synced = || Update::Status(status(Saved::Yes, RelayState::Online, 0));
    let watched = stage.view(&View::Status);
    stage.tell_view(watched, synced()).await;
    assert!(said().contains("Synced"));
    let area = stage.area("What did today teach you?");
    stage.write(&area, "a long text").await;
    assert!(said().contains("Saving"), "{}", said());
    let asked = stage.view(&View::Status);
    assert_ne!(asked, watched, "the core is asked anew");
    stage.write(&area, "a long text, and more").await;
    stage.tell_view(asked, synced()).await;
    assert!(
        said().contains("Saving"),
        "that was before the last letters: {}",
        said()
    );
    let asked_again = stage.view(&View::Status);
    assert!(asked_again != asked && stage.is_unwatched(asked));
    let saving = Update::Status(status(Saved::Saving, RelayState::Online, 0));
    stage.tell_view(asked_again, saving).await;
    assert!(said().contains("Saving"));
    stage.tell_view(asked_again, synced()).await;
    assert!(said().contains("Synced"), "{}", said());
}

#[wasm_bindgen_test]
async fn a_failed_save_is_explained_and_can_be_tried_again() {
    let stage = Stage::open("/").await;
    assert_eq!(stage.count(".banner"), 0);
    let failed = Saved::Failed(Problem::DiskFull);
    stage
        .tell(
            &View::Status,
            Update::Status(status(failed, RelayState::Online, 0)),
        )
        .await;
    let banner = stage.text(".banner");
    assert!(
        banner.contains("full") && banner.contains("held in this tab"),
        "{banner}"
    );
    stage.press("Try again").await;
    assert_eq!(stage.take_commands(), [Command::RetryNow]);
    stage
        .tell(
            &View::Status,
            Update::Status(status(Saved::Yes, RelayState::Online, 0)),
        )
        .await;
    assert_eq!(stage.count(".banner"), 0);
}

#[wasm_bindgen_test]
async fn a_refusal_is_given_with_its_code_and_what_is_safe() {
    let stage = Stage::open("/").await;
    stage
        .tell(
            &View::Status,
            Update::Status(status(Saved::Yes, refused(), 2)),
        )
        .await;
    let banner = stage.text(".banner");
    assert!(
        banner.contains("There is no room") && banner.contains("code 8"),
        "{banner}"
    );
    assert!(
        banner.contains("2 changes are safe on this device"),
        "{banner}"
    );
}
