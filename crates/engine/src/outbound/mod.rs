//! How do we call a customs system or a webhook, and what keeps such a call harmless?
//!
//! [`HttpClient`] posts one body, or fetches one, and reads one bounded answer. It follows no redirect and no
//! proxy of the environment, and its time is limited as a whole. Where it may connect is said by
//! an [`AddressPolicy`], which is asked twice: [`check_url`] reads the address as written, and
//! the resolver looks at what its name stands for at the moment of connecting, so that a name
//! that changes its address between the two gains nothing.
//!
//! Whether and when to try again is not decided here: see [`cas_process::schedule::RetrySchedule`].

mod address;
pub(crate) mod certificates;
mod client;
mod fetch;
mod ports;
mod resolver;
mod retry_after;

pub use address::{AddressPolicy, check_url, check_webhook_url};
pub use client::{HttpClient, Post, PostAnswer, PostError, install_crypto};
pub use fetch::{Fetch, Fetched};
pub use ports::{AllowedPorts, PortsError};
