//! Does customs have what we have?
//!
//! The release, CC029C, repeats the declaration as customs has it; how it does so stands in the
//! lists here, taken from the structures of both messages in both phases.

use cas_gateway::{CustomsDifference, DecodeError};
use cas_model::document::SingleAdministrativeDocument;

use super::{DOMAIN, encode, pointers};
use crate::commission::compare::{Repetition, written};
use crate::commission::decode::read;

/// The message in which customs repeats the declaration.
const REPETITION: &str = "CC029C";

const RELEASE: Repetition = Repetition {
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

/// Compares a message in which customs repeats the declaration with our document; `None` for a
/// message that does not repeat it.
///
/// # Errors
/// When it is not a message that we read, or our declaration cannot be written.
pub fn differences(
    document: &SingleAdministrativeDocument,
    lrn: &str,
    settings: &serde_json::Value,
    message: &[u8],
) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
    let theirs = DOMAIN.root(message)?;
    if theirs.name != REPETITION {
        return Ok(None);
    }
    let ours = written(document, lrn, settings, encode::encode)?;
    let ours = read(&ours)?;
    let found = RELEASE.compare(&ours, &theirs, document, pointers::field_of);
    Ok(Some(found))
}
