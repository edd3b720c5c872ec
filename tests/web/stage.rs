//! The app on a page of its own, and a core that does what the test says.

use commonplace::app::Root;
use commonplace::shell::core::{Outgoing, Port};
use commonplace_api::team::space::TeamCommand;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Command, EntryMeta, EntryRow, Id, Session, Update, View, ViewId};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CompositionEvent, Element, Event, EventInit, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit,
};

/// Rows as high as in the app, in a list that scrolls.
const STYLE: &str = ".entries-scroll { height: 600px; overflow-y: auto } .entries { box-sizing: border-box; margin: 0 }
    .entry { height: 96px; overflow: hidden } [hidden] { display: none }";
/// Frames to wait for something before the test fails.
const PATIENCE: u32 = 300;

pub(crate) type Hear = Rc<dyn Fn(FromCore)>;

/// A mounted app. Dropping it takes everything away.
pub(crate) struct Stage {
    said: Rc<RefCell<Vec<ToCore>>>,
    hear: Hear,
    page: HtmlElement,
    owner: Owner,
    app: Option<Box<dyn std::any::Any>>,
}

impl Stage {
    /// Mounts the app at `path`; the core has not spoken yet.
    pub(crate) async fn at(path: &str) -> Self {
        window()
            .history()
            .unwrap()
            .push_state_with_url(&JsValue::NULL, "", Some(path))
            .unwrap();
        let page: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let style = document().create_element("style").unwrap();
        style.set_text_content(Some(STYLE));
        page.append_child(&style).unwrap();
        document().body().unwrap().append_child(&page).unwrap();
        let said = Rc::new(RefCell::new(Vec::new()));
        let hear = Rc::new(RefCell::new(None::<Hear>));
        let (heard, kept) = (Rc::clone(&said), Rc::clone(&hear));
        let connect = move |hear: Hear| -> Port {
            *kept.borrow_mut() = Some(hear);
            Rc::new(move |outgoing| {
                match outgoing {
                    // What the app says of itself once it is open is no part of what a test does.
                    Outgoing::Said(ToCore::Command(Command::Introduce(_))) => {}
                    Outgoing::Said(what) => heard.borrow_mut().push(what),
                    _ => {}
                }
            })
        };
        // The router keeps the owner it was mounted under for ever: one above it ends everything.
        let owner = Owner::new();
        let app =
            owner.with(|| leptos::mount::mount_to(page.clone(), || view! { <Root connect/> }));
        let hear = hear.borrow().clone().unwrap();
        let stage = Self {
            said,
            hear,
            page,
            owner,
            app: Some(Box::new(app)),
        };
        stage.settle().await;
        stage
    }

    /// Mounts the app at `path` with an open journal.
    pub(crate) async fn open(path: &str) -> Self {
        let stage = Self::at(path).await;
        stage.session(Session::Ready).await;
        stage
    }

    /// The core says how the session stands.
    pub(crate) async fn session(&self, session: Session) {
        self.tell(&View::Session, Update::Session(session)).await;
    }

    /// The core says something of a view, to everybody who still watches it.
    pub(crate) async fn tell(&self, view: &View, update: Update) {
        let newest = self.view(view);
        for (id, watched) in self.subscriptions() {
            if id != newest && watched == *view && !self.is_unwatched(id) {
                (self.hear)(FromCore::Update(id, update.clone()));
            }
        }
        self.tell_view(newest, update).await;
    }

    /// The core says something of a subscription.
    pub(crate) async fn tell_view(&self, id: ViewId, update: Update) {
        self.hear(FromCore::Update(id, update)).await;
    }

    /// The core says something.
    pub(crate) async fn hear(&self, what: FromCore) {
        (self.hear)(what);
        self.settle().await;
    }

    /// Takes the app away. What remains is a core that does not know.
    pub(crate) fn leave(self) -> Hear {
        Rc::clone(&self.hear)
    }

    /// The newest subscription to `view`.
    pub(crate) fn view(&self, view: &View) -> ViewId {
        let found = self
            .subscriptions()
            .into_iter()
            .rev()
            .find(|(_, watched)| watched == view);
        found.unwrap_or_else(|| panic!("nobody watches {view:?}")).0
    }

    /// Everything that was subscribed to, in order.
    pub(crate) fn subscriptions(&self) -> Vec<(ViewId, View)> {
        let said = self.said.borrow();
        let subscribed = said.iter().filter_map(|said| match said {
            ToCore::Subscribe(id, view) => Some((*id, view.clone())),
            _ => None,
        });
        subscribed.collect()
    }

    /// Whether a subscription was ended.
    pub(crate) fn is_unwatched(&self, id: ViewId) -> bool {
        self.said.borrow().contains(&ToCore::Unsubscribe(id))
    }

    /// The commands so far, and forgets everything said. Where this person is in a team is said by the way.
    pub(crate) fn take_commands(&self) -> Vec<Command> {
        let mut commands = self.take_all_commands();
        commands.retain(|command| !matches!(command, Command::In(_, TeamCommand::Look(_))));
        commands
    }

    /// The same, with that.
    pub(crate) fn take_all_commands(&self) -> Vec<Command> {
        let said = self.said.borrow();
        let commands = said.iter().filter_map(|said| match said {
            ToCore::Command(command) => Some(command.clone()),
            _ => None,
        });
        let commands = commands.collect();
        drop(said);
        self.said
            .borrow_mut()
            .retain(|said| !matches!(said, ToCore::Command(_)));
        commands
    }

    /// Everything said so far, and forgets it.
    pub(crate) fn take_said(&self) -> Vec<ToCore> {
        self.said.take()
    }

    /// Lets effects and frames run.
    pub(crate) async fn settle(&self) {
        leptos::task::tick().await;
        frame().await;
        leptos::task::tick().await;
    }

    /// Waits until something is so.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        for _ in 0..PATIENCE {
            if is_so() {
                return;
            }
            frame().await;
        }
        panic!(
            "waited in vain until {what}: {}",
            self.page.text_content().unwrap_or_default()
        );
    }

    /// The first element that matches.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.page.query_selector(selector).unwrap()
    }

    /// The first element that matches, which has to be there.
    pub(crate) fn get(&self, selector: &str) -> Element {
        self.find(selector)
            .unwrap_or_else(|| panic!("no {selector} in {}", self.page.inner_html()))
    }

    /// How many elements match.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.page.query_selector_all(selector).unwrap().length()
    }

    /// The text of the first element that matches.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.get(selector).text_content().unwrap_or_default()
    }

    /// The textarea of this name.
    pub(crate) fn area(&self, name: &str) -> HtmlTextAreaElement {
        self.get(&format!("textarea[aria-label='{name}']"))
            .unchecked_into()
    }

    /// Presses the button that says `name` and can be seen.
    pub(crate) async fn press(&self, name: &str) {
        let buttons = self.page.query_selector_all("button").unwrap();
        let named = (0..buttons.length())
            .filter_map(|at| buttons.get(at))
            .find(|button| {
                let button: &HtmlElement = button.unchecked_ref();
                let label = button
                    .get_attribute("aria-label")
                    .or_else(|| button.text_content());
                button.offset_parent().is_some() && label.as_deref() == Some(name)
            });
        let button =
            named.unwrap_or_else(|| panic!("no button {name:?} in {}", self.page.inner_html()));
        button.unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    /// Presses the row whose title is `title`.
    pub(crate) async fn press_row(&self, title: &str) {
        let rows = self.page.query_selector_all("button.row").unwrap();
        let row = (0..rows.length())
            .filter_map(|at| rows.get(at))
            .find(|row| {
                row.text_content()
                    .is_some_and(|text| text.starts_with(title))
            });
        let row = row.unwrap_or_else(|| panic!("no row {title:?}"));
        row.unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    /// Puts `text` into a textarea as if it had been typed.
    pub(crate) async fn write(&self, area: &HtmlTextAreaElement, text: &str) {
        area.set_value(text);
        fire(area, "input");
        self.settle().await;
    }

    /// Puts `text` into a textarea as a browser does; `composing` while an IME is at work.
    pub(crate) async fn type_in(&self, area: &HtmlTextAreaElement, text: &str, composing: bool) {
        area.set_value(text);
        let init = InputEventInit::new();
        init.set_bubbles(true);
        init.set_is_composing(composing);
        let event = InputEvent::new_with_event_init_dict("input", &init).unwrap();
        area.dispatch_event(&event).unwrap();
        self.settle().await;
    }

    /// Puts `text` into an input as if it had been typed.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.get(selector).unchecked_into();
        input.set_value(text);
        fire(&input, "input");
        self.settle().await;
    }

    /// Presses a key, perhaps with Ctrl.
    pub(crate) async fn key(&self, target: &Element, key: &str, ctrl: bool) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_ctrl_key(ctrl);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        target.dispatch_event(&event).unwrap();
        self.settle().await;
    }

    /// An IME begins or ends.
    pub(crate) async fn compose(&self, target: &Element, event: &str) {
        target
            .dispatch_event(&CompositionEvent::new(event).unwrap())
            .unwrap();
        self.settle().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.app.take();
        self.owner.cleanup();
        self.page.remove();
    }
}

pub(crate) fn fire(target: &Element, event: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    target
        .dispatch_event(&Event::new_with_event_init_dict(event, &init).unwrap())
        .unwrap();
}

async fn frame() {
    let promise = Promise::new(&mut |resolve: Function, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// An entry of the first hours of 1970.
pub(crate) fn row(n: u32) -> EntryRow {
    let [_, _, high, low] = n.to_be_bytes();
    let mut id = [7; 16];
    (id[0], id[1]) = (high, low);
    EntryRow {
        id: Id(id),
        title: format!("Entry {n}"),
        excerpt: String::new(),
        occurred_at_ms: -i64::from(n) * 60_000,
        offset_minutes: 0,
        tags: Vec::new(),
        starred: false,
        hits: commonplace_api::find::Hits::default(),
    }
}

/// An entry that can be edited.
pub(crate) fn meta() -> EntryMeta {
    EntryMeta {
        occurred_at_ms: 0,
        offset_minutes: 0,
        ..EntryMeta::default()
    }
}
