//! How is a text spelled, so that two people who mean the same write the same?
//!
//! `"X "` and `"X"` are one shipment, `gb 123456789000` is the EORI `GB123456789000`, and a code of
//! customs is in capitals however it was typed. What a text field holds says how far that goes:
//! words keep what was written, a reference its letters, an identifier nothing but its letters and
//! digits. [`NAMES`] says it by the field's name, [`OF_RECORDS`] where a record means something
//! else by a name; what stands in neither is words. Bodies, tables of master data and parameters
//! are brought to this form where they come in ([`Spelling::normalize`]); what is stored already is not.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::formats::{is_grn, is_mrn};

/// What a text field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Words of people: names, descriptions, marks. As written, without blanks at the ends.
    Words,
    /// A name somebody gave a thing: without blanks at the ends, in one Unicode form (NFC).
    Reference,
    /// A code of customs: as a reference, in capitals.
    Code,
    /// A code of customs whose digits never begin with a zero; a number is as good as its text.
    Numeral,
    /// A number or code without blanks: as a code, and blanks within it do not count.
    Identifier,
    /// An identifier where it has this form, else a reference.
    Formed(Form),
}

/// The form of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Customs' number of a declaration.
    Mrn,
    /// The number of a guarantee. Some systems take words in its place.
    Grn,
    /// The number of a container (ISO 6346): four letters and seven digits.
    Container,
}

impl Form {
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Mrn => is_mrn(text).is_some(),
            Self::Grn => is_grn(text),
            Self::Container => {
                let (letters, digits) = text.as_bytes().split_at(text.len().min(4));
                digits.len() == 7
                    && letters.iter().all(u8::is_ascii_uppercase)
                    && digits.iter().all(u8::is_ascii_digit)
            }
        }
    }
}

use Spelling::{Code, Formed, Identifier, Numeral, Reference};

/// What fields of these names hold. A field of another name holds words.
const NAMES: &[(Spelling, &[&str])] = &[
    (
        Reference,
        &[
            "accessCode",
            "additionalIdentifier",
            "authorisationNumber",
            "basisUnit",
            "casReference",
            "code",
            "commercialSeal",
            "communicationLanguage",
            "company",
            "contactPhone",
            "conveyanceReference",
            "customsFlow",
            "direction",
            "dispatchTime",
            "event",
            "exemptionCertificate",
            "externalReference",
            "functionRefNum",
            "governmentAgencyGoodsItemId",
            "holder",
            "houseNumber",
            "identification",
            "identifier",
            "invoiceNumber",
            "itemId",
            "kind",
            "language",
            "latitude",
            "longitude",
            "lrn",
            "messageType",
            "otherRefNum",
            "phone",
            "plant",
            "postcode",
            "refNum",
            "role",
            "step",
            "storageLocationReference",
            "traderReference",
            "type",
            "unit",
            "uoM",
            "value",
        ],
    ),
    (
        Code,
        &[
            "accDateCode",
            "addDeclType1",
            "category",
            "cusCode",
            "declProcType",
            "declType",
            "destinationRegion",
            "exciseProductCode",
            "growingZone",
            "informationCode",
            "journeyTime",
            "methodCode",
            "originRegion",
            "packageType",
            "prevProc",
            "proc",
            "procNat1",
            "procNat2",
            "qualifier",
            "quotaId",
            "region",
            "shortageOrExcess",
            "specificCircumstanceIndicator",
            "statusCode",
            "termsCode",
            "transportChargesMethod",
            "unNumber",
        ],
    ),
    (Formed(Form::Container), &["containerIdentification"]),
    (
        Numeral,
        &[
            "agentStatus",
            "conclusion",
            "destinationType",
            "guarantorType",
            "identificationType",
            "inlandMode",
            "messageRole",
            "mode",
            "originType",
            "preference1",
            "security",
            "submissionType",
            "transportArrangement",
            "transportMode",
            "trxNatCode",
            "trxNatCode1",
            "trxNatCode2",
            "valuationMethod",
            "version",
        ],
    ),
    (
        Identifier,
        &[
            "baseCurrency",
            "basisCurrency",
            "consigneeMemberState",
            "country",
            "currency",
            "currencyTypeCode",
            "customsValueCurrency",
            "declarationOfficeCode",
            "deliveryOffice",
            "destination",
            "destinationOffice",
            "dispatchImportOffice",
            "docRefNum",
            "economicOperator",
            "entryOffice",
            "exitOffice",
            "exportCountry",
            "holderEori",
            "invoiceCurrency",
            "jurisdiction",
            "memberState",
            "office",
            "originCountry",
            "presentationOfficeCode",
            "statValueCurrency",
            "supervisingOfficeCode",
            "thirdCountry",
            "tirCarnetNumber",
            "unLocode",
            "upstreamArc",
        ],
    ),
];

/// Records in which a name means something else: the module, where two records have one name, the
/// record, the field.
const OF_RECORDS: &[(&str, &str, &str, Spelling)] = &[
    ("", "PartyReference", "code", Identifier),
    ("", "PartnerIdentifier", "code", Identifier),
    ("", "CustomsOffice", "code", Identifier),
    ("", "Classification", "code", Code),
    ("", "ArticleClassification", "code", Code),
    ("", "ArticleAdditionalCode", "code", Code),
    ("", "AdditionalProcedure", "code", Code),
    ("", "ValuationAdjustment", "code", Code),
    ("", "AdditionalInformation", "code", Code),
    ("", "WineOperation", "code", Code),
    ("", "StatedReason", "code", Code),
    ("", "DelayExplanation", "code", Code),
    // The holder of a declaration's authorisation is an EORI, that of a known one a partner.
    ("document", "Authorisation", "holder", Identifier),
    ("", "SupplyChainActor", "identifier", Identifier),
    ("", "SupplyChainActor", "role", Code),
    ("", "CustomsOfficeRole", "role", Code),
    ("", "PreviousDocument", "refNum", Formed(Form::Mrn)),
    ("", "AdditionalDocument", "refNum", Formed(Form::Mrn)),
    ("", "TransportContractDocument", "refNum", Formed(Form::Mrn)),
    ("", "ObligationGuarantee", "refNum", Formed(Form::Grn)),
    ("", "Guarantee", "refNum", Formed(Form::Grn)),
    ("", "ObligationGuarantee", "type", Numeral),
    ("", "Guarantee", "type", Numeral),
    ("", "ExciseTransportUnit", "type", Numeral),
    ("", "Origin", "type", Numeral),
    ("", "WineProduct", "category", Numeral),
    ("", "Packaging", "type", Code),
    ("", "DutyTaxFee", "type", Code),
    ("", "Warehouse", "type", Code),
    ("", "GoodsLocation", "type", Code),
    ("", "Location", "type", Code),
    ("", "TransportContractDocument", "type", Code),
    ("", "AdditionalInformation", "type", Code),
    ("", "AdditionalDocument", "type", Code),
    ("", "PreviousDocument", "type", Code),
    ("", "Authorisation", "type", Code),
    ("", "PartnerAuthorisation", "type", Code),
    ("", "CalculationReturn", "type", Code),
    ("", "DeferredPayment", "type", Code),
];

impl Spelling {
    /// What a field of a record holds; the record by its module and name in the code.
    #[must_use]
    pub fn of_field(module: &str, record: &str, field: &str) -> Self {
        let own = OF_RECORDS.iter().find(|(within, of, name, _)| {
            let is_within = within.is_empty() || module.split("::").any(|part| part == *within);
            *of == record && *name == field && is_within
        });
        let by_name = || NAMES.iter().find(|(_, names)| names.contains(&field));
        own.map(|(.., spelling)| *spelling)
            .or_else(|| by_name().map(|(spelling, _)| *spelling))
            .unwrap_or(Self::Words)
    }

    /// A text, brought to this form.
    #[must_use]
    pub fn normalize(self, text: &str) -> Cow<'_, str> {
        let text = text.trim_matches(is_blank);
        match self {
            Self::Words => Cow::Borrowed(text),
            Self::Reference => composed(text),
            Self::Code | Self::Numeral => capitals(composed(text)),
            Self::Identifier => match without_blanks(text) {
                Cow::Borrowed(text) => capitals(composed(text)),
                Cow::Owned(text) => Cow::Owned(capitals(composed(&text)).into_owned()),
            },
            Self::Formed(form) => {
                let identifier = Self::Identifier.normalize(text);
                match form.fits(&identifier) {
                    true => identifier,
                    false => composed(text),
                }
            }
        }
    }

    /// Whether a number says as much as its digits in quotes.
    #[must_use]
    pub fn takes_numbers(self) -> bool {
        match self {
            Self::Numeral => true,
            Self::Words | Self::Reference | Self::Code | Self::Identifier | Self::Formed(_) => {
                false
            }
        }
    }
}

/// Blanks, and what nobody sees.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(text),
        unicode_normalization::IsNormalized::No | unicode_normalization::IsNormalized::Maybe => {
            Cow::Owned(text.nfc().collect())
        }
    }
}

fn capitals(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.chars().any(|c| capital(c) != c) {
        true => Cow::Owned(text.chars().map(capital).collect()),
        false => text,
    }
}

/// The capital of a letter that has one of its own; ß has none.
fn capital(c: char) -> char {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        (Some(_) | None, _) => c,
    }
}

fn without_blanks(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_blank) {
        true => Cow::Owned(text.chars().filter(|c| !is_blank(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shape::{Shape, ValueKind};

    fn check(spelling: Spelling, given: &str, expected: &str) {
        assert_eq!(
            spelling.normalize(given),
            expected,
            "{spelling:?} of {given:?}"
        );
    }

    #[test]
    fn texts_are_spelled_by_what_they_are() {
        for (given, expected) in [
            ("X ", "X"),
            ("\u{feff}\tX\u{a0}", "X"),
            ("Cafe\u{301} 1", "Caf\u{e9} 1"),
            ("a b", "a b"),
        ] {
            check(Reference, given, expected);
        }
        check(
            Spelling::Words,
            " Cafe\u{301}  \u{201e}Süd\u{201c} ",
            "Cafe\u{301}  \u{201e}Süd\u{201c}",
        );
        check(Code, " n380 ", "N380");
        check(Code, "0101 21", "0101 21");
        check(Numeral, " 10", "10");
        for (given, expected) in [
            ("gb123456789000", "GB123456789000"),
            ("GB 123 456 789 000", "GB123456789000"),
            ("eur", "EUR"),
            ("Straße", "STRAßE"),
        ] {
            check(Identifier, given, expected);
        }
        check(
            Formed(Form::Mrn),
            "26de4101a7q2w8b3a0 ",
            "26DE4101A7Q2W8B3A0",
        );
        check(
            Formed(Form::Mrn),
            "26DE 4101 A7Q2 W8B3 A0",
            "26DE4101A7Q2W8B3A0",
        );
        check(Formed(Form::Mrn), "CMR 4711 b ", "CMR 4711 b");
        check(Formed(Form::Grn), "26de0000000001237", "26DE0000000001237");
        check(Formed(Form::Grn), " Not required", "Not required");
        check(Formed(Form::Container), "mscu 123456 6", "MSCU1234566");
        check(Formed(Form::Container), "Rack 7", "Rack 7");
    }

    #[test]
    fn a_row_names_fields_that_exist() {
        let mut fields = Vec::new();
        let mut seen = Vec::new();
        let shapes = crate::master_data::MasterDataKind::ALL
            .iter()
            .map(|kind| kind.shape())
            .chain([
                crate::document::CustomsShipment::shape(),
                crate::document::ShipmentEvent::shape(),
            ])
            .chain(
                crate::lifecycle::Action::ALL
                    .iter()
                    .filter_map(|action| crate::ActionContent::shape_of(*action)),
            );
        for shape in shapes {
            collect(shape, &mut seen, &mut fields);
        }
        for (spelling, names) in NAMES {
            for name in *names {
                assert!(
                    fields.iter().any(|(_, field)| *field == *name),
                    "{name}: {spelling:?}"
                );
            }
        }
        for (_, record, name, _) in OF_RECORDS {
            assert!(fields.contains(&(*record, *name)), "{record}.{name}");
        }
    }

    fn collect(
        shape: &'static Shape,
        seen: &mut Vec<*const Shape>,
        fields: &mut Vec<(&'static str, &'static str)>,
    ) {
        if seen.contains(&std::ptr::from_ref(shape)) {
            return;
        }
        seen.push(std::ptr::from_ref(shape));
        for field in &shape.fields {
            match field.kind {
                ValueKind::Record(below) | ValueKind::List(below) => collect(below(), seen, fields),
                ValueKind::Text => fields.push((shape.name, field.name)),
                ValueKind::Decimal
                | ValueKind::Integer
                | ValueKind::Flag
                | ValueKind::Date
                | ValueKind::Instant => {}
            }
        }
    }

    #[test]
    fn records_of_one_name_are_told_apart() {
        use crate::{document, master_data};
        for (shape, field, expected) in [
            (document::Authorisation::shape(), "holder", Identifier),
            (master_data::Authorisation::shape(), "holder", Reference),
            (document::Classification::shape(), "code", Code),
            (document::Classification::shape(), "type", Reference),
            (master_data::ArticleClassification::shape(), "code", Code),
            (document::Party::shape(), "code", Reference),
            (document::PartyReference::shape(), "code", Identifier),
            (document::Origin::shape(), "type", Numeral),
            (document::ExciseMovement::shape(), "originType", Numeral),
            (document::Address::shape(), "postcode", Reference),
            (document::Address::shape(), "city", Spelling::Words),
        ] {
            let found = &shape.fields[shape.index_of(field).unwrap()];
            assert_eq!(found.spelling, expected, "{}.{field}", shape.name);
        }
    }

    proptest! {
        #[test]
        fn what_is_spelled_stays(text in "[ a-zA-Z0-9é\u{301}\u{a0}ß-]{0,12}") {
            for spelling in [
                Spelling::Words, Reference, Code, Numeral, Identifier, Formed(Form::Mrn),
                Formed(Form::Container),
            ] {
                let once = spelling.normalize(&text).into_owned();
                prop_assert_eq!(spelling.normalize(&once), once.as_str());
            }
        }
    }
}
