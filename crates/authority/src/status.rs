//! Where does a declaration stand at the authority? In the authority's own words, which are fewer
//! than the trader's, and the same for all systems.

use serde::Serialize;

/// The standing of a declaration. The order is that of the usual course: an answer never moves a
/// declaration backwards, whatever order the answers are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Received, nothing answered yet.
    Received,
    /// Receipt is confirmed; a pre-lodged declaration waits here for its goods.
    Acknowledged,
    /// Accepted, with an MRN or ARC.
    Accepted,
    /// A control was announced.
    UnderControl,
    /// An amendment was asked for, and has not come.
    AmendmentRequested,
    /// The guarantee was found not valid, or the deferred payment account insufficient.
    GuaranteeNotValid,
    /// Released by customs, or cleared.
    Released,
    /// At its end: the guarantee was released, the goods left, the movement was received.
    Discharged,
    /// Release was refused, or the goods were at their destination.
    NotReleased,
    /// Invalidated or cancelled, on request or by customs.
    Invalidated,
    /// Rejected; the LRN may be used again.
    Rejected,
}

impl Status {
    /// Whether customs waits for an amendment before anything else.
    pub(crate) fn awaits_amendment(self) -> bool {
        self == Status::AmendmentRequested || self == Status::GuaranteeNotValid
    }

    /// Whether the declaration may still be amended or invalidated.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Status::Received
            | Status::Acknowledged
            | Status::Accepted
            | Status::UnderControl
            | Status::AmendmentRequested
            | Status::GuaranteeNotValid => true,
            Status::Released
            | Status::Discharged
            | Status::NotReleased
            | Status::Invalidated
            | Status::Rejected => false,
        }
    }
}
