//! What did people change by hand, and how is it kept when the document is made anew?
//!
//! An [`Edit`] says what stood at an [`Address`] and what a person put there. When the document is
//! deduced again, [`merge`] brings the edits to it, three-way: where there is still what the
//! person saw, the edit holds; where something else is given or deduced now, the edit is in
//! conflict: the new value stays, a finding asks the person, and setting the field again decides.

mod findings;
mod merge;
mod note;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::address::Address;
use crate::written::is_same;

pub use findings::{conflict_findings, gone_findings};
pub use merge::{Merged, merge};

/// What a person changed in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// Where: a scalar, or a whole element that was added or removed.
    pub address: Address,
    /// What was given or deduced there when the person changed it; `None` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What the person put there; `None` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// Who, the last time.
    pub by: String,
    /// When, the last time.
    pub at: Timestamp,
    /// What contradicts the edit since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
}

/// Something else is given or deduced than the person saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What; it stands in the document. `None` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
}

/// The edits of a document, in the order in which their places were first changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// Whether nobody changed anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All edits, one for each field or element.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.0.iter()
    }

    /// Keeps the edits that a predicate accepts.
    pub fn retain(&mut self, keep: impl FnMut(&Edit) -> bool) {
        self.0.retain(keep);
    }

    /// The edits that wait for a person's decision.
    pub fn conflicts(&self) -> impl Iterator<Item = &Edit> {
        self.iter().filter(|edit| edit.conflict.is_some())
    }
}

impl Edit {
    /// Whether the edit leaves what it found.
    fn changes_nothing(&self) -> bool {
        is_same(self.before.as_ref(), self.after.as_ref())
    }

    /// What stood there before is what is given or deduced now: the person has seen it.
    fn settle(&mut self) {
        if let Some(conflict) = self.conflict.take() {
            self.before = conflict.now;
        }
    }
}
