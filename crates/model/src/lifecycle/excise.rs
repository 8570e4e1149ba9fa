//! The life of an excise movement (EMCS), on the consignor's side and on the consignee's.
//!
//! The consignor's movement is submitted like a declaration; the consignee's begins when customs
//! tells of it. From then on both live by the same table, because customs tells both the same. A
//! report, an alert and an explanation leave the status as it is until customs has taken them; a
//! change of destination and a cancellation cover it. Customs does not say which of our messages it
//! refuses, so a refusal counts for the request that is on its way.

use super::Event as E;
use super::Status as S;
use super::To::{Cover, Resume, Same, Status as To};
use super::shared::{self, grant, joined, row, timer};
use super::{Action, Deadline, Grant, Timer, Transition};

/// The table of excise movements, from its parts.
pub(super) const TRANSITIONS: &[Transition] = &joined::<
    _,
    { shared::PREPARATION.len() + OWN_TRANSITIONS.len() },
>(shared::PREPARATION, OWN_TRANSITIONS);

/// What may be asked for, and where.
pub(super) const GRANTS: &[Grant] = &joined::<
    _,
    { shared::PREPARATION_GRANTS.len() + OWN_GRANTS.len() },
>(shared::PREPARATION_GRANTS, OWN_GRANTS);

/// Sent, and customs has not validated it.
const SENT: &[S] = &[S::Submitted, S::Acknowledged];
/// The goods are on their way, or should be.
const ON_THE_WAY: &[S] = &[S::Accepted, S::Alerted, S::AcceptedForExport];
/// The goods need another destination.
const TURNED_AWAY: &[S] = &[S::Rejected, S::Refused, S::PartiallyRefused];
/// Customs has it and it goes on: what ends it there ends an open request too.
const GOING_ON: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
    S::Diverted,
    S::ChangingDestination,
    S::AmendmentError,
    S::Invalidating,
    S::InvalidationError,
];
/// Statuses in which a movement is over.
const ENDED: &[S] = &[
    S::Delivered,
    S::ManuallyClosed,
    S::Interrupted,
    S::Cancelled,
];
/// Customs has or had it.
const WITH_CUSTOMS: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
    S::Diverted,
    S::ChangingDestination,
    S::AmendmentError,
    S::Invalidating,
    S::InvalidationError,
    S::Delivered,
    S::ManuallyClosed,
    S::Interrupted,
    S::Cancelled,
];
const NOT_CLOSED: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
    S::Held,
    S::Submitted,
    S::Acknowledged,
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
    S::Diverted,
    S::ChangingDestination,
    S::AmendmentError,
    S::Invalidating,
    S::InvalidationError,
];
const MAY_RESEND: &[S] = &[S::Submitted, S::ChangingDestination, S::Invalidating];
/// A destination changes while the goods move or were turned away, and again after customs
/// refused a change.
const MAY_CHANGE_DESTINATION: &[S] = &[
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
    S::AmendmentError,
    S::InvalidationError,
];
/// Only what has not begun is cancelled.
const MAY_CANCEL: &[S] = &[S::Accepted, S::Alerted, S::InvalidationError];
const MAY_REPORT: &[S] = &[S::Accepted, S::Alerted];
const MAY_EXPLAIN_DELAY: &[S] = &[
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
];
const MAY_EXPLAIN_SHORTAGE: &[S] = &[S::Delivered, S::Refused, S::PartiallyRefused];
/// A message that leaves the status as it is.
const SENDS_BESIDE: &[S] = &[
    S::Accepted,
    S::Alerted,
    S::AcceptedForExport,
    S::Rejected,
    S::Refused,
    S::PartiallyRefused,
    S::Diverted,
    S::Delivered,
    S::ManuallyClosed,
    S::Interrupted,
    S::Cancelled,
];

const OWN_TRANSITIONS: &[Transition] = &[
    row(NOT_CLOSED, E::DeadlinePassed, Same),
    row(NOT_CLOSED, E::EarlierStepWithdrawn, Same),
    row(MAY_RESEND, E::ResendRequested, Same),
    row(&[S::New], E::MovementOpened, To(S::Accepted)),
    // Submitting.
    row(&[S::Submitted], E::Acknowledged, To(S::Acknowledged)),
    row(SENT, E::Accepted, To(S::Accepted)),
    row(SENT, E::DeclarationRejected, To(S::CustomsError)),
    row(SENT, E::MessageRefused, To(S::CustomsError)),
    row(&[S::CustomsError], E::DeclarationRejected, Same),
    row(&[S::CustomsError], E::MessageRefused, Same),
    row(ON_THE_WAY, E::Accepted, Same),
    row(TURNED_AWAY, E::Accepted, Same),
    row(&[S::Diverted], E::Accepted, To(S::Accepted)),
    row(ENDED, E::Accepted, Same),
    // Messages that customs refuses, or that could not be sent.
    row(SENDS_BESIDE, E::DeclarationRejected, Same),
    row(SENDS_BESIDE, E::MessageRefused, Same),
    row(SENDS_BESIDE, E::TransmissionFailed, Same),
    row(
        &[S::ChangingDestination, S::AmendmentError],
        E::DeclarationRejected,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::ChangingDestination, S::AmendmentError],
        E::MessageRefused,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::ChangingDestination],
        E::TransmissionFailed,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::Invalidating, S::InvalidationError],
        E::DeclarationRejected,
        Cover(S::InvalidationError),
    ),
    row(
        &[S::Invalidating, S::InvalidationError],
        E::MessageRefused,
        Cover(S::InvalidationError),
    ),
    row(
        &[S::Invalidating],
        E::TransmissionFailed,
        Cover(S::InvalidationError),
    ),
    row(
        &[S::ChangingDestination],
        E::AmendmentRejected,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::AmendmentError, S::Accepted, S::Diverted],
        E::AmendmentRejected,
        Same,
    ),
    row(
        &[S::Alerted, S::AcceptedForExport],
        E::AmendmentRejected,
        Same,
    ),
    row(TURNED_AWAY, E::AmendmentRejected, Same),
    row(ENDED, E::AmendmentRejected, Same),
    row(
        &[S::Invalidating],
        E::InvalidationRefused,
        Cover(S::InvalidationError),
    ),
    row(
        &[S::InvalidationError, S::Accepted, S::Diverted],
        E::InvalidationRefused,
        Same,
    ),
    row(
        &[S::Alerted, S::AcceptedForExport],
        E::InvalidationRefused,
        Same,
    ),
    row(TURNED_AWAY, E::InvalidationRefused, Same),
    row(ENDED, E::InvalidationRefused, Same),
    // What we say, which customs answers with a copy or a refusal.
    row(MAY_REPORT, E::ReceiptReportSubmitted, Same),
    row(MAY_REPORT, E::AlertSubmitted, Same),
    row(MAY_EXPLAIN_DELAY, E::DelayExplained, Same),
    row(MAY_EXPLAIN_SHORTAGE, E::ShortageExplained, Same),
    // Another destination.
    row(
        MAY_CHANGE_DESTINATION,
        E::DestinationChangeRequested,
        Cover(S::ChangingDestination),
    ),
    row(
        &[S::ChangingDestination, S::AmendmentError],
        E::DestinationChanged,
        Resume,
    ),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::AcceptedForExport,
            S::Rejected,
            S::Refused,
            S::PartiallyRefused,
            S::Diverted,
        ],
        E::DestinationChanged,
        To(S::Accepted),
    ),
    row(ENDED, E::DestinationChanged, Same),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::AcceptedForExport,
            S::Rejected,
            S::Refused,
            S::PartiallyRefused,
            S::ChangingDestination,
            S::AmendmentError,
            S::Invalidating,
            S::InvalidationError,
        ],
        E::Diverted,
        To(S::Diverted),
    ),
    row(&[S::Diverted], E::Diverted, Same),
    row(ENDED, E::Diverted, Same),
    // The consignee's word before arrival, and customs' at the export.
    row(
        &[S::Submitted, S::Acknowledged, S::Accepted],
        E::Alerted,
        To(S::Alerted),
    ),
    row(
        &[
            S::Alerted,
            S::AcceptedForExport,
            S::Rejected,
            S::Refused,
            S::PartiallyRefused,
            S::Diverted,
        ],
        E::Alerted,
        Same,
    ),
    row(ENDED, E::Alerted, Same),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::AcceptedForExport,
        ],
        E::MovementRejected,
        To(S::Rejected),
    ),
    row(
        &[S::Rejected, S::Refused, S::PartiallyRefused, S::Diverted],
        E::MovementRejected,
        Same,
    ),
    row(ENDED, E::MovementRejected, Same),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::Rejected,
        ],
        E::ExportAccepted,
        To(S::AcceptedForExport),
    ),
    row(
        &[
            S::AcceptedForExport,
            S::Refused,
            S::PartiallyRefused,
            S::Diverted,
        ],
        E::ExportAccepted,
        Same,
    ),
    row(ENDED, E::ExportAccepted, Same),
    row(
        &[S::Accepted, S::Alerted, S::AcceptedForExport],
        E::ExportRefused,
        To(S::Rejected),
    ),
    // Before acceptance customs may refuse the import data that the movement names.
    row(SENT, E::ExportRefused, To(S::CustomsError)),
    row(&[S::CustomsError], E::ExportRefused, Same),
    row(
        &[S::Rejected, S::Refused, S::PartiallyRefused, S::Diverted],
        E::ExportRefused,
        Same,
    ),
    row(ENDED, E::ExportRefused, Same),
    row(
        &[S::AcceptedForExport, S::Rejected],
        E::ExportInvalidated,
        To(S::Accepted),
    ),
    row(
        &[
            S::Accepted,
            S::Alerted,
            S::Refused,
            S::PartiallyRefused,
            S::Diverted,
        ],
        E::ExportInvalidated,
        Same,
    ),
    row(ENDED, E::ExportInvalidated, Same),
    // The report of receipt or export.
    row(GOING_ON, E::Delivered, To(S::Delivered)),
    row(ENDED, E::Delivered, Same),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::AcceptedForExport,
            S::Rejected,
            S::PartiallyRefused,
        ],
        E::ReceiptRefused,
        To(S::Refused),
    ),
    row(&[S::Refused, S::Diverted], E::ReceiptRefused, Same),
    row(ENDED, E::ReceiptRefused, Same),
    row(
        &[
            S::Submitted,
            S::Acknowledged,
            S::Accepted,
            S::Alerted,
            S::AcceptedForExport,
            S::Rejected,
        ],
        E::ReceiptPartiallyRefused,
        To(S::PartiallyRefused),
    ),
    row(
        &[S::Refused, S::PartiallyRefused, S::Diverted],
        E::ReceiptPartiallyRefused,
        Same,
    ),
    row(ENDED, E::ReceiptPartiallyRefused, Same),
    // What the authority ends.
    row(GOING_ON, E::Interrupted, To(S::Interrupted)),
    row(ENDED, E::Interrupted, Same),
    row(GOING_ON, E::ManuallyClosed, To(S::ManuallyClosed)),
    row(ENDED, E::ManuallyClosed, Same),
    row(WITH_CUSTOMS, E::NoticeReceived, Same),
    // Cancellation.
    row(MAY_CANCEL, E::InvalidationRequested, Cover(S::Invalidating)),
    row(GOING_ON, E::Invalidated, To(S::Cancelled)),
    row(ENDED, E::Invalidated, Same),
];

const OWN_GRANTS: &[Grant] = &[
    grant(Action::Resend, E::ResendRequested, MAY_RESEND),
    grant(Action::Invalidate, E::InvalidationRequested, MAY_CANCEL),
    grant(Action::ReceiptReport, E::ReceiptReportSubmitted, MAY_REPORT),
    grant(Action::RejectOrAlertEad, E::AlertSubmitted, MAY_REPORT),
    grant(
        Action::DelayForDelivery,
        E::DelayExplained,
        MAY_EXPLAIN_DELAY,
    ),
    grant(
        Action::ComplementaryExplanation,
        E::ShortageExplained,
        MAY_EXPLAIN_SHORTAGE,
    ),
    grant(
        Action::ChangeDestination,
        E::DestinationChangeRequested,
        MAY_CHANGE_DESTINATION,
    ),
];

/// What is waited for, and where.
pub(super) const TIMERS: &[Timer] = &[
    timer(Deadline::Acknowledgement, MAY_RESEND),
    timer(Deadline::Acceptance, &[S::Acknowledged]),
    timer(
        Deadline::Answer,
        &[
            S::Alerted,
            S::Rejected,
            S::Refused,
            S::PartiallyRefused,
            S::AmendmentError,
        ],
    ),
    timer(Deadline::Discharge, &[S::Accepted, S::AcceptedForExport]),
];
