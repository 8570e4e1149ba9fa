//! What validations cost: every rule of its type over a declaration with many items.
//!
//! The declarations are the valid ones that the rules are tested with, their items repeated. So no
//! rule stops at a mistake, and all of them look at everything.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use cas_rules::{CodeLists, Context, Document, NO_SWITCHES, RuleEntry, check, registry};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::terminal::say;

/// Name, type, jurisdiction and document of what is checked.
const DECLARATIONS: &[(&str, &str, &str, &str)] = &[
    (
        "transit",
        "transit",
        "DE",
        include_str!("../../../rules/fixtures/valid_transit.json"),
    ),
    (
        "import (H1)",
        "H1",
        "DK",
        include_str!("../../../rules/fixtures/valid_H1.json"),
    ),
    (
        "export (B1)",
        "B1",
        "DE",
        include_str!("../../../rules/fixtures/valid_B1.json"),
    ),
    (
        "excise",
        "excise",
        "DE",
        include_str!("../../../rules/fixtures/valid_excise.json"),
    ),
];

/// The system that takes a type in most of the Union.
fn system_of(declaration_type: &str) -> &'static str {
    match declaration_type {
        "transit" => "ncts",
        "excise" => "emcs",
        "B1" => "aes",
        _ => "dk_dms",
    }
}

/// Measure validations, without a database.
#[derive(Debug, clap::Args)]
pub struct Rules {
    /// How many items each declaration has.
    #[arg(long, default_value_t = 999)]
    items: usize,
    /// How often it is measured; the median is printed.
    #[arg(long, default_value_t = 101)]
    runs: usize,
    /// How many of the slowest rules are named.
    #[arg(long, default_value_t = 3)]
    slowest: usize,
}

impl Rules {
    /// Runs the bench and prints its figures.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let code_lists = CodeLists::built_in();
        for (name, declaration_type, jurisdiction, document) in DECLARATIONS {
            let document = with_items(serde_json::from_str(document)?, self.items)?;
            let context = Context {
                system: system_of(declaration_type),
                declaration_type,
                jurisdiction,
                day: date(2026, 7, 1),
                today: date(2026, 7, 1),
                code_lists: &code_lists,
                switches: &NO_SWITCHES,
                imported_before: None,
                presented: None,
            };
            self.measure(name, &document, &context);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn measure(&self, name: &str, document: &Document, context: &Context<'_>) {
        let (took, findings) = self.median(|| check(document, context).len());
        let rules = registry()
            .iter()
            .filter(|rule| rule.applies(document, context));
        let mut each: Vec<(Duration, &RuleEntry)> = rules
            .map(|rule| {
                let (took, _) = self.median(|| rule.findings(document, context).len());
                (took, rule)
            })
            .collect();
        each.sort_unstable_by_key(|(took, _)| std::cmp::Reverse(*took));
        let slowest: Vec<String> = each
            .iter()
            .take(self.slowest)
            .map(|(took, rule)| format!("{} {:.2}", rule.code, milliseconds(*took)))
            .collect();
        say(format_args!(
            "{name:<12}  {} items, {} rules: {:.2} ms, {findings} findings; slowest in ms: {}",
            document.goods_items().len(),
            each.len(),
            milliseconds(took),
            slowest.join(", ")
        ));
    }

    /// The median of several runs, and what was found.
    fn median(&self, run: impl Fn() -> usize) -> (Duration, usize) {
        let mut runs: Vec<(Duration, usize)> = (0..self.runs.max(1))
            .map(|_| {
                let began = Instant::now();
                let findings = run();
                (began.elapsed(), findings)
            })
            .collect();
        runs.sort_unstable();
        runs[runs.len() / 2]
    }
}

/// The declaration with its items repeated up to a number, and masses that still fit.
fn with_items(mut declaration: Value, count: usize) -> anyhow::Result<Document> {
    let shipment = &mut declaration["goodsShipment"];
    if let Some(items) = shipment["governmentAgencyGoodsItems"].as_array_mut() {
        let given = items.clone();
        let repeated = given.iter().cycle().take(count).enumerate();
        *items = repeated
            .map(|(index, item)| {
                let mut item = item.clone();
                item["seqNum"] = json!(index + 1);
                item
            })
            .collect();
    }
    shipment["consignment"]["gmass"] = json!(100_000_000);
    Ok(serde_json::from_value(declaration)?)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
