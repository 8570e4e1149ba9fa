//! Reading a trader's message back by the tables that write it.

use cas_gateway::{DecodeError, LeafDifference, MessageKind, ReadDeclaration};

use super::{DOMAIN, capabilities, settings, tables};
use crate::commission::declared::{self, Purpose, Readable, Written};

fn readable<T>(read: impl FnOnce(&Readable<'_>) -> T) -> T {
    let of = |table, purpose| Written { table, purpose };
    let written = [
        of(&*tables::CC515C, Purpose::Declare),
        of(&*tables::CC513C, Purpose::Amend),
        of(&*tables::CC511C, Purpose::Present),
        of(&*tables::CC514C, Purpose::Invalidate),
    ];
    read(&Readable {
        written: &written,
        declaration_types: capabilities::CAPABILITIES.declaration_types,
        phases: settings::PHASES,
    })
}

/// What a file is, by its root element.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<MessageKind> {
    readable(|readable| DOMAIN.recognise(bytes, readable))
}

/// Reads a trader's message.
///
/// # Errors
/// When it is not well-formed, or none that traders send.
pub fn read(bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
    readable(|readable| DOMAIN.read(bytes, readable))
}

/// In which leaves two messages differ.
///
/// # Errors
/// When one is not well-formed.
pub fn leaf_differences(
    original: &[u8],
    written: &[u8],
) -> Result<Vec<LeafDifference>, DecodeError> {
    declared::leaf_differences(original, written)
}
