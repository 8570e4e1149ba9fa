//! The life of a customs declaration: import, export, and what is declared before the goods arrive.
//!
//! As in transit, customs' messages may come late, twice or out of order: a later status knows the
//! earlier events and stays. Here customs does not always say which of our messages it answers, so
//! a rejection and a decision on a request count for the request that is on its way.

use super::Event as E;
use super::Status as S;
use super::To::{Cover, Resume, Same, Status as To};
use super::shared::{self, MAY_RESEND, OPEN_REQUESTS, grant, joined, row, timer};
use super::{Action, Deadline, Grant, Timer, Transition};

/// The table of import and export, from its parts.
pub(super) const TRANSITIONS: &[Transition] = &joined::<
    _,
    { shared::TRANSITIONS.len() + OWN_TRANSITIONS.len() },
>(shared::TRANSITIONS, OWN_TRANSITIONS);

/// What may be asked for, and where.
pub(super) const GRANTS: &[Grant] =
    &joined::<_, { shared::GRANTS.len() + OWN_GRANTS.len() }>(shared::GRANTS, OWN_GRANTS);

/// Sent, and customs has not accepted it yet.
const AWAITING_ACCEPTANCE: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::GoodsNotArrived,
    S::GoodsArrived,
];
/// Accepted, and the goods are not free.
const IN_PROCEDURE: &[S] = &[
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::CustomsInformationRequest,
    S::CreditPending,
];
/// The goods are free or the declaration has ended.
const PAST_RELEASE: &[S] = &[
    S::Released,
    S::ExitConfirmationNotYetReceived,
    S::ExitConfirmed,
    S::NotReleased,
    S::Invalidated,
];
/// Statuses that an early message can no longer change.
const PAST_ACCEPTANCE: &[S] =
    &joined::<_, { IN_PROCEDURE.len() + PAST_RELEASE.len() }>(IN_PROCEDURE, PAST_RELEASE);
const NOT_RELEASED: &[S] = &joined::<_, { AWAITING_ACCEPTANCE.len() + IN_PROCEDURE.len() }>(
    AWAITING_ACCEPTANCE,
    IN_PROCEDURE,
);
/// Customs may still ask for something.
const AWAITING_RELEASE: &[S] =
    &joined::<_, { NOT_RELEASED.len() + 1 }>(NOT_RELEASED, &[S::InvalidationError]);
/// Not released: what ends it ends an open request too.
const NOT_ENDED: &[S] =
    &joined::<_, { AWAITING_RELEASE.len() + OPEN_REQUESTS.len() }>(AWAITING_RELEASE, OPEN_REQUESTS);
const WITH_CUSTOMS: &[S] =
    &joined::<_, { NOT_ENDED.len() + PAST_RELEASE.len() }>(NOT_ENDED, PAST_RELEASE);
/// Presented or not: goods that are declared before they are there are still to be presented,
/// whatever customs asks for meanwhile.
const BEFORE_ARRIVAL: &[S] = &[S::GoodsNotArrived, S::GoodsArrived];
/// The same where customs' question may be the status.
const MAY_BE_ASKED: &[S] = &[
    S::Submitted,
    S::Acknowledged,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::CustomsInformationRequest,
    S::CreditPending,
    S::InvalidationError,
];
/// Customs lets the trader amend: registered or accepted, and not while the goods are examined.
/// What customs asks of documents and information may be answered with an amendment.
const MAY_AMEND: &[S] = &[
    S::GoodsNotArrived,
    S::Accepted,
    S::DocumentControl,
    S::CustomsInformationRequest,
    S::CreditPending,
];
const MAY_INVALIDATE: &[S] = &[
    S::GoodsNotArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::CustomsInformationRequest,
    S::CreditPending,
    S::InvalidationError,
    S::Released,
    S::ExitConfirmationNotYetReceived,
];
/// Where a decision on a request says nothing new.
const DECIDED: &[S] = &[
    S::GoodsNotArrived,
    S::GoodsArrived,
    S::Accepted,
    S::UnderControl,
    S::DocumentControl,
    S::CustomsInformationRequest,
    S::CreditPending,
    S::InvalidationError,
    S::Released,
    S::ExitConfirmationNotYetReceived,
    S::ExitConfirmed,
    S::NotReleased,
    S::Invalidated,
];
/// Where a refusal says nothing new: it was said, or something else was decided since.
const REFUSED: &[S] = &joined::<_, { DECIDED.len() + 1 }>(DECIDED, &[S::AmendmentError]);
const CLOSED_WITH_CUSTOMS: &[S] = &[S::ExitConfirmed, S::NotReleased, S::Invalidated];
const NOT_CLOSED: &[S] = &joined::<_, { shared::NOT_WITH_CUSTOMS.len() + STILL_OPEN.len() }>(
    shared::NOT_WITH_CUSTOMS,
    STILL_OPEN,
);
const STILL_OPEN: &[S] =
    &joined::<_, { NOT_ENDED.len() + STILL_LEAVING.len() }>(NOT_ENDED, STILL_LEAVING);
/// Released, and not known to have left.
const STILL_LEAVING: &[S] = &[S::Released, S::ExitConfirmationNotYetReceived];

const OWN_TRANSITIONS: &[Transition] = &[
    row(NOT_CLOSED, E::DeadlinePassed, Same),
    row(NOT_CLOSED, E::EarlierStepWithdrawn, Same),
    // Lodging.
    row(&[S::Submitted], E::Acknowledged, To(S::Acknowledged)),
    row(
        &[S::Acknowledged, S::GoodsNotArrived, S::GoodsArrived],
        E::Acknowledged,
        Same,
    ),
    row(PAST_ACCEPTANCE, E::Acknowledged, Same),
    row(
        &[S::Submitted, S::Acknowledged],
        E::PreLodged,
        To(S::GoodsNotArrived),
    ),
    row(BEFORE_ARRIVAL, E::PreLodged, Same),
    row(PAST_ACCEPTANCE, E::PreLodged, Same),
    row(
        &[S::GoodsNotArrived, S::InvalidationError],
        E::PresentationRequested,
        To(S::GoodsArrived),
    ),
    row(
        &[S::GoodsArrived],
        E::TransmissionFailed,
        To(S::GoodsNotArrived),
    ),
    row(
        &[S::GoodsArrived],
        E::MessageRefused,
        To(S::GoodsNotArrived),
    ),
    row(
        &[S::GoodsArrived],
        E::PresentationRejected,
        To(S::GoodsNotArrived),
    ),
    row(AWAITING_ACCEPTANCE, E::Accepted, To(S::Accepted)),
    row(PAST_ACCEPTANCE, E::Accepted, Same),
    // A rejection is of the request on its way, else of the declaration.
    row(
        &[S::Amending],
        E::DeclarationRejected,
        Cover(S::AmendmentError),
    ),
    row(
        &[S::Invalidating],
        E::DeclarationRejected,
        Cover(S::InvalidationError),
    ),
    row(
        AWAITING_ACCEPTANCE,
        E::DeclarationRejected,
        To(S::CustomsError),
    ),
    row(&[S::Amendable], E::DeclarationRejected, To(S::CustomsError)),
    row(
        &[S::CustomsError, S::AmendmentError, S::InvalidationError],
        E::DeclarationRejected,
        Same,
    ),
    row(AWAITING_ACCEPTANCE, E::Expired, To(S::CustomsError)),
    row(OPEN_REQUESTS, E::Expired, To(S::CustomsError)),
    row(&[S::InvalidationError], E::Expired, To(S::CustomsError)),
    row(&[S::CustomsError], E::Expired, Same),
    // A message that the end has overtaken.
    row(PAST_RELEASE, E::MessageRefused, Same),
    row(PAST_RELEASE, E::TransmissionFailed, Same),
    // What customs asks for.
    row(AWAITING_RELEASE, E::ControlAnnounced, To(S::UnderControl)),
    row(PAST_RELEASE, E::ControlAnnounced, Same),
    row(AWAITING_RELEASE, E::GoodsDetained, To(S::UnderControl)),
    row(PAST_RELEASE, E::GoodsDetained, Same),
    row(
        AWAITING_RELEASE,
        E::DocumentsRequested,
        To(S::DocumentControl),
    ),
    row(PAST_RELEASE, E::DocumentsRequested, Same),
    row(
        MAY_BE_ASKED,
        E::InformationAskedByCustoms,
        To(S::CustomsInformationRequest),
    ),
    row(BEFORE_ARRIVAL, E::InformationAskedByCustoms, Same),
    row(PAST_RELEASE, E::InformationAskedByCustoms, Same),
    // Duties.
    row(MAY_BE_ASKED, E::CreditInsufficient, To(S::CreditPending)),
    row(BEFORE_ARRIVAL, E::CreditInsufficient, Same),
    row(PAST_RELEASE, E::CreditInsufficient, Same),
    row(WITH_CUSTOMS, E::DutiesCalculated, Same),
    // Amendment.
    row(MAY_AMEND, E::AmendmentOpened, Cover(S::Amendable)),
    row(DECIDED, E::AmendmentAccepted, Same),
    row(REFUSED, E::AmendmentRejected, Same),
    row(&[S::Amending, S::AmendmentError], E::RequestGranted, Resume),
    row(&[S::Invalidating], E::RequestGranted, Same),
    row(DECIDED, E::RequestGranted, Same),
    row(&[S::Amending], E::RequestDenied, Cover(S::AmendmentError)),
    row(
        &[S::Invalidating],
        E::RequestDenied,
        Cover(S::InvalidationError),
    ),
    row(REFUSED, E::RequestDenied, Same),
    // Release and what comes after.
    row(NOT_ENDED, E::Released, To(S::Released)),
    row(PAST_RELEASE, E::Released, Same),
    row(NOT_ENDED, E::ReleaseRefused, To(S::NotReleased)),
    row(&[S::NotReleased], E::ReleaseRefused, Same),
    row(
        &[S::Released],
        E::ExitAsked,
        To(S::ExitConfirmationNotYetReceived),
    ),
    row(
        AWAITING_RELEASE,
        E::ExitAsked,
        To(S::ExitConfirmationNotYetReceived),
    ),
    row(&[S::ExitConfirmationNotYetReceived], E::ExitAsked, Same),
    row(CLOSED_WITH_CUSTOMS, E::ExitAsked, Same),
    row(NOT_ENDED, E::ExitConfirmed, To(S::ExitConfirmed)),
    row(STILL_LEAVING, E::ExitConfirmed, To(S::ExitConfirmed)),
    row(&[S::ExitConfirmed], E::ExitConfirmed, Same),
    row(STILL_LEAVING, E::ExitEvidenceSubmitted, Same),
    row(STILL_LEAVING, E::ArrivalAtExitNotified, Same),
    row(WITH_CUSTOMS, E::NoticeReceived, Same),
    // Invalidation.
    row(
        MAY_INVALIDATE,
        E::InvalidationRequested,
        Cover(S::Invalidating),
    ),
    row(WITH_CUSTOMS, E::Invalidated, To(S::Invalidated)),
    row(DECIDED, E::InvalidationRefused, Same),
];

const OWN_GRANTS: &[Grant] = &[
    grant(
        Action::GoodsArrived,
        E::PresentationRequested,
        &[S::GoodsNotArrived],
    ),
    Grant {
        beneath: &[S::GoodsNotArrived],
        ..grant(
            Action::GoodsArrived,
            E::PresentationRequested,
            &[S::InvalidationError],
        )
    },
    grant(Action::Invalidate, E::InvalidationRequested, MAY_INVALIDATE),
    grant(
        Action::ExitEvidence,
        E::ExitEvidenceSubmitted,
        STILL_LEAVING,
    ),
    grant(
        Action::ArrivalAtExit,
        E::ArrivalAtExitNotified,
        STILL_LEAVING,
    ),
    grant(Action::Amend, E::AmendmentOpened, MAY_AMEND),
    Grant {
        beneath: MAY_AMEND,
        ..grant(Action::Amend, E::AmendmentOpened, &[S::InvalidationError])
    },
];

/// What is waited for, and where. An import ends with its release: the exit is waited for where the
/// declaration is an export.
pub(super) const TIMERS: &[Timer] = &[
    timer(Deadline::Acknowledgement, MAY_RESEND),
    timer(Deadline::Acceptance, &[S::Acknowledged]),
    timer(Deadline::Presentation, &[S::GoodsNotArrived]),
    timer(Deadline::Release, &[S::Accepted, S::UnderControl]),
    timer(Deadline::Exit, &[S::Released]),
    timer(
        Deadline::Answer,
        &[
            S::DocumentControl,
            S::CustomsInformationRequest,
            S::CreditPending,
            S::AmendmentError,
            S::ExitConfirmationNotYetReceived,
        ],
    ),
];
