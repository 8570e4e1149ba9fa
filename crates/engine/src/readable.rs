//! How does a message of a system read, whoever wrote it?

use anyhow::Context as _;
use cas_gateway::{DecodeError, as_utf8};
use cas_model::ids::SystemCode;

pub use cas_gateway::{ReadableElement, ReadableMessage};

use crate::Engine;

impl Engine {
    /// The bytes of a message as the tree of its elements; in the place of one that cannot be read, why.
    ///
    /// # Errors
    /// When there is no such system.
    pub fn readable_message(
        &self,
        system: &SystemCode,
        media_type: &str,
        bytes: &[u8],
    ) -> anyhow::Result<Result<ReadableMessage, DecodeError>> {
        let found = self.registry().get(system);
        let system = found.with_context(|| format!("there is no system {system}"))?;
        Ok(as_utf8(bytes, media_type).and_then(|text| system.readable(&text)))
    }
}
