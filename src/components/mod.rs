//! Widgets that know nothing of entries. Their structure is written down at the top of `style/components.css`.

mod completion;
mod day_field;
mod icon;
mod link_offer;
mod menu;
mod page_head;
mod photo;
mod privacy;
mod progress;
mod qr;
mod reading;
mod saved_text;
mod sheet;
mod toasts;
mod writing;

pub use completion::matching;
pub use day_field::DayField;
pub use icon::Icon;
pub use link_offer::LinkOffer;
pub use menu::{Menu, MenuItem};
pub use page_head::PageHead;
pub use photo::Photo;
pub use privacy::Privacy;
pub use progress::Progress;
pub use qr::Qr;
pub use reading::Reading;
pub use saved_text::SavedText;
pub use sheet::{Sheet, modal, open_while};
pub use toasts::Toasts;
pub use writing::{Toolbar, Writing};
