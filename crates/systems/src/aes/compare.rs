//! Does customs have what we have?
//!
//! The release, CC529C, repeats the declaration as customs has it; how it does so stands in the
//! lists here, taken from the structures of both messages.

use super::{DOMAIN, encode, pointers};
use crate::commission::compare::Repetition;

/// How a release repeats the declaration.
pub(crate) static RELEASE: Repetition = Repetition {
    domain: &DOMAIN,
    message: "CC529C",
    encode: encode::encode,
    field_of: pointers::field_of,
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
