//! The life of a transit declaration (NCTS phases 5 and 6).
//!
//! Customs' messages may come late, twice or out of order. A later status therefore knows the
//! earlier events and stays; the facts they carry are kept all the same. An open or submitted
//! amendment and a requested invalidation cover the status beneath: what has no row here for them
//! counts there.

use super::Event as E;
use super::Status as S;
use super::To::{Cover, Same, Status as To};
use super::shared::{self, MAY_RESEND, grant, joined, row, timer};
use super::{Action, Deadline, Grant, Timer, Transition};

/// The table of transit, from its parts.
pub(super) const TRANSITIONS: &[Transition] = &joined::<
    _,
    { shared::TRANSITIONS.len() + OWN_TRANSITIONS.len() },
>(shared::TRANSITIONS, OWN_TRANSITIONS);

/// What may be asked for, and where.
pub(super) const GRANTS: &[Grant] =
    &joined::<_, { shared::GRANTS.len() + OWN_GRANTS.len() }>(shared::GRANTS, OWN_GRANTS);

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

const OWN_TRANSITIONS: &[Transition] = &[
    row(NOT_CLOSED, E::DeadlinePassed, Same),
    row(NOT_CLOSED, E::EarlierStepWithdrawn, Same),
    // Sending failed for good.
    row(&[S::GoodsArrived], E::TransmissionFailed, To(S::PreLodged)),
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
    row(&[S::GoodsArrived], E::MessageRefused, To(S::PreLodged)),
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

const OWN_GRANTS: &[Grant] = &[
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
    grant(Action::Invalidate, E::InvalidationRequested, MAY_INVALIDATE),
    grant(Action::Amend, E::AmendmentOpened, MAY_AMEND),
    Grant {
        beneath: MAY_AMEND,
        ..grant(Action::Amend, E::AmendmentOpened, &[S::InvalidationError])
    },
];

/// What is waited for, and where.
pub(super) const TIMERS: &[Timer] = &[
    timer(Deadline::Acknowledgement, MAY_RESEND),
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
