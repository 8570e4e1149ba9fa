//! What customs repeats against what we have: the same, one value changed, things missing.

use cas_gateway::{CustomsDifference, CustomsSystem, DecodeError};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::ncts::Ncts;

use crate::common::{amend, declare, encode, fixture, official, settings};

/// The release of a declaration, as customs that changes nothing would write it.
fn release(document: &SingleAdministrativeDocument, phase: &str) -> String {
    let declaration = declare(document, phase).replace("CC015C", "CC029C");
    let mut lines: Vec<&str> = declaration.lines().map(str::trim).collect();
    let at = |lines: &[&str], element: &str| {
        let found = lines.iter().position(|line| line.starts_with(element));
        found.unwrap_or_else(|| panic!("no {element}"))
    };
    for element in [
        "<limitDate>",
        "<presentationOfTheGoods",
        "<supplementaryUnits>",
    ] {
        lines.retain(|line| !line.starts_with(element));
    }
    let security = at(&lines, "<security>");
    let dates = [
        "<declarationAcceptanceDate>2026-03-01</declarationAcceptanceDate>",
        "<releaseDate>2026-03-02</releaseDate>",
    ];
    lines.splice(security..security, dates);
    let kind = at(&lines, "<declarationType>");
    lines.insert(kind, "<MRN>26DE485100000001J5</MRN>");
    let guarantee = at(&lines, "<Guarantee>");
    lines.insert(
        guarantee,
        "<ControlResult><code>A2</code><date>2026-03-02</date>\
         <controlledBy>N/A</controlledBy></ControlResult>",
    );
    lines.join("\n")
}

fn compared(
    document: &SingleAdministrativeDocument,
    phase: &str,
    message: &str,
) -> Vec<CustomsDifference> {
    let found = Ncts.differences(document, "LRN0001", &settings(phase), message.as_bytes());
    found.unwrap().expect("the message repeats the declaration")
}

#[test]
fn an_unchanged_release_has_no_differences() {
    for (name, phase) in [
        ("minimal", "P5"),
        ("minimal", "P6"),
        ("full", "P5"),
        ("full", "P6"),
    ] {
        let document = fixture(name);
        let found = compared(&document, phase, &release(&document, phase));
        assert_eq!(found, [], "{name} {phase}");
    }
}

/// Whether a release says it without its being a value of the declaration.
fn is_of_the_release(line: &str) -> bool {
    let names = [
        "message",
        "preparation",
        "MRN",
        "declarationAcceptanceDate",
        "releaseDate",
        "Control",
        // The numbers of elements are their identity.
        "sequenceNumber",
        "goodsItemNumber",
    ];
    let of = |name: &&str| line.starts_with(&format!("<{name}"));
    names.iter().any(of)
}

#[test]
fn each_changed_value_is_exactly_one_difference() {
    let document = fixture("full");
    let whole = release(&document, "P6");
    let lines: Vec<&str> = whole.lines().collect();
    let mut places = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((name, rest)) = line.trim_start_matches('<').split_once('>') else {
            continue;
        };
        let Some((text, _)) = rest.split_once("</") else {
            continue;
        };
        if is_of_the_release(line) {
            continue;
        }
        let changed = format!("<{name}>{text}9</{name}>");
        let mut changed_lines = lines.clone();
        changed_lines[index] = &changed;
        let found = compared(&document, "P6", &changed_lines.join("\n"));
        let [difference] = found.as_slice() else {
            panic!("{line}: {found:#?}");
        };
        assert!(difference.pointer.ends_with(name), "{difference:?}");
        assert_ne!(difference.ours, difference.theirs);
        assert!(difference.ours.is_some() && difference.theirs.is_some());
        let path = difference.path.as_ref();
        places.push(format!(
            "{} = {}",
            difference.pointer,
            path.map_or("", |path| path.as_str())
        ));
    }
    insta::assert_snapshot!(places.join("\n"));
}

fn check(change: (&str, &str), expected: &[(&str, Option<&str>, Option<&str>)]) {
    let document = fixture("minimal");
    let whole = release(&document, "P6");
    assert!(whole.contains(change.0), "{}", change.0);
    let found = compared(&document, "P6", &whole.replacen(change.0, change.1, 1));
    let found: Vec<_> = found
        .iter()
        .map(|one| {
            let path = one.path.as_ref().map_or("", |path| path.as_str());
            (path, one.ours.as_deref(), one.theirs.as_deref())
        })
        .collect();
    assert_eq!(found, expected, "{change:?}");
}

#[test]
fn values_are_compared_as_what_they_are() {
    let item = "goodsShipment.governmentAgencyGoodsItems[0]";
    let amount = "<amountToBeCovered>1000</amountToBeCovered>";
    let kind = "<declarationType>T1</declarationType>";
    check((amount, &amount.replace("1000", "1000.00")), &[]);
    check(
        (amount, &amount.replace("1000", "1000.01")),
        &[(
            "obligationGuarantees[0].amount",
            Some("1000"),
            Some("1000.01"),
        )],
    );
    check((kind, ""), &[("declType", Some("T1"), None)]);
    check(
        (kind, &format!("{kind}<TIRCarnetNumber>1</TIRCarnetNumber>")),
        &[("tirCarnetNumber", None, Some("1"))],
    );
    check(
        (
            "<numberOfPackages>4</numberOfPackages>",
            "<numberOfPackages>5</numberOfPackages>",
        ),
        &[(
            &format!("{item}.packagings[0].quantity"),
            Some("4"),
            Some("5"),
        )],
    );
}

#[test]
fn what_a_release_must_say_is_no_difference_where_we_left_it_out() {
    let mut document = fixture("minimal");
    let guarantee = &mut document.obligation_guarantees[0];
    (guarantee.amount, guarantee.currency) = (None, None);
    let consignment = document
        .goods_shipment
        .as_mut()
        .unwrap()
        .consignment
        .as_mut();
    let consignment = consignment.unwrap();
    consignment.container_indicator = None;
    consignment.loading_location = None;
    let means = consignment.departure_transport_means.as_mut().unwrap();
    means.country = None;
    let ours = release(&document, "P5");
    let found = compared(&document, "P5", &ours);
    assert_eq!(found, []);
    let means = ours.find("<DepartureTransportMeans>").unwrap();
    let end = ours.find("</DepartureTransportMeans>").unwrap() + "</DepartureTransportMeans>".len();
    let filled = ours
        .replace(
            "</accessCode>",
            "</accessCode><amountToBeCovered>10000.00</amountToBeCovered><currency>EUR</currency>",
        )
        .replace(&ours[means..end], "")
        .replacen(
            "<grossMass>",
            "<containerIndicator>0</containerIndicator><PlaceOfLoading><country>DE</country>\
             </PlaceOfLoading><grossMass>",
            1,
        );
    assert_eq!(compared(&document, "P5", &filled), []);
}

#[test]
fn an_item_that_customs_lost_is_each_of_its_values() {
    let document = crate::common::with_items("minimal", 3);
    let whole = release(&document, "P6");
    let from = whole
        .find("<ConsignmentItem>\n<goodsItemNumber>2</goodsItemNumber>")
        .unwrap();
    let length = whole[from..].find("</ConsignmentItem>").unwrap() + "</ConsignmentItem>".len();
    let cut = format!("{}{}", &whole[..from], &whole[from + length..]);
    let found = compared(&document, "P6", &cut);
    assert!(!found.is_empty());
    let at = "/CC015C/Consignment/HouseConsignment[1]/ConsignmentItem[2]/";
    for one in &found {
        assert!(one.pointer.starts_with(at), "{one:?}");
        assert_eq!((one.theirs.as_ref(), one.ours.is_some()), (None, true));
    }
}

#[test]
fn only_a_release_repeats_the_declaration() {
    let document = fixture("minimal");
    let differences = |settings: serde_json::Value, message: &str| {
        Ncts.differences(&document, "LRN0001", &settings, message.as_bytes())
    };
    let acceptance = "<ncts:CC028C xmlns:ncts=\"http://ncts.dgtaxud.ec\"/>";
    assert_eq!(differences(settings("P6"), acceptance), Ok(None));
    let amendment = encode(&document, amend("declType"), "P6", &CustomsFacts::default());
    let ours = String::from_utf8(amendment.unwrap().body).unwrap();
    for (settings, message) in [
        (settings("P6"), "no message"),
        (settings("P6"), ours.as_str()),
        (serde_json::json!({}), &*release(&document, "P6")),
    ] {
        let error = differences(settings, message).unwrap_err();
        assert!(
            matches!(
                error,
                DecodeError::Malformed(_)
                    | DecodeError::UnknownMessage(_)
                    | DecodeError::NotComparable(_)
            ),
            "{error}"
        );
    }
}

#[test]
fn the_official_sample_is_compared() {
    let Some(folder) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    let sample = std::fs::read_to_string(folder.join("ncts-p5/responses/CC029C.xml")).unwrap();
    assert!(!compared(&fixture("minimal"), "P5", &sample).is_empty());
}
