//! What deductions cost: thirty decision tables, master data and calculations on one declaration.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::Flow;
use cas_model::origin::Origins;
use cas_process::deductions::{Sources, deduce};
use cas_process::reference::{MasterData, Versioned};
use cas_process::tables::{BoundTable, StepTables, TableDocument};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::terminal::say;

/// The day as of which is deduced.
const DAY: Date = date(2026, 11, 24);
/// How many articles there are.
const ARTICLES: usize = 50;

/// Measure deductions: decision tables, master data and calculations, without a database.
#[derive(Debug, clap::Args)]
pub struct Deductions {
    /// How many decision tables the step asks; four of five are asked for each item.
    #[arg(long, default_value_t = 30)]
    tables: usize,
    /// How many rows each has.
    #[arg(long, default_value_t = 100)]
    rows: usize,
    /// How many items the declaration has.
    #[arg(long, default_value_t = 20)]
    items: usize,
    /// How often it is measured; the median is printed.
    #[arg(long, default_value_t = 101)]
    runs: usize,
}

impl Deductions {
    /// Runs the bench and prints its figures.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let flow = flow(self.tables)?;
        let bound = (0..self.tables)
            .map(|number| Ok((table_name(number), Arc::new(self.table(number)?))))
            .collect::<anyhow::Result<HashMap<_, _>>>()?;
        let tables = StepTables::new(&flow.steps[0], |name| {
            let found = bound.get(name).cloned();
            found.ok_or_else(|| format!("there is no table {name}"))
        });
        let master_data = master_data()?;
        let sources = Sources {
            tables: &tables,
            ..Sources::of_first_step(&flow, &master_data, DAY)
        };
        let given: SingleAdministrativeDocument = serde_json::from_value(document(self.items))?;
        let (mut document, mut origins) = (given.clone(), Origins::default());
        let first = self.measure(|| {
            (document, origins) = (given.clone(), Origins::default());
            let began = Instant::now();
            let deduced = deduce(&mut document, &mut origins, &sources);
            (began.elapsed(), deduced.findings.len())
        });
        let again = self.measure(|| {
            let began = Instant::now();
            let deduced = deduce(&mut document, &mut origins, &sources);
            (began.elapsed(), deduced.findings.len())
        });
        let filled: usize = origins.groups().iter().map(|group| group.paths.len()).sum();
        say(format_args!(
            "{} tables of {} rows, {} items: {:.3} ms the first time, {:.3} ms again; {filled} \
             values filled from {} sources, {} findings",
            self.tables,
            self.rows,
            self.items,
            milliseconds(first.0),
            milliseconds(again.0),
            origins.groups().len(),
            first.1
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// The median of several runs, and what was found.
    fn measure(&self, mut run: impl FnMut() -> (Duration, usize)) -> (Duration, usize) {
        let mut runs: Vec<(Duration, usize)> = (0..self.runs.max(1)).map(|_| run()).collect();
        runs.sort_unstable();
        runs[runs.len() / 2]
    }

    /// A table of eight inputs and three outputs, of which one fills a field that the others leave.
    fn table(&self, number: usize) -> anyhow::Result<BoundTable> {
        let for_item = number % 5 != 4;
        let inputs = if for_item { ITEM_INPUTS } else { HEAD_INPUTS };
        let inputs: Vec<Value> = inputs
            .iter()
            .map(|(name, field, kind)| json!({"name": name, "expression": field, "type": kind}))
            .collect();
        let rows: Vec<Value> = (0..self.rows).map(|row| self.row(row, for_item)).collect();
        let outputs = if for_item {
            item_outputs(number)
        } else {
            head_outputs(number)
        };
        let document: TableDocument = serde_json::from_value(json!({"table": {
            "name": table_name(number), "inputs": inputs, "outputs": outputs, "rows": rows,
        }}))?;
        BoundTable::new(&document)
            .map_err(|problems| anyhow::anyhow!("a table of the bench is wrong: {problems:?}"))
    }

    /// A row that cares about half of its inputs; the last one about none.
    fn row(&self, row: usize, for_item: bool) -> Value {
        let last = row + 1 == self.rows;
        let when = |every: usize, cell: String| match last || row.is_multiple_of(every) {
            true => "-".to_owned(),
            false => cell,
        };
        let conditions = if for_item {
            vec![
                when(4, format!("{:04}*", 8_700 + row % 97)),
                when(
                    2,
                    format!(
                        "\"{}\", \"{}\"",
                        COUNTRIES[row % 7],
                        COUNTRIES[(row + 3) % 7]
                    ),
                ),
                when(3, format!("> {}", row % 40)),
                when(2, format!("not(\"{}\")", COUNTRIES[row % 7])),
                when(2, format!("\"A{}\"", row % ARTICLES)),
                when(3, format!("[{}..{}]", row % 10, row % 10 + 60)),
                when(4, "\"T1\"".to_owned()),
                when(5, "\"MUC1\"".to_owned()),
            ]
        } else {
            vec![
                when(2, format!("\"{}\"", COUNTRIES[row % 7])),
                when(2, format!("not(\"{}\")", COUNTRIES[(row + 1) % 7])),
                when(3, "\"T1\"".to_owned()),
                when(3, "\"MUC1\"".to_owned()),
            ]
        };
        let outputs = [
            format!("\"X{}\"", row % 9),
            format!("\"Y{}\"", row % 7),
            "\"Z\"".to_owned(),
        ];
        json!({"id": format!("r{row}"), "conditions": conditions, "outputs": outputs})
    }
}

/// Inputs of tables that are asked for each item: name, field, type.
const ITEM_INPUTS: &[(&str, &str, &str)] = &[
    (
        "tariff",
        "item.commodity.classifications[CN].code",
        "tariffCode",
    ),
    ("origin", "item.origin.country", "code"),
    ("net mass", "item.goodsMeasure.nmass", "number"),
    ("destination", "goodsShipment.destination", "code"),
    ("article", "item.commodity.itemId", "code"),
    ("quantity", "item.goodsMeasure.qty", "number"),
    ("type", "declType", "code"),
    ("plant", "shipment.plant", "code"),
];
/// Inputs of tables that are asked for the document.
const HEAD_INPUTS: &[(&str, &str, &str)] = &[
    ("destination", "goodsShipment.destination", "code"),
    ("country", "goodsShipment.consignee.address.country", "code"),
    ("type", "declType", "code"),
    ("plant", "shipment.plant", "code"),
];
const COUNTRIES: [&str; 7] = ["DE", "FR", "IT", "CN", "US", "IN", "VN"];

/// Fields of the item that tables fill, three at a time.
const ITEM_FIELDS: [&str; 12] = [
    "item.governmentProcedure.proc",
    "item.governmentProcedure.prevProc",
    "item.governmentProcedure.procNat1",
    "item.origin.region",
    "item.origin.type",
    "item.commodity.cusCode",
    "item.additionalInformations[Q].code",
    "item.declType",
    "item.exportCountry",
    "item.destination",
    "item.dutyTaxFees[A00].preference1",
    "item.customsValuation.valuationMethod",
];

fn item_outputs(number: usize) -> Value {
    let field =
        |offset: usize| json!({"name": ITEM_FIELDS[(number * 3 + offset) % 12], "type": "code"});
    json!([field(0), field(1), field(2)])
}

fn head_outputs(number: usize) -> Value {
    const FIELDS: [&str; 6] = [
        "declarationOfficeCode",
        "goodsShipment.destinationOffice",
        "goodsShipment.exitOffice",
        "security",
        "trxNatCode1",
        "goodsShipment.warehouse.type",
    ];
    let field = |offset: usize| json!({"name": FIELDS[(number + offset) % 6], "type": "code"});
    json!([field(0), field(1), field(2)])
}

fn table_name(number: usize) -> String {
    format!("table {number}")
}

fn flow(tables: usize) -> anyhow::Result<Flow> {
    let names: Vec<String> = (0..tables).map(table_name).collect();
    let flow = json!({
        "name": "Bench",
        "direction": "OUT",
        "steps": [{
            "name": "export", "declarationType": "transit", "system": "ncts",
            "jurisdiction": "DE", "tables": names,
            "defaults": {"declType": "T1", "goodsShipment": {"destination": "FR"}},
        }],
    });
    serde_json::from_value(flow).context("the flow of the bench")
}

fn master_data() -> anyhow::Result<MasterData> {
    let mut all = MasterData::default();
    for number in 0..ARTICLES {
        let code = format!("A{number}");
        let record = serde_json::from_value(json!({
            "code": code,
            "descriptions": [{"casReference": "en", "language": "en", "text": "Goods"}],
            "classifications": [{
                "casReference": "cn", "type": "CN", "code": format!("{:04}1010", 8_700 + number),
            }],
            "nmassPerUnit": 2.5,
            "gmassPerUnit": 3,
            "uoM": "NAR",
            "originCountry": COUNTRIES[number % 7],
        }))?;
        all.articles
            .insert(code, Arc::new(Versioned { version: 1, record }));
    }
    Ok(all)
}

fn document(items: usize) -> Value {
    let items: Vec<Value> = (0..items)
        .map(|item| {
            json!({
                "casReference": format!("i{item}"),
                "commodity": {"itemId": format!("A{}", item % ARTICLES)},
                "goodsMeasure": {"qty": 1 + item % 30},
                "packagings": [{"casReference": "p", "quantity": 1, "type": "CT"}],
            })
        })
        .collect();
    json!({"goodsShipment": {
        "consignee": {"name": "C", "address": {"country": "FR"}},
        "governmentAgencyGoodsItems": items,
    }})
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
