//! The documents of one kind as a list: what stands there while they are not here, where there are none, and a row for
//! each.

use leptos::prelude::*;

/// What a list says besides its rows.
#[derive(Clone, Copy, Debug)]
pub(in crate::features::team) struct Listing {
    /// What it is called.
    pub(in crate::features::team) name: &'static str,
    /// Whether that stands above it, because it is not all there is on the page.
    pub(in crate::features::team) headed: bool,
    /// What is said where there is nothing, and what to do about it.
    pub(in crate::features::team) empty: [&'static str; 2],
}

impl Listing {
    /// Shows `rows`, each as `row` does.
    pub(in crate::features::team) fn of<T: Clone + Send + Sync + 'static, V: IntoView + 'static>(
        self,
        rows: RwSignal<Option<Vec<T>>>,
        row: impl Fn(T) -> V + Send + 'static,
    ) -> impl Fn() -> AnyView + Send + 'static {
        move || {
            rows.with(|rows| match rows.as_deref() {
                None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i></div> }.into_any(),
                Some([]) => {
                    let [empty, lead] = self.empty;
                    view! { <div class="empty"><h2>{empty}</h2><p>{lead}</p></div> }.into_any()
                }
                Some(rows) => {
                    let rows = rows.iter().cloned();
                    let rows = rows.map(|one| view! { <li>{row(one)}</li> }).collect_view();
                    let list = view! { <ul class="rows long" role="list" aria-label=self.name>{rows}</ul> };
                    if self.headed {
                        view! { <section class="group"><h2>{self.name}</h2>{list}</section> }.into_any()
                    } else {
                        list.into_any()
                    }
                }
            })
        }
    }
}
