//! What stands above the text: when it was, and what can be done with the entry.

use super::Pane;
use super::link::LinkPlan;
use super::when::ChangeWhen;
use crate::components::{Icon, Menu, MenuItem};
use crate::features::plans::CommitSheet;
use crate::features::team::{ShareEntry, can_share};
use crate::routes::history_path;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::{Change, Command, EntryChange};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const MENU: &str = "entry-menu";

#[component]
pub(super) fn Head(pane: Pane) -> impl IntoView {
    let date = move || {
        let meta = pane.meta()?;
        let moment = Moment::from(&meta);
        let text = format!("{}, {}", moment.long_day(), moment.time());
        Some(view! { <time class="editor-date" datetime=moment.machine()>{text}</time> })
    };
    view! {
        <header class="editor-head">
            <a class="icon-button editor-back" href="/journal" aria-label=words!(entry.back)><Icon name="back"/></a>
            {date}
            <Star pane/>
            <ReadOrWrite pane/>
            <More pane/>
        </header>
    }
}

/// Marks the entry as one to come back to.
#[component]
fn Star(pane: Pane) -> impl IntoView {
    let meta = Memo::new(move |_| pane.meta());
    let starred =
        Memo::new(move |_| meta.with(|meta| meta.as_ref().is_some_and(|meta| meta.starred)));
    let turn = move |_| {
        let change = Change::Entry(EntryChange::Star(!starred.get_untracked()));
        pane.app.core.dispatch(Command::Change {
            id: pane.id,
            change,
        });
    };
    let fixed = move || {
        meta.with(|meta| {
            meta.as_ref()
                .is_none_or(|meta| meta.deleted || meta.read_only)
        })
    };
    view! {
        <button class="icon-button star" type="button" aria-label=words!(entry.star) title=words!(entry.star)
            aria-pressed=move || starred.get().to_string() hidden=fixed on:click=turn>
            <Icon name="star"/>
        </button>
    }
}

/// Goes from writing to reading and back.
#[component]
fn ReadOrWrite(pane: Pane) -> impl IntoView {
    let reading = pane.app.reading;
    let name = move || {
        if reading.get() {
            words!(writing.write)
        } else {
            words!(writing.read)
        }
    };
    let turn = move |_| {
        reading.update(|reading| *reading = !*reading);
        if !reading.get_untracked() {
            pane.editor.focus();
        }
    };
    view! {
        <button class="icon-button" type="button" aria-label=name title=name hidden=move || pane.meta().is_none()
            on:click=turn>
            {move || view! { <Icon name=if reading.get() { "write" } else { "read" }/> }}
        </button>
    }
}

#[component]
fn More(pane: Pane) -> impl IntoView {
    let (when, link) = (RwSignal::new(false), RwSignal::new(false));
    let share = RwSignal::new(false);
    let can_share = can_share(pane.app);
    let to_history = use_navigate();
    let navigate = use_navigate();
    let delete = move |()| {
        pane.app.core.dispatch(Command::Delete(pane.id));
        navigate("/journal", NavigateOptions::default());
    };
    let fixed = Signal::derive(move || {
        pane.meta()
            .is_none_or(|meta| meta.deleted || meta.read_only)
    });
    view! {
        <ChangeWhen pane open=when/>
        <CommitSheet ask=pane.ask/>
        <LinkPlan pane open=link/>
        <ShareEntry entry=pane.id open=share/>
        <Menu id=MENU name=words!(writing.more).to_owned() icon="more">
            <MenuItem of=MENU icon="plans" label=words!(plans.commit).to_owned() hidden=fixed
                choose=Callback::new(move |()| pane.commit())/>
            <MenuItem of=MENU icon="link" label=words!(entry.link).to_owned() hidden=fixed
                choose=Callback::new(move |()| link.set(true))/>
            <MenuItem of=MENU icon="share" label=words!(lessons.share) hidden=Signal::derive(move || fixed.get() || !can_share.get())
                choose=Callback::new(move |()| share.set(true))/>
            <MenuItem of=MENU icon="calendar" label=words!(entry.when).to_owned() hidden=fixed
                choose=Callback::new(move |()| when.set(true))/>
            <MenuItem of=MENU icon="history" label=words!(history.name).to_owned()
                choose=Callback::new(move |()| to_history(&history_path(pane.id), NavigateOptions::default()))/>
            <MenuItem of=MENU icon="delete" label=words!(entry.delete) danger=true hidden=fixed
                choose=Callback::new(delete)/>
        </Menu>
    }
}
