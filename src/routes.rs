//! Path to screen. Pure: what an address means is decided here, and an id that is none leads nowhere.

use crate::features::team::pages::TeamPage;
use crate::features::{
    devices, entry, find, import, journal, lock, plans, recovery, review, safety, settings, skills,
    team, today,
};
use crate::state::use_app;
use crate::words;
use commonplace_api::team::space::TeamId;
use commonplace_api::{Id, Kind, Period};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What an address stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// `/`.
    Today,
    /// `/journal`.
    Journal,
    /// `/journal/<id>`.
    Entry(Id),
    /// `/find`.
    Find,
    /// `/journal/calendar`.
    Calendar,
    /// `/journal/<id>/history`.
    History(Id),
    /// `/plans`.
    Plans,
    /// `/plans/<id>`.
    Plan(Id),
    /// `/skills`.
    Skills,
    /// `/skills/<id>`.
    Skill(Id),
    /// `/review`, and `/review/<id>` for those who know a review by its id.
    Reviews(Option<Id>),
    /// `/review/2026-W48`, `/review/2026-11`, `/review/2026`.
    Review(Period),
    /// `/teams`.
    Teams,
    /// `/teams/start`.
    StartTeam,
    /// `/join`.
    Join,
    /// `/team/<team>` and what is below it.
    Team(TeamId, TeamPage),
    /// `/import`.
    Import,
    /// `/settings/templates`.
    Templates,
    /// `/settings`.
    Settings,
    /// `/settings/recovery`.
    Recovery,
    /// `/settings/lock`.
    Lock,
    /// `/settings/safety`.
    Safety,
    /// `/settings/restore`.
    Restore,
    /// `/settings/away`.
    PutAway,
    /// `/settings/leave`.
    Leave,
    /// `/settings/devices`, and `/link` once there is a journal.
    Devices,
    /// `/settings/devices/lost`.
    Lost,
    /// `/settings/reminders`.
    Reminders,
    /// `/settings/about`.
    About,
    /// Anything else.
    Nowhere,
}

impl Screen {
    /// The screen at `path`.
    pub fn at(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (Some("teams"), None, None) => Self::Teams,
            (Some("teams"), Some("start"), None) => Self::StartTeam,
            (Some("join"), None, None) => Self::Join,
            (Some("team"), Some(team), part) => {
                let page = TeamPage::at(part, parts.next());
                let page = page.filter(|_| parts.next().is_none());
                let team = team.parse().ok();
                team.zip(page)
                    .map_or(Self::Nowhere, |(team, page)| Self::Team(team, page))
            }
            (Some("journal"), Some("calendar"), None) => Self::Calendar,
            (Some("journal"), Some(id), Some("history")) => {
                id.parse().map_or(Self::Nowhere, Self::History)
            }
            (None, None, None) => Self::Today,
            (Some("journal"), None, None) => Self::Journal,
            (Some("journal"), Some(id), None) => id.parse().map_or(Self::Nowhere, Self::Entry),
            (Some("find"), None, None) => Self::Find,
            (Some("plans"), None, None) => Self::Plans,
            (Some("plans"), Some(id), None) => id.parse().map_or(Self::Nowhere, Self::Plan),
            (Some("skills"), None, None) => Self::Skills,
            (Some("skills"), Some(id), None) => id.parse().map_or(Self::Nowhere, Self::Skill),
            (Some("review"), None, None) => Self::Reviews(None),
            (Some("review"), Some(which), None) => match (which.parse(), which.parse()) {
                (Ok(period), _) => Self::Review(period),
                (_, Ok(id)) => Self::Reviews(Some(id)),
                _ => Self::Nowhere,
            },
            (Some("import"), None, None) => Self::Import,
            (Some("settings"), None, None) => Self::Settings,
            (Some("settings"), Some("templates"), _) => Self::Templates,
            (Some("settings"), Some("recovery"), None) => Self::Recovery,
            (Some("settings"), Some("lock"), None) => Self::Lock,
            (Some("settings"), Some("safety"), None) => Self::Safety,
            (Some("settings"), Some("restore"), None) => Self::Restore,
            (Some("settings"), Some("away"), None) => Self::PutAway,
            (Some("settings"), Some("leave"), None) => Self::Leave,
            (Some("settings"), Some("devices"), None) | (Some("link"), None, None) => Self::Devices,
            (Some("settings"), Some("devices"), Some("lost")) => Self::Lost,
            (Some("settings"), Some("reminders"), None) => Self::Reminders,
            (Some("settings"), Some("about"), None) => Self::About,
            _ => Self::Nowhere,
        }
    }

    /// The entry that is open, if one is.
    pub fn entry(self) -> Option<Id> {
        match self {
            Self::Entry(id) => Some(id),
            _ => None,
        }
    }

    /// What the window is called while this is shown.
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => words!(today.name),
            Self::Journal => words!(journal.name),
            Self::Entry(_) => words!(entry.name),
            Self::Find => words!(find.name),
            Self::Calendar => words!(calendar.name),
            Self::History(_) => words!(history.name),
            Self::Templates => words!(prompts.own),
            Self::Plans => words!(plans.name),
            Self::Plan(_) => words!(plans.plan),
            Self::Skills => words!(skills.name),
            Self::Skill(_) => words!(skills.skill),
            Self::Reviews(_) | Self::Review(_) => words!(review.name),
            Self::Teams => words!(team.name),
            Self::StartTeam => words!(team.start),
            Self::Join => words!(team.join),
            Self::Team(_, page) => page.title(),
            Self::Import => words!(import.notes),
            Self::Settings => words!(settings.name),
            Self::Recovery => words!(recovery.name),
            Self::Lock => words!(lock.name),
            Self::Safety => words!(safety.name),
            Self::Restore => words!(backup.restore),
            Self::PutAway => words!(away.name),
            Self::Leave => words!(leave.name),
            Self::Devices => words!(devices.name),
            Self::Lost => words!(devices.lost),
            Self::Reminders => words!(reminders.name),
            Self::About => words!(about.name),
            Self::Nowhere => words!(frame.nowhere),
        }
    }

    /// Screens that are one and the same place: going from one to the other keeps what is there.
    fn place(self) -> Self {
        match self {
            Self::Entry(_) => Self::Journal,
            Self::Team(team, _) => Self::Team(team, TeamPage::Direction),
            other => other,
        }
    }
}

/// Address of an entry.
pub fn entry_path(id: Id) -> String {
    format!("/journal/{id}")
}

/// Address of a look back.
pub fn review_path(period: Period) -> String {
    format!("/review/{period}")
}

/// Address of a document of the person's own journal. What belongs to a team has its address there, see
/// [`crate::features::team::pages::team_path`]; who asks for it without the team is led to the teams.
pub fn document_path(kind: Kind, id: Id) -> String {
    match kind {
        Kind::Entry => entry_path(id),
        Kind::Plan => format!("/plans/{id}"),
        Kind::Skill => format!("/skills/{id}"),
        Kind::Review => format!("/review/{id}"),
        Kind::Template => format!("/settings/templates/{id}"),
        Kind::Device => "/settings/devices".into(),
        Kind::Preferences => "/settings".into(),
        Kind::Team
        | Kind::Member
        | Kind::Goal
        | Kind::Lesson
        | Kind::AfterAction
        | Kind::Question
        | Kind::Page
        | Kind::Shares
        | Kind::Membership => "/teams".into(),
    }
}

/// Address of what an entry was before.
pub fn history_path(id: Id) -> String {
    format!("/journal/{id}/history")
}

/// The screen the address bar asks for.
pub fn use_screen() -> Memo<Screen> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Screen::at(path)))
}

/// Shows the screen of the address.
#[component]
pub fn Screens() -> impl IntoView {
    let screen = use_screen();
    let place = Memo::new(move |_| screen.get().place());
    let open = Memo::new(move |_| screen.get().entry());
    use_app().announce_screen(screen);
    move || match place.get() {
        Screen::Journal | Screen::Entry(_) => {
            let pane = move || {
                open.get()
                    .map(|id| view! { <entry::EntryPane id/> }.into_any())
            };
            view! { <journal::JournalScreen open pane/> }.into_any()
        }
        Screen::Find => view! { <find::FindScreen/> }.into_any(),
        Screen::Calendar => view! { <journal::CalendarScreen/> }.into_any(),
        Screen::History(id) => view! { <entry::HistoryScreen id/> }.into_any(),
        Screen::Templates => view! { <settings::TemplatesScreen/> }.into_any(),
        Screen::Plans => view! { <plans::PlansScreen/> }.into_any(),
        Screen::Plan(id) => view! { <plans::PlanScreen id/> }.into_any(),
        Screen::Skills => view! { <skills::SkillsScreen/> }.into_any(),
        Screen::Skill(id) => view! { <skills::SkillScreen id/> }.into_any(),
        Screen::Today => view! { <today::TodayScreen/> }.into_any(),
        Screen::Reviews(find) => view! { <review::ReviewsScreen find/> }.into_any(),
        Screen::Review(Period::Week(week)) => view! { <review::ReviewScreen week/> }.into_any(),
        Screen::Review(period) => view! { <review::LookBackScreen period/> }.into_any(),
        Screen::Teams => view! { <team::TeamsScreen/> }.into_any(),
        Screen::StartTeam => view! { <team::StartScreen/> }.into_any(),
        Screen::Join => view! { <team::JoinScreen/> }.into_any(),
        Screen::Team(team, _) => view! { <team::TeamScreen team/> }.into_any(),
        Screen::Import => view! { <import::ImportScreen/> }.into_any(),
        Screen::Settings => view! { <settings::SettingsScreen/> }.into_any(),
        Screen::Devices => view! { <devices::DevicesScreen/> }.into_any(),
        Screen::Lost => view! { <devices::LostScreen/> }.into_any(),
        Screen::Recovery => view! { <recovery::RecoveryScreen/> }.into_any(),
        Screen::Lock => view! { <lock::LockScreen/> }.into_any(),
        Screen::Safety => view! { <safety::SafetyScreen/> }.into_any(),
        Screen::Restore => view! { <safety::RestoreScreen/> }.into_any(),
        Screen::PutAway => view! { <safety::PutAwayScreen/> }.into_any(),
        Screen::Leave => view! { <safety::Leave/> }.into_any(),
        Screen::Reminders => view! { <settings::RemindersScreen/> }.into_any(),
        Screen::About => view! { <settings::AboutScreen/> }.into_any(),
        Screen::Nowhere => view! { <Nowhere/> }.into_any(),
    }
}

#[component]
fn Nowhere() -> impl IntoView {
    view! {
        <div class="page centred">
            <h1 tabindex="-1">{words!(frame.nowhere)}</h1>
            <p class="lead">{words!(frame.nowhere_lead)}</p>
            <div class="actions"><a class="button primary" href="/journal">{words!(frame.open_journal)}</a></div>
        </div>
    }
}
