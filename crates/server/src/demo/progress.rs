//! How far has a story of the demo come?

use std::collections::BTreeMap;

use cas_model::lifecycle::Status;

/// What is known of a story.
#[derive(Default)]
pub(super) struct Progress {
    /// The statuses it went through.
    pub path: Vec<String>,
    /// The declaration that spoke last.
    pub declaration: Option<String>,
    /// Where each of its declarations stands.
    pub statuses: BTreeMap<String, Status>,
    /// How many of the story's reactions were done.
    pub reacted: usize,
    /// Why what must be told was told.
    pub told: Option<String>,
    /// Whether all has happened that must.
    pub ended: bool,
}
