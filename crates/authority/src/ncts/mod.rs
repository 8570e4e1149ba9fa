//! How does the transit authority (NCTS, phases 5 and 6) behave? Pure: messages in, answers out,
//! with no clock and no network.
//!
//! [`Office`] keeps the conversations. Each kind of message the trader may send has its file
//! (`lodging`, `amendment`, `invalidation`, `presentation`), each message the authority sends has
//! its file in `messages`, each check its file in `checks`.

mod amendment;
mod answer;
mod checks;
mod conversation;
mod invalidation;
mod lodging;
mod messages;
mod office;
mod origin;
mod presentation;
mod status;

pub(crate) use answer::{Outgoing, Scripted, Wait, Work};
pub(crate) use checks::{Inspection, inspect};
pub(crate) use conversation::Key;
pub(crate) use office::{Office, Reaction};
pub(crate) use origin::Origin;
pub use status::Status;

/// The namespace of the root elements; elements below have none.
pub(crate) const NAMESPACE: &str = "http://ncts.dgtaxud.ec";
