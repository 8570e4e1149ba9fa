//! What holds for the records of a kind, beside what their fields are?

use serde_json::Value;

use crate::access::Node;
use crate::path::KnownPath;
use crate::structure::StructureError;

/// What a kind says of its records, in the file of the record.
pub(super) trait RecordRules: Node + Default + 'static {
    /// What to send where a record has no code.
    const CODE_ADVICE: &'static str;
    /// Fields that can be sent and are never shown.
    const HIDDEN_FIELDS: &'static [&'static str] = &[];
    /// Whether what is decided for every declaration depends on it, so that nodes keep it in memory.
    const IS_KEPT_IN_MEMORY: bool = false;
    /// Whether its records are the same for every trader, as offices and rates are; rehearsals take
    /// them over.
    const IS_OF_EVERYBODY: bool = false;
    /// Collections whose usual key is its own, each with the key; templates of sheets show it.
    const USUAL_KEYS: &'static [(&'static str, &'static str)] = &[];

    /// The code that other fields make, where it may be left out.
    fn code_of_fields(_update: &Value) -> Option<String> {
        None
    }

    /// What a whole record lacks to be of use, beside what every kind must have.
    fn faults(_record: &Value) -> Vec<StructureError> {
        Vec::new()
    }
}

/// A field of a record that is text; of any other, nothing.
pub(super) fn text_field<'v>(record: &'v Value, name: &str) -> Option<&'v str> {
    record.get(name)?.as_str()
}

/// What is wrong with a field of a record.
pub(super) fn fault(path: KnownPath, message: impl Into<String>) -> StructureError {
    StructureError {
        path: path.into(),
        message: message.into(),
    }
}
