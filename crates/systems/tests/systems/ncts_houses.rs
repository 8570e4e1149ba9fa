//! Several house consignments in one transit declaration: written, pointed at, read back.

use cas_gateway::{CustomsSystem, Intent};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::ncts::{Ncts, pointers, tables};
use cas_systems::xml::Element;
use serde_json::{Value, json};

use crate::common::{declare, encode, fixture};

/// Three items in two houses; the second item in the second house.
fn document(houses: Value) -> SingleAdministrativeDocument {
    let mut document = serde_json::to_value(crate::common::with_items("minimal", 3)).unwrap();
    let shipment = &mut document["goodsShipment"];
    shipment["houseConsignments"] = houses;
    for (item, house) in [(0, "A"), (1, "B"), (2, "A")] {
        let item = &mut shipment["governmentAgencyGoodsItems"][item];
        item["houseConsignment"] = json!(house);
        item["goodsMeasure"]["gmass"] = json!(10);
    }
    serde_json::from_value(document).unwrap()
}

fn party(eori: &str) -> Value {
    json!({"businessPartnerReference": [{"type": "Eori", "code": eori}]})
}

fn two_houses() -> SingleAdministrativeDocument {
    document(json!([
        {"key": "A", "consignor": party("DE1111111"), "consignee": party("CHE1111111"),
         "ucr": {"traderReference": "UCR-A"},
         "departureTransportMeans": [
            {"identificationType": "30", "identification": "B-CA 1", "country": "DE"}],
         "previousDocuments": [{"category": "N", "type": "830", "refNum": "26DE485100000001A5"}],
         "additionalDocuments": [{"category": "N", "type": "380", "refNum": "INV-A"},
                                 {"category": "Y", "type": "900", "refNum": "REF-A"}],
         "transportContractDocuments": [{"category": "N", "type": "730", "refNum": "CMR-A"}],
         "supplyChainActors": [{"role": "FW", "identifier": "DE2222222"}],
         "additionalInformations": [{"code": "20100", "text": "A"}]},
        {"key": "B", "gmass": 12.5, "consignor": party("DE3333333"),
         "consignee": party("CHE3333333"), "ucr": {"traderReference": "UCR-B"}},
    ]))
}

fn houses(message: &[u8], of: &str) -> Vec<Option<String>> {
    let root = Element::read(message).unwrap();
    let consignment = root.child("Consignment").unwrap();
    let houses = consignment.children_named("HouseConsignment");
    houses
        .map(|house| house.text_at(of).map(str::to_owned))
        .collect()
}

fn has(of: &str, expected: [Option<&str>; 2]) {
    let message = declare(&two_houses(), "P6");
    let expected: Vec<_> = expected
        .iter()
        .map(|text| text.map(str::to_owned))
        .collect();
    assert_eq!(houses(message.as_bytes(), of), expected, "{of}");
}

#[test]
fn goods_stand_in_the_house_they_name() {
    has("sequenceNumber", [Some("1"), Some("2")]);
    has("grossMass", [Some("20"), Some("12.5")]);
    has(
        "Consignor/identificationNumber",
        [Some("DE1111111"), Some("DE3333333")],
    );
    has("referenceNumberUCR", [Some("UCR-A"), Some("UCR-B")]);
    has("PreviousDocument/type", [Some("N830"), None]);
    has("SupportingDocument/type", [Some("N380"), None]);
    has("AdditionalReference/type", [Some("Y900"), None]);
    has("TransportDocument/type", [Some("N730"), None]);
    has(
        "DepartureTransportMeans/identificationNumber",
        [Some("B-CA 1"), None],
    );
    has("ConsignmentItem/goodsItemNumber", [Some("1"), Some("1")]);
    has(
        "ConsignmentItem/declarationGoodsItemNumber",
        [Some("1"), Some("2")],
    );
}

fn points(pointer: &str, path: &str) {
    let document = two_houses();
    let found = pointers::field_of(&document, &format!("/CC015C/Consignment/{pointer}"));
    assert_eq!(found.as_str(), path, "{pointer}");
    let back = tables::CC015C.pointer_of(&document, &FieldPath::from(path));
    assert_eq!(
        back.as_deref(),
        Some(format!("/Consignment/{pointer}").as_str()),
        "{path}"
    );
}

#[test]
fn pointers_lead_into_houses_and_back() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    let houses = "goodsShipment.houseConsignments";
    points(
        "HouseConsignment[2]/grossMass",
        &format!("{houses}[1].gmass"),
    );
    points("HouseConsignment[2]", &format!("{houses}[1]"));
    points(
        "HouseConsignment[1]/PreviousDocument[1]/referenceNumber",
        &format!("{houses}[0].previousDocuments[0].refNum"),
    );
    points(
        "HouseConsignment[1]/ConsignmentItem[2]",
        &format!("{items}[2]"),
    );
    points(
        "HouseConsignment[2]/ConsignmentItem[1]/Commodity/descriptionOfGoods",
        &format!("{items}[1].commodity.description"),
    );
}

fn comes_back(document: &SingleAdministrativeDocument, intent: Intent, phase: &str) {
    let facts = CustomsFacts::default();
    let written = encode(document, intent.clone(), phase, &facts)
        .unwrap()
        .body;
    let read = Ncts.read_declaration(&written).unwrap();
    assert_eq!(read.unread, [], "{intent:?}");
    let again = encode(&read.document, intent.clone(), phase, &facts)
        .unwrap()
        .body;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(text(&again), text(&written), "{intent:?}");
}

#[test]
fn what_is_written_is_read_back() {
    for phase in ["P5", "P6"] {
        for intent in [
            Intent::Declare,
            crate::common::amend("declType"),
            Intent::PresentGoods,
        ] {
            comes_back(&two_houses(), intent.clone(), phase);
            for name in ["minimal", "full"] {
                comes_back(&fixture(name), intent.clone(), phase);
            }
        }
    }
}

/// One house that says nothing of its own is what a document without houses means.
#[test]
fn a_single_plain_house_is_none() {
    let plain = document(json!([{"key": "A"}]));
    let mut plain = serde_json::to_value(plain).unwrap();
    plain["goodsShipment"]["governmentAgencyGoodsItems"][1]["houseConsignment"] = Value::Null;
    let plain: SingleAdministrativeDocument = serde_json::from_value(plain).unwrap();
    let mut without = plain.clone();
    let shipment = without.goods_shipment.as_deref_mut().unwrap();
    shipment.house_consignments.clear();
    for item in &mut shipment.government_agency_goods_items {
        item.house_consignment = None;
    }
    let message = declare(&plain, "P6");
    assert_eq!(message, declare(&without, "P6"));
    let read = Ncts.read_declaration(message.as_bytes()).unwrap();
    assert_eq!(read.document.goods_shipment.unwrap().house_consignments, []);
}

fn levels(header: Option<&str>, of_houses: [Option<&str>; 2], expected: (&str, [&str; 2])) {
    let mut document = document(json!([{"key": "A"}, {"key": "B"}]));
    let shipment = document.goods_shipment.as_deref_mut().unwrap();
    let text = |text: Option<&str>| text.map(str::to_owned);
    shipment.destination = text(header);
    for (house, destination) in shipment.house_consignments.iter_mut().zip(of_houses) {
        house.destination = text(destination);
    }
    let message = declare(&document, "P6");
    let root = Element::read(message.as_bytes()).unwrap();
    let on_top = root.text_at("Consignment/countryOfDestination");
    let below = houses(message.as_bytes(), "countryOfDestination");
    let below: Vec<&str> = below
        .iter()
        .map(|one| one.as_deref().unwrap_or(""))
        .collect();
    assert_eq!(
        (on_top.unwrap_or(""), &below[..]),
        (expected.0, &expected.1[..])
    );
}

#[test]
fn a_value_stands_on_one_level() {
    levels(Some("CH"), [None, None], ("CH", ["", ""]));
    levels(Some("CH"), [None, Some("NO")], ("", ["CH", "NO"]));
    levels(None, [Some("NO"), Some("NO")], ("NO", ["", ""]));
    levels(Some("CH"), [Some("NO"), Some("NO")], ("NO", ["", ""]));
}
