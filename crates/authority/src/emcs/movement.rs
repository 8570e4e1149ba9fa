//! What does the authority know of a movement? Its traders, its goods, and where it stands, which
//! is a code of customs (TC50).

use rust_decimal::Decimal;

use super::door;
use crate::answer::Answer;
use crate::conversation::Declaration;
use crate::origin::Origin;
use crate::status::Status;
use crate::xml::{Document, Element, Extent, read};

/// Where a movement stands (TC50).
pub(super) const ACCEPTED: &str = "X01";

pub(super) const CANCELLED: &str = "X02";

pub(super) const DELIVERED: &str = "X03";

pub(super) const DIVERTED: &str = "X04";

pub(super) const REJECTED: &str = "X05";

pub(super) const REPLACED: &str = "X06";

pub(super) const CLOSED: &str = "X07";

pub(super) const REFUSED: &str = "X08";

pub(super) const PARTIALLY_REFUSED: &str = "X10";

pub(super) const STOPPED: &str = "X13";

pub(super) const EXPORT_ACCEPTED: &str = "X14";

/// Each standing with what it is in the words of all systems, and the message that told it last.
const STANDINGS: &[(&str, Status, &str)] = &[
    (ACCEPTED, Status::Accepted, "IE801"),
    (CANCELLED, Status::Invalidated, "IE810"),
    (DELIVERED, Status::Discharged, "IE818"),
    (DIVERTED, Status::Discharged, "IE803"),
    (REJECTED, Status::Accepted, "IE819"),
    (REPLACED, Status::Discharged, "IE803"),
    (CLOSED, Status::Discharged, "IE881"),
    (REFUSED, Status::Accepted, "IE818"),
    (PARTIALLY_REFUSED, Status::Accepted, "IE818"),
    (STOPPED, Status::NotReleased, "IE807"),
    (EXPORT_ACCEPTED, Status::Released, "IE829"),
];

/// Moves a movement; unlike a declaration it may go back, when it gets another destination.
pub(super) fn stand(declaration: &mut Declaration, standing: &'static str) {
    declaration.standing = standing;
    if let Some((_, status, _)) = STANDINGS.iter().find(|row| row.0 == standing) {
        declaration.status = *status;
    }
}

/// The message that told a standing.
pub(super) fn last_message(standing: &str) -> &'static str {
    let row = STANDINGS.iter().find(|row| row.0 == standing);
    row.map_or("None", |row| row.2)
}

/// The traders of a movement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Traders {
    pub(super) consignor: String,
    /// Nobody where the destination is not known yet, or the consignee has no number.
    pub(super) consignee: Option<String>,
}

impl Traders {
    /// The traders that a draft names.
    pub(super) fn named_by(container: &Element<'_>) -> Traders {
        let text = |path: &str| {
            container
                .text_at(path)
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        Traders {
            consignor: text("ConsignorTrader/TraderExciseNumber"),
            consignee: Some(text("ConsigneeTrader/Traderid")).filter(|id| !id.is_empty()),
        }
    }

    /// The traders of a movement as it stands.
    pub(super) fn of_origin(document: &Origin) -> Traders {
        let read = document_of(document);
        let container = read.as_ref().and_then(door::container);
        container.map(Traders::named_by).unwrap_or_default()
    }

    /// The trader at the other end of the movement.
    pub(super) fn other(&self, one: &str) -> Option<&str> {
        if one == self.consignor {
            return self.consignee.as_deref();
        }
        Some(&self.consignor)
    }

    /// An answer for both: the consignor, and the consignee if he is known.
    pub(super) fn both(&self, answer: &Answer) -> Vec<Answer> {
        let consignee = self.consignee.as_ref();
        let forwarded = consignee.map(|consignee| answer.clone().forwarded_to(consignee));
        std::iter::once(answer.clone().to(&self.consignor))
            .chain(forwarded)
            .collect()
    }
}

/// The document of a message that came in.
pub(super) fn document_of(origin: &Origin) -> Option<Document<'_>> {
    read(&origin.body, Extent::Whole).ok()
}

/// The country at the beginning of a number of a trader or an office.
pub(super) fn country(number: &str) -> Option<&str> {
    let country = number.get(..2)?;
    country
        .bytes()
        .all(|byte| byte.is_ascii_uppercase())
        .then_some(country)
}

/// The name of an administration: that of a country.
pub(super) fn administration(country: &str) -> String {
    format!("NDEA.{country}")
}

/// Whether goods leave the Union.
pub(super) fn is_export(document: &Origin) -> bool {
    let read = document_of(document);
    let container = read.as_ref().and_then(door::container);
    let code = container.and_then(|own| own.text_at("HeaderEadEsad/DestinationTypeCode"));
    code.is_some_and(|code| code.trim() == "6")
}

/// The item of a number.
pub(super) fn item<'a, 'b>(container: &'b Element<'a>, number: &str) -> Option<&'b Element<'a>> {
    let mut items = container.all("BodyEadEsad");
    items.find(|item| trimmed(item, "BodyRecordUniqueReference") == number)
}

/// The text at a path, without the spaces around it.
pub(super) fn trimmed<'a>(element: &'a Element<'_>, path: &str) -> &'a str {
    element.text_at(path).unwrap_or_default().trim()
}

/// The number at a path.
pub(super) fn number(element: &Element<'_>, path: &str) -> Option<Decimal> {
    trimmed(element, path).parse().ok()
}
