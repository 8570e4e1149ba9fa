//! The statuses of a declaration.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a status permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not sent: may be changed, replaced, deleted.
    Preparation,
    /// Sent and not decided: customs must answer first.
    InFlight,
    /// Refused by customs: may be corrected and sent again, or replaced.
    Refused,
    /// Customs has it: changes only by amendment or invalidation.
    Lodged,
    /// Over: nothing is expected any more.
    Closed,
}

/// How people look at statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Waits for something that we do.
    ToDo,
    /// Waits for an answer of customs.
    WithCustoms,
    /// Went as it should.
    Done,
    /// Needs a person who looks at it.
    Problem,
}

/// Declares each status once: meaning, phase, group.
macro_rules! statuses {
    ($($(#[doc = $doc:literal])* $name:ident : $phase:ident, $group:ident;)*) => {
        /// The status of a declaration: a pure function of its history.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Status { $($(#[doc = $doc])* $name,)* }

        impl Status {
            /// Every status, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The spelling in JSON and in the store.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// The status of a public name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }

            /// What the status permits.
            #[must_use]
            pub const fn phase(self) -> Phase {
                match self { $(Self::$name => Phase::$phase,)* }
            }

            /// How people look at it.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii(),)* }
            }
        }

        /// Each status as a set of one, so that the tables join statuses and named sets alike.
        #[expect(non_upper_case_globals, reason = "a status is called one thing everywhere")]
        #[expect(dead_code, reason = "a status that no table names yet")]
        pub(super) mod alone {
            use super::Status;

            $(pub const $name: &[Status] = &[Status::$name];)*
        }
    };
}

statuses! {
    /// Created, not looked at yet.
    New: Preparation, ToDo;
    /// Validations found errors; correct it.
    Invalid: Preparation, Problem;
    /// Valid, to be submitted.
    Validated: Preparation, ToDo;
    /// Configuration is missing to decide how to send.
    ConfigurationError: Preparation, Problem;
    /// Held back by a person.
    Held: Preparation, ToDo;
    /// Waits for a customs system that is down.
    Queued: Preparation, ToDo;
    /// Handed to customs, which has not answered yet.
    Submitted: InFlight, WithCustoms;
    /// Received by the connected system.
    Acknowledged: InFlight, WithCustoms;
    /// Registered before the goods are there.
    PreLodged: Lodged, WithCustoms;
    /// The goods are presented.
    GoodsArrived: InFlight, WithCustoms;
    /// Customs waits for the goods.
    GoodsNotArrived: Lodged, WithCustoms;
    /// The connected system returned errors after submission.
    CustomsError: Refused, Problem;
    /// Legally accepted by customs.
    Accepted: Lodged, WithCustoms;
    /// Customs controls the goods.
    UnderControl: Lodged, WithCustoms;
    /// Customs asked for a control.
    ControlRequest: Lodged, WithCustoms;
    /// Documents must be presented.
    DocumentControl: Lodged, Problem;
    /// The guarantee is not valid; amend or customs will not release.
    GuaranteeNotValid: Lodged, Problem;
    /// The balance of the deferred payment is insufficient.
    CreditPending: Lodged, Problem;
    /// Customs asks for information.
    CustomsInformationRequest: Lodged, Problem;
    /// Customs asks for an amendment.
    CustomsRequestsAmendment: Lodged, Problem;
    /// Customs asks for an invalidation.
    CustomsRequestsInvalidation: Lodged, Problem;
    /// Opened so that it can be amended.
    Amendable: Lodged, ToDo;
    /// The amendment is with customs.
    Amending: InFlight, WithCustoms;
    /// Amendment rejected by the connected system.
    AmendmentError: Lodged, Problem;
    /// Customs was asked to invalidate it.
    Invalidating: InFlight, WithCustoms;
    /// Invalidation refused; what customs has stays as it was.
    InvalidationError: Lodged, Problem;
    /// Customs has invalidated it.
    Invalidated: Closed, Done;
    /// Withdrawn before customs had it; an excise movement also before it began.
    Cancelled: Closed, Done;
    /// Customs has released the goods.
    Released: Lodged, Done;
    /// Customs does not release the goods.
    NotReleased: Closed, Problem;
    /// Left the place of departure.
    Departed: Lodged, WithCustoms;
    /// Discharge is being handled.
    InProgress: Lodged, WithCustoms;
    /// The procedure has ended and the guarantee is free.
    Discharged: Closed, Done;
    /// The goods left the customs union.
    ExitConfirmed: Closed, Done;
    /// The exit was not confirmed in time.
    ExitConfirmationNotYetReceived: Lodged, Problem;
    /// The goods are accepted for export.
    AcceptedForExport: Lodged, WithCustoms;
    /// The consignee sent an alert.
    Alerted: Lodged, Problem;
    /// The movement was refused by the consignee, or its export by customs, before it arrived.
    Rejected: Lodged, Problem;
    /// The consignee refused the goods; they need another destination.
    Refused: Lodged, Problem;
    /// The consignee refused some of the goods; those need another destination.
    PartiallyRefused: Lodged, Problem;
    /// The destination is being changed.
    ChangingDestination: InFlight, WithCustoms;
    /// The movement goes to another destination.
    Diverted: Lodged, WithCustoms;
    /// The goods reached the consignee.
    Delivered: Closed, Done;
    /// Closed by the authority.
    ManuallyClosed: Closed, Done;
    /// Stopped by the authority.
    Interrupted: Closed, Problem;
    /// Ran out of time.
    Expired: Closed, Problem;
    /// Emergency procedure: the declaration is created.
    BcpNew: Preparation, ToDo;
    /// Emergency procedure: the declaration is valid.
    BcpValidated: Preparation, ToDo;
    /// Emergency procedure: waits for the customs system.
    BcpQueued: Preparation, ToDo;
    /// Emergency procedure: handed to customs.
    BcpSubmitted: InFlight, WithCustoms;
    /// Emergency procedure: customs accepted the declaration.
    BcpAccepted: Lodged, WithCustoms;
    /// Emergency procedure: customs released the goods.
    BcpReleased: Lodged, Done;
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
