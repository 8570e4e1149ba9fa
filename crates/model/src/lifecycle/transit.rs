//! The life of a transit declaration (NCTS phases 5 and 6).
//!
//! Customs' messages may come late, twice or out of order. A later status therefore knows the
//! earlier events and stays; the facts they carry are kept all the same. An open or submitted
//! amendment and a requested invalidation cover the status beneath: what has no row here for them
//! counts there.

use super::Event as E;
use super::Status as S;
use super::To::{Cover, Resume, Same, Status as To};
use super::{Action, Deadline, Grant, Timer, Transition};

/// Corrected and looked at again.
const EDITABLE: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
];
/// Not sent, or rejected.
const NOT_WITH_CUSTOMS: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
    S::Held,
];
/// An amendment that is not sent.
const OPEN_AMENDMENT: &[S] = &[S::Amendable, S::AmendmentError];
/// Sent, and customs has not accepted it yet.
const AWAITING_ACCEPTANCE: &[S] = &[S::Submitted, S::Acknowledged, S::PreLodged, S::GoodsArrived];
/// Not released: customs may still ask for something.
const AWAITING_RELEASE: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::PreLodged,
    S::GoodsArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
];
/// The same where customs' request may be the status: goods that are declared before they are there
/// are still to be presented, whatever customs asks for meanwhile.
const MAY_BE_ASKED: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
];
/// Not released: what ends it ends an open request too.
const NOT_ENDED: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::PreLodged,
    S::GoodsArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
    S::Amendable,
    S::Amending,
    S::AmendmentError,
    S::Invalidating,
];
/// Statuses that an early message can no longer change.
const PAST_ACCEPTANCE: &[S] = &[
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::Released,
    S::NotReleased,
    S::Discharged,
    S::Invalidated,
];
const PAST_RELEASE: &[S] = &[S::Released, S::NotReleased, S::Discharged, S::Invalidated];
const WITH_CUSTOMS: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::PreLodged,
    S::GoodsArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
    S::Amendable,
    S::Amending,
    S::AmendmentError,
    S::Invalidating,
    S::Released,
    S::NotReleased,
    S::Discharged,
    S::Invalidated,
];
/// Customs lets the trader amend: accepted or registered, and neither under control nor released
/// (Article 173 of the Union Customs Code).
const MAY_AMEND: &[S] = &[
    S::PreLodged,
    S::Accepted,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsInformationRequest,
];
const MAY_INVALIDATE: &[S] = &[
    S::PreLodged,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
    S::Released,
];
const MAY_RESEND: &[S] = &[S::Submitted, S::GoodsArrived, S::Amending, S::Invalidating];
const MAY_HOLD: &[S] = &[S::New, S::Invalid, S::Validated, S::ConfigurationError];
const NOT_CLOSED: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
    S::Held,
    S::Submitted,
    S::Acknowledged,
    S::PreLodged,
    S::GoodsArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::CustomsRequestsInvalidation,
    S::CustomsInformationRequest,
    S::InvalidationError,
    S::Amendable,
    S::Amending,
    S::AmendmentError,
    S::Invalidating,
    S::Released,
];

const fn row(from: &'static [S], event: E, to: super::To) -> Transition {
    Transition { from, event, to }
}

/// The table.
pub(super) const TRANSITIONS: &[Transition] = &[
    row(&[S::New], E::Created, Same),
    row(EDITABLE, E::ValidationPassed, To(S::Validated)),
    row(EDITABLE, E::ValidationFailed, To(S::Invalid)),
    row(EDITABLE, E::ConfigurationMissing, To(S::ConfigurationError)),
    row(&[S::Held], E::ValidationPassed, Same),
    row(&[S::Held], E::ValidationFailed, Same),
    row(NOT_WITH_CUSTOMS, E::Edited, Same),
    row(NOT_WITH_CUSTOMS, E::ShipmentUpdated, Same),
    row(NOT_WITH_CUSTOMS, E::Superseded, To(S::Cancelled)),
    row(NOT_WITH_CUSTOMS, E::CancellationRequested, To(S::Cancelled)),
    row(MAY_HOLD, E::HoldRequested, To(S::Held)),
    row(&[S::Held], E::HoldReleased, To(S::New)),
    row(&[S::Validated], E::SubmissionRequested, To(S::Submitted)),
    row(MAY_RESEND, E::ResendRequested, Same),
    row(NOT_CLOSED, E::DeadlinePassed, Same),
    row(NOT_CLOSED, E::EarlierStepWithdrawn, Same),
    // Sending failed for good.
    row(&[S::Submitted], E::TransmissionFailed, To(S::CustomsError)),
    row(&[S::GoodsArrived], E::TransmissionFailed, To(S::PreLodged)),
    row(
        &[S::Amending],
        E::TransmissionFailed,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::Invalidating],
        E::TransmissionFailed,
        Cover(S::InvalidationError),
    ),
    // Lodging.
    row(&[S::Submitted], E::Acknowledged, To(S::Acknowledged)),
    row(
        &[S::Acknowledged, S::PreLodged, S::GoodsArrived],
        E::Acknowledged,
        Same,
    ),
    row(PAST_ACCEPTANCE, E::Acknowledged, Same),
    row(
        &[S::Submitted, S::Acknowledged],
        E::PreLodged,
        To(S::PreLodged),
    ),
    row(&[S::PreLodged, S::GoodsArrived], E::PreLodged, Same),
    row(PAST_ACCEPTANCE, E::PreLodged, Same),
    row(
        &[S::PreLodged, S::InvalidationError],
        E::PresentationRequested,
        To(S::GoodsArrived),
    ),
    row(
        &[S::GoodsArrived],
        E::PresentationRejected,
        To(S::PreLodged),
    ),
    row(AWAITING_ACCEPTANCE, E::Accepted, To(S::Accepted)),
    row(PAST_ACCEPTANCE, E::Accepted, Same),
    row(
        &[S::Submitted, S::Acknowledged],
        E::DeclarationRejected,
        To(S::CustomsError),
    ),
    row(
        &[S::PreLodged, S::GoodsArrived],
        E::DeclarationRejected,
        To(S::CustomsError),
    ),
    row(&[S::CustomsError], E::DeclarationRejected, Same),
    row(
        &[S::Submitted, S::Acknowledged],
        E::MessageRefused,
        To(S::CustomsError),
    ),
    row(&[S::GoodsArrived], E::MessageRefused, To(S::PreLodged)),
    row(&[S::Amending], E::MessageRefused, Cover(S::AmendmentError)),
    row(
        &[S::Invalidating],
        E::MessageRefused,
        Cover(S::InvalidationError),
    ),
    row(
        &[S::CustomsError, S::InvalidationError, S::AmendmentError],
        E::MessageRefused,
        Same,
    ),
    // A message that the end has overtaken.
    row(PAST_RELEASE, E::MessageRefused, Same),
    row(PAST_RELEASE, E::TransmissionFailed, Same),
    // What customs asks for.
    row(AWAITING_RELEASE, E::ControlAnnounced, To(S::UnderControl)),
    row(PAST_RELEASE, E::ControlAnnounced, Same),
    row(
        AWAITING_RELEASE,
        E::DocumentsRequested,
        To(S::DocumentControl),
    ),
    row(PAST_RELEASE, E::DocumentsRequested, Same),
    row(
        AWAITING_RELEASE,
        E::GuaranteeRefused,
        To(S::GuaranteeNotValid),
    ),
    row(PAST_RELEASE, E::GuaranteeRefused, Same),
    row(
        MAY_BE_ASKED,
        E::AmendmentAskedByCustoms,
        To(S::CustomsRequestsAmendment),
    ),
    row(
        &[S::PreLodged, S::GoodsArrived],
        E::AmendmentAskedByCustoms,
        Same,
    ),
    row(PAST_RELEASE, E::AmendmentAskedByCustoms, Same),
    row(
        MAY_BE_ASKED,
        E::InvalidationAskedByCustoms,
        To(S::CustomsRequestsInvalidation),
    ),
    row(
        &[S::PreLodged, S::GoodsArrived],
        E::InvalidationAskedByCustoms,
        Same,
    ),
    row(PAST_RELEASE, E::InvalidationAskedByCustoms, Same),
    row(
        MAY_BE_ASKED,
        E::InformationAskedByCustoms,
        To(S::CustomsInformationRequest),
    ),
    row(
        &[S::PreLodged, S::GoodsArrived],
        E::InformationAskedByCustoms,
        Same,
    ),
    row(PAST_RELEASE, E::InformationAskedByCustoms, Same),
    // Amendment.
    row(MAY_AMEND, E::AmendmentOpened, Cover(S::Amendable)),
    row(
        &[S::InvalidationError],
        E::AmendmentOpened,
        Cover(S::Amendable),
    ),
    row(OPEN_AMENDMENT, E::Edited, Same),
    row(OPEN_AMENDMENT, E::ShipmentUpdated, Same),
    row(OPEN_AMENDMENT, E::ValidationPassed, Same),
    row(OPEN_AMENDMENT, E::ValidationFailed, Same),
    row(OPEN_AMENDMENT, E::ConfigurationMissing, Same),
    row(OPEN_AMENDMENT, E::AmendmentRequested, Cover(S::Amending)),
    row(OPEN_AMENDMENT, E::AmendmentCancelled, Resume),
    row(
        &[S::Amending, S::AmendmentError],
        E::AmendmentAccepted,
        Resume,
    ),
    row(
        &[S::Amending],
        E::AmendmentRejected,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::GuaranteeNotValid, S::CustomsRequestsAmendment],
        E::AmendmentAccepted,
        To(S::Accepted),
    ),
    row(
        &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::CustomsRequestsInvalidation,
            S::CustomsInformationRequest,
            S::InvalidationError,
            S::Released,
            S::Discharged,
        ],
        E::AmendmentAccepted,
        Same,
    ),
    row(
        &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::CustomsRequestsInvalidation,
            S::CustomsInformationRequest,
            S::InvalidationError,
            S::AmendmentError,
            S::Released,
            S::NotReleased,
            S::Discharged,
            S::Invalidated,
        ],
        E::AmendmentRejected,
        Same,
    ),
    // Release and what comes after.
    row(NOT_ENDED, E::Released, To(S::Released)),
    row(PAST_RELEASE, E::Released, Same),
    row(NOT_ENDED, E::ReleaseRefused, To(S::NotReleased)),
    row(&[S::NotReleased], E::ReleaseRefused, Same),
    row(NOT_ENDED, E::Discharged, To(S::Discharged)),
    row(&[S::Released], E::Discharged, To(S::Discharged)),
    row(&[S::Discharged], E::Discharged, Same),
    row(WITH_CUSTOMS, E::NoticeReceived, Same),
    // Invalidation.
    row(
        MAY_INVALIDATE,
        E::InvalidationRequested,
        Cover(S::Invalidating),
    ),
    row(WITH_CUSTOMS, E::Invalidated, To(S::Invalidated)),
    row(
        &[S::Invalidating],
        E::InvalidationRefused,
        Cover(S::InvalidationError),
    ),
    row(
        &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::CustomsRequestsInvalidation,
            S::CustomsInformationRequest,
            S::InvalidationError,
            S::Released,
            S::NotReleased,
            S::Discharged,
        ],
        E::InvalidationRefused,
        Same,
    ),
];

const fn grant(action: Action, event: E, statuses: &'static [S]) -> Grant {
    Grant {
        action,
        event,
        statuses,
        beneath: &[],
    }
}

/// What may be asked for, and where.
pub(super) const GRANTS: &[Grant] = &[
    grant(Action::Submit, E::SubmissionRequested, &[S::Validated]),
    grant(Action::Submit, E::AmendmentRequested, OPEN_AMENDMENT),
    grant(Action::Validate, E::ValidationPassed, EDITABLE),
    grant(Action::Validate, E::ValidationPassed, OPEN_AMENDMENT),
    grant(
        Action::GoodsArrived,
        E::PresentationRequested,
        &[S::PreLodged],
    ),
    Grant {
        beneath: &[S::PreLodged],
        ..grant(
            Action::GoodsArrived,
            E::PresentationRequested,
            &[S::InvalidationError],
        )
    },
    grant(
        Action::Invalidate,
        E::CancellationRequested,
        NOT_WITH_CUSTOMS,
    ),
    grant(Action::Invalidate, E::InvalidationRequested, MAY_INVALIDATE),
    grant(Action::Amend, E::AmendmentOpened, MAY_AMEND),
    Grant {
        beneath: MAY_AMEND,
        ..grant(Action::Amend, E::AmendmentOpened, &[S::InvalidationError])
    },
    grant(
        Action::CancelAmendment,
        E::AmendmentCancelled,
        OPEN_AMENDMENT,
    ),
    grant(Action::Resend, E::ResendRequested, MAY_RESEND),
    grant(Action::Hold, E::HoldRequested, MAY_HOLD),
    grant(Action::ReleaseHold, E::HoldReleased, &[S::Held]),
];

const fn timer(deadline: Deadline, statuses: &'static [S]) -> Timer {
    Timer { deadline, statuses }
}

/// What is waited for, and where.
pub(super) const TIMERS: &[Timer] = &[
    timer(
        Deadline::Acknowledgement,
        &[S::Submitted, S::GoodsArrived, S::Amending, S::Invalidating],
    ),
    timer(Deadline::Acceptance, &[S::Acknowledged]),
    timer(Deadline::Presentation, &[S::PreLodged]),
    timer(Deadline::Release, &[S::Accepted, S::UnderControl]),
    timer(
        Deadline::Answer,
        &[
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::CustomsRequestsInvalidation,
            S::CustomsInformationRequest,
            S::AmendmentError,
        ],
    ),
    timer(Deadline::Discharge, &[S::Released]),
];
