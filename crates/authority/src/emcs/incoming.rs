//! Which messages may traders send, and where in them does the ARC stand? All are named alike, and
//! so are those of the authority.

/// What namespaces begin with; the message and the version follow.
pub(super) const NAMESPACE: &str = "urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4:";

/// The version of the messages, where the movement does not say another.
pub(super) const VERSION: &str = "V3.23";

/// A message that traders may send: the element of its body, and where in it the ARC stands.
#[derive(Debug)]
pub(super) struct IncomingMessage {
    pub(super) message: &'static str,
    pub(super) container: &'static str,
    pub(super) arc: &'static str,
}

const fn taken(
    message: &'static str,
    container: &'static str,
    arc: &'static str,
) -> IncomingMessage {
    IncomingMessage {
        message,
        container,
        arc,
    }
}

const ARC: &str = "ExciseMovement/AdministrativeReferenceCode";

/// What the authority takes up.
pub(super) const INCOMING: &[IncomingMessage] = &[
    taken("IE815", "SubmittedDraftOfEADESAD", ""),
    taken(
        "IE810",
        "CancellationOfEAD",
        "ExciseMovementEad/AdministrativeReferenceCode",
    ),
    taken(
        "IE813",
        "ChangeOfDestination",
        "UpdateEadEsad/AdministrativeReferenceCode",
    ),
    taken("IE818", "AcceptedOrRejectedReportOfReceiptExport", ARC),
    taken("IE819", "AlertOrRejectionOfEADESAD", ARC),
    taken(
        "IE825",
        "SubmittedDraftOfSplittingOperation",
        "SplittingEad/UpstreamArc",
    ),
    taken("IE837", "ExplanationOnDelayForDelivery", ARC),
    taken("IE871", "ExplanationOnReasonForShortage", ARC),
    taken(
        "IE904",
        "StatusRequest",
        "Attributes/AdministrativeReferenceCode",
    ),
];

/// The movement as it is submitted.
pub(super) const MOVEMENT: &str = "IE815";
