//! Two tabs on one BroadcastChannel.

use crate::inbox::Inbox;
use commonplace_worker::tabs::{LINK, Said, Tabs};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn frames_and_news_reach_the_other_tabs_and_not_oneself() {
    let (mine, theirs) = (Inbox::default(), Inbox::default());
    let here = Tabs::join("test/frames", |said| panic!("nobody said {said:?}")).unwrap();
    let there = Tabs::join("test/frames", |said| panic!("nobody said {said:?}")).unwrap();
    here.open(&mine.feed());
    there.open(&theirs.feed());
    let opened = "LinkOpened { link: LinkId(0), end: Tabs }";
    assert_eq!(
        (mine.next().await.as_str(), theirs.next().await.as_str()),
        (opened, opened)
    );

    here.send(&[1, 2]);
    here.send_news(&[3]);
    here.send(&[]);
    assert_eq!(
        theirs.next().await,
        "Frame { link: LinkId(0), bytes: [1, 2] }"
    );
    assert_eq!(theirs.next().await, "FromLeader([3])");
    assert_eq!(theirs.next().await, "Frame { link: LinkId(0), bytes: [] }");
    assert_eq!(mine.next().await, format!("LinkDrained({LINK:?})"));
    assert!(mine.is_empty());
}

#[wasm_bindgen_test]
async fn a_changed_identity_is_heard_before_the_engine_runs_and_frames_are_not() {
    let heard = Inbox::default();
    let early = heard.clone();
    let here = Tabs::join("test/reload", |_| ()).unwrap();
    let there = Tabs::join("test/reload", move |said| {
        assert_eq!(said, Said::Reload);
        early.put(commonplace_engine::io::Input::Tick);
    })
    .unwrap();
    here.send(&[1]);
    here.send_reload();
    assert_eq!(heard.next().await, "Tick");
    there.open(&heard.feed());
    here.send(&[2]);
    assert_eq!(
        heard.next().await,
        "LinkOpened { link: LinkId(0), end: Tabs }"
    );
    assert_eq!(heard.next().await, "Frame { link: LinkId(0), bytes: [2] }");
}
