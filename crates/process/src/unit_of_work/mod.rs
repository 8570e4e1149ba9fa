//! A unit of work in hand: facts are recorded, and what follows from them is collected as
//! [`Effects`].

mod effects;
mod notices;
mod record;
mod timers;
mod unit;
mod watch;

pub use effects::{Effects, FollowUp, FreedLane, NewNotification, Next, Transmission};
pub use unit::{NewId, UnitOfWork};
pub use watch::{Listener, Watch};
