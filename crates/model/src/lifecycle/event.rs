//! The facts of a declaration's history.

use serde::{Deserialize, Serialize};

/// Declares each event once.
macro_rules! events {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// Something that happened to a declaration.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Event { $($(#[doc = $doc])* $name,)* }

        impl Event {
            /// Every event, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stored and public name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// The event of a name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

events! {
    /// A flow step made the declaration.
    Created,
    /// The validations found no error.
    ValidationPassed,
    /// The validations found errors.
    ValidationFailed,
    /// Something is missing in the configuration to send it.
    ConfigurationMissing,
    /// It was submitted; the message is stored and on its way.
    SubmissionRequested,
    /// A stored message was queued for sending again.
    ResendRequested,
    /// The message could not be delivered, for good.
    TransmissionFailed,
    /// The shipment it came from was replaced before customs had it.
    Superseded,
    /// It was withdrawn before customs had it.
    CancellationRequested,
    /// The presentation of pre-lodged goods was notified.
    PresentationRequested,
    /// Its invalidation was requested from customs.
    InvalidationRequested,
    /// A person or a client changed it.
    Edited,
    /// An update of its shipment changed it.
    ShipmentUpdated,
    /// It was opened for an amendment.
    AmendmentOpened,
    /// The open amendment was given up; what customs has is back.
    AmendmentCancelled,
    /// The amendment was submitted; the message is stored and on its way.
    AmendmentRequested,
    /// A person holds it back.
    HoldRequested,
    /// A person lets it go on.
    HoldReleased,
    /// A declaration of an earlier step was withdrawn.
    EarlierStepWithdrawn,
    /// What was expected by now has not come.
    DeadlinePassed,
    /// The connected system received it.
    Acknowledged,
    /// It was registered before the goods are there.
    PreLodged,
    /// Customs accepted it as a declaration.
    Accepted,
    /// Customs rejected the declaration.
    DeclarationRejected,
    /// Customs rejected the notification of presentation.
    PresentationRejected,
    /// Customs accepted an amendment.
    AmendmentAccepted,
    /// Customs rejected an amendment.
    AmendmentRejected,
    /// Customs granted what we asked for last: an amendment or an invalidation.
    RequestGranted,
    /// Customs denied what we asked for last: an amendment or an invalidation.
    RequestDenied,
    /// Customs asks for an amendment.
    AmendmentAskedByCustoms,
    /// Customs asks for an invalidation.
    InvalidationAskedByCustoms,
    /// Customs asks for information.
    InformationAskedByCustoms,
    /// Customs announced a control.
    ControlAnnounced,
    /// Customs asks for documents.
    DocumentsRequested,
    /// The guarantee is not valid.
    GuaranteeRefused,
    /// Customs calculated the duties.
    DutiesCalculated,
    /// The credit for the duties is insufficient.
    CreditInsufficient,
    /// Customs detained the goods.
    GoodsDetained,
    /// The goods were not presented in time, and customs gave the declaration up.
    Expired,
    /// Customs released the goods.
    Released,
    /// Customs does not release the goods.
    ReleaseRefused,
    /// Customs invalidated it, by itself or as asked.
    Invalidated,
    /// Customs refused to invalidate it.
    InvalidationRefused,
    /// The procedure was discharged and the guarantee released.
    Discharged,
    /// Customs asks whether the goods have left.
    ExitAsked,
    /// The goods have left.
    ExitConfirmed,
    /// Customs reported discrepancies, an incident or a recovery.
    NoticeReceived,
    /// Customs could not read a message of ours.
    MessageRefused,
    /// Customs had received a message of ours before: it has what we sent.
    AlreadyReceived,
    /// What we know of the exit of the goods was told.
    ExitEvidenceSubmitted,
    /// The arrival of the goods at the customs office of exit was notified.
    ArrivalAtExitNotified,
    /// The departure of exported goods was notified.
    DepartureNotified,
    /// Customs told us of an excise movement that is on its way to us, or was split from ours.
    MovementOpened,
    /// The consignee's report of receipt was submitted.
    ReceiptReportSubmitted,
    /// The consignee's alert or rejection was submitted.
    AlertSubmitted,
    /// A delay was explained.
    DelayExplained,
    /// A shortage or an excess was explained.
    ShortageExplained,
    /// Another destination was asked for.
    DestinationChangeRequested,
    /// The destination was changed.
    DestinationChanged,
    /// The goods were received, or left.
    Delivered,
    /// The consignee refused the goods, or customs their exit.
    ReceiptRefused,
    /// The consignee refused some of the goods.
    ReceiptPartiallyRefused,
    /// The consignee sent an alert.
    Alerted,
    /// The consignee rejected the movement before it arrived.
    MovementRejected,
    /// The movement goes to others, whole or split.
    Diverted,
    /// Customs accepted the export of the goods.
    ExportAccepted,
    /// Customs refused the export of the goods.
    ExportRefused,
    /// The export declaration of the goods was invalidated.
    ExportInvalidated,
    /// The authority stopped the movement.
    Interrupted,
    /// The authority closed the movement.
    ManuallyClosed,
}

impl Event {
    /// Whether customs has taken the amendment that is on its way, if one is.
    #[must_use]
    pub const fn accepts_amendment(self) -> bool {
        matches!(self, Self::AmendmentAccepted | Self::RequestGranted)
    }
}
