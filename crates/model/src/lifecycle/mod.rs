//! The life of a declaration, as data.
//!
//! A [`Status`] is what people see; an [`Event`] is a fact that happened; an [`Action`] is what
//! someone may ask for. A [`Family`] is one table of transitions: `(status, event) → status`. The
//! status of a declaration is nothing but its events replayed over that table ([`replay`]). What
//! the table does not foresee leaves the status as it is and is reported as unexpected. A request
//! of ours may cover a status for a while ([`Standing`]).

mod action;
mod customs;
mod deadline;
mod event;
mod excise;
mod family;
mod notation;
mod shared;
mod standing;
mod status;
mod timers;
mod transit;

pub use action::{Action, Course};
pub use deadline::{Deadline, Timer};
pub use event::Event;
pub use family::Family;
pub use notation::{Grant, To, Transition};
pub use standing::{Standing, reached, replay};
pub use status::{Group, Phase, Status};
pub use timers::{Then, TimerChange};

#[cfg(test)]
mod tests;
