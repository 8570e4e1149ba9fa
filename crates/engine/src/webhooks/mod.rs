//! How is a call to a subscription made and signed, and what does its answer mean?
//!
//! [`request`] makes the signed call of a cally, [`outcome`] says what its answer means. Calling
//! is [`crate::outbound`]'s; storing and waking up is the worker's.

mod call;
mod signature;

pub use call::{Outcome, SubscriptionVerdict, outcome, request};
pub(crate) use call::{TIMEOUT, in_words};
pub use signature::{SignatureError, check_secret, secret_from, signature_headers};
