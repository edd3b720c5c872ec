//! What stands around an entry: its star, its day, its history; prompts, the calendar, and tags that are offered.

use crate::stage::{Stage, meta, row};
use commonplace::components::matching;
use commonplace::features::journal::prompts::Prompt;
use commonplace::routes::{entry_path, history_path};
use commonplace::shell::zones;
use commonplace_api::history::{Comparison, Piece, Sitting, Version};
use commonplace_api::template::{Template, TemplateChange};
use commonplace_api::{Change, Command, EntryChange, EntryMeta, Id, TagRow, Update, View, When};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

async fn opened(text: &str, meta: EntryMeta) -> (Stage, Id) {
    let id = row(1).id;
    let stage = Stage::open(&entry_path(id)).await;
    let update = Update::Entry {
        text: text.into(),
        meta,
    };
    stage.tell(&View::Entry(id), update).await;
    (stage, id)
}

fn change(id: Id, change: EntryChange) -> Command {
    Command::Change {
        id,
        change: Change::Entry(change),
    }
}

#[wasm_bindgen_test]
async fn a_star_is_one_press() {
    let (stage, id) = opened("x", meta()).await;
    stage.press("Star").await;
    assert_eq!(stage.take_commands(), [change(id, EntryChange::Star(true))]);
    let starred = EntryMeta {
        starred: true,
        ..meta()
    };
    stage
        .tell(&View::Entry(id), Update::EntryMeta(starred))
        .await;
    assert_eq!(
        stage
            .get("[aria-label=Star]")
            .get_attribute("aria-pressed")
            .as_deref(),
        Some("true")
    );
    stage.press("Star").await;
    assert_eq!(
        stage.take_commands(),
        [change(id, EntryChange::Star(false))]
    );
}

#[wasm_bindgen_test]
async fn an_entry_is_put_on_another_day_at_another_clock() {
    let (stage, id) = opened("x", meta()).await;
    stage.press("More").await;
    stage.press("Change date").await;
    stage.fill("#when-wall", "2026-03-29T23:15").await;
    let zone: HtmlSelectElement = stage.get("#when-zone").unchecked_into();
    // Browsers spell it in two ways.
    let known = zones::all();
    let nepal = ["Asia/Kathmandu", "Asia/Katmandu"].map(str::to_owned);
    let nepal = nepal.into_iter().find(|zone| known.contains(zone)).unwrap();
    zone.set_value(&nepal);
    let event = web_sys::Event::new("change").unwrap();
    zone.dispatch_event(&event).unwrap();
    stage.press("Save").await;
    let when = When {
        // 17:30 UTC.
        ms: 1_774_805_400_000,
        offset_minutes: 345,
        zone: nepal,
    };
    assert_eq!(stage.take_commands(), [change(id, EntryChange::When(when))]);
}

#[wasm_bindgen_test]
fn the_browser_knows_the_offsets_of_zones() {
    let summer = 1_782_000_000_000;
    for (zone, offset) in [
        ("UTC", 0),
        ("Europe/Berlin", 120),
        ("America/St_Johns", -150),
        ("Asia/Kolkata", 330),
    ] {
        assert_eq!(zones::offset_at(zone, summer), Some(offset), "{zone}");
    }
    assert_eq!(zones::offset_at("No/Where", summer), None);
    assert!(zones::all().contains(&zones::own()));
    for (text, offset) in [
        ("1/1/2026, GMT", Some(0)),
        ("x GMT-03:30", Some(-210)),
        ("GMT+1", Some(60)),
        ("x", None),
    ] {
        assert_eq!(zones::offset_in(text), offset, "{text}");
    }
}

fn version(n: u8) -> Version {
    Version(vec![[n; 32]])
}

#[wasm_bindgen_test]
async fn an_earlier_version_is_seen_compared_and_brought_back() {
    let id = row(1).id;
    let stage = Stage::open(&history_path(id)).await;
    let sitting = |n: u8| Sitting {
        version: version(n),
        began_ms: 0,
        ended_ms: i64::from(n) * 3_600_000,
        size: 17,
    };
    let sittings = Update::History(vec![sitting(3), sitting(2), sitting(1)]);
    stage.tell(&View::History(id), sittings).await;
    assert_eq!(stage.count(".sitting"), 3);
    assert!(stage.text(".sittings").contains("About 17 characters"));
    stage
        .get(".sitting:nth-child(2) .row")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    let wanted = View::Version {
        id,
        version: version(2),
    };
    let comparison = Comparison {
        text: "so much".into(),
        pieces: vec![
            Piece::Same("so ".into()),
            Piece::Gone("much".into()),
            Piece::New("little".into()),
        ],
    };
    stage.tell(&wanted, Update::Version(comparison)).await;
    assert_eq!(
        (
            stage.text(".version-text del"),
            stage.text(".version-text ins")
        ),
        ("much".into(), "little".into())
    );
    stage.press("Bring this version back").await;
    let restore = Command::RestoreVersion {
        id,
        version: version(2),
    };
    assert_eq!(stage.take_commands(), [restore]);
    let notice = commonplace_api::Notice::VersionRestored {
        id,
        before: version(3),
    };
    stage
        .hear(commonplace_api::wire::FromCore::Notice(notice))
        .await;
    stage.press("Undo").await;
    let back = Command::RestoreVersion {
        id,
        version: version(3),
    };
    assert_eq!(stage.take_commands(), [back]);
}

#[wasm_bindgen_test]
async fn an_entry_begins_with_a_prompt() {
    let stage = Stage::open("/journal").await;
    stage.press("Begin with a prompt").await;
    stage.press(Prompt::Minute.title()).await;
    let area = stage.area("What did today teach you?");
    assert!(
        area.value().starts_with("### One thing that went well\n\n"),
        "{}",
        area.value()
    );
    let caret = area.selection_start().unwrap().unwrap() as usize;
    assert_eq!(
        area.value().get(..caret),
        Some("### One thing that went well\n\n"),
        "the first answer comes next"
    );
    let begun = stage.take_commands();
    assert!(
        matches!(begun.as_slice(), [Command::NewEntry { text, .. }] if text.contains("tomorrow")),
        "{begun:?}"
    );
}

#[wasm_bindgen_test]
async fn own_prompts_are_made_changed_and_deleted() {
    let stage = Stage::open("/settings/templates").await;
    stage
        .tell(&View::Templates, Update::Templates(Vec::new()))
        .await;
    stage.press("Add a prompt").await;
    let made = stage.take_commands();
    let [
        Command::Change {
            id,
            change: Change::Template(TemplateChange::Title(_)),
        },
    ] = made.as_slice()
    else {
        panic!("{made:?}")
    };
    let template = Template {
        id: *id,
        title: "Retro".into(),
        text: String::new(),
    };
    stage
        .tell(&View::Templates, Update::Templates(vec![template]))
        .await;
    let text: web_sys::HtmlTextAreaElement = stage.get(".template-text").unchecked_into();
    text.set_value("### Keep\n\n### Change");
    text.dispatch_event(&web_sys::Event::new("change").unwrap())
        .unwrap();
    let said = stage.take_commands();
    let [
        Command::Change {
            change: Change::Template(TemplateChange::Text(change)),
            ..
        },
    ] = said.as_slice()
    else {
        panic!("{said:?}")
    };
    assert_eq!(
        (change.was.as_str(), change.now.as_str()),
        ("", "### Keep\n\n### Change")
    );
    stage.press("Delete prompt").await;
    assert_eq!(stage.take_commands(), [Command::Delete(*id)]);
}

#[wasm_bindgen_test]
async fn the_calendar_says_how_much_was_written_and_goes_by_keys() {
    let stage = Stage::open("/journal/calendar").await;
    let days = stage
        .subscriptions()
        .into_iter()
        .find_map(|(id, view)| match view {
            View::Days { first, count } => Some((id, first, count)),
            _ => None,
        });
    let (view, first, count) = days.unwrap();
    assert!((28..=31).contains(&count));
    let mut counts = vec![0; count as usize];
    counts[0] = 3;
    stage.tell_view(view, Update::Days { first, counts }).await;
    let day = stage.get(&format!("#day-{first}"));
    assert!(
        day.get_attribute("aria-label")
            .unwrap()
            .ends_with(", 3 entries")
    );
    assert_eq!(day.get_attribute("data-heat").as_deref(), Some("3"));
    assert!(stage.text(".calendar").contains("3 entries on 1 day"));
    day.unchecked_ref::<HtmlElement>().click();
    stage.settle().await;
    stage.key(&day, "ArrowLeft", false).await;
    stage
        .until("the day before has the focus", || {
            stage
                .find(&format!("#day-{}", first - 1))
                .is_some_and(|day| day.matches(":focus").unwrap())
        })
        .await;
    stage
        .tell(&View::Day(first - 1), Update::Day(vec![row(5)]))
        .await;
    assert!(stage.text(".calendar").contains("Entry 5"));
}

fn tag(tag: &str, uses: u32, skill: Option<&str>) -> TagRow {
    TagRow {
        tag: tag.into(),
        uses,
        skill: skill.map(str::to_owned),
    }
}

#[wasm_bindgen_test]
fn tags_that_begin_alike_come_first() {
    let all = [
        tag("til", 9, None),
        tag("feedback", 5, None),
        tag("giving-feedback", 7, Some("Giving feedback")),
        tag("fee", 1, None),
    ];
    let names = |word: &str| {
        matching(&all, word)
            .into_iter()
            .map(|row| row.tag)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("fee"), ["feedback", "giving-feedback"]);
    assert_eq!(names(""), ["til", "giving-feedback", "feedback", "fee"]);
    assert_eq!(names("nothing"), [""; 0]);
}

#[wasm_bindgen_test]
async fn a_tag_is_completed_with_the_arrows_and_never_in_the_way() {
    let (stage, _) = opened("x ", meta()).await;
    let area = stage.area("Entry");
    area.focus().unwrap();
    stage.write(&area, "x #fe").await;
    stage
        .tell(&View::Tags, Update::Tags(vec![tag("feedback", 2, None)]))
        .await;
    assert_eq!(stage.count(".editor .writing-offer [role=option]"), 1);
    stage.key(&area, "Escape", false).await;
    assert_eq!(stage.count(".editor .writing-offer [role=option]"), 0);
    assert_eq!(
        stage.count(".editor"),
        1,
        "Esc closed the offer, not the entry"
    );
    stage.write(&area, "#fe").await;
    stage
        .tell(&View::Tags, Update::Tags(vec![tag("feedback", 2, None)]))
        .await;
    stage.key(&area, "ArrowDown", false).await;
    let option = stage.get(".editor [role=option]").id();
    assert_eq!(area.get_attribute("aria-activedescendant"), Some(option));
    stage.key(&area, "Enter", false).await;
    assert_eq!(area.value(), "#feedback ");
}

#[wasm_bindgen_test]
async fn a_wrong_date_is_not_taken() {
    let (stage, _) = opened("x", meta()).await;
    stage.press("More").await;
    stage.press("Change date").await;
    stage.fill("#when-wall", "").await;
    stage.press("Save").await;
    assert_eq!(stage.take_commands(), []);
    assert!(
        !stage
            .get("#when-wrong")
            .unchecked_into::<HtmlElement>()
            .hidden()
    );
    assert_eq!(
        stage
            .get("#when-wall")
            .unchecked_into::<HtmlInputElement>()
            .get_attribute("aria-invalid")
            .as_deref(),
        Some("true")
    );
}
