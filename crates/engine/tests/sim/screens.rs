//! What the screens of a tab make of what they are told.

use crate::world::{World, apply};
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Notice, Update};

impl World {
    pub(crate) fn told(&mut self, device: usize, tab: usize, news: FromCore) {
        self.noticed(device, tab, &news);
        let state = &mut self.devices[device].tabs[tab];
        match news {
            FromCore::Update(_, Update::Status(status)) => state.status = Some(status),
            FromCore::Update(_, Update::Session(session)) => state.session = Some(session),
            FromCore::Update(_, Update::Journal { total, .. }) => state.rows = total,
            FromCore::Update(view, Update::Entry { text, .. }) => {
                state.texts.insert(view, text);
                state.edits.insert(view, (0, 0));
            }
            FromCore::Update(
                view,
                Update::Patch {
                    seq,
                    after,
                    splices,
                },
            ) => {
                let (Some(text), Some((n, seen))) =
                    (state.texts.get_mut(&view), state.edits.get_mut(&view))
                else {
                    return;
                };
                if after != *n || seq <= *seen {
                    return;
                }
                *seen = seq;
                splices.iter().for_each(|splice| apply(text, splice));
                self.command(device, tab, Command::PatchApplied { view, seq });
            }
            FromCore::Update(view, Update::Photo(photo)) => {
                state.photos.insert(view, photo);
            }
            FromCore::Update(view, Update::Photos(rows)) => {
                state.photo_rows.insert(view, rows);
            }
            FromCore::Update(_, Update::Recovery(recovery)) => state.recovery = Some(recovery),
            FromCore::Update(_, Update::Backup(backup)) => state.backup = backup,
            FromCore::Update(_, Update::Safety(safety)) => state.safety = safety,
            FromCore::Update(_, Update::Linking(linking)) => state.linking = Some(linking),
            FromCore::Update(_, Update::Joining(joining)) => state.joining = Some(joining),
            FromCore::Update(_, Update::Keys(keys)) => state.keys = Some(keys),
            FromCore::Update(view, update) => drop(state.shown.insert(view, update)),
            FromCore::Notice(notice @ Notice::EntryUnreadable(_)) => panic!("{notice:?}"),
            FromCore::Stopped(why) => panic!("stopped: {why}"),
            _ => {}
        }
    }
}
