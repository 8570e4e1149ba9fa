//! How is a message refused that an input mapping cannot be carried out on?

use crate::{Refusal, codes};

/// The refusal, with its reason.
pub(super) fn failed(why: &str) -> Refusal {
    let detail = format!("{why}; nothing was accepted");
    Refusal::new(codes::INPUT_MAPPING_FAILED, detail)
}
