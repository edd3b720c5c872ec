//! What every screen may know, in signals that live as long as the app. Screens read these and speak through
//! [`Core::dispatch`]; nothing here decides anything about entries.

use crate::routes::{Screen, entry_path};
use crate::shell::core::{Core, Port};
use crate::shell::{countdown, handing, kind_of_device, language, lock, page, save, storage};
use crate::truth::Truth;
use crate::words;
use crate::words::Language;
use commonplace_api::backup::{Backup, BackupCommand};
use commonplace_api::import::Import;
use commonplace_api::lock::{Lock, Secret};
use commonplace_api::safety::Safety;
use commonplace_api::team::space::{TeamCommand, TeamId, TeamRow, TeamState};
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Id, Notice, Session, SyncStatus, Update, View};
use leptos::prelude::Update as _;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;
use web_sys::File;

/// How long a passing message stays: long enough to reach its undo by keyboard.
const TOAST_STAYS: Duration = Duration::from_secs(10);

/// A passing message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u32,
    /// Its sentence.
    pub text: String,
    /// The way back, if there is one.
    pub undo: Option<Command>,
}

/// An invite that was opened or pasted, until it is used or given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// The whole link.
    pub link: String,
    /// What somebody calls themselves who joined before there was a journal here: it is made first.
    pub join_as: Option<String>,
}

/// The state of the app, cheap to copy. Get it with [`use_app`].
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// The way to the core.
    pub core: Core,
    /// Whether there is a journal; `None` until the core has spoken.
    pub session: RwSignal<Option<Session>>,
    /// The language that is spoken. Whoever shows sentences reads [`crate::words!`] instead.
    pub language: RwSignal<Language>,
    /// Saved, synced, waiting: of everything on the screen. `None` while there is no journal.
    pub status: Memo<Option<SyncStatus>>,
    /// The import under way.
    pub import: RwSignal<Import>,
    /// The lock of this device; `None` while there is no open journal.
    pub lock: RwSignal<Option<Lock>>,
    /// When another tab was last used, as far as it is known.
    pub used_elsewhere: RwSignal<i64>,
    /// A backup on its way out or in.
    pub backup: RwSignal<Backup>,
    /// Where else the journal is.
    pub safety: RwSignal<Option<Safety>>,
    /// The teams this person is in or was; `None` until the core has said.
    pub teams: RwSignal<Option<Vec<TeamRow>>>,
    /// The invite that is looked at.
    pub invite: RwSignal<Option<Invite>>,
    /// Passing messages, the oldest first.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The core stopped: in its own words.
    pub stopped: RwSignal<Option<String>>,
    /// A new version waits to be taken.
    pub new_version: RwSignal<bool>,
    /// The browser offers to install the app.
    pub installable: RwSignal<bool>,
    /// The list of keys is open over the page.
    pub help: RwSignal<bool>,
    /// The palette is open over the page.
    pub palette: RwSignal<bool>,
    /// Entry that could not be opened.
    pub unreadable: RwSignal<Option<Id>>,
    /// Where the list of entries was scrolled to.
    pub list_scroll: RwSignal<f64>,
    /// Whether entries are shown laid out rather than for writing.
    pub reading: RwSignal<bool>,
    /// An empty entry being taken away silently: nothing was lost by it.
    quietly: StoredValue<Option<Id>>,
    next_toast: StoredValue<u32>,
    /// A journal is begun with a backup: the screen that would say what it brought is gone by then.
    beginning: StoredValue<bool>,
}

/// The state of the app. Only to be called below [`crate::app::Root`].
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Connects to the core and begins to watch what concerns every screen.
    pub fn new(connect: impl FnOnce(Rc<dyn Fn(FromCore)>) -> Port) -> Self {
        let core = Core::new();
        let truth = Truth::new(core);
        let app = Self {
            core,
            session: RwSignal::new(None),
            language: RwSignal::new(words::spoken()),
            status: truth.status(),
            import: RwSignal::new(Import::None),
            lock: RwSignal::new(None),
            used_elsewhere: RwSignal::new(0),
            backup: RwSignal::new(Backup::None),
            safety: RwSignal::new(None),
            teams: RwSignal::new(None),
            invite: RwSignal::new(None),
            toasts: RwSignal::new(Vec::new()),
            stopped: RwSignal::new(None),
            new_version: RwSignal::new(false),
            installable: RwSignal::new(false),
            help: RwSignal::new(false),
            palette: RwSignal::new(false),
            unreadable: RwSignal::new(None),
            list_scroll: RwSignal::new(0.0),
            reading: RwSignal::new(false),
            quietly: StoredValue::new(None),
            next_toast: StoredValue::new(0),
            beginning: StoredValue::new(false),
        };
        core.connect(connect(Rc::new(move |said| app.hear(said))));
        truth.begin();
        core.watch(View::Session, move |update| {
            if let Update::Session(session) = update {
                if session == Session::Ready {
                    core.dispatch(Command::Introduce(kind_of_device()));
                }
                app.session.try_set(Some(session));
            }
        });
        core.watch(View::Import, move |update| {
            if let Update::Import(import) = update {
                app.import.try_set(import);
            }
        });
        app.core.watch(View::Teams, move |update| {
            if let Update::Teams(teams) = update {
                app.teams.try_set(Some(teams));
            }
        });
        app.take_invite();
        app.watch_safety();
        app
    }

    /// An invite that the page was opened with, if it was.
    pub fn take_invite(self) {
        if let Some(link) = handing::take_invite() {
            self.invite_by(link);
        }
    }

    /// Looks at an invite.
    pub fn invite_by(self, link: String) {
        let join_as = None;
        self.invite.try_set(Some(Invite { link, join_as }));
    }

    fn watch_safety(self) {
        self.core.watch(View::Lock, move |update| {
            if let Update::Lock(lock) = update {
                self.lock.try_set(Some(lock));
            }
        });
        self.core.watch(View::Safety, move |update| {
            if let Update::Safety(safety) = update {
                self.safety.try_set(Some(safety));
            }
        });
        self.core.watch(View::Backup, move |update| {
            if let Update::Backup(backup) = update {
                if let Backup::Restored(restored) = &backup
                    && self.beginning.try_get_value() == Some(true)
                {
                    self.beginning.try_set_value(false);
                    self.toast(words::backup::restored(restored), None);
                }
                self.backup.try_set(backup);
            }
        });
    }

    /// Hands over a backup to be restored, with the words where they were typed.
    pub fn restore(self, file: File, words: Option<Secret>) {
        let is_new = self
            .session
            .with_untracked(|session| matches!(session, Some(Session::New { .. })));
        self.beginning.set_value(is_new);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes are whole and never negative"
        )]
        let size = file.size() as u64;
        self.core.hand_over(file);
        let restore = BackupCommand::Restore { words, size };
        self.core.dispatch(Command::Backup(restore));
    }

    fn hear(self, said: FromCore) {
        match said {
            FromCore::Update(view, update) => self.core.hear(view, update),
            FromCore::Notice(notice) => self.notice(&notice),
            FromCore::Reload => page::reload(),
            FromCore::Lock => lock::lock(self),
            FromCore::ActiveElsewhere => {
                self.used_elsewhere.try_set(countdown::now_ms());
            }
            FromCore::Erased => page::begin_anew(),
            FromCore::Stopped(why) => {
                self.stopped.try_set(Some(why));
            }
            FromCore::AskToKeep => storage::ask_to_keep(self.core),
            FromCore::Calendar(event) => save::calendar(&event),
        }
    }

    fn notice(self, notice: &Notice) {
        match *notice {
            Notice::Deleted(_, id) if self.quietly.try_get_value().flatten() == Some(id) => {
                self.quietly.try_set_value(None);
            }
            Notice::Deleted(kind, id) => {
                self.toast(words::deleted(kind).into(), Some(Command::Restore(id)));
                // The row it was on is gone.
                page::rescue_focus();
            }
            Notice::Restored(kind, _) => self.toast(words::restored(kind).into(), None),
            Notice::OnlyHere => self.toast(words!(leave.refused).into(), None),
            Notice::PhotoRemoved { entry, photo } => self.toast(
                words!(photos.removed_notice).into(),
                Some(Command::RestorePhoto { entry, photo }),
            ),
            Notice::VersionRestored { id, ref before } => {
                let undo = Command::RestoreVersion {
                    id,
                    version: before.clone(),
                };
                self.toast(words!(history.restored).into(), Some(undo));
            }
            Notice::EntryTooLong { limit_bytes } => self.toast(words::too_long(limit_bytes), None),
            Notice::NotInTeam(_, ref problem) => self.toast(words::team::problem(problem), None),
            Notice::In(team, ref notice) => self.notice_in(team, notice),
            Notice::EntryUnreadable(id) => {
                self.unreadable.try_set(Some(id));
                self.toast(words!(entry.unreadable).into(), None);
            }
        }
    }

    /// The same of a document of a team: its way back leads through the team.
    fn notice_in(self, team: TeamId, notice: &Notice) {
        match *notice {
            Notice::Deleted(kind, id) => {
                let undo = Command::In(team, TeamCommand::Restore(id));
                self.toast(words::deleted(kind).into(), Some(undo));
                page::rescue_focus();
            }
            ref other => self.notice(other),
        }
    }

    /// Says something in passing.
    pub fn toast(self, text: String, undo: Option<Command>) {
        let id = self.next_toast.try_get_value().unwrap_or(0);
        self.next_toast.try_set_value(id.wrapping_add(1));
        self.toasts.try_update(|toasts| {
            toasts.retain(|toast| toast.text != text || toast.undo != undo);
            toasts.push(Toast { id, text, undo });
        });
        set_timeout(move || self.close_toast(id), TOAST_STAYS);
    }

    /// Takes a passing message away.
    pub fn close_toast(self, id: u32) {
        self.toasts
            .try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Puts an entry away that has no words, without saying so.
    pub fn discard_empty(self, id: Id) {
        self.quietly.set_value(Some(id));
        self.core.dispatch(Command::Delete(id));
    }

    /// The teams this person is in: those that are over are none of them.
    pub fn live_teams(self) -> Vec<TeamRow> {
        let is_live = |row: &&TeamRow| !matches!(row.state, TeamState::Removed | TeamState::Left);
        self.teams
            .with(|teams| teams.iter().flatten().filter(is_live).cloned().collect())
    }

    /// Whether there is a journal to write in.
    pub fn is_open(self) -> Signal<bool> {
        Signal::derive(move || {
            self.session.with(|session| {
                matches!(
                    session,
                    Some(Session::Opening | Session::Arriving { .. } | Session::Ready)
                )
            })
        })
    }

    /// Speaks `language` from now on, and makes everything on the page anew.
    pub fn choose_language(self, language: Language) {
        language::choose(language);
        self.language.try_set(language);
    }

    /// Calls the window after the screen, and on going to another moves the focus to its heading: whoever cannot see
    /// the change hears it. Back from an entry the focus is on its row again.
    pub fn announce_screen(self, screen: Memo<Screen>) {
        Effect::new(move |before: Option<Screen>| {
            let now = screen.get();
            page::set_title(now.title());
            if let Some(before) = before.filter(|before| *before != now) {
                let left = before.entry().filter(|_| now == Screen::Journal);
                let row = left.map(|id| format!(".entries a[href='{}']", entry_path(id)));
                page::focus_after_change(row);
            }
            now
        });
    }
}
