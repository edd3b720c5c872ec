//! Where a team is going, its front page: the vision it adopted, what it tends to do and wants instead, and what its
//! members want for themselves where they say so. Edited where it stands, as plans are.

mod example;
mod norm;
mod norms;
mod people;
mod sample;
pub(super) mod starters;
mod together;
mod vision;

use super::here::Here;
use crate::components::SavedText;
use crate::words;
use commonplace_api::team::lesson::LessonRow;
use commonplace_api::team::{Team, TeamChange};
use commonplace_api::{Change, Id, TextChange, Update, View};
use leptos::prelude::*;
use norms::Norms;
use people::PersonalVisions;
use sample::Sample;
use together::Together;
use vision::VisionPart;

/// The page, for everything on it.
#[derive(Clone, Copy)]
struct Page {
    here: Here,
    direction: RwSignal<Option<Team>>,
    /// The lessons of the team: each may be an example.
    lessons: RwSignal<Vec<LessonRow>>,
}

impl Page {
    /// Something of it; nothing while it is not here.
    fn of<T: Default + Clone + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&Team) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        let direction = self.direction;
        Memo::new(move |_| direction.with(|team| team.as_ref().map(&get).unwrap_or_default()))
            .into()
    }

    /// Whether it can only be read.
    fn fixed(self) -> Signal<bool> {
        let (read_only, may_write) = (self.of(|team| team.read_only), self.here.may_write());
        Memo::new(move |_| read_only.get() || !may_write.get()).into()
    }

    fn change(self, change: TeamChange) {
        let change = Change::Team(self.here.me(), change);
        self.here.change(Id::TEAM, change);
    }
}

/// The page at `/team/<team>`.
#[component]
pub(super) fn DirectionScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let direction = RwSignal::new(None::<Team>);
    here.watch(View::Team, move |update| {
        if let Update::Team(now) = update {
            direction.try_set(Some(*now));
        }
    });
    let lessons = RwSignal::new(Vec::<LessonRow>::new());
    here.watch(View::Lessons, move |update| {
        if let Update::Lessons(now) = update {
            lessons.try_set(now);
        }
    });
    let page = Page {
        here,
        direction,
        lessons,
    };
    let is_here = Memo::new(move |_| direction.with(Option::is_some));
    view! {
        <h1 tabindex="-1">{words!(team.direction)}</h1>
        <Together here/>
        <Show when=move || is_here.get()>
            <Sample page/>
            <VisionPart page/>
            <Norms page/>
        </Show>
        <PersonalVisions here/>
        <Show when=move || is_here.get()><Name page/></Show>
    }
}

/// What the team is called.
#[component]
fn Name(page: Page) -> impl IntoView {
    let fixed = page.fixed();
    let rename = move |text: TextChange| page.change(TeamChange::Name(text));
    view! {
        <Show when=move || !fixed.get()>
            <section class="group">
                <h2>{words!(team.team_name)}</h2>
                <SavedText value=page.of(|team| team.name.clone()) name=words!(team.team_name) fixed
                    on_change=Callback::new(rename)/>
            </section>
        </Show>
    }
}
