//! Questions to the team, their answers, and the pages of the playbook that answers become. Looking comes before asking:
//! what may answer a question is offered while it is typed.

mod answers;
mod ask;
mod list;
mod page;
mod playbook;
mod promote;

pub(super) use list::QuestionsScreen;
pub(super) use page::QuestionScreen;
pub(super) use playbook::PlaybookScreen;

use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::Sample;
use crate::words;
use commonplace_api::team::question::PageRow;
use leptos::prelude::*;

/// A page of the playbook in a list.
#[component]
pub(super) fn PageLine(here: Here, row: PageRow) -> impl IntoView {
    let line = words::questions::page_line(&row);
    let stale = row.stale.then(|| {
        view! { <span class="row-hint stale">{words!(questions.stale)}</span> }
    });
    let excerpt = (!row.excerpt.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{row.excerpt}</span> }
    });
    view! {
        <a class="row" href=here.path(TeamPage::Playbook(row.id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::questions::titled(row.title)}</span>
                {stale}{excerpt}
                <span class="row-hint" dir="auto">{line}</span>
                <Sample is=row.sample/>
            </span>
        </a>
    }
}
