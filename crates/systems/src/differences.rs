//! In which leaves does what we write differ from what traders sent, and why?
//!
//! The table of differences: each row names an element of a system's messages that we write
//! otherwise than a published message has it, with its reason and the documents that show it.
//! `cas rehearse` shows them as explained, and does not count such a message as equal; the laws
//! over published messages accept these and no others.

use cas_gateway::LeafDifference;

/// How an element differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// We write it, the message had none.
    Added,
    /// The message had it, we do not write it.
    Left,
    /// Both have it, otherwise.
    Changed,
}

/// A difference that has a reason.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The customs system, by its code.
    pub system: &'static str,
    /// The element, by its path without numbers.
    pub element: &'static str,
    /// In which way the two differ.
    pub how: How,
    /// Why that is as it should be.
    pub reason: &'static str,
    /// The published documents that show it.
    pub documents: &'static [&'static str],
}

/// The table of differences.
pub const EXPLAINED: &[Explained] = &[];

/// The row that explains a difference.
#[must_use]
pub fn explain(system: &str, difference: &LeafDifference) -> Option<&'static Explained> {
    let how = match (&difference.original, &difference.written) {
        (None, _) => How::Added,
        (Some(_), None) => How::Left,
        (Some(_), Some(_)) => How::Changed,
    };
    EXPLAINED
        .iter()
        .find(|row| row.system == system && row.element == difference.element && row.how == how)
}
