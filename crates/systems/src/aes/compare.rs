//! Does customs have what we have?
//!
//! The release, CC529C, repeats the declaration as customs has it; how it does so stands in the
//! lists here, taken from the structures of both messages.

use cas_gateway::{CustomsDifference, DecodeError};
use cas_model::document::SingleAdministrativeDocument;

use super::{DOMAIN, encode, pointers};
use crate::commission::compare::{Repetition, written};
use crate::commission::decode::read;

/// The message in which customs repeats the declaration.
const REPETITION: &str = "CC529C";

const RELEASE: Repetition = Repetition {
    declaration: "CC515C",
    of_one_message: &[
        "MRN",
        "presentationOfTheGoodsDateAndTime",
        "declarationAcceptanceDate",
        "releaseDate",
        "ControlResult",
        "CustomsOfficeOfPresentation",
    ],
    filled_by_customs: &[
        ("Consignment", &["grossMass", "LocationOfGoods"]),
        (
            "DepartureTransportMeans",
            &["typeOfIdentification", "nationality"],
        ),
        ("GoodsMeasure", &["grossMass"]),
    ],
    repeated_whole: &["DepartureTransportMeans"],
    numbers: &[
        "amount",
        "exchangeRate",
        "grossMass",
        "latitude",
        "longitude",
        "netMass",
        "numberOfPackages",
        "numberOfSeals",
        "quantity",
        "statisticalValue",
        "supplementaryUnits",
        "totalAmountInvoiced",
    ],
    numbered_by: &[("GoodsItem", "declarationGoodsItemNumber")],
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
