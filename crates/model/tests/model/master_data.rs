//! Master data: what a record needs, which one is in force, and the page that lists the fields.

use std::fmt::Write as _;
use std::path::PathBuf;

use cas_model::Patch;
use cas_model::master_data::{
    Article, ExchangeRate, MasterDataKind, Period, faults, identify, in_force, name_of, search_text,
};
use cas_model::shape::{Shape, ValueKind};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn each_kind_has_its_code() {
    for (kind, update, code) in [
        (MasterDataKind::Article, json!({"code": " A "}), Some("A")),
        (MasterDataKind::Article, json!({"code": " "}), None),
        (MasterDataKind::Article, json!({"refNum": "A"}), None),
        (MasterDataKind::Guarantee, json!({"refNum": "G"}), Some("G")),
        (
            MasterDataKind::Authorisation,
            json!({"refNum": "G"}),
            Some("G"),
        ),
        (MasterDataKind::Authorisation, json!({"name": "N"}), None),
        (
            MasterDataKind::Authorisation,
            json!({"code": "A", "refNum": "G"}),
            Some("A"),
        ),
        (
            MasterDataKind::ExchangeRate,
            json!({"currency": "USD", "baseCurrency": "EUR"}),
            Some("USD-EUR"),
        ),
        (
            MasterDataKind::ExchangeRate,
            json!({"currency": "USD", "baseCurrency": "EUR", "kind": "bank"}),
            Some("USD-EUR-bank"),
        ),
        (
            MasterDataKind::ExchangeRate,
            json!({"currency": "USD"}),
            None,
        ),
        (MasterDataKind::ValueSet, json!({"name": "x"}), None),
        (
            MasterDataKind::Article,
            json!({"code": "x".repeat(101)}),
            None,
        ),
    ] {
        let mut identified =
            Patch::from_stored(kind.shape(), &update.to_string()).expect("an object");
        let found = identify(kind, &mut identified).ok();
        assert_eq!(found.as_deref(), code, "{update}");
        if let Some(code) = code {
            assert_eq!(identified.text("code"), Some(code), "it is in the update");
        }
    }
}

#[test]
fn records_lack_what_they_need() {
    let rate = |currency: &str, rate: Value| {
        json!({
            "code": "USD-EUR", "currency": currency, "baseCurrency": "EUR", "rate": rate,
        })
    };
    for (kind, record, places) in [
        (MasterDataKind::Article, json!({"code": "A"}), vec![]),
        (
            MasterDataKind::Article,
            json!({"validFrom": "2026-02-01", "validTo": "2026-01-31"}),
            vec!["validTo"],
        ),
        (
            MasterDataKind::ExchangeRate,
            rate("USD", json!(1.5)),
            vec![],
        ),
        (
            MasterDataKind::ExchangeRate,
            rate("USD", json!(0)),
            vec!["rate"],
        ),
        (
            MasterDataKind::ExchangeRate,
            rate("usd", json!(null)),
            vec!["currency", "rate", "code"],
        ),
        (
            MasterDataKind::ExchangeRate,
            rate("GBP", json!(1)),
            vec!["code"],
        ),
        (
            MasterDataKind::ValueSet,
            json!({"values": [{"value": "x"}, {"description": "y"}]}),
            vec!["values[1].value"],
        ),
    ] {
        let found = faults(kind, &record);
        let found: Vec<&str> = found.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(found, places, "{record}");
    }
}

#[test]
fn records_are_found_by_what_people_call_them() {
    let record = json!({"code": "A-1", "descriptions": [{"text": "Grüner TEE"}, {"text": "Tea"}]});
    assert_eq!(name_of(&record), Some("Grüner TEE"));
    assert_eq!(search_text(&record), "a-1\ngrüner tee\ntea");
}

#[test]
fn only_a_rate_above_zero_is_quoted() {
    let rate = |rate: &str| ExchangeRate {
        currency: Some("USD".to_owned()),
        base_currency: Some("EUR".to_owned()),
        rate: rate.parse().ok(),
        ..ExchangeRate::default()
    };
    assert!(rate("1.0837").quotation().is_some());
    assert!(rate("0").quotation().is_none());
    assert!(rate("none").quotation().is_none());
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..60i8).prop_map(|day| Date::constant(2026, 1 + day / 28, 1 + day % 28))
}

fn any_period() -> impl Strategy<Value = Period> {
    (
        proptest::option::of(any_day()),
        proptest::option::of(any_day()),
    )
        .prop_map(|(from, to)| Period { from, to })
}

proptest! {
    /// What is in force counts on the day, and nothing that counts begins later.
    #[test]
    fn the_last_to_begin_is_in_force(
        periods in proptest::collection::vec(any_period(), 0..6),
        day in any_day(),
    ) {
        let found = in_force(&periods, day, |period| **period);
        let counting: Vec<&Period> = periods.iter().filter(|period| period.includes(day)).collect();
        prop_assert_eq!(found.is_some(), !counting.is_empty());
        if let Some(found) = found {
            prop_assert!(found.includes(day));
            prop_assert!(counting.iter().all(|period| period.from <= found.from));
        }
    }
}

/// The fields of a record and of every record below it.
fn write_fields(page: &mut String, shape: &'static Shape, at: &str) {
    for field in shape
        .fields
        .iter()
        .filter(|field| field.name != "casReference")
    {
        let name = format!("{at}{}", field.name);
        let (what, below) = match field.kind {
            ValueKind::Record(below) => ("record", Some((below(), "."))),
            ValueKind::List(below) => ("collection", Some((below(), "[]."))),
            ValueKind::Text => ("text", None),
            ValueKind::Decimal => ("decimal", None),
            ValueKind::Integer => ("whole number", None),
            ValueKind::Flag => ("yes or no", None),
            ValueKind::Date => ("date", None),
            ValueKind::Instant => ("time", None),
        };
        writeln!(page, "| `{name}` | {what} | {} |", field.doc).expect("memory");
        if let Some((below, step)) = below {
            write_fields(page, below, &format!("{name}{step}"));
        }
    }
}

#[test]
fn the_page_of_fields_is_current() {
    let mut page = String::from(
        "# Fields of master data\n\nMade from the model by a test; change the model, then run the \
         tests of `cas-model` with `UPDATE_DOCS=1`. What the kinds are for: \
         [master-data.md](master-data.md).\n",
    );
    for kind in MasterDataKind::ALL {
        let (name, doc) = (kind.as_str(), kind.doc());
        write!(
            page,
            "\n## {name}\n\n{doc}\n\n| Field | Kind | Meaning |\n|---|---|---|\n"
        )
        .expect("memory");
        write_fields(&mut page, kind.shape(), "");
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/master-data-fields.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &page).expect("writable");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == page,
        "docs/master-data-fields.md is old: run with UPDATE_DOCS=1"
    );
}

#[test]
fn what_is_said_for_a_jurisdiction_takes_the_place_of_what_is_said_for_all() {
    let article: Article = serde_json::from_value(json!({
        "supQtyPerUnit": 9,
        "supplementaryUnits": [{"perUnit": 1}, {"perUnit": 2, "jurisdiction": "GB"}],
    }))
    .expect("an article");
    let per_unit = |jurisdiction: &str| article.supplementary_units_per_unit(jurisdiction);
    assert_eq!(
        (per_unit("GB"), per_unit("DE")),
        (Some(2.into()), Some(1.into()))
    );
    let plain: Article = serde_json::from_value(json!({"supQtyPerUnit": 9})).expect("an article");
    assert_eq!(plain.supplementary_units_per_unit("DE"), Some(9.into()));
}
