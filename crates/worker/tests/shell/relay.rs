//! Dialling, redialling and hanging up.

use crate::inbox::Inbox;
use commonplace_engine::io::{Line, LinkId};
use commonplace_worker::socket::Relay;
use commonplace_worker::socket::backoff::Backoff;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/shell/relay.js")]
extern "C" {
    fn take_over();
    async fn dialled(at: u32) -> JsValue;
    fn count() -> u32;
    fn state(at: u32) -> u32;
    fn sent(at: u32) -> String;
    fn open(at: u32);
    fn receive(at: u32, bytes: &[u8]);
    fn receive_text(at: u32);
    fn drain(at: u32);
    fn break_off(at: u32);
}

const CLOSED: u32 = 3;

fn relay(online: bool) -> (Rc<Relay>, Inbox) {
    take_over();
    let inbox = Inbox::default();
    let links = Rc::default();
    (Relay::new(inbox.feed(), online, Line::OWN, links), inbox)
}

fn address() -> String {
    "wss://relay.example:4443/sync".into()
}

async fn opened(at: u32, inbox: &Inbox) -> String {
    dialled(at).await;
    open(at);
    inbox.next().await
}

#[wasm_bindgen_test]
async fn bytes_go_both_ways_and_the_host_dialled_is_told() {
    let (relay, inbox) = relay(true);
    relay.dial(Some(address()));
    assert_eq!(dialled(0).await.as_string(), Some(address()));
    open(0);
    let end = r#"Relay { line: Line(0), audience: "relay.example:4443" }"#;
    assert_eq!(
        inbox.next().await,
        format!("LinkOpened {{ link: LinkId(1), end: {end} }}")
    );
    receive(0, &[1, 2, 3]);
    assert_eq!(
        inbox.next().await,
        "Frame { link: LinkId(1), bytes: [1, 2, 3] }"
    );
    relay.send(LinkId(1), &[4]);
    relay.send(LinkId(7), &[5]);
    assert_eq!(sent(0), "[[4]]");
}

#[wasm_bindgen_test]
async fn it_is_drained_when_all_has_left_and_not_before() {
    let (relay, inbox) = relay(true);
    relay.dial(Some(address()));
    opened(0, &inbox).await;
    relay.send(LinkId(1), &[4]);
    relay.send(LinkId(1), &[5]);
    receive(0, &[0]);
    assert!(inbox.next().await.starts_with("Frame"));
    drain(0);
    assert_eq!(inbox.next().await, "LinkDrained(LinkId(1))");
    relay.send(LinkId(1), &[6]);
    drain(0);
    assert_eq!(inbox.next().await, "LinkDrained(LinkId(1))");
    assert!(inbox.is_empty());
}

#[wasm_bindgen_test]
async fn a_broken_connection_is_told_once_and_made_again_under_a_new_name() {
    let (relay, inbox) = relay(true);
    relay.dial(Some(address()));
    opened(0, &inbox).await;
    break_off(0);
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(1))");
    dialled(1).await;
    // It was never open: there is nothing to tell, but to dial again.
    break_off(1);
    let told = opened(2, &inbox).await;
    assert!(told.starts_with("LinkOpened { link: LinkId(3)"), "{told}");
    // What an old socket still says is nobody's business.
    receive(0, &[9]);
    break_off(0);
    assert!(inbox.is_empty());
}

#[wasm_bindgen_test]
async fn what_the_engine_closes_is_closed_and_dialled_again() {
    let (relay, inbox) = relay(true);
    relay.dial(Some(address()));
    opened(0, &inbox).await;
    relay.close(LinkId(9));
    assert!(inbox.is_empty());
    relay.close(LinkId(1));
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(1))");
    assert_eq!(state(0), CLOSED);
    assert!(opened(1, &inbox).await.starts_with("LinkOpened"));
    receive_text(1);
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(2))");
}

#[wasm_bindgen_test]
async fn another_address_replaces_the_first_and_none_hangs_up() {
    let (relay, inbox) = relay(true);
    relay.dial(Some(address()));
    opened(0, &inbox).await;
    relay.dial(Some(address()));
    assert_eq!(count(), 1);
    relay.dial(Some("ws://127.0.0.1:80/sync".into()));
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(1))");
    assert!(opened(1, &inbox).await.contains(r#"audience: "127.0.0.1""#));
    relay.dial(None);
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(2))");
    relay.retry_now();
    assert_eq!(count(), 2);
}

#[wasm_bindgen_test]
async fn without_a_network_nothing_is_dialled_until_it_is_back_or_somebody_insists() {
    let (relay, inbox) = relay(false);
    relay.dial(Some(address()));
    relay.look_again();
    assert_eq!(count(), 0);
    relay.set_online(true);
    opened(0, &inbox).await;
    relay.set_online(false);
    assert_eq!(inbox.next().await, "LinkClosed(LinkId(1))");
    assert_eq!(state(0), CLOSED);
    relay.retry_now();
    assert!(opened(1, &inbox).await.starts_with("LinkOpened"));
}

#[wasm_bindgen_test]
fn an_address_that_is_none_is_no_disaster() {
    let (relay, inbox) = relay(true);
    relay.dial(Some("not an address".into()));
    assert_eq!(count(), 0);
    assert!(inbox.is_empty());
    relay.dial(Some(address()));
    assert_eq!(count(), 1);
}

#[wasm_bindgen_test]
fn waiting_grows_to_a_limit_and_is_spread() {
    let waits = |chance| {
        let mut backoff = Backoff::default();
        (0..40).map(|_| backoff.next_ms(chance)).collect::<Vec<_>>()
    };
    let (soonest, latest) = (waits(0.0), waits(0.999_999));
    assert_eq!(&soonest[..4], [125, 250, 500, 1000]);
    assert!(latest[0] >= 249 && latest[0] <= 250);
    assert_eq!(soonest[39], 7_500);
    assert!(latest.iter().all(|wait| *wait <= 15_000));
    assert!(soonest.is_sorted() && latest.is_sorted());
}
