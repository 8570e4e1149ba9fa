//! What can be asked of many declarations at once.

use serde::{Deserialize, Serialize};

use crate::collaboration::FlagColour;
use crate::lifecycle::Action;

/// What is to be done with each declaration of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BulkOrder {
    /// An action is asked of it, with a reason where it needs one.
    Act {
        /// The action, one of [`BULK_ACTIONS`].
        action: Action,
        /// Why; customs reads it.
        reason: Option<String>,
    },
    /// A person is to deal with it, or nobody.
    Assign(Option<String>),
    /// It gets a flag, or has none any more.
    Flag(Option<FlagColour>),
}

/// The actions that need nothing but a reason, and so can be asked of many at once.
pub const BULK_ACTIONS: &[Action] = &[
    Action::Submit,
    Action::Validate,
    Action::Hold,
    Action::ReleaseHold,
    Action::Invalidate,
    Action::Resend,
];

/// The name of an order that says who deals with declarations.
pub const ASSIGN: &str = "assign";
/// The name of an order that gives declarations a flag.
pub const FLAG: &str = "flag";

impl BulkOrder {
    /// The name of what is done, as callers ask for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Act { action, .. } => action.as_str(),
            Self::Assign(_) => ASSIGN,
            Self::Flag(_) => FLAG,
        }
    }
}

/// How far a declaration of a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkRowState {
    /// It was not looked at yet.
    Pending,
    /// Its action was asked for, and is carried out.
    Requested,
    /// What was asked is done.
    Done,
    /// It may not be done, and nothing was changed.
    Refused,
}

impl BulkRowState {
    /// Every state, in their order.
    pub const ALL: &[Self] = &[Self::Pending, Self::Requested, Self::Done, Self::Refused];

    /// The spelling in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Requested => "requested",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// The state of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|state| state.as_str() == text)
    }
}
