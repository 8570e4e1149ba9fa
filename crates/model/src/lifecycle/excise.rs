//! The life of an excise movement (EMCS), on the consignor's side and on the consignee's.
//!
//! The consignor's movement is submitted like a declaration; the consignee's begins when customs
//! tells of it. From then on both live by the same table, because customs tells both the same. A
//! report, an alert and an explanation leave the status as it is until customs has taken them; a
//! change of destination and a cancellation cover it. Customs does not say which of our messages it
//! refuses, so a refusal counts for the request that is on its way.

use super::notation::{grants, sets, timers, transitions};
use super::shared::{self, NOT_WITH_CUSTOMS};
use super::status::alone::*;

sets! {
    /// Sent, and customs has not validated it.
    SENT = Submitted | Acknowledged;
    /// The goods are on their way, or should be.
    ON_THE_WAY = Accepted | Alerted | AcceptedForExport;
    /// The goods need another destination.
    TURNED_AWAY = Rejected | Refused | PartiallyRefused;
    /// Validated, and the movement is not over.
    UNDER_WAY = ON_THE_WAY | TURNED_AWAY | Diverted;
    /// A request of ours lies over the status, or did and was refused.
    OPEN_REQUESTS = ChangingDestination | AmendmentError | Invalidating | InvalidationError;
    /// Customs has it and it goes on: what ends it there ends an open request too.
    GOING_ON = SENT | UNDER_WAY | OPEN_REQUESTS;
    /// Statuses in which a movement is over.
    ENDED = Delivered | ManuallyClosed | Interrupted | Cancelled;
    /// Customs has or had it.
    WITH_CUSTOMS = GOING_ON | ENDED;
    /// Something may still happen to it.
    NOT_CLOSED = NOT_WITH_CUSTOMS | GOING_ON;
    /// A message that leaves the status as it is.
    SENDS_BESIDE = UNDER_WAY | ENDED;
    /// A message of ours is on its way.
    MAY_RESEND = Submitted | ChangingDestination | Invalidating;
    /// A destination changes while the goods move or were turned away, and again after customs
    /// refused a change.
    MAY_CHANGE_DESTINATION = ON_THE_WAY | TURNED_AWAY | AmendmentError | InvalidationError;
    /// Only what has not begun is cancelled.
    MAY_CANCEL = Accepted | Alerted | InvalidationError;
    /// The consignee may still say what becomes of it.
    MAY_REPORT = Accepted | Alerted;
    /// Not where it should be, and nothing else was decided.
    MAY_EXPLAIN_DELAY = ON_THE_WAY | TURNED_AWAY;
    /// Received, whole or not.
    MAY_EXPLAIN_SHORTAGE = Delivered | Refused | PartiallyRefused;
}

transitions! {
    /// The table of excise movements.
    TRANSITIONS:
    ..shared::PREPARATION;
    NOT_CLOSED --DeadlinePassed | EarlierStepWithdrawn--> stays;
    WITH_CUSTOMS --NoticeReceived | AlreadyReceived--> stays;
    MAY_RESEND --ResendRequested--> stays;
    New --MovementOpened--> Accepted;
    // Submitting.
    Submitted --Acknowledged--> Acknowledged;
    SENT --Accepted--> Accepted;
    SENT --DeclarationRejected | MessageRefused--> CustomsError;
    CustomsError --DeclarationRejected | MessageRefused--> stays;
    ON_THE_WAY | TURNED_AWAY --Accepted--> stays;
    Diverted --Accepted--> Accepted;
    // Messages that customs refuses, or that could not be sent.
    SENDS_BESIDE --DeclarationRejected | MessageRefused | TransmissionFailed--> stays;
    ChangingDestination | AmendmentError
        --DeclarationRejected | MessageRefused--> covered by AmendmentError;
    ChangingDestination --TransmissionFailed--> covered by AmendmentError;
    Invalidating | InvalidationError
        --DeclarationRejected | MessageRefused--> covered by InvalidationError;
    Invalidating --TransmissionFailed--> covered by InvalidationError;
    ChangingDestination --AmendmentRejected--> covered by AmendmentError;
    AmendmentError | SENDS_BESIDE --AmendmentRejected--> stays;
    Invalidating --InvalidationRefused--> covered by InvalidationError;
    InvalidationError | SENDS_BESIDE --InvalidationRefused--> stays;
    // What we say, which customs answers with a copy or a refusal.
    MAY_REPORT --ReceiptReportSubmitted | AlertSubmitted--> stays;
    MAY_EXPLAIN_DELAY --DelayExplained--> stays;
    MAY_EXPLAIN_SHORTAGE --ShortageExplained--> stays;
    // Another destination.
    MAY_CHANGE_DESTINATION --DestinationChangeRequested--> covered by ChangingDestination;
    ChangingDestination | AmendmentError --DestinationChanged--> uncovered;
    SENT | UNDER_WAY --DestinationChanged--> Accepted;
    SENT | ON_THE_WAY | TURNED_AWAY | OPEN_REQUESTS --Diverted--> Diverted;
    Diverted --Diverted--> stays;
    // The consignee's word before arrival, and customs' at the export.
    SENT | Accepted --Alerted--> Alerted;
    Alerted | AcceptedForExport | TURNED_AWAY | Diverted --Alerted--> stays;
    SENT | ON_THE_WAY --MovementRejected--> Rejected;
    TURNED_AWAY | Diverted --MovementRejected--> stays;
    SENT | Accepted | Alerted | Rejected --ExportAccepted--> AcceptedForExport;
    AcceptedForExport | Refused | PartiallyRefused | Diverted --ExportAccepted--> stays;
    ON_THE_WAY --ExportRefused--> Rejected;
    // Before acceptance customs may refuse the import data that the movement names.
    SENT --ExportRefused--> CustomsError;
    CustomsError | TURNED_AWAY | Diverted --ExportRefused--> stays;
    AcceptedForExport | Rejected --ExportInvalidated--> Accepted;
    Accepted | Alerted | Refused | PartiallyRefused | Diverted --ExportInvalidated--> stays;
    // The report of receipt or export.
    GOING_ON --Delivered--> Delivered;
    SENT | ON_THE_WAY | Rejected | PartiallyRefused --ReceiptRefused--> Refused;
    Refused | Diverted --ReceiptRefused--> stays;
    SENT | ON_THE_WAY | Rejected --ReceiptPartiallyRefused--> PartiallyRefused;
    Refused | PartiallyRefused | Diverted --ReceiptPartiallyRefused--> stays;
    // What the authority ends.
    GOING_ON --Interrupted--> Interrupted;
    GOING_ON --ManuallyClosed--> ManuallyClosed;
    // Cancellation.
    MAY_CANCEL --InvalidationRequested--> covered by Invalidating;
    GOING_ON --Invalidated--> Cancelled;
    // A message that the end has overtaken.
    ENDED --Accepted | DestinationChanged | Diverted | Alerted | MovementRejected--> stays;
    ENDED --ExportAccepted | ExportRefused | ExportInvalidated--> stays;
    ENDED --Delivered | ReceiptRefused | ReceiptPartiallyRefused--> stays;
    ENDED --Interrupted | ManuallyClosed | Invalidated--> stays;
}

grants! {
    /// What may be asked for, and where.
    GRANTS:
    ..shared::PREPARATION_GRANTS;
    Resend becomes ResendRequested in MAY_RESEND;
    Invalidate becomes InvalidationRequested in MAY_CANCEL;
    ReceiptReport becomes ReceiptReportSubmitted in MAY_REPORT;
    RejectOrAlertEad becomes AlertSubmitted in MAY_REPORT;
    DelayForDelivery becomes DelayExplained in MAY_EXPLAIN_DELAY;
    ComplementaryExplanation becomes ShortageExplained in MAY_EXPLAIN_SHORTAGE;
    ChangeDestination becomes DestinationChangeRequested in MAY_CHANGE_DESTINATION;
}

timers! {
    /// What is waited for, and where.
    TIMERS:
    Acknowledgement in MAY_RESEND;
    Acceptance in Acknowledged;
    Answer in Alerted | TURNED_AWAY | AmendmentError;
    Discharge in Accepted | AcceptedForExport;
}
