//! On which side of a movement are we?
//!
//! Customs wants to know who explains a delay, and takes a report of receipt from the consignee
//! only. Our excise numbers say it. Goods between two warehouses of ours are on both sides.

use cas_gateway::{EncodeError, OwnSides};
use cas_model::declaration;
use cas_model::document::{Party, SingleAdministrativeDocument};
use cas_model::{FieldPath, path};

use super::settings::Settings;

/// A side of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// We send the goods.
    Consignor,
    /// We receive the goods of the movement.
    Consignee,
}

impl Side {
    /// Customs' code of who submits (TC61).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Consignor => "1",
            Self::Consignee => "2",
        }
    }
}

/// Our side, and our excise number on it. Where we are both, a movement that came to us is spoken
/// of as its consignee, and one that was sent as its consignor.
///
/// # Errors
/// When neither side of the movement is one of ours.
pub fn side<'a>(
    document: &'a SingleAdministrativeDocument,
    settings: &Settings<'a>,
    held: declaration::Side,
) -> Result<(Side, &'a str), EncodeError> {
    let ours =
        |number: Option<&'a str>| number.filter(|number| settings.excise_numbers.contains(number));
    // A direct delivery names who takes the goods; its consignee may be without a number.
    let consignee = ours(consignee(document)).or_else(|| ours(place_of_delivery(document)));
    let came_to_us = held == declaration::Side::Received && consignee.is_some();
    if let Some(number) = ours(consignor(document)).filter(|_| !came_to_us) {
        return Ok((Side::Consignor, number));
    }
    match (consignee, settings.excise_numbers.as_slice()) {
        (Some(number), _) => Ok((Side::Consignee, number)),
        // Who has one number only, and is told of a movement, receives it under another name.
        (None, [number]) => Ok((Side::Consignee, number)),
        (None, _) => Err(EncodeError::Document {
            path: FieldPath::from(path!("goodsShipment.consignee")),
            problem: "is none of the connection's exciseNumbers, and the consignor is not either"
                .to_owned(),
        }),
    }
}

/// Whether we may speak as the consignee: not where we are the consignor only.
#[must_use]
pub fn is_consignee(document: &SingleAdministrativeDocument, settings: &Settings<'_>) -> bool {
    let is_ours = |number: Option<&str>| {
        number.is_some_and(|number| settings.excise_numbers.contains(&number))
    };
    is_ours(consignee(document)) || !is_ours(consignor(document))
}

/// On which sides of a movement that customs tells of the owner of these excise numbers is.
#[must_use]
pub fn own_sides(document: &SingleAdministrativeDocument, excise_numbers: &[&str]) -> OwnSides {
    let is_ours = |number: Option<&str>| number.is_some_and(|one| excise_numbers.contains(&one));
    OwnSides {
        is_sender: is_ours(consignor(document)),
        is_receiver: is_ours(consignee(document)) || is_ours(place_of_delivery(document)),
    }
}

fn consignor(document: &SingleAdministrativeDocument) -> Option<&str> {
    number(document.goods_shipment.as_deref()?.consignor.as_deref())
}

fn consignee(document: &SingleAdministrativeDocument) -> Option<&str> {
    number(document.goods_shipment.as_deref()?.consignee.as_deref())
}

fn place_of_delivery(document: &SingleAdministrativeDocument) -> Option<&str> {
    number(
        document
            .excise_movement
            .as_deref()?
            .delivery_place
            .as_deref(),
    )
}

fn number(party: Option<&Party>) -> Option<&str> {
    party?.identifier("Excise")
}
