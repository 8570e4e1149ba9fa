//! Does customs have what we have?
//!
//! The release, CC029C, repeats the declaration as customs has it; how it does so stands in the
//! lists here, taken from the structures of both messages in both phases.

use super::{DOMAIN, encode, pointers};
use crate::commission::compare::Repetition;

/// How a release repeats the declaration.
pub(crate) static RELEASE: Repetition = Repetition {
    domain: &DOMAIN,
    message: "CC029C",
    encode: encode::encode,
    field_of: pointers::field_of,
    declaration: "CC015C",
    of_one_message: &[
        "MRN",
        "presentationOfTheGoodsDateAndTime",
        "declarationAcceptanceDate",
        "releaseDate",
        "limitDate",
        "ControlResult",
        "securityIndicatorFromExportDeclaration",
        "supplementaryUnits",
    ],
    filled_by_customs: &[
        ("GuaranteeReference", &["amountToBeCovered", "currency"]),
        ("Consignment", &["containerIndicator", "PlaceOfLoading"]),
        (
            "DepartureTransportMeans",
            &[
                "typeOfIdentification",
                "identificationNumber",
                "nationality",
            ],
        ),
        (
            "ActiveBorderTransportMeans",
            &[
                "customsOfficeAtBorderReferenceNumber",
                "typeOfIdentification",
                "identificationNumber",
                "nationality",
            ],
        ),
        ("Commodity", &["GoodsMeasure"]),
        ("GoodsMeasure", &["grossMass"]),
    ],
    repeated_whole: &[
        "DepartureTransportMeans",
        "ActiveBorderTransportMeans",
        "GoodsMeasure",
    ],
    numbers: &[
        "amountToBeCovered",
        "grossMass",
        "netMass",
        "numberOfPackages",
        "numberOfSeals",
        "quantity",
        "latitude",
        "longitude",
    ],
    numbered_by: &[("ConsignmentItem", "goodsItemNumber")],
};
