//! What does a trader's message to CDS say, read by the table that writes it?
//!
//! The declaration stands alone, in its envelope, in a request around that, or in customs' copy of
//! it (`DeclarationFullResponse`); it is the first `Declaration` that has a function. Function 9 is
//! a new one, 13 is about one that customs has: `COR` amends, `INV` cancels, `GPR` presents. The
//! movements of exports are read by [`inventory_linking`].

use cas_gateway::{
    DecodeError, Intent, LeafDifference, MessageKind, ReadDeclaration, ToldAmendment, UnreadLeaf,
};
use cas_model::FieldPath;
use cas_model::civil_day::day_in;
use cas_model::declaration_types;
use cas_model::document::SingleAdministrativeDocument;
use serde_json::json;

use super::pointers;
use super::tables::{ARRIVAL, CANCELLATION, COUNTRY, DECLARATION};
use super::{amend, encode, inventory_linking};
use crate::leaves::{self, Passed};
use crate::reading::optional;
use crate::table::{Declared, Table};
use crate::wco::type_code::split_type_code;
use crate::xml::{Element, Limits};

/// Root elements of what is no declaration and no answer to one: other messages of inventories.
const OTHERS: &[&str] = &["inventoryLinking", "InventoryLinking", "DeclarationStatus"];
/// What customs adds to a declaration when it gives out its own copy.
const ADDED_BY_CUSTOMS: &[&str] = &[
    "ProcedureCategory",
    "Consignment/ConsignmentItem",
    "GoodsShipment/PreviousDocument/SequenceNumeric",
    "GoodsShipment/GovernmentAgencyGoodsItem/AdditionalDocument/SequenceNumeric",
    "GoodsShipment/GovernmentAgencyGoodsItem/AdditionalInformation/SequenceNumeric",
];
/// How the root begins of a file that some tool has taken the colons from: `mdMetaData`.
const LOST_PREFIX: &str = "md";
/// Digits of a code of the Combined Nomenclature.
const COMBINED_DIGITS: usize = 8;
/// Digits of a code of the Harmonised System.
const HARMONISED_DIGITS: usize = 6;
/// What says what an amendment changes, and why: read apart from the declaration.
const TOLD: &[&str] = &["AdditionalInformation/Pointer", "Amendment"];
/// Masses are in kilograms, said or not.
const IMPLIED: &[(&str, &str)] = &[("unitCode", "KGM")];
/// Origins and classifications are told apart by their types, and stand in any order.
const KEYED: &[(&str, &str)] = &[
    ("Origin", "TypeCode"),
    ("Classification", "IdentificationTypeCode"),
];
const PASSED: Passed = Passed {
    paths: &[],
    implied: IMPLIED,
    keyed: KEYED,
};
const PASSED_IN_A_COPY: Passed = Passed {
    paths: ADDED_BY_CUSTOMS,
    implied: IMPLIED,
    keyed: KEYED,
};

/// What a file is, by its root element and its function.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<MessageKind> {
    let root = parse(bytes).ok()?;
    if inventory_linking::declared::is_request(&root) {
        return Some(MessageKind::Declaration);
    }
    if inventory_linking::decode::is_kind(root.name) {
        return Some(MessageKind::Answer);
    }
    if is_other(&root) {
        return Some(MessageKind::Other);
    }
    if is_answer(&root) {
        return Some(MessageKind::Answer);
    }
    find(&root).map(|_| MessageKind::Declaration)
}

fn is_other(root: &Element<'_>) -> bool {
    OTHERS.iter().any(|start| root.name.starts_with(start))
}

/// Whether there is a response, of which a declaration can be a part; no declaration has one.
fn is_answer(element: &Element<'_>) -> bool {
    let is_in = |element: &Element<'_>| element.children.iter().any(is_answer);
    element.name == "Response" || (!is_declaration(element) && is_in(element))
}

fn is_declaration(element: &Element<'_>) -> bool {
    let function = || element.text_at("FunctionCode");
    element.name == "Declaration"
        && function().is_some_and(|code| [encode::NEW, encode::ADDITIONAL].contains(&code))
}

/// The first declaration, be it the root.
fn find<'e, 'a>(root: &'e Element<'a>) -> Option<&'e Element<'a>> {
    if is_declaration(root) {
        return Some(root);
    }
    root.children.iter().find_map(find)
}

fn declaration<'e, 'a>(root: &'e Element<'a>) -> Result<&'e Element<'a>, DecodeError> {
    let found = find(root).filter(|_| !is_answer(root) && !is_other(root));
    found.ok_or_else(|| DecodeError::UnknownMessage(root.name.to_owned()))
}

fn parse(bytes: &[u8]) -> Result<Element<'_>, DecodeError> {
    let limits = Limits {
        careless_comments: true,
        ..Limits::default()
    };
    let mut root = Element::read_within(bytes, limits)?;
    if root.name.starts_with(LOST_PREFIX) {
        restore_names(&mut root);
    }
    Ok(root)
}

/// The names of a file whose prefixes have lost their colons.
fn restore_names(element: &mut Element<'_>) {
    element.name = match element.name {
        "pDateTimeString" | "dsDateTimeString" => "DateTimeString",
        name => name,
    };
    element.children.iter_mut().for_each(restore_names);
}

/// Reads a trader's message.
///
/// # Errors
/// When it is not well-formed, or none of a trader's.
pub fn read(bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
    let root = parse(bytes)?;
    if inventory_linking::declared::is_request(&root) {
        return Ok(inventory_linking::declared::read(&root));
    }
    let element = declaration(&root)?;
    let mut document = Box::<SingleAdministrativeDocument>::default();
    let Said {
        message_type,
        mut declared,
        intent,
    } = Said::read(element, &mut document)?;
    let is_new = intent == Intent::Declare;
    if root.name.ends_with("DeclarationFullResponse") {
        declared.taken(ADDED_BY_CUSTOMS);
    }
    declared
        .unread
        .retain(|leaf| !(leaf.path.ends_with("@unitCode") && leaf.value == "KGM"));
    declared.unread.extend(others(&root));
    settle_classifications(&mut document);
    let given = |name: &str| declared.given(name).map(str::to_owned);
    let settings = settings(&declared);
    let reference = given("reference");
    let day = document.acceptance_date_time.or(document.issue_date_time);
    let day = day.map(|moment| day_in(COUNTRY, moment));
    let taken = super::capabilities::CAPABILITIES.declaration_types;
    let declaration_type = is_new.then(|| declaration_types::of_document(&document, taken));
    let declaration_type = declaration_type.flatten().map(|kind| kind.code);
    Ok(ReadDeclaration {
        message_type,
        declaration_type,
        jurisdiction: None,
        lrn: reference.clone().filter(|_| is_new),
        identifier: reference.filter(|_| !is_new),
        mrn: given("mrn"),
        arc: None,
        day,
        settings,
        unread: declared.unread,
        intent,
        document,
    })
}

/// The declarations of a file behind the first, which is the one that is read.
fn others(root: &Element<'_>) -> Vec<UnreadLeaf> {
    let mut found = Vec::new();
    collect(root, &mut found);
    let others = found.into_iter().zip(1..).skip(1);
    let leaf = |(element, number): (&Element<'_>, usize)| UnreadLeaf {
        path: format!("Declaration[{number}]"),
        value: optional(element, "FunctionalReferenceID").unwrap_or_default(),
        why: Some(
            "stands behind the declaration that is read; give it a file of its own".to_owned(),
        ),
    };
    others.map(leaf).collect()
}

fn collect<'e, 'a>(element: &'e Element<'a>, found: &mut Vec<&'e Element<'a>>) {
    if is_declaration(element) {
        found.push(element);
        return;
    }
    for child in &element.children {
        collect(child, found);
    }
}

/// What a declaration is for, beside what it says of the goods.
struct Said {
    message_type: &'static str,
    declared: Declared,
    intent: Intent,
}

impl Said {
    /// Reads a declaration by the table of its function and type into an empty document.
    fn read(
        element: &Element<'_>,
        document: &mut SingleAdministrativeDocument,
    ) -> Result<Self, DecodeError> {
        let kind = element.text_at("TypeCode").unwrap_or_default();
        let is_new = element.text_at("FunctionCode") == Some(encode::NEW);
        let mut read = |table: &Table| table.read_declared(element, None, document);
        let (message_type, declared, intent) = match (is_new, kind) {
            (true, kind) => {
                let declared = read(&DECLARATION);
                split_type_code(document, kind);
                ("DEC", declared, Intent::Declare)
            }
            (false, "COR") => {
                let mut declared = read(&DECLARATION);
                declared.taken(TOLD);
                let told = amend::read(element).map_err(|problem| DecodeError::Incomplete {
                    message: "COR".to_owned(),
                    problem,
                })?;
                without_statements(document, &told);
                let changes = changes(document, &told);
                let told = Some(Box::new(told));
                let amendment = Intent::Amend {
                    changes,
                    told,
                    lodged: None,
                };
                ("COR", declared, amendment)
            }
            (false, "INV") => {
                let declared = read(&CANCELLATION);
                let reason = declared.given("reason").unwrap_or_default().to_owned();
                (
                    "INV",
                    declared,
                    Intent::Invalidate {
                        reason,
                        ground: None,
                    },
                )
            }
            (false, "GPR") => ("GPR", read(&ARRIVAL), Intent::PresentGoods),
            (false, other) => {
                return Err(DecodeError::UnknownMessage(format!("Declaration {other}")));
            }
        };
        Ok(Self {
            message_type,
            declared,
            intent,
        })
    }
}

/// Statements that point at a change are the amendment's and not the declaration's.
fn without_statements(document: &mut SingleAdministrativeDocument, told: &ToldAmendment) {
    let is_told = |text: Option<&str>| {
        let mut told = told.statements.iter();
        told.any(|statement| Some(statement.text.as_str()) == text)
    };
    let statements = &mut document.additional_informations;
    statements.retain(|statement| !is_told(statement.text.as_deref()));
}

/// The fields of ours that an amendment points at.
fn changes(document: &SingleAdministrativeDocument, told: &ToldAmendment) -> Vec<FieldPath> {
    let pointers = told
        .changes
        .iter()
        .map(|change| pointers::read(&change.pointer));
    let mut changes: Vec<FieldPath> = pointers
        .map(|pointer| pointers::field_of(document, &pointer))
        .collect();
    changes.dedup();
    changes
}

/// Six digits are a code of the Harmonised System, eight alone one of the Combined Nomenclature;
/// with the two that follow, one of the TARIC.
fn settle_classifications(document: &mut SingleAdministrativeDocument) {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return;
    };
    let items = shipment.government_agency_goods_items.iter_mut();
    for commodity in items.filter_map(|item| item.commodity.as_deref_mut()) {
        for classification in &mut commodity.classifications {
            let is_taric = classification.r#type.as_deref() == Some("TARIC");
            let digits = classification.code.as_deref().map_or(0, str::len);
            if is_taric && digits <= COMBINED_DIGITS {
                let kind = if digits <= HARMONISED_DIGITS {
                    "HS"
                } else {
                    "CN"
                };
                classification.r#type = Some(kind.to_owned());
            }
        }
    }
}

/// What of a message stands in a connection's settings.
fn settings(declared: &Declared) -> serde_json::Value {
    let mut settings = json!({});
    let names = [
        ("submitter", "submitter"),
        ("reasonCode", "cancellationReason"),
    ];
    for (given, setting) in names {
        if let Some(value) = declared.given(given) {
            settings[setting] = json!(value);
        }
    }
    settings
}

/// In which leaves two messages differ.
///
/// # Errors
/// When one is not well-formed, or none of a trader's.
pub fn leaf_differences(
    original: &[u8],
    written: &[u8],
) -> Result<Vec<LeafDifference>, DecodeError> {
    let (original, written) = (parse(original)?, parse(written)?);
    if inventory_linking::declared::is_request(&original) {
        let passed = inventory_linking::declared::PASSED;
        return Ok(leaves::differences(&original, &written, passed));
    }
    let passed = match original.name.ends_with("DeclarationFullResponse") {
        true => PASSED_IN_A_COPY,
        false => PASSED,
    };
    let (one, other) = (declaration(&original)?, declaration(&written)?);
    Ok(leaves::differences(one, other, passed))
}
