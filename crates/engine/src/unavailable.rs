//! The refusal of a request that the store could not serve.

use cas_process::{Refusal, RefusalKind};

/// The store could not do it now; why is logged, and kept from callers.
#[must_use]
pub fn unavailable(error: &anyhow::Error) -> Refusal {
    tracing::error!(error = format!("{error:#}"), "the store failed");
    Refusal::new(
        "store-unavailable",
        RefusalKind::Unavailable,
        "The database is not available",
        "nothing was stored; try again".to_owned(),
    )
}
