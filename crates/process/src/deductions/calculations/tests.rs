//! What is calculated from what, and what is said where it cannot be.

use std::sync::Arc;

use cas_model::FieldPath;
use cas_model::declaration::Direction;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::Flow;
use cas_model::origin::{Origin, Origins};
use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;
use crate::reference::{MasterData, Versioned};
use crate::tables::{FiredRows, GivenValues};

/// A step of a flow, with its settings.
struct Setting {
    direction: Direction,
    declaration_type: &'static str,
    calculations: Value,
}

fn export(calculations: Value) -> Setting {
    Setting {
        direction: Direction::Out,
        declaration_type: "export",
        calculations,
    }
}

fn import(calculations: Value) -> Setting {
    Setting {
        direction: Direction::In,
        declaration_type: "import",
        calculations,
    }
}

fn transit() -> Setting {
    Setting {
        declaration_type: "transit",
        ..export(json!({}))
    }
}

fn master_data() -> MasterData {
    let rate = json!({
        "currency": "USD", "baseCurrency": "EUR", "rate": 1.25, "validFrom": "2026-11-01",
    });
    let articles = [
        json!({"code": "A1", "packageType": "PX"}),
        json!({
            "code": "SCREW", "gmassPerUnit": 0.3333335, "nmassPerUnit": 0.00000004,
            "supQtyPerUnit": 0.12345678,
        }),
        json!({"code": "HEAVY", "gmassPerUnit": 2.5, "nmassPerUnit": 2}),
    ];
    let articles = articles.map(|article| {
        let code = article["code"].as_str().unwrap().to_owned();
        let record = serde_json::from_value(article).unwrap();
        (code, Arc::new(Versioned { version: 1, record }))
    });
    let record = serde_json::from_value(rate).unwrap();
    let rates = [(
        ("USD".to_owned(), "EUR".to_owned()),
        Arc::new(Versioned { version: 3, record }),
    )];
    MasterData {
        articles: articles.into_iter().collect(),
        exchange_rates: rates.into_iter().collect(),
        ..MasterData::default()
    }
}

/// A flow of one step with these settings.
fn flow(setting: &Setting) -> Flow {
    serde_json::from_value(json!({
        "name": "Flow", "version": 1, "direction": setting.direction, "steps": [{
            "name": "step", "declarationType": setting.declaration_type, "system": "any",
            "jurisdiction": "DE", "autoSubmit": true, "calculations": setting.calculations,
        }],
    }))
    .unwrap()
}

/// Runs the calculations on a document that holds what was given.
fn run(setting: &Setting, given: &Value) -> (SingleAdministrativeDocument, Origins, Vec<Finding>) {
    let flow = flow(setting);
    let mut document = serde_json::from_value(given.clone()).unwrap();
    let mut origins = Origins::default();
    let mut draft = Draft {
        document: &mut document,
        origins: &mut origins,
        findings: Vec::new(),
        fired: FiredRows::default(),
        given: GivenValues::default(),
        probe: None,
    };
    let master_data = master_data();
    let sources = Sources::of_first_step(&flow, &master_data, date(2026, 11, 24));
    deduce(&mut draft, &sources);
    let findings = draft.findings;
    (document, origins, findings)
}

fn shipment(of_shipment: Value, items: Value) -> Value {
    let mut shipment = of_shipment;
    shipment["governmentAgencyGoodsItems"] = items;
    json!({"goodsShipment": shipment})
}

fn full(path: &str) -> FieldPath {
    let item = path
        .strip_prefix('[')
        .map(|rest| format!("goodsShipment.governmentAgencyGoodsItems[{rest}"));
    FieldPath::new(item.unwrap_or_else(|| path.to_owned()))
}

fn value(document: &SingleAdministrativeDocument, path: &str) -> String {
    let path = full(path);
    let field = path
        .get(document)
        .unwrap_or_else(|| panic!("no field {path}"));
    field
        .text()
        .map_or("-".to_owned(), std::borrow::Cow::into_owned)
}

/// What stands at paths afterwards, `-` for nothing, and the codes of the findings. A path that
/// starts with a position is below the items.
fn check(setting: &Setting, given: &Value, expected: &[(&str, &str)], codes: &[&str]) {
    let (document, origins, findings) = run(setting, given);
    for (path, expected) in expected {
        assert_eq!(value(&document, path), *expected, "{path} of {given}");
        let before: SingleAdministrativeDocument = serde_json::from_value(given.clone()).unwrap();
        let full = full(path);
        let was_there = full.get(&before).is_some_and(|field| field.is_present());
        if *expected != "-" && !was_there {
            let origin = origins.origin_of(&full);
            assert!(
                matches!(origin, Some(Origin::Calculation { .. })),
                "{path}: {origin:?}"
            );
        }
    }
    let found: Vec<&str> = findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(found, codes, "findings of {given}: {findings:?}");
}

/// 3 EUR for each line of a distance sale; not for gifts, the relief that ended, or where duties are
/// given.
#[test]
fn low_value_pays_by_line() {
    let parcel = |declaration_type| Setting {
        declaration_type,
        ..import(json!({}))
    };
    let item = |code: &str, more: &str| {
        let procedure = json!({"procNat1": code, "procNat2": more});
        json!({"governmentProcedure": procedure, "dutyTaxFees": []})
    };
    let mut given = item("F48", "");
    given["dutyTaxFees"] = json!([{"type": "A00", "payment": {"assessed": 5}}]);
    let items = json!([
        item("F48", ""),
        item("F53", ""),
        item("C08", ""),
        item("C07", "F48"),
        given
    ]);
    let document = shipment(json!({}), items);
    let assessed = |index: usize| format!("[{index}].dutyTaxFees[0].payment.assessed");
    let paths: Vec<String> = (0..5).map(assessed).collect();
    let expected = |values: [&'static str; 5]| -> Vec<(String, &'static str)> {
        paths.iter().cloned().zip(values).collect()
    };
    for (declaration_type, values) in [
        ("H7", ["3", "3", "-", "-", "5"]),
        ("H1", ["-", "-", "-", "-", "5"]),
    ] {
        let (document, ..) = run(&parcel(declaration_type), &document);
        for (path, expected) in expected(values) {
            let field = full(&path);
            let found = field.get(&document).map_or("-".to_owned(), |field| {
                field
                    .text()
                    .map_or("-".to_owned(), std::borrow::Cow::into_owned)
            });
            assert_eq!(found, expected, "{declaration_type} {path}");
        }
    }
}

fn amounts(amounts: &[i64]) -> Value {
    amounts
        .iter()
        .map(|amount| json!({"commodity": {"invoiceLine": {"itemAmount": amount}}}))
        .collect()
}

#[test]
fn gross_mass_is_distributed() {
    let gross =
        |total: Value, items: Value| shipment(json!({"consignment": {"gmass": total}}), items);
    let nets = |nets: &[f64]| -> Value {
        nets.iter()
            .map(|net| json!({"goodsMeasure": {"nmass": net}}))
            .collect()
    };
    let any = export(json!({}));
    let masses = |first, second, third| {
        [
            ("[0].goodsMeasure.gmass", first),
            ("[1].goodsMeasure.gmass", second),
            ("[2].goodsMeasure.gmass", third),
        ]
    };
    let by_net = gross(json!(100), nets(&[1.0, 1.0, 1.0]));
    check(&any, &by_net, &masses("33.334", "33.333", "33.333"), &[]);
    let finest = export(json!({"massDecimals": 6}));
    check(
        &finest,
        &by_net,
        &masses("33.333334", "33.333333", "33.333333"),
        &[],
    );
    let whole = export(json!({"massDecimals": 0}));
    check(&whole, &by_net, &masses("34", "33", "33"), &[]);
    // The net masses have more decimals than configured: gross must not fall below net.
    let equal = gross(json!(0.0006), nets(&[0.0001, 0.0002, 0.0003]));
    check(&any, &equal, &masses("0.0001", "0.0002", "0.0003"), &[]);
    let by_value = gross(json!(12), amounts(&[10, 20, 30]));
    check(&any, &by_value, &masses("2", "4", "6"), &[]);
    let equally = gross(json!(12), json!([{}, {}, {}]));
    check(&any, &equally, &masses("4", "4", "4"), &[]);
    let by_packages = json!([
        {"packagings": [{"casReference": "a", "quantity": 1}]},
        {"packagings": [{"casReference": "a", "quantity": 2}, {"casReference": "b", "quantity": 3}]},
        {"packagings": [{"casReference": "a", "quantity": 6}]},
    ]);
    check(
        &any,
        &gross(json!(12), by_packages),
        &masses("1", "5", "6"),
        &[],
    );
    let given = json!([{"goodsMeasure": {"gmass": 7}}, {}, {}]);
    check(
        &any,
        &gross(json!(12), given.clone()),
        &masses("7", "2.5", "2.5"),
        &[],
    );
    check(
        &any,
        &gross(json!(7), given.clone()),
        &masses("7", "-", "-"),
        &["D0012"],
    );
    check(
        &any,
        &gross(json!(6), given),
        &masses("7", "-", "-"),
        &["D0012"],
    );
    check(
        &any,
        &gross(json!(0), nets(&[1.0, 2.0, 3.0])),
        &masses("-", "-", "-"),
        &["D0012"],
    );
    check(
        &any,
        &gross(Value::Null, nets(&[1.0, 2.0, 3.0])),
        &masses("-", "-", "-"),
        &[],
    );
    let none = export(json!({"disabled": ["grossMass"]}));
    check(&none, &by_net, &masses("-", "-", "-"), &[]);
}

#[test]
fn gross_mass_goes_by_the_configured_measure() {
    let items = json!([
        {"goodsMeasure": {"nmass": 1}, "commodity": {"invoiceLine": {"itemAmount": 30}}},
        {"goodsMeasure": {"nmass": 2}, "commodity": {"invoiceLine": {"itemAmount": 15}}},
    ]);
    let given = shipment(json!({"consignment": {"gmass": 9}}), items);
    let first = "[0].goodsMeasure.gmass";
    check(&export(json!({})), &given, &[(first, "3")], &[]);
    check(
        &export(json!({"massBasis": "value"})),
        &given,
        &[(first, "6")],
        &[],
    );
}

#[test]
fn in_transit_what_is_packed_with_another_item_weighs_nothing() {
    let packed = |quantity: u32| {
        json!({
            "packagings": [{"casReference": "a", "quantity": quantity, "type": "CT"}],
            "goodsMeasure": {"nmass": 1},
        })
    };
    let given = shipment(
        json!({"consignment": {"gmass": 9}}),
        json!([packed(2), packed(0), packed(1)]),
    );
    let masses = |first, second, third| {
        [
            ("[0].goodsMeasure.gmass", first),
            ("[1].goodsMeasure.gmass", second),
            ("[2].goodsMeasure.gmass", third),
        ]
    };
    check(&transit(), &given, &masses("4.5", "0", "4.5"), &[]);
    check(&export(json!({})), &given, &masses("3", "3", "3"), &[]);
    // Without a total the zero is known all the same, and lets the total be summed.
    let mut heavy = packed(2);
    heavy["goodsMeasure"]["gmass"] = json!(7);
    let untold = shipment(json!({}), json!([heavy, packed(0)]));
    let expected = [
        ("[1].goodsMeasure.gmass", "0"),
        ("goodsShipment.consignment.gmass", "7"),
    ];
    check(&transit(), &untold, &expected, &[]);
}

#[test]
fn packages_of_the_shipment_go_to_the_first_item() {
    let any = export(json!({}));
    let items = json!([{"commodity": {"itemId": "A1"}}, {}]);
    let mut total = shipment(json!({}), items.clone());
    total["totalPackageQuantity"] = json!(5);
    let packages = |quantity, kind, marks, beside| {
        [
            ("[0].packagings[0].quantity", quantity),
            ("[0].packagings[0].type", kind),
            ("[0].packagings[0].shippingMarks", marks),
            ("[1].packagings[0].quantity", beside),
            ("[1].packagings[0].type", kind),
            ("[1].packagings[0].shippingMarks", marks),
        ]
    };
    check(&any, &total, &packages("5", "PX", "-", "0"), &[]);
    let packaging = json!([{"casReference": "a", "type": "CT", "shippingMarks": "NM"}]);
    total["goodsShipment"]["packagings"] = packaging.clone();
    check(&any, &total, &packages("5", "CT", "NM", "0"), &[]);
    let uncounted = shipment(json!({"packagings": packaging}), items.clone());
    check(&any, &uncounted, &packages("-", "CT", "NM", "-"), &[]);
    total["goodsShipment"]["packagings"][0]["quantity"] = json!(4);
    check(&any, &total, &packages("4", "CT", "NM", "0"), &["D0011"]);
    let mut own = total.clone();
    let packagings = json!([{"casReference": "x", "quantity": 5}]);
    own["goodsShipment"]["governmentAgencyGoodsItems"][1]["packagings"] = packagings;
    check(&any, &own, &[("[0].packagings[0].quantity", "-")], &[]);
    check(
        &any,
        &shipment(json!({}), items),
        &[("[0].packagings[0].quantity", "-")],
        &[],
    );
}

#[test]
fn charges_are_distributed() {
    let charges =
        |charges: Value, items: Value| shipment(json!({"customsValuation": charges}), items);
    let values = export(json!({"chargeBasis": "value"}));
    let freight = |first, second, currency| {
        [
            ("[0].customsValuation.freightCharges", first),
            ("[1].customsValuation.freightCharges", second),
            ("[1].customsValuation.currency", currency),
            ("[1].customsValuation.otherCharges", "-"),
        ]
    };
    let given = charges(
        json!({"freightCharges": 10, "currency": "EUR"}),
        amounts(&[1, 2]),
    );
    check(&values, &given, &freight("3.33", "6.67", "EUR"), &[]);
    // A step that values nothing distributes nothing.
    check(&export(json!({})), &given, &freight("-", "-", "-"), &[]);
    let mut in_dollars = charges(json!({"freightCharges": 10}), amounts(&[1, 2]));
    in_dollars["invoiceCurrency"] = json!("USD");
    check(&values, &in_dollars, &freight("3.33", "6.67", "USD"), &[]);
    let masses = json!([
        {"goodsMeasure": {"gmass": 3}, "commodity": {"invoiceLine": {"itemAmount": 1}}},
        {"goodsMeasure": {"gmass": 1}, "commodity": {"invoiceLine": {"itemAmount": 1}}},
    ]);
    let by_mass = export(json!({"chargeBasis": "mass"}));
    let given = charges(json!({"freightCharges": 10, "currency": "EUR"}), masses);
    check(&by_mass, &given, &freight("7.5", "2.5", "EUR"), &[]);
    let own = |own: Value| {
        let of_shipment = json!({"freightCharges": 10, "insuranceCharges": 1, "currency": "EUR"});
        charges(of_shipment, json!([{"customsValuation": own}, {}]))
    };
    let given = own(json!({"freightCharges": 4}));
    check(&values, &given, &freight("4", "6", "EUR"), &[]);
    let given = own(json!({"valuationMethod": "1"}));
    check(
        &values,
        &given,
        &[("[0].customsValuation.freightCharges", "5")],
        &[],
    );
    let given = own(json!({"freightCharges": 11}));
    check(&values, &given, &freight("11", "-", "-"), &["D0018"]);
    let given = own(json!({"currency": "USD"}));
    check(&values, &given, &freight("-", "-", "-"), &["D0018"]);
}

/// A shipment of one item worth 1000, with freight 100 and insurance 10 of its own.
fn one_item(terms: &str, invoice: &str, charges: &str) -> Value {
    let mut given = shipment(
        json!({"tradeTerms": {"termsCode": terms}}),
        json!([{
            "commodity": {"invoiceLine": {"itemAmount": 1000}},
            "customsValuation": {
                "freightCharges": 100, "insuranceCharges": 10, "currency": charges,
            },
        }]),
    );
    given["invoiceCurrency"] = json!(invoice);
    given
}

#[test]
fn statistical_value_of_departures() {
    let whole = export(json!({"currency": "EUR"}));
    let third = export(json!({
        "currency": "EUR", "statisticalValue": {"freightToBorder": 0.333},
        "roundStatisticalValue": "cents",
    }));
    for (setting, terms, invoice, charges, expected) in [
        (&whole, "EXW", "EUR", "EUR", "1000"),
        (&whole, "FOB", "EUR", "EUR", "1000"),
        (&whole, "DAP", "EUR", "EUR", "890"),
        (&whole, "CPT", "EUR", "EUR", "900"),
        (&whole, "DAP", "USD", "USD", "712"),
        (&whole, "DAP", "USD", "EUR", "690"),
        (&third, "EXW", "EUR", "EUR", "1036.63"),
        (&third, "FOB", "EUR", "EUR", "1000"),
        (&third, "DAP", "EUR", "EUR", "926.63"),
        (&third, "CPT", "EUR", "EUR", "936.63"),
        (&third, "EXW", "USD", "USD", "829.3"),
    ] {
        let given = one_item(terms, invoice, charges);
        check(
            setting,
            &given,
            &[("[0].statValue", expected), ("[0].customsValue", "-")],
            &[],
        );
    }
    let nothing = export(json!({}));
    check(
        &nothing,
        &one_item("DAP", "EUR", "EUR"),
        &[("[0].statValue", "-")],
        &[],
    );
    let unknown = [("[0].statValue", "-")];
    check(&whole, &one_item("XYZ", "EUR", "EUR"), &unknown, &["D0014"]);
    check(&whole, &one_item("DAP", "GBP", "EUR"), &unknown, &["D0010"]);
    check(&whole, &one_item("DAP", "EUR", "GBP"), &unknown, &["D0010"]);
}

#[test]
fn statistical_value_is_rounded_but_never_to_nothing() {
    let whole = export(json!({"currency": "EUR"}));
    let cents = export(json!({"currency": "EUR", "roundStatisticalValue": "cents"}));
    for (setting, amount, expected) in [
        (&whole, json!(10.5), "11"),
        (&whole, json!(10.49), "10"),
        (&whole, json!(0.01), "1"),
        (&whole, json!(0), "0"),
        (&cents, json!(10.005), "10.01"),
        (&cents, json!(0.001), "0.01"),
    ] {
        let line = json!({"invoiceLine": {"itemAmount": amount}});
        let mut given = shipment(json!({}), json!([{"commodity": line}]));
        given["invoiceCurrency"] = json!("EUR");
        check(setting, &given, &[("[0].statValue", expected)], &[]);
    }
}

#[test]
fn values_of_arrivals() {
    let import = |more: Value| {
        let mut settings = json!({"currency": "EUR"});
        settings
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        import(settings)
    };
    let all = import(json!({}));
    let four_fifths = import(json!({"customsValue": {"freightToBorder": 0.8}}));
    let inland = import(json!({
        "customsValue": {"freightToBorder": 0.8}, "statisticalValue": {"freightToBorder": 0.9},
    }));
    let unadjusted = import(json!({"disabled": ["valuationAdjustments"]}));
    for (setting, terms, code, adjustment, customs, statistical) in [
        (&all, "EXW", "AK", "110", "1110", "1110"),
        (&all, "FOB", "AK", "110", "1110", "1110"),
        (&all, "DAP", "-", "-", "1000", "1000"),
        (&all, "CPT", "AK", "10", "1010", "1010"),
        (&four_fifths, "EXW", "AK", "88", "1088", "1088"),
        (&four_fifths, "DAP", "BA", "22", "978", "978"),
        (&inland, "DAP", "BA", "22", "978", "989"),
        (&inland, "EXW", "AK", "88", "1088", "1099"),
        (&unadjusted, "EXW", "-", "-", "1000", "1000"),
    ] {
        let expected = [
            ("[0].valuationAdjustments[0].code", code),
            ("[0].valuationAdjustments[0].amount", adjustment),
            ("[0].customsValue", customs),
            ("[0].statValue", statistical),
        ];
        check(setting, &one_item(terms, "EUR", "EUR"), &expected, &[]);
    }
    let none = [("[0].customsValue", "-"), ("[0].statValue", "-")];
    check(&all, &one_item("XYZ", "EUR", "EUR"), &none, &["D0014"]);
    check(&all, &one_item("EXW", "GBP", "EUR"), &none, &["D0010"]);
    let dollars = [("[0].customsValue", "888"), ("[0].statValue", "888")];
    check(&all, &one_item("EXW", "USD", "USD"), &dollars, &[]);
}

#[test]
fn given_adjustments_make_the_customs_value() {
    let with = |code: &str, amount: i64| {
        let mut given = one_item("EXW", "EUR", "EUR");
        given["goodsShipment"]["governmentAgencyGoodsItems"][0]["valuationAdjustments"] =
            json!([{"casReference": "a", "code": code, "amount": amount}]);
        given
    };
    let setting = import(json!({"currency": "EUR"}));
    let customs = |value| [("[0].customsValue", value)];
    check(&setting, &with("AB", 50), &customs("1050"), &[]);
    check(&setting, &with("BA", 50), &customs("950"), &[]);
    check(&setting, &with("BA", 1001), &customs("-"), &["D0017"]);
    check(&setting, &with("X1", 50), &customs("-"), &["D0015"]);
}

#[test]
fn given_values_stay() {
    let mut given = one_item("DAP", "GBP", "EUR");
    let item = &mut given["goodsShipment"]["governmentAgencyGoodsItems"][0];
    item["statValue"] = json!(5);
    item["customsValue"] = json!(6);
    let expected = [("[0].statValue", "5"), ("[0].customsValue", "6")];
    check(&export(json!({"currency": "EUR"})), &given, &expected, &[]);
    check(&import(json!({"currency": "EUR"})), &given, &expected, &[]);
    // Nothing is asked for that nothing needs.
    given["goodsShipment"]["tradeTerms"] = Value::Null;
    check(&import(json!({"currency": "EUR"})), &given, &expected, &[]);
}

#[test]
fn amounts_need_a_currency() {
    let given = shipment(json!({}), amounts(&[5, 6]));
    let setting = export(json!({"currency": "EUR"}));
    check(&setting, &given, &[("[0].statValue", "-")], &["D0016"]);
}

#[test]
fn totals_are_filled_or_compared() {
    let items = json!([
        {
            "goodsMeasure": {"gmass": 1.50}, "commodity": {"invoiceLine": {"itemAmount": 10}},
            "packagings": [{"casReference": "a", "quantity": 2}],
        },
        {
            "goodsMeasure": {"gmass": 2.5}, "commodity": {"invoiceLine": {"itemAmount": 0.10}},
            "packagings": [{"casReference": "a", "quantity": 0}],
        },
    ]);
    let any = export(json!({}));
    let totals = [
        ("goodsShipment.consignment.gmass", "4"),
        ("totalPackageQuantity", "2"),
        ("totalInvoiceAmount", "10.1"),
        ("goodsItemQuantity", "2"),
        ("[1].seqNum", "2"),
    ];
    check(&any, &shipment(json!({}), items.clone()), &totals, &[]);
    let mut same = shipment(json!({"consignment": {"gmass": "4.000"}}), items.clone());
    same["totalInvoiceAmount"] = json!("10.10");
    check(&any, &same, &[("goodsItemQuantity", "2")], &[]);
    let mut other = shipment(json!({"consignment": {"gmass": 5}}), items);
    other["totalInvoiceAmount"] = json!(11);
    other["totalPackageQuantity"] = json!(3);
    other["goodsItemQuantity"] = json!(3);
    let kept = [
        ("goodsShipment.consignment.gmass", "5"),
        ("goodsItemQuantity", "3"),
    ];
    check(&any, &other, &kept, &["D0011"; 4]);
    // One item lacks everything: nothing can be said of the totals.
    let partly = shipment(json!({}), json!([{}, {"goodsMeasure": {"gmass": 1}}]));
    let none = [
        ("totalPackageQuantity", "-"),
        ("totalInvoiceAmount", "-"),
        ("goodsItemQuantity", "2"),
    ];
    check(&any, &partly, &none, &[]);
    check(&any, &json!({}), &[("goodsItemQuantity", "-")], &[]);
}

#[test]
fn numbers_that_do_not_fit_are_found() {
    let large = "79228162514264337593543950335";
    let amount = json!({"commodity": {"invoiceLine": {"itemAmount": large}}});
    let mut given = shipment(
        json!({"consignment": {"gmass": large}}),
        json!([amount, amount]),
    );
    given["invoiceCurrency"] = json!("EUR");
    // Neither the mass by value nor the sum of the amounts fits.
    check(&export(json!({})), &given, &[], &["D0013", "D0013"]);
    let ones = json!([{"packagings": [
        {"casReference": "a", "quantity": u32::MAX}, {"casReference": "b", "quantity": 1},
    ]}]);
    check(
        &export(json!({})),
        &shipment(json!({}), ones),
        &[],
        &["D0013"],
    );
}

#[test]
fn origins_say_from_what() {
    let mut given = one_item("DAP", "USD", "USD");
    given["goodsShipment"]["consignment"] = json!({"gmass": 12.5});
    let (_, origins, _) = run(&export(json!({"currency": "EUR"})), &given);
    for (path, name, detail) in [
        (
            "[0].goodsMeasure.gmass",
            "grossMass",
            "12.5 kg of 12.5 kg distributed over 1 items by value, \
             the last decimal to the largest remainders",
        ),
        (
            "[0].statValue",
            "statisticalValue",
            "item amount, with the charges of delivery terms DAP up to the border \
             (0 % of freight, 0 % of insurance and 0 % of other charges), in EUR at \
             1.25 USD per EUR (version 3 from 2026-11-01), rounded to 0 decimals",
        ),
    ] {
        let expected = Origin::Calculation {
            name: name.to_owned(),
            detail: detail.to_owned(),
        };
        assert_eq!(origins.origin_of(&full(path)), Some(&expected), "{path}");
    }
}

#[test]
fn names_are_unique_and_documented() {
    let manual = include_str!("../../../../../docs/calculations.md");
    for calculation in CALCULATIONS {
        let name = calculation.name;
        let same = CALCULATIONS
            .iter()
            .filter(|other| other.name == name)
            .count();
        assert_eq!((same, exists(name)), (1, true), "{name}");
        assert!(
            manual.contains(&format!("## `{name}`\n")),
            "{name} in docs/calculations.md"
        );
    }
    assert!(!exists("total"));
}

proptest! {
    /// Many items: every distribution is exact, and each calculation is one group of origins.
    #[test]
    fn distributions_are_exact(
        amounts in prop::collection::vec(1_i64..1_000_000, 1..60),
        mass in 1_i64..10_000_000,
        freight in 1_i64..1_000_000,
    ) {
        let items: Value = amounts
            .iter()
            .map(|cents| json!({
                "commodity": {"invoiceLine": {"itemAmount": Decimal::new(*cents, 2).to_string()}},
            }))
            .collect();
        let mut given = shipment(json!({
            "consignment": {"gmass": Decimal::new(mass, 3).to_string()},
            "tradeTerms": {"termsCode": "DAP"},
            "customsValuation": {
                "freightCharges": Decimal::new(freight, 2).to_string(), "currency": "EUR",
            },
        }), items);
        given["invoiceCurrency"] = json!("USD");
        let (document, origins, _) = run(&export(json!({"currency": "EUR"})), &given);
        let items = document.goods_shipment.unwrap().government_agency_goods_items;
        let gross: Decimal =
            items.iter().map(|item| item.goods_measure.as_deref().unwrap().gmass.unwrap()).sum();
        prop_assert_eq!(gross, Decimal::new(mass, 3));
        let charges: Decimal = items
            .iter()
            .map(|item| item.customs_valuation.as_deref().unwrap().freight_charges.unwrap())
            .sum();
        prop_assert_eq!(charges, Decimal::new(freight, 2));
        prop_assert!(origins.groups().len() <= CALCULATIONS.len());
    }

    /// All deductions run anew give the same again, whatever was given.
    #[test]
    fn running_again_changes_nothing(
        items in prop::collection::vec((any::<bool>(), 1_u32..1000, 0_u32..4), 0..12),
        direction in prop::sample::select(vec![Direction::In, Direction::Out]),
        terms in prop::option::of(prop::sample::select(vec!["EXW", "FOB", "CPT", "DAP", "XXX"])),
        mass in prop::option::of(0_u32..100_000),
    ) {
        let items: Value = items.into_iter().map(|(weighed, amount, packages)| json!({
            "goodsMeasure": {"nmass": amount, "gmass": weighed.then_some(amount + 1)},
            "commodity": {"invoiceLine": {"itemAmount": amount}},
            "packagings": vec![json!({"quantity": packages}); usize::from(packages > 2)],
        })).collect();
        let mut given = shipment(json!({
            "consignment": {"gmass": mass}, "tradeTerms": {"termsCode": terms},
            "customsValuation": {"freightCharges": 77.77, "otherCharges": 1, "currency": "USD"},
        }), items);
        given["invoiceCurrency"] = json!("EUR");
        given["totalPackageQuantity"] = json!(9);
        let flow = flow(&Setting { direction, ..export(json!({"currency": "EUR"})) });
        let master_data = master_data();
        let sources = Sources::of_first_step(&flow, &master_data, date(2026, 11, 24));
        let mut document: SingleAdministrativeDocument = serde_json::from_value(given).unwrap();
        let mut origins = Origins::default();
        let findings = crate::deductions::deduce(&mut document, &mut origins, &sources).findings;
        let first = (document.clone(), origins.clone());
        let again = crate::deductions::deduce(&mut document, &mut origins, &sources).findings;
        prop_assert_eq!(again, findings);
        prop_assert_eq!((document, origins), first);
    }
}

/// The same after master data has filled what it knows.
fn check_with_articles(setting: &Setting, given: &Value, expected: &[(&str, &str)]) {
    let (flow, master_data) = (flow(setting), master_data());
    let sources = Sources::of_first_step(&flow, &master_data, date(2026, 11, 24));
    let mut document = serde_json::from_value(given.clone()).unwrap();
    let mut origins = Origins::default();
    // Twice: what was deduced is no reason to deduce otherwise.
    for _ in 0..2 {
        crate::deductions::deduce(&mut document, &mut origins, &sources);
        for (path, expected) in expected {
            assert_eq!(value(&document, path), *expected, "{path} of {given}");
        }
    }
}

#[test]
fn quantities_of_articles_fit_their_fields() {
    let of = |article: &str, qty: Value| {
        let item = json!({"commodity": {"itemId": article}, "goodsMeasure": {"qty": qty}});
        shipment(json!({}), json!([item]))
    };
    for (given, gross, net, units) in [
        (of("SCREW", json!(1)), "0.333334", "0.000001", "0.123457"),
        (of("SCREW", json!(3)), "1.000001", "0.000001", "0.37037"),
        (
            of("SCREW", json!(1_000_000)),
            "333333.5",
            "0.04",
            "123456.78",
        ),
        (of("SCREW", json!(0)), "0", "0", "0"),
        (of("HEAVY", json!(3)), "7.5", "6", "-"),
    ] {
        check_with_articles(
            &export(json!({})),
            &given,
            &[
                ("[0].goodsMeasure.gmass", gross),
                ("[0].goodsMeasure.nmass", net),
                ("[0].goodsMeasure.supQty", units),
            ],
        );
    }
}

#[test]
fn a_share_of_the_mass_is_never_nothing() {
    let shares = |total: Value, expected: [&str; 3]| {
        let given = shipment(
            json!({"consignment": {"gmass": total}}),
            json!([{}, {}, {}]),
        );
        let paths = ["[0]", "[1]", "[2]"].map(|item| format!("{item}.goodsMeasure.gmass"));
        let expected: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(expected).collect();
        check(&export(json!({})), &given, &expected, &[]);
    };
    shares(json!(0.002), ["0.0007", "0.0007", "0.0006"]);
    shares(json!(0.000004), ["0.000002", "0.000001", "0.000001"]);
    shares(json!(0.003), ["0.001", "0.001", "0.001"]);
}

#[test]
fn masses_of_articles_go_to_the_item_with_the_packages() {
    let item = |article: &str, qty: u32, packages: u32, marks: &str| {
        json!({
            "commodity": {"itemId": article}, "goodsMeasure": {"qty": qty},
            "packagings": [{"quantity": packages, "type": "CT", "shippingMarks": marks}],
        })
    };
    let gross = |first, second, third| {
        [
            ("[0].goodsMeasure.gmass", first),
            ("[1].goodsMeasure.gmass", second),
            ("[2].goodsMeasure.gmass", third),
        ]
    };
    let items = json!([
        item("HEAVY", 1, 2, "A"),
        item("HEAVY", 2, 1, "B"),
        item("HEAVY", 4, 0, "A"),
    ]);
    let given = shipment(json!({}), items);
    check_with_articles(&transit(), &given, &gross("12.5", "5", "0"));
    check_with_articles(
        &transit(),
        &given,
        &[("goodsShipment.consignment.gmass", "17.5")],
    );
    // Elsewhere than in transit every item weighs what it weighs.
    check_with_articles(&export(json!({})), &given, &gross("2.5", "5", "10"));
    // Marks of no other item: the nearest item before.
    let mut other = given.clone();
    other["goodsShipment"]["governmentAgencyGoodsItems"][2]["packagings"][0]["shippingMarks"] =
        json!("C");
    check_with_articles(&transit(), &other, &gross("2.5", "15", "0"));
    // What was given stays: the mass of the packages is that of all that is in them.
    let mut weighed = given.clone();
    weighed["goodsShipment"]["governmentAgencyGoodsItems"][0]["goodsMeasure"]["gmass"] = json!(13);
    check_with_articles(&transit(), &weighed, &gross("13", "5", "0"));
    // The packages of the shipment, which the first item carries.
    let items = ["HEAVY", "HEAVY", "HEAVY"]
        .map(|article| json!({"commodity": {"itemId": article}, "goodsMeasure": {"qty": 1}}));
    let packed = json!({"packagings": [{"quantity": 1, "type": "CT", "shippingMarks": "A"}]});
    let given = shipment(packed, json!(items));
    check_with_articles(&transit(), &given, &gross("7.5", "0", "0"));
}
