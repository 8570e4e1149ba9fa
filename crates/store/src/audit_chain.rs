//! How is an entry of an audit trail chained to the one before?
//!
//! By a hash over all that it says and the hash before it: each value as its length in bytes, a colon
//! and its text, one that is absent as a minus, so that no two entries are written alike. Whoever
//! changes, removes or adds an entry behind our back breaks the chain there. See decision 42.

use cas_model::ids::AuditId;
use sha2::{Digest as _, Sha256};

use crate::rows::AuditEntry;

/// What the chain of a tenant begins with.
pub(crate) const BEFORE_THE_FIRST: &str = "";

/// The hash that an entry has by what it says, as 64 hexadecimal digits.
pub(crate) fn hash_of(entry: &AuditEntry) -> String {
    let user = entry.user_id.map(|id| id.to_string());
    let values = [
        entry.previous_hash.as_deref(),
        Some(&entry.tenant_id.to_string()),
        Some(&entry.sequence.to_string()),
        Some(&entry.kind),
        Some(&entry.event),
        Some(&entry.actor),
        entry.person_id.as_deref(),
        entry.client_id.as_deref(),
        user.as_deref(),
        entry.subject.as_deref(),
        entry.detail.as_deref(),
        Some(if entry.is_refusal { "refused" } else { "done" }),
        entry.address.as_deref(),
        Some(&entry.recorded_at.as_microsecond().to_string()),
    ];
    let mut text = String::new();
    for value in values {
        match value {
            Some(value) => {
                text.push_str(&value.len().to_string());
                text.push(':');
                text.push_str(value);
            }
            None => text.push('-'),
        }
    }
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The id of an entry, made of its hash.
pub(crate) fn id_of(hash: &str) -> AuditId {
    let mut bytes = [0; 16];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let digits = hash.get(2 * at..2 * at + 2).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
    }
    AuditId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
