//! What a team has pages for. A module is one line in [`MODULES`]: its address leads somewhere from then on, and its
//! link stands in the team's navigation. An address of a module that is not in the list leads nowhere.

use super::direction::DirectionScreen;
use super::goals::{GoalScreen, GoalsScreen};
use super::here::Here;
use super::lessons::{LessonScreen, LessonsScreen};
use super::members::MembersScreen;
use super::questions::{PlaybookScreen, QuestionScreen, QuestionsScreen};
use super::reviews::{ReviewScreen, ReviewsScreen};
use super::skills::SkillsScreen;
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::space::TeamId;
use leptos::prelude::*;

/// A page of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamPage {
    /// `/team/<team>`: where it is going.
    Direction,
    /// `/team/<team>/members`.
    Members,
    /// `/team/<team>/goals`.
    Goals,
    /// `/team/<team>/goals/<id>`.
    Goal(Id),
    /// `/team/<team>/lessons`.
    Lessons,
    /// `/team/<team>/lessons/<id>`.
    Lesson(Id),
    /// `/team/<team>/questions`.
    Questions,
    /// `/team/<team>/questions/<id>`.
    Question(Id),
    /// `/team/<team>/pages/<id>`: a page of the playbook.
    Playbook(Id),
    /// `/team/<team>/reviews`: what came of something the team did.
    AfterActions,
    /// `/team/<team>/reviews/<id>`.
    AfterAction(Id),
    /// `/team/<team>/skills`: what members share by name.
    Skills,
}

/// A part of a team that has a link in its navigation, and pages.
#[derive(Clone, Copy)]
pub(super) struct Module {
    /// What its link leads to.
    pub(super) front: TeamPage,
    /// What its link says.
    pub(super) name: fn() -> &'static str,
    /// Pressed after `g`, leads there.
    pub(super) letter: Option<&'static str>,
    /// Whether a page belongs to it.
    pub(super) holds: fn(TeamPage) -> bool,
    /// Shows one of its pages. The page brings its own `h1`.
    pub(super) show: fn(Here, TeamPage) -> AnyView,
}

/// Every part of a team there is, in the order of the navigation.
pub(super) const MODULES: &[Module] = &[
    Module {
        front: TeamPage::Direction,
        name: || words!(team.direction),
        letter: Some("w"),
        holds: |page| page == TeamPage::Direction,
        show: |here, _| view! { <DirectionScreen here/> }.into_any(),
    },
    Module {
        front: TeamPage::Goals,
        name: || words!(goals.name),
        letter: Some("g"),
        holds: |page| matches!(page, TeamPage::Goals | TeamPage::Goal(_)),
        show: |here, page| match page {
            TeamPage::Goal(id) => view! { <GoalScreen here id/> }.into_any(),
            _ => view! { <GoalsScreen here/> }.into_any(),
        },
    },
    Module {
        front: TeamPage::Lessons,
        name: || words!(lessons.name),
        letter: Some("l"),
        holds: |page| matches!(page, TeamPage::Lessons | TeamPage::Lesson(_)),
        show: |here, page| match page {
            TeamPage::Lesson(id) => view! { <LessonScreen here id/> }.into_any(),
            _ => view! { <LessonsScreen here/> }.into_any(),
        },
    },
    Module {
        front: TeamPage::Questions,
        name: || words!(questions.name),
        letter: Some("q"),
        holds: |page| {
            let playbook = matches!(page, TeamPage::Playbook(_));
            playbook || matches!(page, TeamPage::Questions | TeamPage::Question(_))
        },
        show: |here, page| match page {
            TeamPage::Question(id) => view! { <QuestionScreen here id/> }.into_any(),
            TeamPage::Playbook(id) => view! { <PlaybookScreen here id/> }.into_any(),
            _ => view! { <QuestionsScreen here/> }.into_any(),
        },
    },
    Module {
        front: TeamPage::AfterActions,
        name: || words!(after_actions.name),
        letter: Some("a"),
        holds: |page| matches!(page, TeamPage::AfterActions | TeamPage::AfterAction(_)),
        show: |here, page| match page {
            TeamPage::AfterAction(id) => view! { <ReviewScreen here id/> }.into_any(),
            _ => view! { <ReviewsScreen here/> }.into_any(),
        },
    },
    Module {
        front: TeamPage::Skills,
        name: || words!(matrix.name),
        letter: Some("s"),
        holds: |page| page == TeamPage::Skills,
        show: |here, _| view! { <SkillsScreen here/> }.into_any(),
    },
    Module {
        front: TeamPage::Members,
        name: || words!(team.members),
        letter: None,
        holds: |page| page == TeamPage::Members,
        show: |here, _| view! { <MembersScreen here/> }.into_any(),
    },
];

impl TeamPage {
    /// The page behind the parts of an address that follow the team.
    pub(crate) fn at(part: Option<&str>, id: Option<&str>) -> Option<Self> {
        let page = match (part, id) {
            (None, _) => Self::Direction,
            (Some("members"), None) => Self::Members,
            (Some("goals"), None) => Self::Goals,
            (Some("goals"), Some(id)) => Self::Goal(id.parse().ok()?),
            (Some("lessons"), None) => Self::Lessons,
            (Some("lessons"), Some(id)) => Self::Lesson(id.parse().ok()?),
            (Some("questions"), None) => Self::Questions,
            (Some("questions"), Some(id)) => Self::Question(id.parse().ok()?),
            (Some("pages"), Some(id)) => Self::Playbook(id.parse().ok()?),
            (Some("reviews"), None) => Self::AfterActions,
            (Some("reviews"), Some(id)) => Self::AfterAction(id.parse().ok()?),
            (Some("skills"), None) => Self::Skills,
            _ => return None,
        };
        page.module().map(|_| page)
    }

    /// The document it shows, if it is one.
    pub(super) fn document(self) -> Option<Id> {
        match self {
            Self::Direction => Some(Id::TEAM),
            Self::Goal(id)
            | Self::Lesson(id)
            | Self::AfterAction(id)
            | Self::Question(id)
            | Self::Playbook(id) => Some(id),
            _ => None,
        }
    }

    /// The module it belongs to, if there is one.
    pub(super) fn module(self) -> Option<&'static Module> {
        MODULES.iter().find(|module| (module.holds)(self))
    }

    /// What the window is called while it is shown.
    pub(crate) fn title(self) -> &'static str {
        self.module()
            .map_or(words!(team.team), |module| (module.name)())
    }
}

/// Every part of a team: what it is called, its letter after `g`, and its address.
pub(crate) fn parts(
    team: TeamId,
) -> impl Iterator<Item = (&'static str, Option<&'static str>, String)> {
    MODULES.iter().map(move |module| {
        (
            (module.name)(),
            module.letter,
            team_path(team, module.front),
        )
    })
}

/// The letters of the parts of any team, and what they are called.
pub(crate) fn letters() -> impl Iterator<Item = (&'static str, &'static str)> {
    MODULES
        .iter()
        .filter_map(|module| Some((module.letter?, (module.name)())))
}

/// Address of a page of a team.
pub fn team_path(team: TeamId, page: TeamPage) -> String {
    match page {
        TeamPage::Direction => format!("/team/{team}"),
        TeamPage::Members => format!("/team/{team}/members"),
        TeamPage::Goals => format!("/team/{team}/goals"),
        TeamPage::Goal(id) => format!("/team/{team}/goals/{id}"),
        TeamPage::Lessons => format!("/team/{team}/lessons"),
        TeamPage::Lesson(id) => format!("/team/{team}/lessons/{id}"),
        TeamPage::Questions => format!("/team/{team}/questions"),
        TeamPage::Question(id) => format!("/team/{team}/questions/{id}"),
        TeamPage::Playbook(id) => format!("/team/{team}/pages/{id}"),
        TeamPage::AfterActions => format!("/team/{team}/reviews"),
        TeamPage::AfterAction(id) => format!("/team/{team}/reviews/{id}"),
        TeamPage::Skills => format!("/team/{team}/skills"),
    }
}
