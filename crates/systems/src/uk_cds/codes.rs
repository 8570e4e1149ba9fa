//! Customs' codes that we act on or explain. A code that is not here is shown as it came, with
//! what its first figures say of the kind of error.

use crate::answer::look_up;

/// Time for the goods to arrive has passed.
pub const GOODS_DID_NOT_ARRIVE: &str = "CDS12046";

/// What is only said of a notification of arrival: there is no declaration for it, or it is late.
pub const OF_ARRIVALS: &[&str] = &["CDS12014", "CDS12031"];

/// The state of a request: granted.
pub const GRANTED: &str = "39";

/// The state of a request: denied.
pub const DENIED: &str = "41";

/// The state of duties: calculated, not to be paid yet.
pub const CALCULATED: &str = "67";

/// The state of duties: to be paid.
pub const FINAL: &str = "4";

/// Kind of statement: the trader's reason, in words.
pub const TRADERS_REASON: &str = "AES";

/// Reason of a change: customs', because of how the goods moved.
pub const CHANGED_BY_CUSTOMS: &str = "16";

/// What is wrong, by the code of the error.
const ERRORS: &[(&str, &str)] = &[
    (DENIED, "Customs denied the request"),
    ("CDS10001", "An element that must be there is missing"),
    ("CDS10002", "An element is there that is not allowed"),
    ("CDS10003", "An element is there more often than allowed"),
    (
        "CDS10004",
        "The commodity code needs another element, or one of them is ill-formed or repeated",
    ),
    ("CDS10010", "The format is wrong"),
    ("CDS10020", "The value is not valid"),
    ("CDS10021", "The value must be positive"),
    (
        "CDS10045",
        "The customs value of an item comes out negative",
    ),
    ("CDS11003", "The number of items is not the number declared"),
    (
        "CDS11004",
        "The declaration type does not go with the procedure",
    ),
    (
        "CDS11005",
        "The procedures of the items are of different declarations, or the acceptance date is wrong",
    ),
    ("CDS11006", "The net mass is not below the gross mass"),
    (
        "CDS11007",
        "The request is not from the submitter of the declaration",
    ),
    (
        "CDS11012",
        "This declaration type does not let the element be amended",
    ),
    ("CDS12003", "The LRN was used in the last 48 hours"),
    (
        "CDS12005",
        "The party's number is not valid or has no authorisation",
    ),
    (
        "CDS12006",
        "The licence is unknown, expired, used up, of another party, or for other goods",
    ),
    ("CDS12007", "The authorisation is unknown or has expired"),
    ("CDS12013", "The VAT number is not valid"),
    (
        "CDS12014",
        "The arrival of goods was notified without a declaration before it",
    ),
    (
        "CDS12015",
        "The declaration that is asked about does not exist, or its state does not allow it",
    ),
    (
        "CDS12016",
        "The acceptance date is in the future or more than 180 days ago",
    ),
    (
        "CDS12022",
        "An item has a number beyond the number of items",
    ),
    ("CDS12024", "The value is there twice"),
    ("CDS12026", "The request amends the same element twice"),
    (
        "CDS12031",
        "The arrival of the goods was notified later than 30 days after the declaration",
    ),
    (
        "CDS12034",
        "The amendment came another way than the declaration",
    ),
    (
        "CDS12036",
        "The request before this one is not answered yet",
    ),
    ("CDS12042", "The elements of an item must be the same"),
    ("CDS12044", "The master UCR exists and is shut"),
    (
        GOODS_DID_NOT_ARRIVE,
        "The goods did not arrive within 30 days of the declaration",
    ),
    (
        "CDS12050",
        "The requested procedure is not valid, or the date of acceptance is wrong",
    ),
    (
        "CDS12052",
        "The declaration type is not valid, or the date of acceptance is wrong",
    ),
    ("CDS12056", "These elements do not go together"),
    ("CDS12057", "The items are invoiced in different currencies"),
    ("CDS12058", "No packaging has a quantity above zero"),
    (
        "CDS12062",
        "The declaration UCR was used in the last twelve months",
    ),
    (
        "CDS12066",
        "This element or value does not go with what is declared",
    ),
    (
        "CDS12067",
        "These elements or values do not go with what is declared",
    ),
    (
        "CDS12068",
        "These elements require the identifier of a document",
    ),
    (
        "CDS12069",
        "The office of exit is already handling an invalidation",
    ),
    ("CDS12070", "The value requires another element"),
    (
        "CDS12071",
        "The element belongs to the declaration or to the items, not to both",
    ),
    ("CDS12072", "One of two elements is required, not both"),
    (
        "CDS12073",
        "The element is missing from the declaration and from the items",
    ),
    ("CDS12074", "Without one element, another is required"),
    (
        "CDS12075",
        "With this value, another element is not allowed",
    ),
    (
        "CDS12077",
        "With this element, another one needs a valid value",
    ),
    (
        "CDS12078",
        "Without a deferment account the duties must be paid at once",
    ),
    ("CDS12079", "Two elements exclude each other"),
    (
        "CDS12081",
        "Importer and exporter must not be the same party",
    ),
    (
        "CDS12099",
        "The parts of the goods location do not make a valid code",
    ),
    ("CDS12108", "An export declaration needs a declaration UCR"),
    ("CDS12123", "The value must be above zero"),
    (
        "CDS12125",
        "The deferment account is unknown, suspended or not for these parties",
    ),
    ("CDS12150", "The authorisation is of another party"),
    ("CDS12153", "EORI numbers of this country are not supported"),
    ("CDS12170", "The VAT number is not valid"),
    ("CDS13000", "The value is not credible"),
    ("CDS19999", "There are more errors than customs lists"),
    ("CDS20001", "The movement was not found yet"),
    ("CDS20002", "The movement does not fit the declaration"),
    ("CDS20003", "The movement was not found"),
    ("CDS40007", "The value is there twice"),
    ("CDS40010", "The value does not apply"),
    ("CDS40011", "A value is missing"),
    ("CDS40013", "The value is not valid"),
    ("CDS40044", "A document is not needed"),
    ("CDS40045", "A document is missing"),
    ("CDS40047", "The goods are prohibited"),
    ("CDS40049", "The quota is used up"),
    ("CDS40053", "The quota is suspended"),
    ("CDS40059", "The commodity code or a measure is incomplete"),
    ("CDS40066", "A condition of the tariff is not met"),
    ("CDS40068", "The additional excise code is missing"),
    ("CDS40069", "The quota is closed"),
    ("CDS49999", "Customs does not know the error itself"),
    (
        "CDS50000",
        "The authority for food and plants does not let the goods go",
    ),
    ("CDS50001", "A UCR is not well formed"),
    (
        "CDS50015",
        "The declaration has ended or is handled elsewhere",
    ),
    ("CDS50018", "The time of arrival is missing or wrong"),
    ("CDS50028", "The goods location is not valid"),
    ("CDS70711", "The electronic licence does not exist"),
    ("CDS70724", "The licence is not valid"),
    ("CDS70740", "The licence is of another party"),
    ("CDS70760", "The licence is not for these goods"),
    ("CDS70761", "The licence does not cover the quantity"),
    ("CDS71204", "The licence was given back"),
    ("CDS71206", "The licence is used up"),
    ("CDS71216", "The licence is not active"),
    ("CDS77000", "The document needs an identifier"),
    ("CDS77001", "The document needs a quantity"),
    ("CDS77002", "The document needs a status code"),
    ("CDS77003", "A licence needs a declaration UCR"),
    ("CDS77004", "The quantity could not be reserved"),
    ("CDS77005", "The document needs a reason for the waiver"),
];

/// What kind of error it is, by the beginning of its code, where the code itself is not known.
const KINDS: &[(&str, &str)] = &[
    ("CDS10", "An element is missing, too much or ill-formed"),
    ("CDS11", "Elements do not fit each other"),
    (
        "CDS12",
        "Elements do not fit each other or what customs knows",
    ),
    ("CDS20", "The movement and the declaration do not fit"),
    ("CDS40", "A measure of the tariff is not met"),
    ("CDS50", "The movement of the goods is not in order"),
    ("CDS70", "A licence does not fit"),
    ("CDS71", "A licence does not fit"),
    ("CDS73", "A licence does not fit"),
    ("CDS77", "A document is incomplete"),
];

/// What an error code means.
#[must_use]
pub fn error_meaning(code: &str) -> Option<&'static str> {
    look_up(ERRORS, code).or_else(|| {
        let kind = KINDS.iter().find(|(kind, _)| code.starts_with(kind));
        kind.map(|(_, meaning)| *meaning)
    })
}
