//! Which table and which inputs are measured?
//!
//! 8 inputs (procedures, countries with some `not(..)`, tariff prefixes, mass, value, days,
//! consignee), 3 outputs, 20–80 % of each column constrained, a catch-all last: in our cells, and
//! as a decision graph of zen-engine. The same in every run.

use cas_decision::{HitPolicy, Input, Output, OutputMode, Row, Table, ValueType};
use serde_json::{Map, Value, json};

/// How many inputs are tried.
pub const SAMPLES: usize = 1_000;
const COUNTRIES: &[&str] = &[
    "AT", "BE", "BG", "CH", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IN", "IT", "JP", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    "TR", "US",
];
const PROCEDURES: &[&str] = &[
    "1000", "1040", "2100", "3151", "4000", "4200", "5100", "7100",
];

/// A small generator: the same table and the same inputs in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % most
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type,
    }
}

fn output(name: &str, value_type: ValueType) -> Output {
    Output {
        name: name.to_owned(),
        label: String::new(),
        value_type,
        mode: OutputMode::FillIfEmpty,
        allowed_values: Vec::new(),
        default: None,
    }
}

fn row(number: usize, dice: &mut Dice) -> Row {
    let quoted = |codes: Vec<&str>| {
        let codes: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
        codes.join(", ")
    };
    let some = |dice: &mut Dice, from: &[&'static str]| -> Vec<&'static str> {
        (0..=dice.below(4)).map(|_| dice.pick(from)).collect()
    };
    // How many of a hundred rows constrain each column.
    let constrained = [80, 60, 40, 80, 50, 30, 20, 60];
    let cells: Vec<String> = constrained
        .iter()
        .enumerate()
        .map(|(column, percent)| {
            if dice.below(100) >= *percent {
                return "-".to_owned();
            }
            match column {
                0 => quoted(some(dice, PROCEDURES)),
                1 if dice.below(5) == 0 => format!("not({})", quoted(some(dice, COUNTRIES))),
                1 | 2 => quoted(some(dice, COUNTRIES)),
                3 => format!(
                    "{:0width$}*",
                    dice.below(10_000),
                    width = 4 + 2 * dice.below(2)
                ),
                4 => {
                    let from = dice.below(400) * 50;
                    format!("[{from}..{})", from + 500 + dice.below(40) * 50)
                }
                5 => format!(">= {}", dice.below(200) * 100),
                6 => format!(
                    "< date(\"2026-{:02}-{:02}\")",
                    1 + dice.below(12),
                    1 + dice.below(28)
                ),
                _ => format!("\"C{:04}\"", dice.below(2_000)),
            }
        })
        .collect();
    let outputs = [
        number.to_string(),
        format!("\"P{}\"", number % 100),
        "true".to_owned(),
    ];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    Row::new(&format!("r{number}"), &cells, &outputs)
}

/// A table of so many rows, a catch-all last.
pub fn table(rows: usize, hit_policy: HitPolicy) -> Table {
    let mut dice = Dice(7);
    let mut all: Vec<Row> = (1..rows).map(|number| row(number, &mut dice)).collect();
    all.push(Row::new("last", &["-"; 8], &["0", "\"none\"", "false"]));
    Table {
        name: "bench".to_owned(),
        version: 1,
        hit_policy,
        inputs: vec![
            input("procedure", ValueType::Code),
            input("dispatch", ValueType::Code),
            input("destination", ValueType::Code),
            input("tariffCode", ValueType::TariffCode),
            input("mass", ValueType::Number),
            input("value", ValueType::Number),
            input("day", ValueType::Date),
            input("consignee", ValueType::Text),
        ],
        outputs: vec![
            output("rule", ValueType::Number),
            output("preference", ValueType::Code),
            output("licence", ValueType::Boolean),
        ],
        rows: all,
    }
}

fn sample(dice: &mut Dice) -> Map<String, Value> {
    let fields = json!({
        "procedure": dice.pick(PROCEDURES),
        "dispatch": dice.pick(COUNTRIES),
        "destination": dice.pick(COUNTRIES),
        "tariffCode": format!("{:06}0000", dice.below(1_000_000)),
        "mass": dice.below(2_000_000) as f64 / 100.0,
        "value": dice.below(2_000_000) as f64 / 100.0,
        "day": format!("2026-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        "consignee": format!("C{:04}", dice.below(2_000)),
    });
    fields.as_object().cloned().unwrap_or_default()
}

/// The inputs that are tried.
#[must_use]
pub fn samples() -> Vec<Map<String, Value>> {
    let mut dice = Dice(11);
    (0..SAMPLES).map(|_| sample(&mut dice)).collect()
}

/// The inputs as the other engine gets them: days are numbers there.
#[must_use]
pub fn foreign_sample(sample: &Map<String, Value>) -> Value {
    let mut fields = sample.clone();
    if let Some(Value::String(day)) = sample.get("day") {
        fields.insert("day".to_owned(), json!(day_number(day)));
    }
    Value::Object(fields)
}

fn day_number(day: &str) -> u32 {
    day.replace('-', "").parse().unwrap_or(0)
}

/// The table as a decision graph of zen-engine.
#[must_use]
pub fn foreign(table: &Table) -> Value {
    let column = |name: &String| json!({"id": name, "name": name, "field": name});
    let inputs: Vec<Value> = table
        .inputs
        .iter()
        .map(|input| column(&input.name))
        .collect();
    let outputs: Vec<Value> = table
        .outputs
        .iter()
        .map(|output| column(&output.name))
        .collect();
    let rules = table.rows.iter().map(|row| {
        let mut rule = Map::new();
        rule.insert("_id".to_owned(), json!(row.id));
        for (input, cell) in table.inputs.iter().zip(&row.conditions) {
            rule.insert(input.name.clone(), json!(foreign_cell(cell)));
        }
        for (output, cell) in table.outputs.iter().zip(&row.outputs) {
            rule.insert(output.name.clone(), json!(cell));
        }
        Value::Object(rule)
    });
    let rules: Vec<Value> = rules.collect();
    let content = json!({"hitPolicy": "first", "passThrough": false, "inputs": inputs, "outputs": outputs, "rules": rules});
    json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table"},
            {"id": "2", "sourceId": "table", "targetId": "out"},
        ],
    })
}

/// Our cell in the other language.
fn foreign_cell(cell: &str) -> String {
    if cell == "-" {
        return String::new();
    }
    if let Some(list) = cell
        .strip_prefix("not(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return format!("$ not in [{list}]");
    }
    if let Some(prefix) = cell.strip_suffix('*') {
        return format!("startsWith($, \"{prefix}\")");
    }
    if let Some(day) = cell
        .strip_prefix("< date(\"")
        .and_then(|rest| rest.strip_suffix("\")"))
    {
        return format!("< {}", day_number(day));
    }
    cell.to_owned()
}
