//! Is everything there that every such message must have?

use super::Inspected;
use crate::answer::Problem;
use crate::emcs::problem::UNSUPPORTED;

/// What each message must have.
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "IE815",
        &[
            "Attributes/SubmissionMessageType",
            "ConsignorTrader/TraderExciseNumber",
            "ConsignorTrader/TraderName",
            "CompetentAuthorityDispatchOffice/ReferenceNumber",
            "HeaderEadEsad/DestinationTypeCode",
            "HeaderEadEsad/JourneyTime",
            "HeaderEadEsad/TransportArrangement",
            "TransportMode/TransportModeCode",
            "MovementGuarantee/GuarantorTypeCode",
            "BodyEadEsad",
            "EadEsadDraft/LocalReferenceNumber",
            "EadEsadDraft/InvoiceNumber",
            "EadEsadDraft/OriginTypeCode",
            "EadEsadDraft/DateOfDispatch",
            "TransportDetails",
        ],
    ),
    (
        "IE810",
        &[
            "ExciseMovementEad/AdministrativeReferenceCode",
            "Cancellation/CancellationReasonCode",
        ],
    ),
    (
        "IE813",
        &[
            "UpdateEadEsad/AdministrativeReferenceCode",
            "DestinationChanged/DestinationTypeCode",
        ],
    ),
    (
        "IE818",
        &[
            "ExciseMovement/AdministrativeReferenceCode",
            "ExciseMovement/SequenceNumber",
            "ReportOfReceiptExport/DateOfArrivalOfExciseProducts",
            "ReportOfReceiptExport/GlobalConclusionOfReceipt",
        ],
    ),
    (
        "IE819",
        &[
            "ExciseMovement/AdministrativeReferenceCode",
            "ExciseMovement/SequenceNumber",
            "DestinationOffice/ReferenceNumber",
            "AlertOrRejection/DateOfAlertOrRejection",
            "AlertOrRejection/EadEsadRejectedFlag",
        ],
    ),
    (
        "IE825",
        &[
            "SplittingEad/UpstreamArc",
            "SplitDetailsEad",
            "MsaOfSplitting/MemberStateCode",
        ],
    ),
    (
        "IE837",
        &[
            "Attributes/SubmitterIdentification",
            "Attributes/SubmitterType",
            "Attributes/ExplanationCode",
            "Attributes/MessageRole",
            "ExciseMovement/AdministrativeReferenceCode",
            "ExciseMovement/SequenceNumber",
        ],
    ),
    (
        "IE871",
        &[
            "Attributes/SubmitterType",
            "ExciseMovement/AdministrativeReferenceCode",
            "ExciseMovement/SequenceNumber",
        ],
    ),
];

/// What every item, and every part of a split, must have.
const OF_ITEMS: &[&str] = &[
    "BodyRecordUniqueReference",
    "ExciseProductCode",
    "CnCode",
    "Quantity",
    "GrossMass",
    "NetMass",
    "Package/KindOfPackages",
];

const OF_PARTS: &[&str] = &[
    "LocalReferenceNumber",
    "DestinationChanged/DestinationTypeCode",
    "BodyEad",
];

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let own = REQUIRED.iter().find(|row| row.0 == inspected.message);
    let mut add = |path: &str| {
        problems.push(inspected.problem(path, UNSUPPORTED, "This is required"));
    };
    for path in own.into_iter().flat_map(|row| row.1) {
        if inspected.container.at_path(path).is_none() {
            add(path);
        }
    }
    for (list, paths) in [("BodyEadEsad", OF_ITEMS), ("SplitDetailsEad", OF_PARTS)] {
        for (place, item) in (1..).zip(inspected.container.all(list)) {
            let missing = paths.iter().filter(|path| item.at_path(path).is_none());
            missing.for_each(|path| add(&format!("{list}[{place}]/{path}")));
        }
    }
}
