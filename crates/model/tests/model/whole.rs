//! What types need, actions say and customs tells, whole.

use std::fmt::Write as _;

use cas_model::access::{AccessError, Field, FromValue, Node, Value};
use cas_model::calculation::Calculations;
use cas_model::declaration::{Duty, DutyState};
use cas_model::declaration_types;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::master_data::ExchangeRate;
use cas_model::notification::DutyTotal;
use cas_model::{Action, ActionContent, CustomsFacts};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::json;

#[test]
fn every_type_says_what_it_needs() {
    let mut story = String::new();
    for kind in declaration_types::ALL {
        let (code, category) = (kind.code, kind.category.as_str());
        assert!(kind.is(code) && kind.is(category) && !kind.is("no such word"));
        writeln!(story, "# {code} {category} {:?}", kind.header_types).expect("text");
        for field in kind.fields {
            let places: Vec<String> = field
                .places()
                .map(|place| format!("{:?} {}", place.level, place.path))
                .collect();
            let excepted: Vec<String> = field
                .exceptions
                .iter()
                .map(|it| format!("{} {:?} {:?}", it.territory, it.additional_types, it.added))
                .collect();
            let (number, need) = (field.number, field.need.as_str());
            let (places, excepted) = (places.join(" | "), excepted.join(" | "));
            let said_by = field.said_by.unwrap_or("-");
            writeln!(story, "{number} {need}: {places}; {said_by}; {excepted}").expect("text");
        }
    }
    let helps = [
        ("SingleAdministrativeDocument", "declType"),
        ("GoodsShipment", "exportCountry"),
        ("GovernmentAgencyGoodsItem", "transactionNature"),
        ("Nothing", "declType"),
    ];
    for (record, field) in helps {
        let help = declaration_types::help(record, field);
        writeln!(story, "{record}.{field}: {help}").expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn every_action_says_what_is_missing() {
    let contents = [
        json!({}),
        json!({"items": [{}, {"seqNum": 2}], "reasons": [], "evidence": [{}], "parts": [{}]}),
        json!({"items": [{"explanation": "x"}]}),
        json!({"explanation": "x", "items": []}),
        json!({"dateOfArrival": "2026-01-31", "conclusion": "1", "items": [{"seqNum": 1}]}),
        json!({"rejected": true}),
        json!({"rejected": true, "reasons": [{"code": "1"}]}),
        json!({"rejected": false}),
        json!({"code": "1"}),
        json!({"informationCode": "1"}),
        json!({"informationCode": "1", "evidence": vec![json!({"type": "1"}); 9]}),
        json!({"informationCode": "1", "evidence": vec![json!({"type": "1"}); 10]}),
        json!({"informationCode": "1", "evidence": [
            {"type": "1", "transportDocuments": [{}, {"type": "N730", "refNum": "1"}]},
        ]}),
        json!({"exciseMovement": {}}),
        json!({"exciseMovement": {"destinationType": "1"}}),
        json!({"parts": vec![json!({"items": [{}]}); 2]}),
        json!({"parts": vec![json!({"exciseMovement": {"destinationType": "1"},
            "items": [{"seqNum": 1}]}); 9]}),
        json!({"parts": vec![json!({"exciseMovement": {"destinationType": "1"},
            "items": [{"seqNum": 1}]}); 10]}),
    ];
    let mut story = String::new();
    for action in Action::ALL {
        let Some(shape) = ActionContent::shape_of(*action) else {
            assert_eq!(ActionContent::read(*action, json!({})), Ok(None));
            continue;
        };
        writeln!(story, "# {} {}", action.as_str(), shape.name).expect("text");
        for content in &contents {
            let said = match ActionContent::read(*action, content.clone()) {
                Ok(Some(content)) => {
                    assert_eq!(content.action(), *action);
                    assert_eq!(content.node().shape().name, shape.name);
                    "whole".to_owned()
                }
                Ok(None) => "nothing".to_owned(),
                Err(errors) => {
                    let told = errors
                        .iter()
                        .map(|one| format!("{}: {}", one.path.as_str(), one.message));
                    told.collect::<Vec<_>>().join("; ")
                }
            };
            if !said.contains("unknown field") {
                writeln!(story, "{content}\n  {said}").expect("text");
            }
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_value_becomes_what_its_field_takes() {
    fn of<T: FromValue + std::fmt::Debug>(values: &[Value]) -> String {
        let read = |value: &Value| format!("  {:?}", T::from_value(value.clone()));
        values.iter().map(read).collect::<Vec<_>>().join("\n")
    }
    let text = |text: &str| Value::Text(text.to_owned());
    let instant: Timestamp = "2026-01-31T12:00:00Z".parse().expect("a time");
    let values = [
        text("true"),
        text("1"),
        text("false"),
        text("0"),
        text("yes"),
        text(" 1.50 "),
        text(" 7 "),
        text("2026-01-31"),
        text("2026-01-31T12:00:00Z"),
        Value::Decimal(Decimal::new(150, 2)),
        Value::Decimal(Decimal::new(700, 2)),
        Value::Integer(7),
        Value::Flag(true),
        Value::Date(jiff::civil::date(2026, 1, 31)),
        Value::Instant(instant),
    ];
    let story = [
        ("text", of::<String>(&values)),
        ("decimal", of::<Decimal>(&values)),
        ("integer", of::<u32>(&values)),
        ("flag", of::<bool>(&values)),
        ("date", of::<Date>(&values)),
        ("instant", of::<Timestamp>(&values)),
    ];
    let story = story.map(|(name, values)| format!("{name}\n{values}"));
    insta::assert_snapshot!(story.join("\n"));
}

#[test]
fn a_document_is_read_and_written_by_its_fields() {
    let mut document: SingleAdministrativeDocument = serde_json::from_value(json!({
        "declType": "T1", "limitDate": "2026-01-31", "goodsItemQuantity": 2,
        "goodsShipment": {"governmentAgencyGoodsItems": [{"seqNum": 1}, {"seqNum": 2}]},
    }))
    .expect("a document");
    let shape = SingleAdministrativeDocument::shape();
    let index = |name: &str| shape.index_of(name).expect("a field");
    assert_eq!(shape.index_of("declTyp"), None);
    let told = |field: Field<'_>| {
        let text = field.text().map(std::borrow::Cow::into_owned);
        let is = (field.is_empty(), field.is_present());
        (
            text,
            is,
            field.record().is_some(),
            field.list().map(|list| (list.len(), list.is_empty())),
        )
    };
    let names = [
        "declType",
        "limitDate",
        "goodsItemQuantity",
        "security",
        "goodsShipment",
        "authorisations",
    ];
    let fields = names.map(|name| format!("{name}: {:?}", told(document.field(index(name)))));
    let set = document.set(index("limitDate"), Some(Value::Text("soon".to_owned())));
    let Err(AccessError::WrongKind {
        record,
        field,
        expected,
    }) = set
    else {
        panic!("{set:?}");
    };
    let shipment = document
        .record_mut(index("goodsShipment"))
        .expect("a record");
    let items = shipment
        .shape()
        .index_of("governmentAgencyGoodsItems")
        .expect("a field");
    let list = shipment.list_mut(items).expect("a list");
    list.remove(2);
    let number = |node: &dyn Node| {
        let index = node.shape().index_of("seqNum").expect("a field");
        node.field(index).text().map(std::borrow::Cow::into_owned)
    };
    assert_eq!(
        list.get_mut(1).map(|node| number(node)),
        Some(Some("2".to_owned()))
    );
    assert!(list.get_mut(2).is_none());
    list.remove(0);
    assert_eq!(
        list.get_mut(0).map(|node| number(node)),
        Some(Some("2".to_owned()))
    );
    assert_eq!(number(list.push()), None);
    assert!(list.get_mut(1).is_some());
    insta::assert_snapshot!(format!(
        "{}\n{record}.{field} takes {expected}",
        fields.join("\n")
    ));
}

#[test]
fn calculations_run_where_they_are_wanted_and_say_what_is_wrong() {
    let settings: Calculations = serde_json::from_value(json!({
        "enabled": ["a", "b"], "disabled": ["b", "c"],
    }))
    .expect("settings");
    let runs =
        ["a", "b", "c", "d"].map(|name| (settings.runs(name, true), settings.runs(name, false)));
    assert_eq!(
        runs,
        [(true, true), (false, false), (false, false), (true, false)]
    );
    let mut story = String::new();
    for given in [
        json!({"massDecimals": 6}),
        json!({"massDecimals": 7}),
        json!({"massDecimals": 8}),
        json!({"currency": "EUR"}),
        json!({"currency": "EURO"}),
        json!({"currency": "Eur"}),
        json!({"customsValue": {"freightToBorder": 0, "insuranceToBorder": 1, "otherToBorder": 2}}),
        json!({"statisticalValue": {"freightToBorder": -0.1, "insuranceToBorder": 1.1}}),
    ] {
        let settings: Calculations = serde_json::from_value(given.clone()).expect("settings");
        assert_eq!(json!(settings), given, "written as read");
        writeln!(story, "{given}: {:?}", settings.problems()).expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn what_customs_says_is_added_and_newer_duties_take_the_place() {
    let duty = |state, at: &str, amount: i64| Duty {
        calculated_at: (!at.is_empty()).then(|| at.to_owned()),
        tax_type: Some("A00".to_owned()),
        currency: Some("EUR".to_owned()),
        assessed_amount: Some(Decimal::from(amount) + Decimal::ONE),
        amount: Some(amount.into()),
        ..Duty::new(state)
    };
    let (calculated, last) = (DutyState::Calculated, DutyState::Final);
    let mut facts = CustomsFacts::default();
    let mut story = String::new();
    for newer in [
        json!({"mrn": "26DE1", "sequenceNumber": 2, "acceptanceDate": "2026-01-01"}),
        json!({"arc": "26DE2", "sequenceNumber": 1, "releaseDate": "2026-01-02"}),
        json!({"mrn": "26DE3", "downstreamArcs": ["A", "B"], "limitDate": "2026-01-03"}),
        json!({"downstreamArcs": [], "noReleaseReason": "why", "exitDate": "2026-01-04"}),
        json!({"duties": [duty(calculated, "2026-01-02", 1), duty(calculated, "2026-01-02", 2)]}),
        json!({"duties": [duty(calculated, "2026-01-01", 3)]}),
        json!({"duties": [duty(last, "2026-01-01", 4)]}),
        json!({"duties": [duty(calculated, "2026-01-02", 5)]}),
        json!({"duties": [duty(calculated, "", 6)]}),
        json!({"duties": []}),
        json!({"dueDate": "2026-01-05", "writeOffDate": "2026-01-06", "exportDeclaration": "X"}),
        json!({"movementStatus": "X07"}),
    ] {
        let newer: CustomsFacts = serde_json::from_value(newer).expect("facts");
        facts.merge(newer);
        writeln!(story, "{}", json!(facts)).expect("text");
    }
    let other = Duty {
        tax_type: Some("B00".to_owned()),
        ..duty(last, "", 5)
    };
    let without = Duty {
        amount: None,
        ..duty(last, "", 7)
    };
    let totals = DutyTotal::by_tax_type(&[duty(last, "", 1), duty(last, "", 2), other, without]);
    writeln!(story, "{}", json!(totals)).expect("text");
    insta::assert_snapshot!(story);
}

#[test]
fn a_rate_is_quoted_where_it_is_above_nothing() {
    let rate =
        |raw: serde_json::Value| -> ExchangeRate { serde_json::from_value(raw).expect("a rate") };
    let usd = |rate: f64| json!({"currency": "USD", "baseCurrency": "EUR", "rate": rate});
    let mut other = usd(1.5);
    other["kind"] = json!("bank");
    let mut customs = usd(1.5);
    customs["kind"] = json!("customs");
    let told = [
        usd(1.5),
        usd(0.0),
        usd(-1.0),
        json!({"rate": 1}),
        other,
        customs,
    ]
    .map(|raw| {
        let rate = rate(raw);
        let quoted = rate
            .quotation()
            .map(|(one, two, rate)| format!("{one} {two} {rate}"));
        (quoted, rate.is_of_customs())
    });
    let quoted = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            (quoted("USD EUR 1.5"), true),
            (None, true),
            (None, true),
            (None, true),
            (quoted("USD EUR 1.5"), false),
            (quoted("USD EUR 1.5"), true),
        ]
    );
    let codes = [None, Some("customs"), Some(""), Some("bank")]
        .map(|kind| ExchangeRate::code_of("USD", "EUR", kind));
    assert_eq!(codes, ["USD-EUR", "USD-EUR", "USD-EUR", "USD-EUR-bank"]);
}
