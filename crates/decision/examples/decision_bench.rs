//! How long does one evaluation take, and how long does a table take to load?
//!
//! `cargo run --release -p cas-decision --example decision_bench` prints both for 10 to 10,000
//! rows: 8 inputs (procedures, countries with some `not(..)`, tariff prefixes, mass, value, dates,
//! consignee), 3 outputs, 20–80 % of each column constrained, a catch-all last.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::hint::black_box;

use cas_decision::{
    Compiled, Context, HitPolicy, Input, Inputs, Output, OutputMode, Row, Strategy, Table,
    ValueType,
};
use serde_json::{Map, Value, json};

const SAMPLES: usize = 1_000;
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

fn table(rows: usize, hit_policy: HitPolicy) -> Table {
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

/// The time this thread has been on a processor, in nanoseconds: others may use the machine.
fn processor_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The best of nine, in microseconds per evaluation.
fn measure(compiled: &Compiled, inputs: &[Inputs]) -> f64 {
    let context = Context::on(jiff::civil::date(2026, 1, 31));
    let rounds = if compiled.index_bytes() == 0 { 2 } else { 40 };
    (0..9)
        .map(|_| {
            let start = processor_time();
            for _ in 0..rounds {
                for input in inputs {
                    black_box(compiled.evaluate(black_box(input), &context)).ok();
                }
            }
            (processor_time() - start) as f64 / 1e3 / (rounds * inputs.len()) as f64
        })
        .fold(f64::INFINITY, f64::min)
}

/// The memory of this process, in kilobytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let digits = line.and_then(|line| line.split_whitespace().nth(1));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn main() {
    println!("rows     policy   way        µs/evaluation  load ms  index kB  resident kB");
    for rows in [10, 100, 1_000, 10_000] {
        for policy in [HitPolicy::First, HitPolicy::Collect] {
            for strategy in [Strategy::Scan, Strategy::Index] {
                let table = table(rows, policy);
                let before = resident();
                let start = processor_time();
                let compiled = match Compiled::with_strategy(&table, strategy) {
                    Ok(compiled) => compiled,
                    Err(errors) => {
                        println!("{errors:?}");
                        return;
                    }
                };
                let load = (processor_time() - start) as f64 / 1e6;
                let kept = resident().saturating_sub(before);
                let mut dice = Dice(11);
                let inputs: Vec<Inputs> = (0..SAMPLES)
                    .map(|_| sample(&mut dice))
                    .filter_map(|fields| compiled.read(|name| fields.get(name)).ok())
                    .collect();
                let micros = measure(&compiled, &inputs);
                println!(
                    "{rows:<8} {:<8} {:<10} {micros:>13.3} {load:>8.1} {:>9} {kept:>12}",
                    format!("{policy:?}"),
                    format!("{strategy:?}"),
                    compiled.index_bytes() / 1024,
                );
            }
        }
    }
}
