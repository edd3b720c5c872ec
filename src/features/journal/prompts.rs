//! What an entry can begin with: the prompts everybody has, and the person's own.

use crate::components::{Menu, MenuItem};
use crate::state::use_app;
use crate::words;
use commonplace_api::template::Template;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// A prompt that everybody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// What, so what, now what.
    What,
    /// Gibbs' six questions.
    Gibbs,
    /// Kolb's four.
    Kolb,
    /// After something was done together.
    Review,
    /// One minute.
    Minute,
    /// Before a conversation one would rather not have.
    Conversation,
}

impl Prompt {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::What,
        Self::Minute,
        Self::Review,
        Self::Conversation,
        Self::Gibbs,
        Self::Kolb,
    ];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Gibbs => "gibbs",
            Self::Kolb => "kolb",
            Self::Review => "review",
            Self::Minute => "minute",
            Self::Conversation => "conversation",
        }
    }

    /// The prompt of this name.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prompt| prompt.key() == key)
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::What => words!(prompts.what),
            Self::Gibbs => words!(prompts.gibbs),
            Self::Kolb => words!(prompts.kolb),
            Self::Review => words!(prompts.review),
            Self::Minute => words!(prompts.minute),
            Self::Conversation => words!(prompts.conversation),
        }
    }

    /// The Markdown an entry begins with.
    pub fn text(self) -> String {
        let questions = match self {
            Self::What => words!(prompts.what_text),
            Self::Gibbs => words!(prompts.gibbs_text),
            Self::Kolb => words!(prompts.kolb_text),
            Self::Review => words!(prompts.review_text),
            Self::Minute => words!(prompts.minute_text),
            Self::Conversation => words!(prompts.conversation_text),
        };
        laid_out(questions)
    }
}

/// Questions between bars, as headings with room for an answer below each.
fn laid_out(questions: &str) -> String {
    let questions: Vec<_> = questions
        .split('|')
        .map(|question| format!("### {}\n\n", question.trim()))
        .collect();
    questions.join("\n\n")
}

const MENU: &str = "prompt-menu";

/// A button that offers all prompts.
#[component]
pub fn PromptMenu(
    /// Told what was chosen.
    choose: Callback<String>,
) -> impl IntoView {
    let own = RwSignal::new(Vec::<Template>::new());
    use_app().core.watch_here(View::Templates, move |update| {
        if let Update::Templates(templates) = update {
            own.try_set(templates);
        }
    });
    let built_in = Prompt::ALL
        .map(|prompt| {
            view! {
                <MenuItem of=MENU icon="prompt" label=prompt.title().to_owned()
                    choose=Callback::new(move |()| choose.run(prompt.text()))/>
            }
        })
        .collect_view();
    let own = move || {
        let templates = own
            .get()
            .into_iter()
            .filter(|template| !template.text.trim().is_empty());
        templates
            .map(|template| {
                let title = if template.title.is_empty() { words!(prompts.untitled).to_owned() } else { template.title };
                let text = template.text;
                view! {
                    <MenuItem of=MENU icon="write" label=title choose=Callback::new(move |()| choose.run(text.clone()))/>
                }
            })
            .collect_view()
    };
    view! {
        <Menu id=MENU name=words!(prompts.name).to_owned() icon="prompt">
            {built_in}
            {own}
            <a class="menu-item" href="/settings/templates">{words!(prompts.edit)}</a>
        </Menu>
    }
}
