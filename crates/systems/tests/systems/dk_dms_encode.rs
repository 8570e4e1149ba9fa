//! What DMS is sent: whole messages, that they keep to the structures that are known, and what is
//! refused.

use cas_gateway::{EncodeError, Intent};
use cas_model::FieldPath;
use cas_model::access::{Field, Value};
use cas_model::declaration::CustomsFacts;
use cas_model::field_path::each_scalar;
use cas_systems::xml::Element;
use serde_json::json;

use crate::common::dk_dms::{TYPES, accepted, document, send, send_knowing, settings, text};
use crate::common::official;
use crate::common::published::Published;

const ITEM: &str = "goodsShipment.governmentAgencyGoodsItems[0]";

fn amend(paths: &[&str]) -> Intent {
    let changes = paths.iter().map(|path| FieldPath::from(*path)).collect();
    Intent::amend(changes)
}

fn invalidate() -> Intent {
    Intent::Invalidate {
        reason: "Goods have been returned\nto the supplier".to_owned(),
        ground: None,
    }
}

fn declared(declared_as: &str) -> String {
    text(send(declared_as, &document(declared_as), Intent::Declare))
}

#[test]
fn an_import() {
    insta::assert_snapshot!(declared("H1"));
}

#[test]
fn an_import_of_low_value() {
    insta::assert_snapshot!(declared("H7"));
}

#[test]
fn a_simplified_import() {
    insta::assert_snapshot!(declared("I1"));
}

#[test]
fn an_entry_in_the_records() {
    insta::assert_snapshot!(declared("I2"));
}

#[test]
fn an_export() {
    insta::assert_snapshot!(declared("B1"));
}

#[test]
fn presentations() {
    let import = text(send("I2", &document("I2"), Intent::PresentGoods));
    let export = text(send("B1", &document("B1"), Intent::PresentGoods));
    insta::assert_snapshot!([import, export].join("\n"));
}

#[test]
fn an_invalidation() {
    insta::assert_snapshot!(text(send("H1", &document("H1"), invalidate())));
}

/// What a message says of the goods: not which message it is, nor why.
fn content<'a>(root: &'a Element<'a>) -> Vec<&'a Element<'a>> {
    let head = ["FunctionCode", "ID", "TypeCode", "Amendment"];
    let children = root.children.iter();
    children
        .filter(|child| !head.contains(&child.name))
        .collect()
}

#[test]
fn an_amendment_is_the_declaration_with_a_reason() {
    for declared_as in TYPES.iter().filter(|kind| **kind != "I2") {
        let document = document(declared_as);
        let paths = ["declarant", &format!("{ITEM}.packagings[0].quantity")];
        let amended = send(declared_as, &document, amend(&paths)).unwrap().body;
        let declared = send(declared_as, &document, Intent::Declare).unwrap().body;
        let amended = Element::read(&amended).unwrap();
        let declared = Element::read(&declared).unwrap();
        assert_eq!(content(&amended), content(&declared), "{declared_as}");
        for (path, expected) in [
            ("FunctionCode", "4"),
            ("ProcedureCategory", *declared_as),
            ("ID", "26DK3100A1B2C3D4R5"),
            ("TypeCode", "COR"),
            ("Amendment/SequenceNumeric", "1"),
            ("Amendment/ChangeReasonCode", "5"),
            (
                "Amendment/ChangeReasonText",
                "Amends declarant, goodsShipment.governmentAgencyGoodsItems[0].packagings[0].quantity",
            ),
        ] {
            assert_eq!(
                amended.text_at(path),
                Some(expected),
                "{declared_as} {path}"
            );
        }
    }
    let whole = text(send("H1", &document("H1"), amend(&[])));
    assert!(whole.contains(">Amends the declaration<"), "{whole}");
}

#[test]
fn every_message_goes_to_its_service_as_its_action() {
    for (declared_as, intent, kind, path) in [
        (
            "H1",
            Intent::Declare,
            "DEC",
            "/DMS.Import2/Declaration.Submit",
        ),
        (
            "H7",
            amend(&["declarant"]),
            "COR",
            "/DMS.Import2/Declaration.Amend",
        ),
        (
            "I1",
            invalidate(),
            "INV",
            "/DMS.Import2/Declaration.Invalidate",
        ),
        (
            "I2",
            Intent::Declare,
            "DEC",
            "/DMS.Import2/Presentation.I2EIDR",
        ),
        (
            "H1",
            Intent::PresentGoods,
            "GPR",
            "/DMS.Import2/Declaration.Amend.Goodspresented",
        ),
        (
            "B1",
            Intent::Declare,
            "DEC",
            "/DMS.Export/Declaration.Submit",
        ),
        (
            "B1",
            invalidate(),
            "INV",
            "/DMS.Export/Declaration.Invalidate",
        ),
    ] {
        let sent = send(declared_as, &document(declared_as), intent).unwrap();
        assert_eq!((sent.message_type, sent.path), (kind, Some(path)));
        let procedure = if declared_as == "I2" {
            "I2EIDR"
        } else {
            declared_as
        };
        let header = ("proceduretype".to_owned(), procedure.to_owned());
        assert_eq!(sent.headers, [header]);
    }
}

/// The published structures of a type: of its declaration, and of what follows it.
struct Structures {
    declared_as: &'static str,
    new: &'static str,
    amendment: Option<&'static str>,
    invalidation: Option<&'static str>,
    presentation: &'static str,
}

const STRUCTURES: &[Structures] = &[
    Structures {
        declared_as: "H1",
        new: "DMS_H1_V2.3",
        amendment: Some("DMS_H1_AMENDMENT_CORRECTION_V2.3"),
        invalidation: Some("DMS_H1_INVALIDATION_V2.1"),
        presentation: "DMS_I2_PN_V1.6",
    },
    Structures {
        declared_as: "H7",
        new: "DMS_H7_V1.9",
        amendment: Some("DMS_H7_AMENDMENT_CORRECTION_V1.8"),
        invalidation: Some("DMS_H7_INVALIDATION_V1.4"),
        presentation: "DMS_I2_PN_V1.6",
    },
    Structures {
        declared_as: "I1",
        new: "DMS_I1_V2.2",
        amendment: Some("DMS_I1_AMENDMENT_CORRECTION_V2.2"),
        invalidation: Some("DMS_I1_INVALIDATION_V2.1"),
        presentation: "DMS_I2_PN_V1.6",
    },
    Structures {
        declared_as: "I2",
        new: "DMS_I2_EIDR_V2.1",
        amendment: None,
        invalidation: None,
        presentation: "DMS_I2_PN_V1.6",
    },
    Structures {
        declared_as: "B1",
        new: "DMS_B1_v1.27",
        amendment: Some("DMS_B1_Amendment_Correction_v1.27"),
        invalidation: Some("DMS_B1_Invalidation_v1.22"),
        presentation: "DMS_C2_PN_v1.24",
    },
];

/// The folder of structures with their facets.
fn published(file: &str) -> Option<Published> {
    let folder = official("CAS_STRUCTURES", "structures")?;
    Some(Published::read(
        &folder.join(format!("dk-dms-facets/{file}.txt")),
    ))
}

#[test]
fn every_message_keeps_to_its_structure() {
    for kind in STRUCTURES {
        let document = document(kind.declared_as);
        for (intent, file) in [
            (Intent::Declare, Some(kind.new)),
            (amend(&["declarant"]), kind.amendment),
            (invalidate(), kind.invalidation),
            (Intent::PresentGoods, Some(kind.presentation)),
        ] {
            let Some(file) = file else { continue };
            let Some(structure) = published(file) else {
                return;
            };
            let sent = text(send(kind.declared_as, &document, intent));
            let violations = structure.violations(sent.as_bytes());
            assert_eq!(violations, [""; 0], "{} {file}\n{sent}", kind.declared_as);
        }
    }
}

/// Whatever a document lacks, it is refused or its message keeps to the structure.
#[test]
fn what_is_left_out_is_refused_or_not_needed() {
    for kind in STRUCTURES {
        let Some(structure) = published(kind.new) else {
            return;
        };
        let whole = document(kind.declared_as);
        let mut paths = Vec::new();
        each_scalar(&whole, &FieldPath::root(), &mut |path, _| {
            paths.extend(with_records(path));
        });
        paths.sort();
        paths.dedup();
        for path in paths {
            let mut document = whole.clone();
            path.clear(&mut document);
            let Ok(sent) = send(kind.declared_as, &document, Intent::Declare) else {
                continue;
            };
            let violations = structure.violations(&sent.body);
            assert_eq!(violations, [""; 0], "{} without {path}", kind.declared_as);
        }
    }
}

/// Values that are shorter, longer or finer than the one that is there, of the same characters.
fn other_sizes(field: Field<'_>) -> Vec<Value> {
    match field {
        Field::Text(text) if !text.is_empty() => {
            let sizes = [1, 2, 3, 5, 10, 18, 23, 36, 71, 257, 513];
            let of = |size: &usize| text.chars().cycle().take(*size).collect();
            sizes.iter().map(|size| Value::Text(of(size))).collect()
        }
        Field::Decimal(_) => [
            "0",
            "0.5",
            "1.25",
            "1.125",
            "1.0000625",
            "12345678901234567",
        ]
        .iter()
        .map(|text| Value::Decimal(text.parse().unwrap()))
        .collect(),
        Field::Integer(_) => [0, 1, 99_999, 100_000, 99_999_999, 100_000_000]
            .map(Value::Integer)
            .to_vec(),
        _ => Vec::new(),
    }
}

/// Whatever size a value has, it is refused or its message keeps to the structure.
#[test]
fn what_does_not_fit_is_refused() {
    let mut wrong = Vec::new();
    // What the others have of it, they have in the same rows.
    for kind in STRUCTURES
        .iter()
        .filter(|kind| ["H1", "B1"].contains(&kind.declared_as))
    {
        let Some(structure) = published(kind.new) else {
            return;
        };
        let whole = document(kind.declared_as);
        let mut values = Vec::new();
        each_scalar(&whole, &FieldPath::root(), &mut |path, field| {
            // One item is as good as the other.
            if path.as_str().contains("Items[1]") {
                return;
            }
            let sizes = other_sizes(field).into_iter();
            values.extend(sizes.map(|value| (path.clone(), value)));
        });
        for (path, value) in values {
            let mut document = whole.clone();
            path.set(&mut document, value.clone()).unwrap();
            let Ok(sent) = send(kind.declared_as, &document, Intent::Declare) else {
                continue;
            };
            for violation in structure.violations(&sent.body) {
                let (violation, _) = violation.split_once(" at /").unwrap_or((&violation, ""));
                let value: String = format!("{value:?}").chars().take(40).collect();
                wrong.push(format!(
                    "{} {path} = {value}: {violation}",
                    kind.declared_as
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A field, and the records and lists around it.
fn with_records(path: &FieldPath) -> Vec<FieldPath> {
    let text = path.as_str();
    let ends = text.match_indices(['.', '[']).map(|(end, _)| end);
    let above = ends.map(|end| FieldPath::new(&text[..end]));
    above.chain([path.clone()]).collect()
}

/// The order of elements that is known without customs' texts: each type has a part of it.
const ORDER: &[&str] = &[
    "FunctionCode ProcedureCategory FunctionalReferenceID ID TypeCode DeclarationOfficeID \
     InvoiceAmount SpecificCircumstancesCodeCode Submitter Agent Authorisation Amendment \
     Consignment CurrencyExchange Declarant ExitOffice Exporter GoodsShipment \
     ObligationGuarantee PresentationOffice SupervisingOffice ExportOffice SecurityCode",
    "SupportingDocument AdditionalReference AdditionalInformation TransactionNatureCode \
     AEOMutualRecognitionParty Buyer Consignee Consignment Consignor CustomsValuation \
     Destination DomesticDutyTaxParty ExportCountry GoodsMeasure GovernmentAgencyGoodsItem \
     Importer PreviousDocument Seller Surety TradeTerms UCR Warehouse DispatchCountry",
    "SequenceNumeric StatisticalValueAmount TransactionNatureCode AdditionalInformation \
     AEOMutualRecognitionParty Commodity Consignee Consignor CustomsValuation Destination \
     DomesticDutyTaxParty ExportCountry GovernmentProcedure Origin Packaging PreviousDocument \
     UCR ValuationAdjustment DispatchCountry SupportingDocument AdditionalReference \
     Authorisation TransportContractDocument",
];

fn in_order(element: &Element, order: &str) {
    let order: Vec<&str> = order.split_whitespace().collect();
    let place = |child: &Element| order.iter().position(|name| *name == child.name);
    let places: Vec<_> = element.children.iter().map(place).collect();
    assert!(
        places.iter().all(Option::is_some),
        "{}: {places:?}",
        element.name
    );
    assert!(places.is_sorted(), "{}: {places:?}", element.name);
}

#[test]
fn elements_stand_in_their_order() {
    for declared_as in TYPES {
        let sent = declared(declared_as);
        let root = Element::read(sent.as_bytes()).unwrap();
        let shipment = root.child("GoodsShipment").unwrap();
        let item = shipment.child("GovernmentAgencyGoodsItem").unwrap();
        for (element, order) in [&root, shipment, item].into_iter().zip(ORDER) {
            in_order(element, order);
        }
    }
}

/// What else a declaration may say stands where its type has it, and nowhere else.
fn said(declared_as: &str, path: &str, value: Value, element: &str, expected: Option<&str>) {
    let mut document = document(declared_as);
    FieldPath::from(path).set(&mut document, value).unwrap();
    let sent = send(declared_as, &document, Intent::Declare).unwrap().body;
    let root = Element::read(&sent).unwrap();
    assert_eq!(root.text_at(element), expected, "{declared_as} {path}");
}

#[test]
fn acceptance_and_freight_stand_where_the_type_has_them() {
    for (declared_as, expected) in [
        ("H1", Some("20260715083000+02")),
        ("I1", Some("20260715083000+02")),
        ("B1", Some("20260715083000+02")),
        ("H7", None),
        ("I2", None),
    ] {
        let time = Value::Instant("2026-07-15T06:30:00Z".parse().unwrap());
        let element = "AcceptanceDateTime/DateTimeString";
        said(declared_as, "acceptanceDateTime", time, element, expected);
    }
    let freight = "GoodsShipment/GovernmentAgencyGoodsItem/Freight";
    for (declared_as, expected) in [("B1", Some("A")), ("H1", None), ("H7", None)] {
        let path = format!("{ITEM}.transportChargesMethod");
        let element = format!("{freight}/PaymentMethodCode");
        said(
            declared_as,
            &path,
            Value::Text("A".into()),
            &element,
            expected,
        );
    }
    for (declared_as, expected) in [("H7", Some("12.5")), ("H1", None), ("B1", None)] {
        let path = format!("{ITEM}.customsValuation.freightCharges");
        let charges = Value::Decimal("12.5".parse().unwrap());
        said(
            declared_as,
            &path,
            charges,
            &format!("{freight}/rate"),
            expected,
        );
    }
}

/// How a duty is paid is declared with no amount in an export, and is not left out in silence where
/// an import would need the amount.
#[test]
fn a_method_of_payment_needs_no_amount_in_an_export() {
    let payment = format!("{ITEM}.commodity.dutyTaxFees[0].payment");
    let declared = |declared_as: &str| {
        let mut document = document(declared_as);
        for amount in ["assessed", "payable", "currency"] {
            FieldPath::from(format!("{payment}.{amount}").as_str()).clear(&mut document);
        }
        let method = FieldPath::from(format!("{payment}.methodCode").as_str());
        method.set(&mut document, Value::Text("E".into())).unwrap();
        send(declared_as, &document, Intent::Declare)
    };
    let sent = declared("B1").unwrap().body;
    let root = Element::read(&sent).unwrap();
    let path = "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/DutyTaxFee/Payment";
    let payment = root.at(path).unwrap();
    assert_eq!(payment.text_at("MethodCode"), Some("E"));
    assert_eq!(payment.children.len(), 1, "{payment:?}");
    let refused = declared("H1").unwrap_err().to_string();
    assert!(
        refused.contains("payment.assessed: is missing"),
        "{refused}"
    );
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let none = CustomsFacts::default();
    for intent in [amend(&["declarant"]), Intent::PresentGoods, invalidate()] {
        let refused = send_knowing("H1", &document("H1"), intent, (&none, &settings()));
        let Err(EncodeError::Document { path, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(path.as_str(), "docRefNum");
    }
    for intent in [amend(&["declarant"]), invalidate()] {
        let refused = send("I2", &document("I2"), intent);
        assert_eq!(refused, Err(EncodeError::Unsupported));
    }
    let no_reason = json!({"submitter": "12345678"});
    let refused = send_knowing(
        "H1",
        &document("H1"),
        invalidate(),
        (&accepted(), &no_reason),
    );
    let words = refused.unwrap_err().to_string();
    assert!(
        words.contains("lack a legal ground of the invalidation: none is given"),
        "{words}"
    );
    let unknown = send("transit", &document("H1"), Intent::Declare).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "declType: is declared as \"transit\"; customs takes H1, H7, I1, I2, B1"
    );
}

/// The legal ground of an invalidation is the one that is named, else the connection's, and one for
/// what is declared.
#[test]
fn an_invalidation_has_a_legal_ground() {
    let sent = |declared_as: &str, setting: &str, ground: Option<&str>| {
        let settings = json!({"submitter": "12345678", "invalidationReason": setting});
        let intent = Intent::Invalidate {
            reason: "Goods have been returned".to_owned(),
            ground: ground.map(str::to_owned),
        };
        let known = (&accepted(), &settings);
        send_knowing(declared_as, &document(declared_as), intent, known)
    };
    for (declared_as, setting, ground, expected) in [
        ("H1", "122", None, "122"),
        ("H1", "122", Some("124"), "124"),
        ("B1", "122", Some("134"), "134"),
        ("B1", "123", None, "123"),
        ("H7", "134", Some("130"), "130"),
    ] {
        let sent = sent(declared_as, setting, ground).unwrap().body;
        let root = Element::read(&sent).unwrap();
        assert_eq!(root.text_at("Amendment/ChangeReasonCode"), Some(expected));
    }
    for (declared_as, setting, ground, expected) in [
        (
            "B1",
            "122",
            None,
            "122 (goods of a distance sale were returned) is not for exports",
        ),
        (
            "H1",
            "134",
            None,
            "134 (exported goods do not leave) is not for imports",
        ),
        ("H1", "122", Some("134"), "is not for imports"),
        (
            "H1",
            "1",
            None,
            "\"1\" is no code of customs; known are 122",
        ),
    ] {
        let refused = sent(declared_as, setting, ground).unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused}");
    }
}

fn refused(declared_as: &str, path: &str, value: Option<&str>, expected: &str) {
    let mut document = document(declared_as);
    let field = FieldPath::from(path);
    match value {
        Some(text) => field
            .set(&mut document, Value::Text(text.to_owned()))
            .unwrap(),
        None => field.clear(&mut document),
    }
    match send(declared_as, &document, Intent::Declare) {
        Err(EncodeError::Document { path: at, problem }) => {
            assert!(path.starts_with(at.as_str()), "{path}: {at} {problem}");
            assert!(problem.contains(expected), "{problem}");
        }
        other => panic!("{declared_as} {path}: {other:?}"),
    }
}

#[test]
fn what_customs_would_refuse_is_refused() {
    let of_item = |below: &str| format!("{ITEM}.{below}");
    refused("H1", "declType", None, "customs require it as TypeCode");
    refused(
        "H7",
        "addDeclType1",
        Some(" "),
        "customs require it as TypeCode",
    );
    refused("I2", "declarationOfficeCode", None, "DeclarationOfficeID");
    refused("B1", "security", None, "SecurityCode");
    refused("B1", "goodsShipment.exitOffice", None, "ExitOffice");
    refused("H1", "importer", None, "Importer");
    refused("H7", &of_item("commodity.invoiceLine"), None, "InvoiceLine");
    refused(
        "H7",
        &of_item("goodsMeasure.gmass"),
        None,
        "GrossMassMeasure",
    );
    refused(
        "I1",
        &of_item("goodsMeasure.nmass"),
        None,
        "NetNetWeightMeasure",
    );
    refused(
        "H1",
        &of_item("packagings[0].shippingMarks"),
        None,
        "MarksNumbersID",
    );
    refused("H1", "goodsShipment.tradeTerms", None, "TradeTerms");
    refused("I2", &of_item("packagings"), None, "Packaging");
    refused(
        "H1",
        "goodsShipment.consignment.goodsLocation",
        None,
        "GoodsLocation",
    );
}

/// Goods of low value are declared with less: what the other types ask for is neither needed nor
/// sent.
#[test]
fn low_values_need_less() {
    let document = document("H7");
    for declared_as in ["H1", "I1", "B1"] {
        let refused = send(declared_as, &document, Intent::Declare);
        assert!(refused.is_err(), "{declared_as}");
    }
    let sent = declared("H7");
    let root = Element::read(sent.as_bytes()).unwrap();
    let item = root.at("GoodsShipment/GovernmentAgencyGoodsItem").unwrap();
    let codes: Vec<_> = item
        .child("Commodity")
        .unwrap()
        .children_named("Classification")
        .map(|code| (code.text_at("ID"), code.text_at("IdentificationTypeCode")))
        .collect();
    assert_eq!(codes, [(Some("482010"), Some("HS"))]);
    assert_eq!(root.text_at("TypeCode"), Some("IMD"));
    let freight = root.at("GoodsShipment/Consignment/Freight/rate").unwrap();
    assert_eq!(
        (&*freight.text, freight.attribute("currencyID")),
        ("100", Some("DKK"))
    );
    for absent in ["Origin", "CustomsValuation", "StatisticalValueAmount"] {
        assert!(item.child(absent).is_none(), "{absent}");
    }
}

/// Of category Y only the account of the carbon border adjustment is a supporting document (12 03).
#[test]
fn y128_is_a_document_and_other_codes_of_its_category_are_references() {
    let mut document = document("H1");
    let papers = json!([
        {"category": "Y", "type": "137", "refNum": "1"},
        {"category": "Y", "type": "128", "refNum": "CBAM-DK-2026-AAA12345678901"},
        {"type": "Y929", "category": "Y", "refNum": "X"},
        {"category": "N", "type": "380", "refNum": "INV-1"},
    ]);
    let papers = serde_json::from_value(papers).expect("documents");
    let shipment = document.goods_shipment.as_mut().expect("goods");
    shipment.government_agency_goods_items[0].additional_documents = papers;
    let body = text(send("H1", &document, Intent::Declare));
    let root = Element::read(body.as_bytes()).expect("XML");
    let item = root
        .at("GoodsShipment/GovernmentAgencyGoodsItem")
        .expect("an item");
    let types = |group: &'static str| -> Vec<_> {
        let papers = item.children_named(group);
        papers
            .filter_map(|paper| paper.text_at("TypeCode"))
            .collect()
    };
    assert_eq!(types("SupportingDocument"), ["Y128", "N380"]);
    assert_eq!(types("AdditionalReference"), ["Y137", "Y929"]);
}
