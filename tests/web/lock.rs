//! A locked journal, the settings of the lock, and when it locks by itself.

use crate::stage::{Stage, fire};
use commonplace::features::lock::Strength;
use commonplace::locking::{Due, GLANCE_MS, Presence, due};
use commonplace_api::lock::{AutoLock, Lock, LockCommand, LockRefused, Locked, Secret};
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Session, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};

fn locked(refused: Option<LockRefused>) -> Session {
    Session::Locked(Locked {
        busy: false,
        refused,
    })
}

fn lock(on: bool) -> Lock {
    Lock {
        on,
        auto: AutoLock::default(),
        busy: false,
        refused: None,
    }
}

fn secret(text: &str) -> Secret {
    Secret(text.into())
}

async fn settings(lock: Lock) -> Stage {
    let stage = Stage::open("/settings/lock").await;
    stage.tell(&View::Lock, Update::Lock(lock)).await;
    stage
}

#[wasm_bindgen_test]
async fn a_locked_journal_asks_for_one_thing_and_shows_nothing_else() {
    let stage = Stage::at("/journal").await;
    stage.session(locked(None)).await;
    assert_eq!(stage.count("nav"), 0);
    assert_eq!(stage.count("form input"), 1);
    assert_eq!(
        stage.get("#passphrase").get_attribute("type").as_deref(),
        Some("password")
    );
    stage.press("Show").await;
    assert_eq!(
        stage.get("#passphrase").get_attribute("type").as_deref(),
        Some("text")
    );
    stage.press("Open").await;
    assert!(stage.take_commands().is_empty(), "nothing was typed");
    stage.fill("#passphrase", "a quiet afternoon").await;
    stage.press("Open").await;
    let unlock = Command::Lock(LockCommand::Unlock(secret("a quiet afternoon")));
    assert_eq!(stage.take_commands(), [unlock]);
}

#[wasm_bindgen_test]
async fn a_wrong_passphrase_is_said_and_the_next_begins_empty() {
    let stage = Stage::at("/").await;
    stage.session(locked(None)).await;
    stage.fill("#passphrase", "a quiet evening").await;
    stage.press("Open").await;
    stage.take_commands();
    stage
        .session(locked(Some(LockRefused::Wrong { retry_at_ms: None })))
        .await;
    assert_eq!(stage.text("[role=alert]"), "That is not the passphrase.");
    let input: HtmlInputElement = stage.get("#passphrase").unchecked_into();
    assert_eq!(
        (
            input.value().as_str(),
            input.get_attribute("aria-invalid").as_deref()
        ),
        ("", Some("true"))
    );
}

#[wasm_bindgen_test]
async fn who_has_to_wait_sees_for_how_long_and_cannot_press() {
    let stage = Stage::at("/").await;
    #[expect(clippy::cast_possible_truncation, reason = "a date fits 53 bits")]
    let later = js_sys::Date::now() as i64 + 40_000;
    stage
        .session(locked(Some(LockRefused::Wrong {
            retry_at_ms: Some(later),
        })))
        .await;
    assert!(
        stage.text("[role=alert]").contains("in 40 seconds"),
        "{}",
        stage.text("[role=alert]")
    );
    assert!(stage.get("button[type=submit]").has_attribute("disabled"));
    stage.fill("#passphrase", "a quiet afternoon").await;
    stage.press("Open").await;
    assert!(stage.take_commands().is_empty());
}

#[wasm_bindgen_test]
async fn a_forgotten_passphrase_costs_the_journal_here_and_only_on_purpose() {
    let stage = Stage::at("/").await;
    stage.session(locked(None)).await;
    stage.get("details").set_attribute("open", "").unwrap();
    assert!(stage.text("details").contains("24 recovery words"));
    assert!(stage.get(".button.danger").has_attribute("disabled"));
    stage
        .get(".check input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    stage.settle().await;
    stage.press("Remove the journal from this device").await;
    assert_eq!(stage.take_commands(), [Command::Lock(LockCommand::Erase)]);
}

#[wasm_bindgen_test]
async fn the_lock_is_turned_on_with_a_passphrase_typed_twice() {
    let stage = settings(lock(false)).await;
    stage.press("Turn the lock on").await;
    stage.fill("#new", "short").await;
    stage.press("Turn the lock on").await;
    assert!(stage.take_commands().is_empty());
    assert!(stage.text("#new-wrong").contains("Too short"));
    stage.fill("#new", "a quiet afternoon").await;
    stage.fill("#again", "a quiet afternoom").await;
    stage.press("Turn the lock on").await;
    assert!(stage.take_commands().is_empty());
    assert!(stage.text("#again-wrong").contains("not the same"));
    stage.fill("#again", "a quiet afternoon").await;
    stage.press("Turn the lock on").await;
    let set = LockCommand::Set {
        passphrase: secret("a quiet afternoon"),
        current: None,
    };
    assert_eq!(stage.take_commands(), [Command::Lock(set)]);
    stage
        .tell(
            &View::Lock,
            Update::Lock(Lock {
                busy: true,
                ..lock(false)
            }),
        )
        .await;
    assert_eq!(
        stage
            .get("button[type=submit]")
            .get_attribute("aria-busy")
            .as_deref(),
        Some("true")
    );
    stage.tell(&View::Lock, Update::Lock(lock(true))).await;
    stage.press("Lock now").await;
    assert_eq!(stage.take_commands(), [Command::Lock(LockCommand::Now)]);
}

#[wasm_bindgen_test]
async fn changing_it_asks_for_the_passphrase_and_says_when_it_is_another() {
    let stage = settings(lock(true)).await;
    stage.press("Turn the lock off").await;
    stage.fill("#current", "a quiet evening").await;
    stage.press("Turn the lock off").await;
    let remove = LockCommand::Remove {
        current: secret("a quiet evening"),
    };
    assert_eq!(stage.take_commands(), [Command::Lock(remove)]);
    stage
        .tell(
            &View::Lock,
            Update::Lock(Lock {
                busy: true,
                ..lock(true)
            }),
        )
        .await;
    let wrong = Some(LockRefused::Wrong { retry_at_ms: None });
    stage
        .tell(
            &View::Lock,
            Update::Lock(Lock {
                refused: wrong,
                ..lock(true)
            }),
        )
        .await;
    assert_eq!(stage.text("#current-wrong"), "That is not the passphrase.");
}

#[wasm_bindgen_test]
async fn when_it_locks_by_itself_is_a_choice() {
    let stage = settings(lock(true)).await;
    let select: HtmlSelectElement = stage.get("#after").unchecked_into();
    assert_eq!(select.value(), "5");
    select.set_value("1");
    fire(&select, "change");
    stage.settle().await;
    stage
        .get(".check input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    let minute = AutoLock {
        after_minutes: 1,
        on_hide: false,
    };
    let hidden = AutoLock {
        after_minutes: 5,
        on_hide: true,
    };
    let choose = |auto| Command::Lock(LockCommand::Choose(auto));
    assert_eq!(stage.take_commands(), [choose(minute), choose(hidden)]);
}

#[wasm_bindgen_test]
async fn words_are_hidden_the_moment_the_core_says_so() {
    let stage = settings(lock(true)).await;
    stage.hear(FromCore::Lock).await;
    let root = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .document_element()
        .unwrap();
    assert!(root.has_attribute("data-covered"));
    root.remove_attribute("data-covered").unwrap();
}

#[wasm_bindgen_test]
fn nobody_there_and_nobody_looking_are_two_reasons_to_lock() {
    let auto = AutoLock {
        after_minutes: 5,
        on_hide: true,
    };
    let here = Presence {
        used_ms: 0,
        hidden_ms: None,
        at_work: false,
    };
    assert_eq!(due(auto, here, 1_000), Due::In(299_000));
    assert_eq!(due(auto, here, 300_000), Due::Now);
    assert_eq!(
        due(
            AutoLock {
                after_minutes: 0,
                ..auto
            },
            here,
            i64::MAX
        ),
        Due::Never
    );
    let away = Presence {
        hidden_ms: Some(1_000),
        ..here
    };
    assert_eq!(due(auto, away, 1_000), Due::In(GLANCE_MS));
    assert_eq!(due(auto, away, 1_000 + GLANCE_MS), Due::Now);
    let elsewhere = Presence {
        used_ms: 2_000,
        ..away
    };
    assert_eq!(
        due(auto, elsewhere, 1_000 + GLANCE_MS),
        Due::In(298_000),
        "another tab is used"
    );
    assert!(matches!(
        due(
            auto,
            Presence {
                at_work: true,
                ..away
            },
            i64::MAX / 2
        ),
        Due::In(_)
    ));
}

#[wasm_bindgen_test]
fn strength_is_length_more_than_marks() {
    for (typed, strength) in [
        ("", Strength::None),
        ("P4$$w0r", Strength::TooShort),
        ("P4$$w0rd", Strength::Weak),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", Strength::Weak),
        ("a quiet afternoon", Strength::Fair),
        ("four quiet harbour lamps", Strength::Strong),
    ] {
        assert_eq!(Strength::of(typed), strength, "{typed}");
    }
}
