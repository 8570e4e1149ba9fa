//! The life of a customs declaration: import, export, and what is declared before the goods arrive.
//!
//! As in transit, customs' messages may come late, twice or out of order: a later status knows the
//! earlier events and stays. Here customs does not always say which of our messages it answers, so
//! a rejection and a decision on a request count for the request that is on its way.

use super::notation::{grants, sets, timers, transitions};
use super::shared::{self, MAY_RESEND, NOT_WITH_CUSTOMS, OPEN_REQUESTS};
use super::status::alone::*;

sets! {
    /// Presented or not: goods that are declared before they are there are still to be presented,
    /// whatever customs asks for meanwhile.
    BEFORE_ARRIVAL = GoodsNotArrived | GoodsArrived;
    /// Sent, and customs has not accepted it yet.
    AWAITING_ACCEPTANCE = Submitted | Acknowledged | BEFORE_ARRIVAL;
    /// Accepted, and the goods are not free.
    IN_PROCEDURE =
        Accepted | UnderControl | DocumentControl | CustomsInformationRequest | CreditPending;
    /// Customs may still ask for something.
    AWAITING_RELEASE = AWAITING_ACCEPTANCE | IN_PROCEDURE | InvalidationError;
    /// The same where customs' question may be the status.
    MAY_BE_ASKED = Submitted | Acknowledged | IN_PROCEDURE | InvalidationError;
    /// Not released: what ends it ends an open request too.
    NOT_ENDED = AWAITING_RELEASE | OPEN_REQUESTS;
    /// Released, and not known to have left.
    STILL_LEAVING = Released | ExitConfirmationNotYetReceived;
    /// Over, as customs sees it.
    CLOSED_WITH_CUSTOMS = ExitConfirmed | NotReleased | Invalidated;
    /// The goods are free or the declaration has ended.
    PAST_RELEASE = STILL_LEAVING | CLOSED_WITH_CUSTOMS;
    /// Statuses that an early message can no longer change.
    PAST_ACCEPTANCE = IN_PROCEDURE | PAST_RELEASE;
    /// Customs has or had it.
    WITH_CUSTOMS = NOT_ENDED | PAST_RELEASE;
    /// Something may still happen to it.
    NOT_CLOSED = NOT_WITH_CUSTOMS | NOT_ENDED | STILL_LEAVING;
    /// Customs lets the trader amend: registered or accepted. What customs asks of documents and
    /// information may be answered with an amendment. While the goods are examined some customs
    /// take amendments (HMRC publishes one: TT_IM017a), others do not, and so it is after the release;
    /// that the system says.
    MAY_AMEND = GoodsNotArrived | IN_PROCEDURE | STILL_LEAVING;
    /// Customs has it, and may give it up.
    MAY_INVALIDATE = GoodsNotArrived | IN_PROCEDURE | InvalidationError | STILL_LEAVING;
    /// Where a decision on a request says nothing new.
    DECIDED = BEFORE_ARRIVAL | IN_PROCEDURE | InvalidationError | PAST_RELEASE;
    /// Where a refusal says nothing new: it was said, or something else was decided since.
    REFUSED = DECIDED | AmendmentError;
}

transitions! {
    /// The table of import and export.
    TRANSITIONS:
    ..shared::TRANSITIONS;
    NOT_CLOSED --DeadlinePassed | EarlierStepWithdrawn--> stays;
    WITH_CUSTOMS --DutiesCalculated | NoticeReceived | AlreadyReceived--> stays;
    // Lodging.
    Submitted --Acknowledged--> Acknowledged;
    Acknowledged | BEFORE_ARRIVAL --Acknowledged--> stays;
    Submitted | Acknowledged --PreLodged--> GoodsNotArrived;
    BEFORE_ARRIVAL --PreLodged--> stays;
    GoodsNotArrived | InvalidationError --PresentationRequested--> GoodsArrived;
    GoodsArrived --TransmissionFailed | MessageRefused | PresentationRejected--> GoodsNotArrived;
    AWAITING_ACCEPTANCE --Accepted--> Accepted;
    PAST_ACCEPTANCE --Acknowledged | PreLodged | Accepted--> stays;
    // A rejection is of the request on its way, else of the declaration.
    Amending --DeclarationRejected--> covered by AmendmentError;
    Invalidating --DeclarationRejected--> covered by InvalidationError;
    AWAITING_ACCEPTANCE | Amendable --DeclarationRejected--> CustomsError;
    CustomsError | AmendmentError | InvalidationError --DeclarationRejected--> stays;
    AWAITING_ACCEPTANCE | OPEN_REQUESTS | InvalidationError --Expired--> CustomsError;
    CustomsError --Expired--> stays;
    // A message that the end has overtaken.
    PAST_RELEASE --MessageRefused | TransmissionFailed--> stays;
    PAST_RELEASE --ControlAnnounced | GoodsDetained | DocumentsRequested--> stays;
    PAST_RELEASE --InformationAskedByCustoms | CreditInsufficient | Released--> stays;
    // What customs asks for.
    AWAITING_RELEASE | NOT_WITH_CUSTOMS --ControlAnnounced | GoodsDetained--> UnderControl;
    AWAITING_RELEASE | NOT_WITH_CUSTOMS --DocumentsRequested--> DocumentControl;
    MAY_BE_ASKED --InformationAskedByCustoms--> CustomsInformationRequest;
    MAY_BE_ASKED --CreditInsufficient--> CreditPending;
    BEFORE_ARRIVAL --InformationAskedByCustoms | CreditInsufficient--> stays;
    // Amendment.
    MAY_AMEND --AmendmentOpened--> covered by Amendable;
    Amending | AmendmentError --RequestGranted--> uncovered;
    Invalidating --RequestGranted--> stays;
    Amending --RequestDenied--> covered by AmendmentError;
    Invalidating --RequestDenied--> covered by InvalidationError;
    DECIDED --AmendmentAccepted | RequestGranted | InvalidationRefused--> stays;
    REFUSED --AmendmentRejected | RequestDenied--> stays;
    // Release and what comes after, also of what was rejected before.
    NOT_ENDED | NOT_WITH_CUSTOMS --Released--> Released;
    NOT_ENDED | NOT_WITH_CUSTOMS --ReleaseRefused--> NotReleased;
    NotReleased --ReleaseRefused--> stays;
    Released | AWAITING_RELEASE --ExitAsked--> ExitConfirmationNotYetReceived;
    ExitConfirmationNotYetReceived | CLOSED_WITH_CUSTOMS --ExitAsked--> stays;
    NOT_ENDED | STILL_LEAVING --ExitConfirmed--> ExitConfirmed;
    ExitConfirmed --ExitConfirmed--> stays;
    STILL_LEAVING --ExitEvidenceSubmitted | ArrivalAtExitNotified--> stays;
    STILL_LEAVING --DepartureNotified--> stays;
    // Invalidation.
    MAY_INVALIDATE --InvalidationRequested--> covered by Invalidating;
    WITH_CUSTOMS --Invalidated--> Invalidated;
}

grants! {
    /// What may be asked for, and where.
    GRANTS:
    ..shared::GRANTS;
    GoodsArrived becomes PresentationRequested in GoodsNotArrived;
    GoodsArrived becomes PresentationRequested in InvalidationError over GoodsNotArrived;
    Invalidate becomes InvalidationRequested in MAY_INVALIDATE;
    ExitEvidence becomes ExitEvidenceSubmitted in STILL_LEAVING;
    ArrivalAtExit becomes ArrivalAtExitNotified in STILL_LEAVING;
    GoodsDeparted becomes DepartureNotified in STILL_LEAVING;
    Amend becomes AmendmentOpened in MAY_AMEND;
    Amend becomes AmendmentOpened in InvalidationError over MAY_AMEND;
}

timers! {
    /// What is waited for, and where. An import ends with its release: the exit is waited for where
    /// the declaration is an export.
    TIMERS:
    Acknowledgement in MAY_RESEND;
    Acceptance in Acknowledged;
    Presentation in GoodsNotArrived;
    Release in Accepted | UnderControl;
    Exit in Released;
    Answer in DocumentControl | CustomsInformationRequest | CreditPending | AmendmentError
        | ExitConfirmationNotYetReceived;
}
