//! Which subscription is told what, how the call is signed, and what follows from its answer?
//!
//! The parts, each pure: [`matches()`] picks the subscriptions of a notification, [`request`] makes
//! the signed call of a delivery, [`outcome`] says what its answer means, [`RetrySchedule`] when
//! to try again, and [`should_disable`] when to stop calling a receiver that is gone for days.
//! Calling is [`crate::outbound`]'s; storing and waking up is the worker's.

mod deliver;
mod disable;
mod filters;
mod schedule;
mod signature;

pub use deliver::{Outcome, SubscriptionVerdict, outcome, request};
pub use disable::{FailureRun, should_disable};
pub use filters::{Filter, matches, parse_filters};
pub use schedule::{RetrySchedule, ScheduleError};
pub use signature::{SignatureError, check_secret, secret_from, signature_headers};
