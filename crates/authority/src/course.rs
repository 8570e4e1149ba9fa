//! Which way does a conversation go? As its markers say, or as a script says in full.

use crate::answer::Scripted;
use crate::marker::Markers;

/// The course that a rule prescribes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) markers: Markers,
    /// The messages in full, if the rule names any.
    pub(crate) steps: Option<Vec<Scripted>>,
}
