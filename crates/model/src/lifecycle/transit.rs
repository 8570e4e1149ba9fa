//! The life of a transit declaration (NCTS phases 5 and 6).
//!
//! Customs' messages may come late, twice or out of order. A later status therefore knows the
//! earlier events and stays; the facts they carry are kept all the same. An open or submitted
//! amendment and a requested invalidation cover the status beneath: what has no line here for them
//! counts there.

use super::notation::{grants, sets, timers, transitions};
use super::shared::{self, MAY_RESEND, NOT_WITH_CUSTOMS, OPEN_REQUESTS};
use super::status::alone::*;

sets! {
    /// Declared before the goods are there, presented or not.
    BEFORE_ARRIVAL = PreLodged | GoodsArrived;
    /// Sent, and customs has not accepted it yet.
    AWAITING_ACCEPTANCE = Submitted | Acknowledged | BEFORE_ARRIVAL;
    /// Accepted, and not released.
    IN_PROCEDURE = Accepted | UnderControl | DocumentControl | GuaranteeNotValid
        | CustomsRequestsAmendment | CustomsRequestsInvalidation | CustomsInformationRequest;
    /// Not released: customs may still ask for something.
    AWAITING_RELEASE = AWAITING_ACCEPTANCE | IN_PROCEDURE | InvalidationError;
    /// The same where customs' request may be the status: goods that are declared before they are
    /// there are still to be presented, whatever customs asks for meanwhile.
    MAY_BE_ASKED = Submitted | Acknowledged | IN_PROCEDURE | InvalidationError;
    /// Not released: what ends it ends an open request too.
    NOT_ENDED = AWAITING_RELEASE | OPEN_REQUESTS;
    /// The goods are free or the declaration has ended.
    PAST_RELEASE = Released | NotReleased | Discharged | Invalidated;
    /// Statuses that an early message can no longer change.
    PAST_ACCEPTANCE = IN_PROCEDURE | PAST_RELEASE;
    /// Customs has or had it.
    WITH_CUSTOMS = NOT_ENDED | PAST_RELEASE;
    /// Something may still happen to it.
    NOT_CLOSED = NOT_WITH_CUSTOMS | NOT_ENDED | Released;
    /// Customs lets the trader amend: accepted or registered, and neither under control nor
    /// released (Article 173 of the Union Customs Code).
    MAY_AMEND = PreLodged | Accepted | GuaranteeNotValid | CustomsRequestsAmendment
        | CustomsInformationRequest;
    /// Customs has it, and may give it up.
    MAY_INVALIDATE = PreLodged | IN_PROCEDURE | InvalidationError | Released;
}

transitions! {
    /// The table of transit.
    TRANSITIONS:
    ..shared::TRANSITIONS;
    NOT_CLOSED --DeadlinePassed | EarlierStepWithdrawn--> stays;
    WITH_CUSTOMS --NoticeReceived | AlreadyReceived--> stays;
    // Sending failed for good.
    GoodsArrived --TransmissionFailed--> PreLodged;
    // Lodging.
    Submitted --Acknowledged--> Acknowledged;
    Acknowledged | BEFORE_ARRIVAL --Acknowledged--> stays;
    Submitted | Acknowledged --PreLodged--> PreLodged;
    BEFORE_ARRIVAL --PreLodged--> stays;
    PreLodged | InvalidationError --PresentationRequested--> GoodsArrived;
    GoodsArrived --PresentationRejected--> PreLodged;
    AWAITING_ACCEPTANCE --Accepted--> Accepted;
    PAST_ACCEPTANCE --Acknowledged | PreLodged | Accepted--> stays;
    AWAITING_ACCEPTANCE --DeclarationRejected--> CustomsError;
    CustomsError --DeclarationRejected--> stays;
    GoodsArrived --MessageRefused--> PreLodged;
    // A message that the end has overtaken.
    PAST_RELEASE --MessageRefused | TransmissionFailed--> stays;
    PAST_RELEASE --ControlAnnounced | DocumentsRequested | GuaranteeRefused | Released--> stays;
    PAST_RELEASE --AmendmentAskedByCustoms | InvalidationAskedByCustoms--> stays;
    PAST_RELEASE --InformationAskedByCustoms--> stays;
    // What customs asks for.
    AWAITING_RELEASE | NOT_WITH_CUSTOMS --ControlAnnounced--> UnderControl;
    AWAITING_RELEASE | NOT_WITH_CUSTOMS --DocumentsRequested--> DocumentControl;
    AWAITING_RELEASE --GuaranteeRefused--> GuaranteeNotValid;
    MAY_BE_ASKED --AmendmentAskedByCustoms--> CustomsRequestsAmendment;
    MAY_BE_ASKED --InvalidationAskedByCustoms--> CustomsRequestsInvalidation;
    MAY_BE_ASKED --InformationAskedByCustoms--> CustomsInformationRequest;
    BEFORE_ARRIVAL --AmendmentAskedByCustoms | InvalidationAskedByCustoms--> stays;
    BEFORE_ARRIVAL --InformationAskedByCustoms--> stays;
    // Amendment.
    MAY_AMEND --AmendmentOpened--> covered by Amendable;
    GuaranteeNotValid | CustomsRequestsAmendment --AmendmentAccepted--> Accepted;
    PreLodged | Accepted | UnderControl | DocumentControl --AmendmentAccepted--> stays;
    CustomsRequestsInvalidation | CustomsInformationRequest --AmendmentAccepted--> stays;
    InvalidationError | Released | Discharged --AmendmentAccepted--> stays;
    PreLodged | IN_PROCEDURE | PAST_RELEASE --AmendmentRejected--> stays;
    InvalidationError | AmendmentError --AmendmentRejected--> stays;
    // Release and what comes after, also of what was rejected before.
    NOT_ENDED | NOT_WITH_CUSTOMS --Released--> Released;
    NOT_ENDED | NOT_WITH_CUSTOMS --ReleaseRefused--> NotReleased;
    NotReleased --ReleaseRefused--> stays;
    NOT_ENDED | Released --Discharged--> Discharged;
    Discharged --Discharged--> stays;
    // Invalidation.
    MAY_INVALIDATE --InvalidationRequested--> covered by Invalidating;
    WITH_CUSTOMS --Invalidated--> Invalidated;
    MAY_INVALIDATE | NotReleased | Discharged --InvalidationRefused--> stays;
}

grants! {
    /// What may be asked for, and where.
    GRANTS:
    ..shared::GRANTS;
    GoodsArrived becomes PresentationRequested in PreLodged;
    GoodsArrived becomes PresentationRequested in InvalidationError over PreLodged;
    Invalidate becomes InvalidationRequested in MAY_INVALIDATE;
    Amend becomes AmendmentOpened in MAY_AMEND;
    Amend becomes AmendmentOpened in InvalidationError over MAY_AMEND;
}

timers! {
    /// What is waited for, and where.
    TIMERS:
    Acknowledgement in MAY_RESEND;
    Acceptance in Acknowledged;
    Presentation in PreLodged;
    Release in Accepted | UnderControl;
    Answer in DocumentControl | GuaranteeNotValid | CustomsRequestsAmendment
        | CustomsRequestsInvalidation | CustomsInformationRequest | AmendmentError;
    Discharge in Released;
}
