//! What do all families live by? Before customs has a declaration, and while a request of ours is
//! prepared or cannot be sent, nothing depends on the customs procedure.
//!
//! A family's table is these rows and its own, joined.

use super::Event as E;
use super::Status as S;
use super::To::{Cover, Resume, Same, Status as To};
use super::{Action, Deadline, Grant, Timer, Transition};

/// Corrected and looked at again.
pub(super) const EDITABLE: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
];
/// Not sent, or rejected.
pub(super) const NOT_WITH_CUSTOMS: &[S] = &[
    S::New,
    S::Invalid,
    S::Validated,
    S::ConfigurationError,
    S::CustomsError,
    S::Held,
];
/// An amendment that is not sent.
pub(super) const OPEN_AMENDMENT: &[S] = &[S::Amendable, S::AmendmentError];
/// Requests of ours: what customs said stands beneath.
pub(super) const OPEN_REQUESTS: &[S] = &[
    S::Amendable,
    S::Amending,
    S::AmendmentError,
    S::Invalidating,
];
pub(super) const MAY_RESEND: &[S] = &[S::Submitted, S::GoodsArrived, S::Amending, S::Invalidating];
const MAY_HOLD: &[S] = &[S::New, S::Invalid, S::Validated, S::ConfigurationError];

/// Two lists in one.
pub(super) const fn joined<T: Copy, const N: usize>(first: &[T], second: &[T]) -> [T; N] {
    let mut all = [first[0]; N];
    let mut at = 1;
    while at < N {
        all[at] = if at < first.len() {
            first[at]
        } else {
            second[at - first.len()]
        };
        at += 1;
    }
    all
}

pub(super) const fn row(from: &'static [S], event: E, to: super::To) -> Transition {
    Transition { from, event, to }
}

/// The rows of every table of declarations that are amended.
pub(super) const TRANSITIONS: &[Transition] =
    &joined::<_, { PREPARATION.len() + REQUESTS.len() }>(PREPARATION, REQUESTS);

/// Before customs has it: the rows of every table.
pub(super) const PREPARATION: &[Transition] = &[
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
    // Sending failed for good.
    row(&[S::Submitted], E::TransmissionFailed, To(S::CustomsError)),
];

/// Requests about what customs has.
const REQUESTS: &[Transition] = &[
    row(MAY_RESEND, E::ResendRequested, Same),
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
    // Customs could not read it.
    row(
        &[S::Submitted, S::Acknowledged],
        E::MessageRefused,
        To(S::CustomsError),
    ),
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
    // Amendment and invalidation.
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
        &[S::Invalidating],
        E::InvalidationRefused,
        Cover(S::InvalidationError),
    ),
];

pub(super) const fn grant(action: Action, event: E, statuses: &'static [S]) -> Grant {
    Grant {
        action,
        event,
        statuses,
        beneath: &[],
    }
}

/// What may be asked for of every declaration that is amended.
pub(super) const GRANTS: &[Grant] = &joined::<_, { PREPARATION_GRANTS.len() + REQUEST_GRANTS.len() }>(
    PREPARATION_GRANTS,
    REQUEST_GRANTS,
);

/// What may be asked for before customs has it, in every family.
pub(super) const PREPARATION_GRANTS: &[Grant] = &[
    grant(Action::Submit, E::SubmissionRequested, &[S::Validated]),
    grant(Action::Validate, E::ValidationPassed, EDITABLE),
    grant(
        Action::Invalidate,
        E::CancellationRequested,
        NOT_WITH_CUSTOMS,
    ),
    grant(Action::Hold, E::HoldRequested, MAY_HOLD),
    grant(Action::ReleaseHold, E::HoldReleased, &[S::Held]),
];

const REQUEST_GRANTS: &[Grant] = &[
    grant(Action::Submit, E::AmendmentRequested, OPEN_AMENDMENT),
    grant(Action::Validate, E::ValidationPassed, OPEN_AMENDMENT),
    grant(
        Action::CancelAmendment,
        E::AmendmentCancelled,
        OPEN_AMENDMENT,
    ),
    grant(Action::Resend, E::ResendRequested, MAY_RESEND),
];

pub(super) const fn timer(deadline: Deadline, statuses: &'static [S]) -> Timer {
    Timer { deadline, statuses }
}
