//! The refusal of a request that the store could not serve.

use cas_process::configuration::Undecided;
use cas_process::{Refusal, codes};

/// The store could not do it now; why is logged, and kept from callers.
#[must_use]
pub fn unavailable(error: &anyhow::Error) -> Refusal {
    tracing::error!(error = format!("{error:#}"), "the store failed");
    Refusal::new(
        codes::STORE_UNAVAILABLE,
        "nothing was stored; try again".to_owned(),
    )
}

/// What a caller hears of something that was not decided.
pub(crate) fn refusal_of(undecided: Undecided) -> Refusal {
    match undecided {
        Undecided::Refused(refusal) => refusal,
        Undecided::Failed(error) => unavailable(&error),
    }
}
