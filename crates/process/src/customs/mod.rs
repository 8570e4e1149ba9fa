//! Talking with customs: what we say, whose a message of theirs is, and what it changes.

pub mod amend;
mod answer;
mod ask;
mod duties;
mod item_numbers;
mod numbers;
mod opening;
mod overdue;
mod placing;
mod submit;
mod telling;
mod undelivered;
mod unplaced;
mod write;

pub use answer::{AnsweredDeclaration, apply, needs_carriers};
pub use ask::{Asking, ask};
pub use item_numbers::number_as_customs;
pub use numbers::{Belongs, KnownNumbers, Opened, OwnMessage};
pub use opening::begin;
pub use overdue::deadline_passed;
pub use placing::{Left, PlacedMessage, clusters, place_message};
pub use submit::{lodge, submit_if_automatic, submits};
pub use telling::Telling;
pub use undelivered::{Arrival, undelivered};
pub use unplaced::{MatchAgain, settle, unreadable};
pub use write::{unwritable, write_message};
