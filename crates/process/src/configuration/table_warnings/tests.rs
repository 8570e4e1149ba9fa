use std::sync::Arc;

use cas_rules::{CodeLists, Validity};
use serde_json::{Value, json};

use super::*;

const DAY: &str = "2026-11-30";

/// A nomenclature in which 8703 21 10 ends with 2026.
fn lists() -> TenantLists {
    let mut codes = CodeLists::built_in();
    let until = |day: &str| Validity {
        from: None,
        until: Some(day.parse().unwrap()),
    };
    let nomenclature = [
        ("87032110", until("2026-12-31")),
        ("87032190", Validity::default()),
        ("04090000", Validity::default()),
    ];
    let nomenclature = nomenclature.map(|(code, validity)| (code.to_owned(), validity));
    codes.load("CN", nomenclature);
    TenantLists::read(Arc::new(codes), Vec::new(), Vec::new()).unwrap()
}

fn table(policy: &str, rows: Value) -> TableDocument {
    let document = json!({"table": {
        "name": "t",
        "hitPolicy": policy,
        "inputs": [
            {"name": "tariff", "expression": "item.commodity.classifications[CN].code",
                "type": "tariffCode"},
            {"name": "country", "expression": "goodsShipment.destination", "type": "code"},
            {"name": "mass", "expression": "item.goodsMeasure.gmass", "type": "number"},
        ],
        "outputs": [{"name": "item.packagings[+].type", "type": "code"}],
        "rows": rows,
    }});
    serde_json::from_value(document).unwrap()
}

fn warnings_of(document: &TableDocument) -> TableWarnings {
    let compiled = Compiled::new(&document.table).unwrap();
    TableWarnings::new(document, &compiled, &lists(), DAY.parse().unwrap())
}

/// The warnings of a table, as `code row column`.
fn told_of(document: &TableDocument) -> Vec<String> {
    let found = warnings_of(document);
    assert!(!found.unfinished && found.more == 0, "{found:?}");
    let warnings = found.warnings.iter();
    warnings
        .map(|warning| {
            let column = warning.column.as_deref().unwrap_or("-");
            format!("{} {} {column}", warning.finding.code, warning.row)
        })
        .collect()
}

fn check(policy: &str, rows: Value, expected: &[&str]) {
    assert_eq!(told_of(&table(policy, rows.clone())), expected, "{rows}");
}

fn row(id: &str, conditions: [&str; 3], says: &str) -> Value {
    let says = match says {
        "-" => says.to_owned(),
        code => format!("\"{code}\""),
    };
    json!({"id": id, "conditions": conditions, "outputs": [says]})
}

#[test]
fn rows_are_looked_at() {
    check("first", json!([row("a", ["8703*", "-", "-"], "CT")]), &[]);
    check(
        "first",
        json!([
            row("a", ["8703*", "-", "-"], "CT"),
            row("b", ["87032190", "\"DE\"", "-"], "PX"),
            row("c", ["-", "-", "not(< 5, >= 5)"], "CT"),
            row("d", ["0409*", "-", "-"], "-"),
            row("e", ["-", "-", "< 5, null"], "CT"),
            row("f", ["-", "-", ">= 5"], "CT"),
            row("g", ["-", "\"FR\"", "-"], "CT"),
        ]),
        &["D0060 b -", "D0061 c mass", "D0062 d -", "D0060 g -"],
    );
    // What fails is told before what is only to be looked at.
    check(
        "unique",
        json!([
            row("a", ["8703*", "-", "-"], "-"),
            row("b", ["87032190", "\"DE\"", "-"], "PX"),
        ]),
        &["D0063 b -", "D0062 a -"],
    );
    let twice = json!([
        row("a", ["8703*", "-", "-"], "CT"),
        row("b", ["8703*", "-", "-"], "CT"),
    ]);
    check("collect", twice, &["D0064 b -"]);
}

#[test]
fn codes_are_looked_up_on_the_days_of_the_row() {
    let coded =
        |tariff: &str, country: &str, says: &str| json!([row("a", [tariff, country, "> 1"], says)]);
    for (tariff, country, says, expected) in [
        ("-", "\"DE\", \"FR\"", "CT", &[][..]),
        ("-", "\"DE\", \"UK\"", "CT", &["D0065 a country"]),
        ("-", "not(\"XX\")", "CT", &["D0065 a country"]),
        ("-", "-", "BOX", &["D0065 a item.packagings[+].type"]),
        // The sectors of the continental shelf are countries in the United Kingdom only.
        ("-", "\"ZN\"", "CT", &[]),
        ("409*", "-", "CT", &["D0066 a tariff"]),
        ("409", "-", "CT", &["D0066 a tariff"]),
        ("8704*", "-", "CT", &["D0067 a tariff"]),
        ("8703219000", "-", "CT", &[]),
        ("8703219010", "-", "CT", &[]),
        ("8703229000", "-", "CT", &["D0067 a tariff"]),
        ("87*, 0409*", "-", "CT", &[]),
    ] {
        check("first", coded(tariff, country, says), expected);
    }
    let ending = |from: Value, to: Value| {
        let mut row = row("a", ["87032110", "-", "-"], "CT");
        row["validFrom"] = from;
        row["validTo"] = to;
        json!([row])
    };
    for (from, to, expected) in [
        (json!(null), json!(null), &[][..]),
        (json!(null), json!("2026-12-31"), &[]),
        (json!("2020-01-01"), json!("2022-12-31"), &[]),
        (json!("2027-01-01"), json!(null), &["D0067 a tariff"]),
        (json!(null), json!("2027-12-31"), &["D0067 a tariff"]),
    ] {
        check("first", ending(from, to), expected);
    }
}

#[test]
fn many_are_counted_and_not_told() {
    let rows: Vec<Value> = (0..300)
        .map(|at| row(&format!("r{at}"), ["-", "-", &at.to_string()], "-"))
        .collect();
    let found = warnings_of(&table("first", json!(rows)));
    assert_eq!((found.warnings.len(), found.more), (100, 200));
    assert_eq!(found.warnings[99].row, "r99");
    let many: Vec<Value> = (0..4_000)
        .map(|at| row(&format!("r{at}"), ["-", "-", &at.to_string()], "CT"))
        .collect();
    let found = warnings_of(&table("first", json!(many)));
    assert!(found.unfinished && found.warnings.is_empty());
}

/// The warnings of a table whose one output is a field, with a row for each code that it says.
fn told_of_field(field: &str, codes: &[&str]) -> Vec<String> {
    let rows = codes.iter().enumerate().map(|(at, code)| {
        let mass = format!("{at}");
        json!({"id": code, "conditions": [mass], "outputs": [format!("\"{code}\"")]})
    });
    let document = json!({"table": {
        "name": "t",
        "hitPolicy": "first",
        "inputs": [{"name": "mass", "expression": "item.goodsMeasure.gmass", "type": "number"}],
        "outputs": [{"name": field, "type": "text"}],
        "rows": rows.collect::<Vec<_>>(),
    }});
    told_of(&serde_json::from_value(document).unwrap())
}

#[test]
fn codes_of_every_field_with_a_list_are_looked_up() {
    let location = "goodsShipment.consignment.goodsLocation";
    for (field, right, wrong) in [
        ("security", "2", "5"),
        (&format!("{location}.type"), "B", "K"),
        (&format!("{location}.qualifier"), "Y", "A"),
        ("goodsShipment.consignment.transportChargesMethod", "H", "Q"),
        ("goodsShipment.consignment.inlandMode", "0", "10"),
        ("item.declType", "T2F", "IM"),
        ("item.exciseProduct.wine.growingZone", "6", "7"),
        (
            "item.commodity.classifications[ExciseProduct].code",
            "B000",
            "B00",
        ),
    ] {
        let expected = format!("D0065 {wrong} {field}");
        assert_eq!(told_of_field(field, &[right, wrong]), [expected], "{field}");
    }
    // What depends on the declaration, or has lists that nobody loaded, says nothing.
    for field in [
        "declType",
        "addDeclType1",
        "obligationGuarantees[0].type",
        "item.additionalDocuments[+].type",
        "goodsShipment.supplyChainActors[+].role",
        "item.previousDocuments[0].writeOff.unit",
    ] {
        assert!(told_of_field(field, &["ZZ9"]).is_empty(), "{field}");
    }
}
