//! Do the types of declarations speak of fields that exist, and are they written down?

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cas_model::declaration_types::{
    ALL, Category, Circumstances, DeclarationType, Exception, FieldLocation, FieldUse, Level, Need,
    find, help,
};
use cas_model::document::{
    GoodsShipment, GovernmentAgencyGoodsItem, HouseConsignment, SingleAdministrativeDocument,
};
use cas_model::shape::ValueKind;
use cas_model::validity::Validity;
use jiff::civil::date;
use serde_json::json;

#[test]
fn codes_are_unique_and_words_mean_types() {
    let codes: BTreeSet<&str> = ALL.iter().map(|kind| kind.code).collect();
    assert_eq!(codes.len(), ALL.len());
    for kind in ALL {
        assert!(kind.is(kind.code) && kind.is(kind.category.as_str()));
        assert_eq!(find(kind.code).map(|found| found.code), Some(kind.code));
        assert!(!kind.name.is_empty() && kind.source.contains(' '));
    }
    let transit = find("transit").unwrap();
    assert!(transit.is("transit") && !transit.is("import"));
    assert_eq!(transit.category, Category::Transit);
    assert!(find("H99").is_none());
}

#[test]
fn every_row_leads_to_a_field_once() {
    for kind in ALL {
        let mut seen = BTreeSet::new();
        for field in kind.fields {
            for place in field.places() {
                let name = format!("{:?} {}", place.level, place.path);
                assert!(
                    leads_to_a_field(place.level, place.path.as_str()),
                    "{}: {name}",
                    kind.code
                );
                assert!(seen.insert(name.clone()), "{}: {name} twice", kind.code);
            }
            assert!(!field.number.is_empty());
        }
    }
}

/// The fields of a type come in the order of the data elements.
#[test]
fn a_column_is_read_from_top_to_bottom() {
    for kind in ALL {
        // The boxes of the movement of excise goods are counted otherwise: 9f, 9.1, 10.
        if kind.category != Category::Excise {
            let numbers = kind.fields.iter().map(|field| field.number);
            assert!(numbers.is_sorted(), "{}", kind.code);
        }
    }
}

/// A row holds but for its exceptions: of territory, kind of declaration, goods and time.
#[test]
fn a_row_holds_where_and_when_no_exception_is_made() {
    const AUTUMN: &[Exception] = &[Exception {
        territory: "UK",
        during: Validity::from("2026-09-01").until("2026-11-30"),
        ..Exception::because("a published document")
    }];
    const SUPPLEMENTARY: &[Exception] = &[Exception {
        additional_types: &["Y"],
        ..Exception::because("a published document")
    }];
    const OF_GOODS: &[Exception] = &[Exception {
        added: &["F75"],
        ..Exception::because("a published document")
    }];
    let document: SingleAdministrativeDocument = serde_json::from_value(json!({
        "addDeclType1": "Y",
        "goodsShipment": {"governmentAgencyGoodsItems": [
            {"governmentProcedure": {"procNat1": "F75"}},
            {"governmentProcedure": {"procNat1": "000"}},
        ]},
    }))
    .unwrap();
    let always: &[Exception] = &[];
    for (exceptions, jurisdiction, day, declaration, items) in [
        (always, "GB", date(2026, 10, 1), true, [true, true]),
        (AUTUMN, "GB", date(2026, 8, 31), true, [true, true]),
        (AUTUMN, "GB", date(2026, 9, 1), false, [true, true]),
        (AUTUMN, "GB", date(2026, 11, 30), false, [true, true]),
        (AUTUMN, "GB", date(2026, 12, 1), true, [true, true]),
        (AUTUMN, "NL", date(2026, 10, 1), true, [true, true]),
        (SUPPLEMENTARY, "NL", date(2026, 10, 1), false, [true, true]),
        (OF_GOODS, "NL", date(2026, 10, 1), true, [false, true]),
    ] {
        let field = FieldUse {
            exceptions,
            ..find("H1").unwrap().fields[0]
        };
        let at = Circumstances {
            jurisdiction,
            day,
            document: &document,
        };
        let of_items = document.goods_items().iter();
        let of_items: Vec<bool> = of_items
            .map(|item| field.holds_for_item(at, item))
            .collect();
        let held = (field.holds_for(at), of_items);
        assert_eq!(
            held,
            (declaration, items.to_vec()),
            "{jurisdiction} {day} {exceptions:?}"
        );
    }
}

/// A cell says what its letter means, with its note, and of which places.
#[test]
fn a_cell_is_a_field_of_a_type() {
    let cell = |code: &str, number: &str| {
        let mut fields = find(code).unwrap().fields.iter();
        let field = fields.find(|field| field.number == number)?;
        let added: Vec<&str> = field
            .exceptions
            .iter()
            .flat_map(|it| it.added)
            .copied()
            .collect();
        let places = field
            .places()
            .map(|place| place.path.as_str())
            .collect::<Vec<_>>();
        Some((field.need, added, places.join(" ")))
    };
    for (code, number, expected) in [
        (
            "H1",
            "13 08",
            Some((Need::Conditional, vec![], "goodsShipment.seller")),
        ),
        ("H2", "13 08", None),
        (
            "H2",
            "14 06",
            Some((Need::Optional, vec![], "totalInvoiceAmount")),
        ),
        (
            "H5",
            "14 05",
            Some((Need::Required, vec!["E01", "E02"], "invoiceCurrency")),
        ),
        ("H7", "99 06", Some((Need::Forbidden, vec![], "statValue"))),
        (
            "B4",
            "18 04",
            Some((
                Need::Required,
                vec!["F75"],
                "goodsShipment.consignment.gmass goodsMeasure.gmass",
            )),
        ),
        (
            "C21e",
            "17 01",
            Some((Need::Required, vec![], "goodsShipment.exitOffice")),
        ),
    ] {
        let expected = expected.map(|(need, added, places)| (need, added, places.to_owned()));
        assert_eq!(cell(code, number), expected, "{number} of {code}");
    }
}

fn leads_to_a_field(level: Level, path: &str) -> bool {
    let mut shape = match level {
        Level::Declaration => SingleAdministrativeDocument::shape(),
        Level::Item => GovernmentAgencyGoodsItem::shape(),
    };
    path.split('.').all(|name| {
        let Some(index) = shape.index_of(name) else {
            return false;
        };
        if let ValueKind::Record(below) | ValueKind::List(below) = shape.fields[index].kind {
            shape = below();
        }
        true
    })
}

#[test]
fn a_value_is_there_when_something_stands_in_it() {
    let document: SingleAdministrativeDocument = serde_json::from_value(json!({
        "declType": " ",
        "agent": {},
        "importer": {"name": "Importer"},
        "goodsShipment": {"consignment": {"containerIndicator": false}},
        "authorisations": [{"type": ""}, {"type": "C512"}],
    }))
    .unwrap();
    for (path, expected) in [
        ("declType", false),
        ("agent", false),
        ("importer", true),
        ("goodsShipment.consignment.containerIndicator", true),
        ("goodsShipment.consignment.goodsLocation", false),
        ("authorisations.type", true),
        ("authorisations.refNum", false),
    ] {
        let place = cas_model::declaration_types::FieldLocation::new(Level::Declaration, path);
        assert_eq!(place.is_filled(&document), expected, "{path}");
    }
}

#[test]
fn help_says_what_each_type_asks() {
    let text = help("GoodsShipment", "exitOffice");
    assert_eq!(
        text,
        "Required for B1, B2, C1, C21e; depends on other data for B4; not used for H1, H2, H3, H4, H5."
    );
    assert_eq!(help("Seal", "identifier"), "");
}

#[test]
fn the_page_of_the_types_is_what_they_say() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/declaration-types.md"
    );
    let expected = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        written, expected,
        "run UPDATE_DOCS=1 cargo test -p cas-model"
    );
}

fn page() -> String {
    let mut page = String::from(
        "# Declaration types\n\nWhat a step of a flow may name as its `declarationType`, and what \
         each type asks for. A field that is named with another place may stand there instead: on \
         the declaration, or on every item. What is required and missing is finding \
         [V0910](rules.md#v0910), what is not used and given finding [V0911](rules.md#v0911).\n\n\
         Generated from `crates/model/src/declaration_types`; \
         `UPDATE_DOCS=1 cargo test -p cas-model` writes it.\n\n\
         | Type | What it is | Kind | Additional types | Procedures |\n|---|---|---|---|---|\n",
    );
    for kind in ALL {
        writeln!(
            page,
            "| [{}](#{}) | {} | {} | {} | {} |",
            kind.code,
            kind.code.to_lowercase(),
            kind.name,
            kind.category.as_str(),
            kind.additional_types.join(" "),
            kind.procedures.join(" "),
        )
        .unwrap();
    }
    for kind in ALL {
        section(&mut page, kind);
    }
    page
}

fn exceptions(field: &FieldUse) -> String {
    let each = field.exceptions.iter().map(|it| {
        let (types, added) = (it.additional_types.join(" "), it.added.join(" "));
        let days = it.during.in_words();
        let where_it_is = [it.territory, &types, &added, &days];
        let named: Vec<&str> = where_it_is
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        format!(", not for {} ({})", named.join(" with "), it.because)
    });
    each.collect()
}

fn section(page: &mut String, kind: &DeclarationType) {
    let (code, name, source) = (kind.code, kind.name, kind.source);
    writeln!(page, "\n## {code}\n\n**{name}.** Source: {source}.\n").unwrap();
    writeln!(page, "| Element | Field | Need |\n|---|---|---|").unwrap();
    for field in kind.fields {
        let places: Vec<String> = field
            .places()
            .map(|place| match place.level {
                Level::Declaration => format!("`{}`", place.path),
                Level::Item => format!("`{}` of items", place.path),
            })
            .collect();
        let in_union = match field.is_of_union_only() {
            true => ", in the Union".to_owned(),
            false => exceptions(field),
        };
        let during = match field.during.is_always() {
            true => String::new(),
            false => format!(", {}", field.during.in_words()),
        };
        let said = match (field.need, field.said_by) {
            (Need::Required, Some(rule)) => {
                format!(" ([{rule}](rules.md#{}))", rule.to_lowercase())
            }
            _ => String::new(),
        };
        let need = field.need.as_str();
        let places = places.join(", or ");
        writeln!(
            page,
            "| {} | {places} | {need}{during}{in_union}{said} |",
            field.number
        )
        .unwrap();
    }
}

#[test]
fn a_place_is_named_where_its_value_stands_else_where_it_would() {
    let kind = FieldLocation::new(
        Level::Declaration,
        "goodsShipment.governmentAgencyGoodsItems.dutyTaxFees.type",
    );
    let document = |items: serde_json::Value| -> SingleAdministrativeDocument {
        let document = json!({"goodsShipment": {"governmentAgencyGoodsItems": items}});
        serde_json::from_value(document).expect("a document")
    };
    let fee = json!({"dutyTaxFees": [{}, {"type": "A00"}]});
    let given = document(json!([{}, fee]));
    assert_eq!(
        kind.path_in(&given),
        "goodsShipment.governmentAgencyGoodsItems[1].dutyTaxFees[1].type"
    );
    assert_eq!(
        kind.path_in(&document(json!([]))),
        "goodsShipment.governmentAgencyGoodsItems[0].dutyTaxFees[0].type"
    );
    let whole = FieldLocation::new(Level::Declaration, "declType");
    assert_eq!(whole.path_in(&given), "declType");
}

#[test]
fn an_item_is_in_the_house_it_names_else_in_the_first() {
    let named = |name: Option<&str>| GovernmentAgencyGoodsItem {
        house_consignment: name.map(str::to_owned),
        ..GovernmentAgencyGoodsItem::default()
    };
    let house = |key: &str| HouseConsignment {
        key: Some(key.to_owned()),
        ..HouseConsignment::default()
    };
    let mut shipment = GoodsShipment::default();
    assert_eq!(shipment.house_of(&named(None)), None);
    shipment.house_consignments = vec![house("A"), house("B")];
    for (name, expected) in [
        (None, Some(0)),
        (Some("A"), Some(0)),
        (Some("B"), Some(1)),
        (Some("C"), None),
    ] {
        assert_eq!(shipment.house_of(&named(name)), expected, "{name:?}");
    }
}

#[test]
fn the_documents_that_a_declaration_names_are_of_the_whole_and_of_its_items() {
    let document: SingleAdministrativeDocument = serde_json::from_value(json!({
        "previousDocuments": [{"refNum": "P1"}, {}],
        "additionalDocuments": [{"refNum": "A1"}],
        "goodsShipment": {
            "previousDocuments": [{"refNum": "P2"}],
            "additionalDocuments": [{"refNum": "A2"}],
            "governmentAgencyGoodsItems": [
                {"previousDocuments": [{"refNum": "P1"}]},
                {"additionalDocuments": [{"refNum": "A3"}]},
            ],
        },
    }))
    .expect("a document");
    let named: Vec<&str> = document.named_numbers().into_iter().collect();
    assert_eq!(named, ["A1", "A2", "A3", "P1", "P2"]);
}

/// Group 17 as Annex B prints it: exit, export; presentation, supervising. They follow 5/12, 5/26 and
/// 5/27 of the annex before, in this order.
#[test]
fn customs_offices_have_the_numbers_of_the_annex() {
    let number_of = |code: &str, place: &str| {
        let mut fields = find(code).expect("a type").fields.iter();
        let is_meant = |field: &&FieldUse| {
            field
                .places()
                .any(|location| location.path.as_str() == place)
        };
        fields.find(is_meant).map(|field| field.number)
    };
    for (code, place, number) in [
        ("B1", "goodsShipment.exitOffice", "17 01"),
        ("B1", "declarationOfficeCode", "17 02"),
        ("H1", "goodsShipment.destinationOffice", "17 05"),
        ("H1", "presentationOfficeCode", "17 09"),
        ("H1", "supervisingOfficeCode", "17 10"),
    ] {
        assert_eq!(number_of(code, place), Some(number), "{place} of {code}");
    }
}
