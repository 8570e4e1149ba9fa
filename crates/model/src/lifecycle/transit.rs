//! The life of a transit declaration (NCTS phases 5 and 6).
//!
//! Customs' messages may come late, twice or out of order. A later status therefore knows the
//! earlier events and stays; the facts they carry are kept all the same.

use super::Event as E;
use super::Status as S;
use super::To::{Same, Status as To};
use super::{Action, Grant, Transition};

/// Corrected and looked at again.
const EDITABLE: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
];
/// Sent, and customs has not accepted it yet.
const AWAITING_ACCEPTANCE: &[S] = &[S::Submitted, S::Acknowledged, S::PreLodged, S::GoodsArrived];
/// Accepted and not released.
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
    S::Invalidating,
    S::InvalidationError,
];
/// Statuses that an early message can no longer change.
const PAST_ACCEPTANCE: &[S] = &[
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::GuaranteeNotValid,
    S::CustomsRequestsAmendment,
    S::Invalidating,
    S::InvalidationError,
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
    S::Invalidating,
    S::InvalidationError,
    S::Released,
    S::NotReleased,
    S::Discharged,
    S::Invalidated,
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
    row(EDITABLE, E::Superseded, To(S::Cancelled)),
    row(EDITABLE, E::CancellationRequested, To(S::Cancelled)),
    row(&[S::Validated], E::SubmissionRequested, To(S::Submitted)),
    row(
        &[S::Submitted, S::GoodsArrived, S::Invalidating],
        E::ResendRequested,
        Same,
    ),
    // Sending failed for good.
    row(&[S::Submitted], E::TransmissionFailed, To(S::CustomsError)),
    row(&[S::GoodsArrived], E::TransmissionFailed, To(S::PreLodged)),
    row(
        &[S::Invalidating],
        E::TransmissionFailed,
        To(S::InvalidationError),
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
        &[S::PreLodged],
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
    row(
        &[S::Invalidating],
        E::MessageRefused,
        To(S::InvalidationError),
    ),
    row(
        &[S::CustomsError, S::InvalidationError],
        E::MessageRefused,
        Same,
    ),
    // Control and release.
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
        AWAITING_RELEASE,
        E::AmendmentAskedByCustoms,
        To(S::CustomsRequestsAmendment),
    ),
    row(PAST_RELEASE, E::AmendmentAskedByCustoms, Same),
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
            S::Released,
        ],
        E::AmendmentAccepted,
        Same,
    ),
    row(
        &[
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::Accepted,
            S::PreLodged,
        ],
        E::AmendmentRejected,
        Same,
    ),
    row(AWAITING_RELEASE, E::Released, To(S::Released)),
    row(PAST_RELEASE, E::Released, Same),
    row(AWAITING_RELEASE, E::ReleaseRefused, To(S::NotReleased)),
    row(&[S::NotReleased], E::ReleaseRefused, Same),
    row(AWAITING_RELEASE, E::Discharged, To(S::Discharged)),
    row(&[S::Released], E::Discharged, To(S::Discharged)),
    row(&[S::Discharged], E::Discharged, Same),
    row(WITH_CUSTOMS, E::NoticeReceived, Same),
    // Invalidation.
    row(
        &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::InvalidationError,
            S::Released,
        ],
        E::InvalidationRequested,
        To(S::Invalidating),
    ),
    row(WITH_CUSTOMS, E::Invalidated, To(S::Invalidated)),
    row(
        &[S::Invalidating],
        E::InvalidationRefused,
        To(S::InvalidationError),
    ),
    row(
        &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::InvalidationError,
            S::Released,
            S::NotReleased,
            S::Discharged,
        ],
        E::InvalidationRefused,
        Same,
    ),
];

/// What may be asked for, and where.
pub(super) const GRANTS: &[Grant] = &[
    Grant {
        action: Action::Submit,
        event: E::SubmissionRequested,
        statuses: &[S::Validated],
    },
    Grant {
        action: Action::Validate,
        event: E::ValidationPassed,
        statuses: EDITABLE,
    },
    Grant {
        action: Action::GoodsArrived,
        event: E::PresentationRequested,
        statuses: &[S::PreLodged],
    },
    Grant {
        action: Action::Invalidate,
        event: E::InvalidationRequested,
        statuses: &[
            S::PreLodged,
            S::Accepted,
            S::UnderControl,
            S::DocumentControl,
            S::GuaranteeNotValid,
            S::CustomsRequestsAmendment,
            S::InvalidationError,
            S::Released,
        ],
    },
    Grant {
        action: Action::Resend,
        event: E::ResendRequested,
        statuses: &[S::Submitted, S::GoodsArrived, S::Invalidating],
    },
];
