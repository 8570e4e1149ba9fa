//! What does one of the Commission's systems say in data of how it differs from the others?

use std::sync::LazyLock;

use cas_gateway::Capabilities;

use crate::answer::AnswerKind;
use crate::table::Table;

/// One of the Commission's systems, in what tells it from the others.
pub struct Domain {
    /// The namespace of its messages; only root elements are in it.
    pub namespace: &'static str,
    /// Declares the prefix of root elements: `xmlns:ncts`.
    pub prefix: &'static str,
    /// The group that names the declaration: `TransitOperation`, `ExportOperation`.
    pub operation: &'static str,
    /// Every message that the system reads.
    pub kinds: &'static [AnswerKind],
    /// Messages that are recognised and not read, with the procedure they belong to.
    pub not_read: &'static [(&'static str, &'static str)],
    /// The traders' messages that are read back, and what each is for.
    pub(crate) written: &'static [Written],
    /// What the system can do.
    pub capabilities: &'static Capabilities,
    /// Its phases, each with the `PhaseID` of its messages.
    pub phases: &'static [(&'static str, &'static str)],
}

/// A message that we write, and what it is for.
pub(crate) struct Written {
    /// The table that its message is written by.
    pub table: &'static LazyLock<Table>,
    /// What it is for, without what the message says of that.
    pub purpose: Purpose,
}

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To declare for the first time.
    Declare,
    /// To amend what was declared.
    Amend,
    /// To present goods that were declared before.
    Present,
    /// To ask for invalidation.
    Invalidate,
}
