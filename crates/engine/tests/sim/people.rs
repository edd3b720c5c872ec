//! What people do in the simulation: open entries, type, rest, look at what the screen says.

use crate::world::{World, apply};
use commonplace_api::update::Recovery;
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Id, Saved, Splice, View, ViewId};
use commonplace_engine::io::Input;

impl World {
    pub(crate) fn watch(&mut self, device: usize, tab: usize, entry: Id) -> ViewId {
        let view = ViewId(self.devices[device].tabs[tab].next_view);
        self.devices[device].tabs[tab].next_view += 1;
        self.input(
            device,
            tab,
            Input::Screen(ToCore::Subscribe(view, View::Entry(entry))),
        );
        view
    }

    pub(crate) fn leave(&mut self, device: usize, tab: usize, view: ViewId) {
        self.devices[device].tabs[tab].texts.remove(&view);
        self.input(device, tab, Input::Screen(ToCore::Unsubscribe(view)));
    }

    /// Types at a random place of what the editor shows, but never inside an earlier word.
    pub(crate) fn type_word(
        &mut self,
        device: usize,
        tab: usize,
        view: ViewId,
        word: &str,
    ) -> bool {
        let Some(text) = self.devices[device].tabs[tab].texts.get(&view) else {
            return false;
        };
        let places = between_words(text);
        let at = places[self.pick(places.len())];
        let tab_state = &mut self.devices[device].tabs[tab];
        let text = tab_state.texts.get_mut(&view).unwrap();
        let splice = Splice {
            at: at as u32,
            delete: 0,
            insert: word.into(),
        };
        apply(text, &splice);
        let (n, seen) = tab_state.edits.entry(view).or_default();
        *n += 1;
        let command = Command::EditText {
            view,
            n: *n,
            seen: *seen,
            splice,
        };
        self.command(device, tab, command);
        true
    }
}

impl World {
    fn recovery_view(&mut self, device: usize) -> Recovery {
        let view = ViewId(5);
        self.input(
            device,
            0,
            Input::Screen(ToCore::Subscribe(view, View::Recovery)),
        );
        let recovery = self.devices[device].tabs[0].recovery.take();
        self.input(device, 0, Input::Screen(ToCore::Unsubscribe(view)));
        recovery.expect("the recovery view answers")
    }

    pub(crate) fn recovery(&mut self, device: usize) -> Recovery {
        self.recovery_view(device)
    }

    pub(crate) fn words(&mut self, device: usize) -> Vec<String> {
        self.command(device, 0, Command::ShowWords);
        let Recovery::Words(words) = self.recovery_view(device) else {
            panic!("no words here")
        };
        self.command(device, 0, Command::HideWords);
        words
    }

    /// Lets the fingers rest. Tells whether the tab then said that all is saved.
    pub(crate) fn rest(&mut self, device: usize, tab: usize) -> bool {
        for _ in 0..200 {
            let status = self.devices[device].tabs[tab].status.as_ref();
            if status.is_some_and(|status| status.saved == Saved::Yes) {
                return true;
            }
            if !self.step() {
                return false;
            }
        }
        false
    }
}

fn between_words(text: &str) -> Vec<usize> {
    let inside = |at: usize| text[..at].matches('<').count() > text[..at].matches('>').count();
    (0..=text.len()).filter(|at| !inside(*at)).collect()
}
