//! What do all families live by? Before customs has a declaration, and while a request of ours is
//! prepared or cannot be sent, nothing depends on the customs procedure.
//!
//! A family's table takes these in and goes on with its own lines.

use super::notation::{grants, sets, transitions};
use super::status::alone::*;

sets! {
    /// Corrected and looked at again.
    EDITABLE = New | Invalid | Validated | ConfigurationError | CustomsError;
    /// Not sent, or rejected.
    NOT_WITH_CUSTOMS = EDITABLE | Held;
    /// May wait for a person.
    MAY_HOLD = New | Invalid | Validated | ConfigurationError;
    /// An amendment that is not sent.
    OPEN_AMENDMENT = Amendable | AmendmentError;
    /// Requests of ours: what customs said stands beneath.
    OPEN_REQUESTS = Amendable | Amending | AmendmentError | Invalidating;
    /// A message of ours is on its way.
    MAY_RESEND = Submitted | GoodsArrived | Amending | Invalidating;
}

transitions! {
    /// Before customs has it: the lines of every family.
    PREPARATION:
    New --Created--> stays;
    EDITABLE --ValidationPassed--> Validated;
    EDITABLE --ValidationFailed--> Invalid;
    EDITABLE --ConfigurationMissing--> ConfigurationError;
    Held --ValidationPassed | ValidationFailed--> stays;
    NOT_WITH_CUSTOMS --Edited | ShipmentUpdated--> stays;
    NOT_WITH_CUSTOMS --Superseded | CancellationRequested--> Cancelled;
    MAY_HOLD --HoldRequested--> Held;
    Held --HoldReleased--> New;
    Validated --SubmissionRequested--> Submitted;
    // Sending failed for good.
    Submitted --TransmissionFailed--> CustomsError;
    // What was believed not to be there is there: it is waited for again.
    CustomsError --AlreadyReceived--> Submitted;
    // What was rejected, or believed not to be there, is accepted: that counts, whatever was
    // corrected since.
    NOT_WITH_CUSTOMS --Accepted--> Accepted;
}

transitions! {
    /// The lines of every family whose declarations are amended: preparation, and requests about
    /// what customs has.
    TRANSITIONS:
    ..PREPARATION;
    MAY_RESEND --ResendRequested--> stays;
    Amending --TransmissionFailed--> covered by AmendmentError;
    Invalidating --TransmissionFailed--> covered by InvalidationError;
    // Customs could not read it.
    Submitted | Acknowledged --MessageRefused--> CustomsError;
    Amending --MessageRefused--> covered by AmendmentError;
    Invalidating --MessageRefused--> covered by InvalidationError;
    CustomsError | InvalidationError | AmendmentError --MessageRefused--> stays;
    // Amendment and invalidation.
    InvalidationError --AmendmentOpened--> covered by Amendable;
    OPEN_AMENDMENT --Edited | ShipmentUpdated--> stays;
    OPEN_AMENDMENT --ValidationPassed | ValidationFailed | ConfigurationMissing--> stays;
    OPEN_AMENDMENT --AmendmentRequested--> covered by Amending;
    OPEN_AMENDMENT --AmendmentCancelled--> uncovered;
    Amending | AmendmentError --AmendmentAccepted--> uncovered;
    Amending --AmendmentRejected--> covered by AmendmentError;
    Invalidating --InvalidationRefused--> covered by InvalidationError;
}

grants! {
    /// What may be asked for before customs has it, in every family.
    PREPARATION_GRANTS:
    Submit becomes SubmissionRequested in Validated;
    Validate becomes ValidationPassed in EDITABLE;
    Invalidate becomes CancellationRequested in NOT_WITH_CUSTOMS;
    Hold becomes HoldRequested in MAY_HOLD;
    ReleaseHold becomes HoldReleased in Held;
}

grants! {
    /// What may be asked for of every declaration that is amended.
    GRANTS:
    ..PREPARATION_GRANTS;
    Submit becomes AmendmentRequested in OPEN_AMENDMENT;
    Validate becomes ValidationPassed in OPEN_AMENDMENT;
    CancelAmendment becomes AmendmentCancelled in OPEN_AMENDMENT;
    Resend becomes ResendRequested in MAY_RESEND;
}
