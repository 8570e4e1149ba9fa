//! What customs says, whatever it is about: a code with its text, and a value that takes the place of
//! an earlier one.

use serde::{Deserialize, Serialize};

/// A code and what was said with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CodeText {
    /// The code, of the list that customs uses here.
    pub code: String,
    /// What the code means, where customs says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A value that is said takes the place of what was known.
pub(super) fn take<T>(slot: &mut Option<T>, newer: Option<T>) {
    if newer.is_some() {
        *slot = newer;
    }
}
