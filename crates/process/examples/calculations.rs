//! How long do the deductions of a large declaration take, calculations among them?
//!
//! `cargo run --release --package cas-engine --example calculations [ITEMS]` prints the median of
//! 200 runs for a shipment of 999 items in two currencies: on what was given, and on what had been
//! deduced before; and beside it the same without calculations.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cas_model::FieldPath;
use cas_model::document::{
    CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
};
use cas_model::flow::Flow;
use cas_model::origin::Origins;
use cas_process::deductions::calculations::CALCULATIONS;
use cas_process::deductions::calculations::aggregate::aggregate;
use cas_process::deductions::{Sources, deduce};
use cas_process::reference::{MasterData, Versioned};
use cas_process::tables::StepTables;
use serde_json::{Value, json};

const RUNS: usize = 200;
const COUNTRIES: [&str; 7] = ["CN", "US", "IN", "JP", "KR", "VN", "TH"];

fn main() -> anyhow::Result<()> {
    let items = std::env::args()
        .nth(1)
        .map_or(Ok(999), |items| items.parse())?;
    let document = document(items)?;
    let master_data = master_data()?;
    let all = flow(json!({"currency": "EUR"}))?;
    let names: Vec<&str> = CALCULATIONS
        .iter()
        .map(|calculation| calculation.name)
        .collect();
    let none = flow(json!({"currency": "EUR", "disabled": names}))?;
    let mut out = std::io::stdout().lock();
    for (flow, what) in [(&all, "all deductions"), (&none, "without calculations")] {
        let sources = Sources {
            flow,
            step: &flow.steps[0],
            tables: &StepTables::default(),
            master_data: &master_data,
            sets: &cas_decision::NoSets,
            steps: &cas_decision::Steps::default(),
            shipment: &CustomsShipment::default(),
            earlier: &[],
            lrn: Some("LRN"),
            day: "2026-11-24".parse()?,
            calculated_only: &[],
        };
        let fresh = (document.clone(), Origins::default());
        let mut deduced = fresh.clone();
        deduce(&mut deduced.0, &mut deduced.1, &sources);
        for (start, whence) in [(&fresh, "anew"), (&deduced, "again")] {
            let median = median(|| {
                let (mut document, mut origins) = start.clone();
                let start = Instant::now();
                deduce(&mut document, &mut origins, &sources);
                start.elapsed()
            });
            writeln!(out, "{items} items, {what} {whence}: {median:?}")?;
        }
    }
    let shipment = document.goods_shipment.as_deref();
    let goods = shipment.map_or(&[][..], |shipment| &shipment.government_agency_goods_items);
    writeln!(out, "{items} items aggregated: {:?}", aggregation(goods))?;
    Ok(())
}

/// The median time of aggregating items to seven.
fn aggregation(items: &[GovernmentAgencyGoodsItem]) -> Duration {
    let keys = [FieldPath::from("origin.country")];
    median(|| {
        let items = items.to_vec();
        let start = Instant::now();
        let aggregated = aggregate(items, &keys);
        let elapsed = start.elapsed();
        assert_eq!(
            aggregated.map(|aggregated| aggregated.len()),
            Ok(COUNTRIES.len())
        );
        elapsed
    })
}

fn median(run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = std::iter::repeat_with(run).take(RUNS).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn document(items: usize) -> anyhow::Result<SingleAdministrativeDocument> {
    let items: Vec<Value> = (0..items)
        .map(|index| {
            json!({
                "casReference": format!("item{index}"),
                "commodity": {"invoiceLine": {"itemAmount": format!("{}.17", 100 + index * 37)}},
                "goodsMeasure": {"nmass": format!("{}.123", 1 + index % 91)},
                "origin": {"country": COUNTRIES[index % COUNTRIES.len()]},
            })
        })
        .collect();
    Ok(serde_json::from_value(json!({
        "invoiceCurrency": "USD",
        "totalPackageQuantity": 33,
        "goodsShipment": {
            "tradeTerms": {"termsCode": "DAP"},
            "consignment": {"gmass": 60_000.5},
            "customsValuation": {
                "freightCharges": 1234.56, "insuranceCharges": 99.99, "currency": "EUR",
            },
            "governmentAgencyGoodsItems": items,
        },
    }))?)
}

fn master_data() -> anyhow::Result<MasterData> {
    let mut master_data = MasterData::default();
    let record = serde_json::from_value(json!({
        "currency": "USD", "baseCurrency": "EUR", "rate": 1.0842, "validFrom": "2026-11-01",
    }))?;
    let rate = Arc::new(Versioned { version: 1, record });
    master_data
        .exchange_rates
        .insert(("USD".to_owned(), "EUR".to_owned()), rate);
    Ok(master_data)
}

fn flow(calculations: Value) -> anyhow::Result<Flow> {
    Ok(serde_json::from_value(json!({
        "name": "Import", "version": 1, "direction": "IN",
        "steps": [{
            "name": "import", "declarationType": "H1", "system": "any", "jurisdiction": "DE",
            "autoSubmit": false, "calculations": calculations,
        }],
    }))?)
}
