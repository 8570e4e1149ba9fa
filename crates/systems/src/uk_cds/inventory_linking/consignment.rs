//! By which reference does the consignment of a declaration move?
//!
//! A declaration names its consignment (DUCR), a part of it, and the master (MUCR) under which it
//! is consolidated with others, as previous documents (DE 2/1: DCR, DCS, MCR). Only the top of a
//! consolidation is moved: the master where there is one. HMRC's error 03 refuses what is below.

use cas_gateway::EncodeError;
use cas_model::document::{PreviousDocument, SingleAdministrativeDocument};
use cas_model::{FieldPath, path};

/// The declaration's own reference (DUCR).
pub(crate) const DECLARATION: &str = "DCR";
/// The part of it that the declaration is of.
pub(crate) const PART: &str = "DCS";
/// The reference of the consolidation (MUCR).
pub(crate) const MASTER: &str = "MCR";

/// The category of all three.
pub(crate) const CATEGORY: &str = "Z";

/// What a consignment is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consignment {
    /// Its unique reference (UCR).
    pub ucr: String,
    /// Which part of the consignment it is.
    pub part: Option<String>,
    /// `D` of one declaration or its parts, `M` of a consolidation.
    pub kind: &'static str,
}

/// The consignment that moves with a declaration.
///
/// # Errors
/// When the document names none or several, or one that customs would not take.
pub(crate) fn moving(document: &SingleAdministrativeDocument) -> Result<Consignment, EncodeError> {
    let master = only(document, MASTER)?.map(|ucr| Consignment {
        ucr,
        part: None,
        kind: "M",
    });
    let consignment = match master {
        Some(master) => Some(master),
        None => own(document)?,
    };
    let consignment = consignment.ok_or_else(|| {
        refused("names no consignment; customs moves it by its DUCR (type DCR) or MUCR (MCR)")
    })?;
    match is_ucr(&consignment.ucr) {
        true => Ok(consignment),
        false => Err(refused(&format!(
            "has {}, which has not the form of a UCR",
            consignment.ucr
        ))),
    }
}

/// The reference by which inventories speak of a declaration that says it is an export.
pub(crate) fn of_export(document: &SingleAdministrativeDocument) -> Option<String> {
    let is_export = document.decl_type.as_deref() != Some("IM");
    let own = is_export.then(|| own(document).ok().flatten());
    own.flatten().map(|own| own.ucr)
}

/// The declaration's own consignment, whatever it is consolidated with.
///
/// # Errors
/// When the document names several.
pub(crate) fn own(
    document: &SingleAdministrativeDocument,
) -> Result<Option<Consignment>, EncodeError> {
    let part = only(document, PART)?;
    let ucr = only(document, DECLARATION)?.or_else(|| said_apart(document));
    Ok(ucr.map(|ucr| Consignment {
        ucr,
        part,
        kind: "D",
    }))
}

/// The trader's reference (DE 2/4), where it has the form of the declaration's.
fn said_apart(document: &SingleAdministrativeDocument) -> Option<String> {
    let shipment = document.goods_shipment.as_deref();
    let of_shipment = shipment.and_then(|shipment| shipment.ucr.as_deref());
    let references = [of_shipment, document.ucr.as_deref()];
    let mut said = references
        .into_iter()
        .flatten()
        .filter_map(|ucr| ucr.trader_reference.as_deref())
        .map(str::trim);
    said.find(|text| is_of_declaration(text)).map(str::to_owned)
}

/// The one reference of a type.
fn only(
    document: &SingleAdministrativeDocument,
    kind: &str,
) -> Result<Option<String>, EncodeError> {
    let mut found: Vec<&str> = previous(document)
        .filter(|previous| is_of(previous, kind))
        .filter_map(|previous| previous.ref_num.as_deref())
        .map(str::trim)
        .filter(|reference| !reference.is_empty())
        .collect();
    found.dedup();
    match found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one.to_owned())),
        _ => Err(refused(&format!(
            "has several references of type {kind}; goods move by one"
        ))),
    }
}

fn previous(document: &SingleAdministrativeDocument) -> impl Iterator<Item = &PreviousDocument> {
    let shipment = document.goods_shipment.as_deref();
    let of_shipment = shipment.into_iter().flat_map(|one| &one.previous_documents);
    let items = document.goods_items().iter();
    let of_items = items.flat_map(|item| &item.previous_documents);
    let of_declaration = document.previous_documents.iter();
    of_declaration.chain(of_shipment).chain(of_items)
}

/// Whether a document is of a type, which may have the category before it.
fn is_of(document: &PreviousDocument, kind: &str) -> bool {
    let text = document.r#type.as_deref().unwrap_or_default().trim();
    text == kind || text.strip_prefix(CATEGORY) == Some(kind)
}

fn refused(problem: &str) -> EncodeError {
    EncodeError::Document {
        path: FieldPath::from(path!("goodsShipment.previousDocuments")),
        problem: problem.to_owned(),
    }
}

/// Whether customs takes a text as a UCR (`ucr` of the schema).
fn is_ucr(text: &str) -> bool {
    let is_known = is_of_declaration(text)
        || text.strip_prefix("GB/").is_some_and(is_of_trader)
        || text.strip_prefix("A:").is_some_and(is_of_air_waybill)
        || text.strip_prefix("C:").is_some_and(is_of_community_system);
    text.len() <= 35 && is_known
}

/// A digit of the year, a country, and the trader's own.
fn is_of_declaration(text: &str) -> bool {
    text.split_at_checked(3).is_some_and(|(head, own)| {
        let (year, country) = head.split_at(1);
        let is_head = are_digits(year) && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_own = |byte: u8| is_code(byte) || b"()-/".contains(&byte);
        is_head && (6..=32).contains(&own.len()) && own.bytes().all(is_own)
    })
}

fn is_of_trader(text: &str) -> bool {
    text.split_once('-').is_some_and(|(holder, own)| {
        let lengths = match holder.len() {
            3 | 4 => 5..=28,
            9..=12 => 1..=23,
            _ => return false,
        };
        are_codes(holder) && lengths.contains(&own.len()) && are_codes(own)
    })
}

fn is_of_air_waybill(text: &str) -> bool {
    text.split_at_checked(3).is_some_and(|(airline, number)| {
        are_codes(airline) && number.len() == 8 && are_digits(number)
    })
}

fn is_of_community_system(text: &str) -> bool {
    text.split_at_checked(3).is_some_and(|(system, own)| {
        let is_system = system.bytes().all(|byte| byte.is_ascii_uppercase());
        is_system && (3..=30).contains(&own.len()) && are_codes(own)
    })
}

fn are_codes(text: &str) -> bool {
    text.bytes().all(is_code)
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

const fn is_code(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_model::document::GoodsShipment;

    #[test]
    fn a_ucr_is_one_of_the_forms_that_customs_takes() {
        for text in [
            "4GB602115393506-Q6OE1VLI4",
            "1GB(AB)/1",
            "GB/AIGI-SULE72WT1Q4CE5O20WJ7LTCAL",
            "GB/123456789012-0203N1",
            "A:85659360832",
            "C:ABC123",
        ] {
            assert!(is_ucr(text), "{text}");
        }
        for text in [
            "",
            "4GB60",
            "4gb602115393506-Q6OE1VLI4",
            "4GB602115393506 Q6OE1VLI4",
            "4GB602115393506-Q6OE1VLI4Q6OE1VLI4Q6",
            "GB/AIGI-SULE",
            "GB/AIGIA-SULE72",
            "A:8565936083",
            "A:8565936083X",
            "C:AB1123",
            "D:ABC123",
        ] {
            assert!(!is_ucr(text), "{text}");
        }
    }

    fn document(references: &[(&str, &str)]) -> SingleAdministrativeDocument {
        let named = references.iter().map(|(kind, reference)| PreviousDocument {
            r#type: Some((*kind).to_owned()),
            ref_num: Some((*reference).to_owned()),
            ..PreviousDocument::default()
        });
        let shipment = GoodsShipment {
            previous_documents: named.collect(),
            ..GoodsShipment::default()
        };
        SingleAdministrativeDocument {
            goods_shipment: Some(Box::new(shipment)),
            ..SingleAdministrativeDocument::default()
        }
    }

    fn check(references: &[(&str, &str)], expected: Result<&str, &str>) {
        match (moving(&document(references)), expected) {
            (Ok(moving), Ok(expected)) => {
                let part = moving.part.as_deref().unwrap_or("-");
                assert_eq!(format!("{} {} {part}", moving.kind, moving.ucr), expected);
            }
            (Err(EncodeError::Document { path, problem }), Err(expected)) => {
                assert_eq!(path.as_str(), "goodsShipment.previousDocuments");
                assert!(problem.contains(expected), "{problem}");
            }
            (moving, _) => panic!("{references:?}: {moving:?}"),
        }
    }

    #[test]
    fn the_top_of_the_consolidation_moves() {
        let own = ("DCR", "4GB602115393506-Q6OE1VLI4");
        let master = ("ZMCR", "A:85659360832");
        check(&[own], Ok("D 4GB602115393506-Q6OE1VLI4 -"));
        check(&[own, own], Ok("D 4GB602115393506-Q6OE1VLI4 -"));
        check(
            &[own, ("DCS", "001A")],
            Ok("D 4GB602115393506-Q6OE1VLI4 001A"),
        );
        check(&[own, master], Ok("M A:85659360832 -"));
        check(&[("ZDCR", "4GB 1")], Err("not the form of a UCR"));
        check(&[("380", "INV-1")], Err("names no consignment"));
        check(
            &[own, ("DCR", "5GB602115393506-1")],
            Err("several references"),
        );
    }
    #[test]
    fn the_traders_reference_may_be_the_consignments() {
        let document = |reference: &str| {
            let mut document = document(&[]);
            let shipment = document.goods_shipment.get_or_insert_default();
            let ucr = shipment.ucr.get_or_insert_default();
            ucr.trader_reference = Some(reference.to_owned());
            document
        };
        assert_eq!(own(&document("ORDER-4711")), Ok(None));
        let moved = own(&document("4GB602115393506-1")).unwrap().unwrap();
        assert_eq!((&*moved.ucr, moved.kind), ("4GB602115393506-1", "D"));
    }
}
