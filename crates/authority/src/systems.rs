//! Which systems have an authority? One line each; their folders hold the rest.

use crate::system::System;
use crate::{aes, dk_dms, emcs, ncts, uk_cds};

/// The systems that have an authority.
pub(crate) const SYSTEMS: &[&dyn System] = &[
    &ncts::DOMAIN,
    &aes::DOMAIN,
    &uk_cds::DIALECT,
    &emcs::Emcs,
    &dk_dms::DIALECT,
];

/// The word of a script as some system knows it.
pub(crate) fn word(text: &str) -> Option<&'static str> {
    let known = SYSTEMS.iter().flat_map(|system| {
        let kinds = system.kinds().iter().map(|kind| kind.code);
        kinds.chain(system.words().iter().copied())
    });
    known.into_iter().find(|word| *word == text)
}
