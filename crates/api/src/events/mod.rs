//! The event log as it is read and heard: one reader of a tenant's log on a node, however many
//! listen to it.
//!
//! Invariant: what is heard stands in the log. Nothing is told that could not be read again.

mod feed;
mod logged;
mod places;
mod subject;

pub(crate) use feed::{Feeds, Receiver};
pub(crate) use logged::LoggedEvent;
pub use places::StreamLimits;
pub(crate) use places::{StreamPlace, StreamPlaces};
pub(crate) use subject::EventSubject;
