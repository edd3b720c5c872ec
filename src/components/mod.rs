//! Widgets that know nothing of entries. Their structure is written down at the top of `style/components.css`.

mod icon;
mod page_head;
mod privacy;
mod progress;
mod sheet;
mod toasts;

pub use icon::Icon;
pub use page_head::PageHead;
pub use privacy::Privacy;
pub use progress::Progress;
pub use sheet::Sheet;
pub use toasts::Toasts;
