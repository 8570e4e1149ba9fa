use super::{ColumnWords, Language, Narrator};
use crate::table::{Input, Output, OutputMode, Row};
use crate::value::ValueType;

fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type,
    }
}

fn output(name: &str, value_type: ValueType, mode: OutputMode) -> Output {
    Output {
        name: name.to_owned(),
        label: String::new(),
        value_type,
        mode,
        allowed_values: Vec::new(),
        default: None,
    }
}

/// Both sentences of a row of a tariff code, a country, a mass and a day, with a reference that is
/// added and an office.
fn sentences(row: &Row) -> [String; 2] {
    let inputs = [
        input("tariff", ValueType::TariffCode),
        input("origin", ValueType::Code),
        input("mass", ValueType::Number),
        input("day", ValueType::Date),
    ];
    let outputs = [
        output(
            "references[+].refNum",
            ValueType::Text,
            OutputMode::FillIfEmpty,
        ),
        output("office", ValueType::Code, OutputMode::Override),
    ];
    [Language::English, Language::German].map(|language| {
        let words = |words: [&str; 4]| words.map(str::to_owned).to_vec();
        let words = ColumnWords {
            language,
            inputs: match language {
                Language::English => words(["tariff code", "origin", "mass", "day"]),
                Language::German => words(["Warennummer", "Ursprung", "Masse", "Tag"]),
            },
            outputs: match language {
                Language::English => vec!["additional reference".to_owned()],
                Language::German => vec!["zusätzlichen Verweis".to_owned()],
            },
        };
        let narrator = Narrator::new(&inputs, &outputs, &words);
        narrator.row(row).expect("a row that can be read")
    })
}

fn check(conditions: &[&str], outputs: &[&str], english: &str, german: &str) {
    let row = Row::new("r", conditions, outputs);
    assert_eq!(sentences(&row), [english, german]);
}

#[test]
fn a_row_is_told_in_both_languages() {
    check(
        &["8711*", "-", "-", "-"],
        &["\"Y901\"", "-"],
        "When tariff code begins with 8711, add additional reference Y901.",
        "Wenn Warennummer mit 8711 beginnt, zusätzlichen Verweis Y901 hinzufügen.",
    );
    check(
        &["-", "not(\"CN\", \"RU\")", ">= 1.5", "-"],
        &["-", "\"DE004851\""],
        "When origin is none of CN or RU and mass is at least 1.5, set office to DE004851, \
         whatever was deduced before.",
        "Wenn Ursprung keines von CN oder RU ist und Masse mindestens 1,5 ist, office auf DE004851 \
         setzen, was immer vorher hergeleitet wurde.",
    );
    check(
        &[
            "[8701..8705]",
            "in list(\"CL008\")",
            "[1..5)",
            "> date(\"2026-11-29\")",
        ],
        &["\"not listed\"", "null"],
        "When tariff code begins with 8701 to 8705 and origin is in the code list CL008 and mass is \
         at least 1 and less than 5 and day is after 29 Nov 2026, add additional reference “not \
         listed” and leave office empty.",
        "Wenn Warennummer mit 8701 bis 8705 beginnt und Ursprung in der Codeliste CL008 steht und \
         Masse mindestens 1 und kleiner als 5 ist und Tag nach dem 29.11.2026 ist, zusätzlichen \
         Verweis „not listed“ hinzufügen und office leer lassen.",
    );
    check(
        &["-", "null, \"DE\"", "? > 2 * 3 and origin != \"FR\"", "-"],
        &["if mass > 5 then \"A\" else \"B\"", "-"],
        "When (origin is DE or origin is missing) and mass is more than 6 and origin is not FR, add \
         additional reference A if mass is more than 5, else B.",
        "Wenn (Ursprung DE ist oder Ursprung fehlt) und Masse größer als 6 ist und Ursprung nicht \
         gleich FR ist, zusätzlichen Verweis A, wenn Masse größer als 5 ist, sonst B hinzufügen.",
    );
    check(
        &["-", "-", "-", "-"],
        &["-", "-"],
        "Always do nothing.",
        "Immer nichts tun.",
    );
}

#[test]
fn the_days_of_a_row_and_that_it_is_off_are_told() {
    let mut row = Row::new("r", &["-", "\"DE\"", "-", "-"], &["\"Y1\"", "-"]);
    row.valid_from = "2026-01-01".parse().ok();
    row.valid_to = "2026-12-31".parse().ok();
    row.enabled = false;
    assert_eq!(
        sentences(&row),
        [
            "Switched off. From 1 Jan 2026 until 31 Dec 2026: When origin is DE, add additional \
             reference Y1.",
            "Ausgeschaltet. Von 01.01.2026 bis 31.12.2026: Wenn Ursprung DE ist, zusätzlichen \
             Verweis Y1 hinzufügen.",
        ]
    );
}
