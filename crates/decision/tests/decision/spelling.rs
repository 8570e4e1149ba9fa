//! What becomes of cells as experts write them?

use cas_decision::ValueType::{Boolean, Code, Date, Number, TariffCode, Text};
use cas_decision::{
    CellError, Compiled, Entry, HitPolicy, NoteCode, Row, Strategy, Table, ValueType,
};
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};
use proptest::sample::select;
use serde_json::{Value, json};

use crate::builder::{context, table};

/// A table of one condition of a type; `mass` is another input.
fn with_condition(kind: ValueType, cell: &str) -> Table {
    let inputs = [("x", kind), ("mass", Number)];
    let rows: &[(&[&str], &[&str])] = &[(&[cell, "-"], &["1"])];
    table(HitPolicy::First, &inputs, &[("out", Number)], rows)
}

fn with_result(kind: ValueType, cell: &str) -> Table {
    let rows: &[(&[&str], &[&str])] = &[(&["1"], &[cell])];
    table(HitPolicy::First, &[("x", Number)], &[("out", kind)], rows)
}

fn kept(table: Table) -> Entry {
    let entry = Entry::new(table);
    assert_eq!(entry.errors, []);
    Compiled::new(&entry.table).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let again = Entry::new(entry.table.clone());
    assert_eq!(again.table, entry.table, "what is kept stays");
    entry
}

const CONDITIONS: &[(ValueType, &str, &str)] = &[
    (Code, "DE, FR", "\"DE\", \"FR\""),
    (Code, "DE", "\"DE\""),
    (Code, "de;fr", "\"DE\",\"FR\""),
    (Code, "NO", "\"NO\""),
    (Code, "TRUE", "\"TRUE\""),
    (Code, "true", "\"TRUE\""),
    (Code, "IN, OR", "\"IN\", \"OR\""),
    (Code, "1A", "\"1A\""),
    (Code, "1E5", "\"1E5\""),
    (Code, "C-07", "\"C-07\""),
    (Code, "“DE”, „FR“", "\"DE\", \"FR\""),
    (Code, "–", "-"),
    (Code, "—", "-"),
    (Code, "Y9*", "starts with(?, \"Y9\")"),
    (
        Code,
        "Y9*; C6*",
        "starts with(?, \"Y9\"), starts with(?, \"C6\")",
    ),
    (Code, "not(DE, FR)", "not(\"DE\", \"FR\")"),
    (Code, "!= DE", "!= \"DE\""),
    (Code, "<> DE", "!= \"DE\""),
    (Code, "= DE", "= \"DE\""),
    (Code, "4000, 4200", "4000, 4200"),
    (Code, "4000,4200", "4000,4200"),
    (Code, "4000-4099", "[4000..4099]"),
    (Code, "4000–4099", "[4000..4099]"),
    (Code, "[4000..4099]", "[4000..4099]"),
    (Code, "null", "null"),
    (Code, "40*", "40*"),
    (Code, "in list(\"CL1\")", "in list(\"CL1\")"),
    (Code, "\"DE\" ; null", "\"DE\" , null"),
    (Code, "? = \"DE\" and mass > 5", "? = \"DE\" and mass > 5"),
    (TariffCode, "8703.21*", "870321*"),
    (TariffCode, "8703 21*", "870321*"),
    (TariffCode, "8703 21 10", "87032110"),
    (TariffCode, "8703.21.10.90", "8703211090"),
    (TariffCode, "8701-8705", "[8701..8705]"),
    (TariffCode, "8701 – 8705", "[8701..8705]"),
    (TariffCode, "8701..8705", "[8701..8705]"),
    (TariffCode, "[8701..8705]", "[8701..8705]"),
    (TariffCode, "[8703.10..8703.90)", "[870310..870390)"),
    (TariffCode, "8703*, 8704*", "8703*, 8704*"),
    (TariffCode, "not(8703.21*)", "not(870321*)"),
    (TariffCode, "87032", "\"87032\""),
    (Number, ">= 1 and < 5", "[1..5)"),
    (Number, "< 5 and >= 1", "[1..5)"),
    (Number, "> 1 and <= mass", "(1..mass]"),
    (Number, "1..5", "[1..5]"),
    (Number, "≥ 5", ">= 5"),
    (Number, "1; 5", "1, 5"),
    (Number, "1.5; 2.5", "1.5, 2.5"),
    (Number, "–5", "-5"),
    (Number, "-5", "-5"),
    (Number, "decimal(mass,2)", "decimal(mass,2)"),
    (Number, "max(1,5)", "max(1,5)"),
    (Number, "? > 1 and mass < 5", "? > 1 and mass < 5"),
    (Date, "31.01.2026", "date(\"2026-01-31\")"),
    (Date, "31.1.2026", "date(\"2026-01-31\")"),
    (Date, "2026-01-31", "date(\"2026-01-31\")"),
    (Date, "\"2026-01-31\"", "date(\"2026-01-31\")"),
    (Date, ">= 31.01.2026", ">= date(\"2026-01-31\")"),
    (
        Date,
        "01.01.2026 - 30.06.2026",
        "[date(\"2026-01-01\")..date(\"2026-06-30\")]",
    ),
    (
        Date,
        "[01.01.2026..30.06.2026)",
        "[date(\"2026-01-01\")..date(\"2026-06-30\"))",
    ),
    (
        Date,
        ">= 2026-01-01 and < 2026-07-01",
        "[date(\"2026-01-01\")..date(\"2026-07-01\"))",
    ),
    (
        Date,
        "> 31.01.2026 + 30",
        "> date(\"2026-01-31\") + duration(\"P30D\")",
    ),
    (
        Date,
        "[2026-01-31..2026-01-31 + 30]",
        "[date(\"2026-01-31\")..date(\"2026-01-31\") + duration(\"P30D\")]",
    ),
    (
        Date,
        "date(\"2026-01-31\")-7",
        "date(\"2026-01-31\") - duration(\"P7D\")",
    ),
    (Date, "? - 7", "? - duration(\"P7D\")"),
    (Boolean, "TRUE", "true"),
    (Boolean, "False", "false"),
    (Text, "“a; b”", "\"a; b\""),
    (Text, "\"ACME \"", "\"ACME\""),
    (Text, "contains(?, \" \")", "contains(?, \" \")"),
    (Text, "\"say “x”; – y\"", "\"say “x”; – y\""),
    (
        Text,
        "matches(?, \"^[A-Z]{1,2}$\")",
        "matches(?, \"^[A-Z]{1,2}$\")",
    ),
];

#[test]
fn what_experts_write_is_kept_in_the_language() {
    for (kind, written, expected) in CONDITIONS {
        let entry = kept(with_condition(*kind, written));
        assert_eq!(
            entry.table.rows[0].conditions[0], *expected,
            "{kind} {written}"
        );
    }
    for (kind, written, expected) in [
        (Code, "DE", "\"DE\""),
        (Code, "0100", "0100"),
        (Code, "“DE”", "\"DE\""),
        (TariffCode, "8703.21.10", "87032110"),
        (Date, "31.01.2026", "date(\"2026-01-31\")"),
        (Boolean, "TRUE", "true"),
        (Number, "1.5", "1.5"),
        (Number, "x * 2", "x * 2"),
        (Number, "–", "-"),
    ] {
        let mut table = with_result(kind, written);
        table.outputs[0].default = Some(written.to_owned());
        let entry = kept(table);
        assert_eq!(entry.table.rows[0].outputs[0], expected, "{kind} {written}");
        assert_eq!(entry.table.outputs[0].default.as_deref(), Some(expected));
    }
}

fn errors(table: &Table) -> Vec<CellError> {
    cas_decision::check(table)
}

#[test]
fn what_seldom_says_what_was_meant_is_refused() {
    for (kind, written, characters, expected) in [
        (
            Number,
            "1,5",
            (1, 3),
            "write the number 1.5, or 1, 5 with a space",
        ),
        (Number, "> 1,5", (3, 5), "write the number 1.5"),
        (Number, "[1,5..3]", (2, 4), "write the number 1.5"),
        (Number, "1.000,50", (1, 8), "write the number 1000.50"),
        (Number, "not(1,5)", (5, 7), "write the number 1.5"),
        (Code, "mass > 1,5", (8, 10), "write the number 1.5"),
        (Number, "1-5", (1, 3), "write [1..5] for the range"),
        (Number, "1 – 5", (1, 5), "write [1..5] for the range"),
        (Number, "3/4", (1, 3), "write the number it comes to"),
        (Code, "\"Y9*\"", (1, 5), "write Y9* without quotes"),
        (Code, "\"D*E\"", (1, 5), "no code holds a star"),
        (
            TariffCode,
            "\"8703*\"",
            (1, 7),
            "write 8703* without quotes",
        ),
        (Code, "contains(?, \" \")", (13, 15), "codes hold no spaces"),
        // What is an input, or looks like one that is misspelt, is no code.
        (Code, "mass", (1, 4), "a number where a code belongs"),
        (Code, "MASS", (1, 4), "no input is called MASS"),
        (
            Code,
            "destination",
            (1, 11),
            "no input is called destination",
        ),
        (Code, "goods.code", (1, 10), "no input is called goods.code"),
        // What is written otherwise is blamed where it was written.
        (Code, "DE, FR = 5 +", (5, 6), "no input is called FR"),
        (Code, "DE, mass", (5, 8), "a number where a code belongs"),
        (TariffCode, "8705-8701", (1, 9), "nothing lies"),
        (Code, "[40..4099]", (1, 10), "the same number of digits"),
        (Code, "[\"A\"..\"B\"]", (2, 4), "stands between digits"),
        (Text, "\"a\",", (5, 5), "a value expected"),
    ] {
        let found = errors(&with_condition(kind, written));
        let [error] = &found[..] else {
            panic!("{kind} {written}: {found:?}");
        };
        assert!(
            error.message.contains(expected),
            "{kind} {written}: {error}"
        );
        let span = error.span.map(cas_decision::Span::characters);
        assert_eq!(span, Some(characters), "{kind} {written}: {error}");
    }
    for (kind, written, expected) in [
        (Number, "1,5", "write the number 1.5"),
        (Number, "1-5", "[1..5]"),
        (Code, "\"Y9*\"", "write Y9*"),
    ] {
        let mut table = with_result(kind, written);
        table.outputs[0].default = Some(written.to_owned());
        let found = errors(&table);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.iter().all(|error| error.message.contains(expected)),
            "{found:?}"
        );
    }
}

#[test]
fn what_may_be_meant_otherwise_is_noted() {
    for (kind, written, expected) in [
        (Code, "4000-4099", Some(NoteCode::ReadAsRange)),
        (TariffCode, "8701-8705", Some(NoteCode::ReadAsRange)),
        (TariffCode, "409", Some(NoteCode::OddTariffCode)),
        (
            Code,
            "matches(?, \"^[a-z]+$\")",
            Some(NoteCode::SmallLettersInPattern),
        ),
        (Code, "matches(?, \"(?i)^[a-z]+$\")", None),
        (Code, "matches(?, \"^\\d+$\")", None),
        (Code, "DE", None),
    ] {
        let notes = kept(with_condition(kind, written)).notes;
        assert_eq!(notes.first().map(|note| note.code), expected, "{written}");
        for note in notes {
            assert_eq!(
                (note.row.as_deref(), note.column.as_deref()),
                (Some("r1"), Some("x"))
            );
        }
    }
}

#[test]
fn a_row_without_condition_and_result_is_refused() {
    let mut table = with_condition(Code, "DE");
    for (conditions, result, is_refused) in [
        (["-", ""], "", true),
        (["–", " "], "null", true),
        (["-", "-"], "5", false),
        (["DE", "-"], "-", false),
    ] {
        table.rows.truncate(1);
        table.rows.push(Row::new("heading", &conditions, &[result]));
        let found = errors(&table);
        assert_eq!(
            found.len(),
            usize::from(is_refused),
            "{conditions:?} {result}: {found:?}"
        );
        assert!(
            found
                .iter()
                .all(|error| error.row.as_deref() == Some("heading"))
        );
        // A version that was kept before is read as it stands.
        let stored = conditions.map(|cell| cell.replace('–', "-"));
        table.rows[1].conditions = stored.to_vec();
        table.rows[0].conditions[0] = "\"DE\"".to_owned();
        assert_eq!(
            Compiled::new(&table).map(|compiled| compiled.rows()).ok(),
            Some(2).filter(|_| conditions[0] != "DE")
        );
    }
}

/// What a code column matches, by the prefixes that the ends of a range are.
#[test]
fn a_range_of_codes_holds_all_that_begin_with_its_ends() {
    for (kind, cell, code, expected) in [
        (TariffCode, "8701-8705", "8700", false),
        (TariffCode, "8701-8705", "8701", true),
        (TariffCode, "8701-8705", "87019999", true),
        (TariffCode, "8701-8705", "8705.99.90", true),
        (TariffCode, "8701-8705", "8706", false),
        (TariffCode, "[8701..8705)", "870500", false),
        (TariffCode, "(8701..8705]", "870199", false),
        (TariffCode, "(8701..8705]", "8702", true),
        (TariffCode, "01-99", "99999999", true),
        (TariffCode, "not(8701-8705)", "8706", true),
        (Code, "4000-4099", "4071", true),
        (Code, "4000-4099", "4100", false),
        (Code, "? in [4000..4099]", "4071", true),
        (Code, "? in [4000..4099]", "4100", false),
        (Code, "4000-4099", "DE", false),
    ] {
        let table = kept(with_condition(kind, cell)).table;
        let fields = json!({"x": code, "mass": 1});
        for strategy in [Strategy::Scan, Strategy::Index] {
            let compiled = Compiled::with_strategy(&table, strategy).expect("compiles");
            let inputs = compiled.read(|name| fields.get(name)).expect("readable");
            let found = compiled.evaluate(&inputs, &context()).expect("answers");
            assert_eq!(
                !found.hits.is_empty(),
                expected,
                "{cell} {code} {strategy:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Scan, index and explanation agree on rows of such cells, and writing them again changes
    /// nothing.
    #[test]
    fn rows_of_experts_agree_with_themselves(
        cells in prop::collection::vec((0..CONDITIONS.len(), 0..CONDITIONS.len()), 1..40),
        codes in prop::collection::vec(select(
            &["DE", "NO", "TRUE", "Y901", "C607", "4000", "4099", "41", "1A", "IN"][..]), 4),
        tariffs in prop::collection::vec(select(
            &["8701", "87032110", "8705999", "870390", "8706", "8703211090", "87032"][..]), 4),
    ) {
        let of = |kind: ValueType, at: usize| {
            let mut cells = CONDITIONS.iter().cycle().skip(at);
            cells.find(|(other, ..)| *other == kind).map_or("-", |(_, written, _)| *written)
        };
        let inputs = [("code", Code), ("tariff", TariffCode), ("mass", Number)];
        let mut table = table(HitPolicy::Collect, &inputs, &[("out", Number)], &[]);
        table.rows = cells.iter().enumerate().map(|(at, (first, second))| {
            Row::new(&format!("r{at}"), &[of(Code, *first), of(TariffCode, *second), "-"], &["1"])
        }).collect();
        let table = kept(table).table;
        let scan = Compiled::with_strategy(&table, Strategy::Scan).expect("compiles");
        let index = Compiled::with_strategy(&table, Strategy::Index).expect("compiles");
        for (code, tariff) in codes.iter().zip(&tariffs) {
            let fields: Value = json!({"code": code, "tariff": tariff, "mass": 7});
            let inputs = scan.read(|name| fields.get(name)).expect("readable");
            let found = scan.evaluate(&inputs, &context());
            prop_assert_eq!(&index.evaluate(&inputs, &context()), &found);
            let found = found.expect("answers");
            for row in &table.rows {
                let fired = found.hits.iter().any(|hit| hit.row == Some(row.id.as_str()));
                let explained = scan.explain(&table, &row.id, &inputs, &context()).expect("a row");
                prop_assert_eq!(
                    matches!(explained.outcome, cas_decision::Outcome::Fired),
                    fired,
                    "{:?}", explained
                );
            }
        }
    }
}
