//! Addresses: they lead back to where they were taken, and follow elements.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::{Address, FieldPath};
use proptest::prelude::*;
use serde_json::json;

use crate::changes::{any_document, moved, with_references};
use crate::documents::scalar_paths;

fn document() -> SingleAdministrativeDocument {
    serde_json::from_value(json!({
        "declType": "T1",
        "goodsShipment": {"governmentAgencyGoodsItems": [
            {"seqNum": 1},
            {"casReference": "a.b]%5D", "seqNum": 2},
            {"casReference": "x", "packagings": [{"quantity": 1}]},
            {"casReference": "x", "seqNum": 4},
            {"casReference": "", "seqNum": 5},
        ]},
    }))
    .expect("the fixture is a document")
}

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

#[test]
fn elements_are_named_by_what_stays() {
    for (path, address) in [
        ("", ""),
        ("declType", "declType"),
        ("ITEMS", "ITEMS"),
        ("ITEMS[0].seqNum", "ITEMS[0].seqNum"),
        ("ITEMS[1].seqNum", "ITEMS[#a.b%5D%255D].seqNum"),
        ("ITEMS[2]", "ITEMS[#x]"),
        (
            "ITEMS[2].goodsMeasure.gmass",
            "ITEMS[#x].goodsMeasure.gmass",
        ),
        (
            "ITEMS[2].packagings[0].quantity",
            "ITEMS[#x].packagings[0].quantity",
        ),
        // A reference that another has already is none.
        ("ITEMS[3].seqNum", "ITEMS[1].seqNum"),
        ("ITEMS[4].seqNum", "ITEMS[#].seqNum"),
        ("agent.address.city", "agent.address.city"),
    ] {
        let path = FieldPath::new(path.replace("ITEMS", ITEMS));
        let address = Address::new(address.replace("ITEMS", ITEMS));
        assert_eq!(Address::from_path(&path, &document()), address, "of {path}");
        assert_eq!(address.locate(&document()), Some(path), "at {address}");
    }
}

#[test]
fn what_is_gone_has_no_place() {
    for address in [
        "ITEMS[#y]",
        "ITEMS[#y].seqNum",
        "ITEMS[2]",
        "ITEMS[#x].packagings[#p]",
        "ITEMS[#x].packagings[1].quantity",
        "ITEMS.seqNum",
        "declTyp",
        "declType.name",
        "agent[0]",
        "agent[#x",
        "ITEMS[one]",
    ] {
        let address = Address::new(address.replace("ITEMS", ITEMS));
        assert_eq!(address.locate(&document()), None, "at {address}");
    }
}

#[test]
fn an_address_knows_what_is_below_it() {
    for (address, other, is_within) in [
        ("a.b", "a", true),
        ("a.b", "a.b", true),
        ("a[#x].b", "a[#x]", true),
        ("a[#x].b", "a", true),
        ("a.b", "", true),
        ("ab", "a", false),
        ("a[#xy]", "a[#x]", false),
        ("a", "a.b", false),
    ] {
        let found = Address::from(address).is_within(&other.into());
        assert_eq!(found, is_within, "{address} within {other}");
    }
    for (address, collection) in [
        ("a.b[#x]", Some("a.b")),
        ("b[0]", Some("b")),
        ("a[#x[y].b[#p[q.r]", Some("a[#x[y].b")),
        ("a[#x].b", None),
        ("", None),
    ] {
        let found = Address::from(address).collection();
        assert_eq!(
            found.as_ref().map(Address::as_str),
            collection,
            "of {address}"
        );
        assert_eq!(Address::from(address).is_element(), collection.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn an_address_leads_back(document in any_document(), references: bool) {
        let document = if references { with_references(&document) } else { document };
        for path in scalar_paths(&document) {
            let address = Address::from_path(&path, &document);
            prop_assert_eq!(address.locate(&document), Some(path), "{}", address);
        }
    }

    #[test]
    fn an_address_follows_its_element(document in any_document(), seed: u64) {
        let document = with_references(&document);
        let moved = moved(&document, seed);
        for path in scalar_paths(&document) {
            let address = Address::from_path(&path, &document);
            let place = address.locate(&moved).expect("it only moved");
            let texts = [(&path, &document), (&place, &moved)].map(|(path, document)| {
                path.get(document).and_then(|field| Some(field.text()?.into_owned()))
            });
            prop_assert_eq!(&texts[0], &texts[1], "{}", address);
        }
    }
}
