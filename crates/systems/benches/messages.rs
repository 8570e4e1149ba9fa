//! How long does it take to write and to read the largest messages there are?
//!
//! `cargo bench -p cas-systems --bench messages` writes a CC015C and a CDS declaration of 999
//! goods items, reads both back as declarations, examines the documents, reads a CC029C of that
//! size, and prints the best of thirty rounds beside what `xmllint` (libxml2, in C) needs to parse
//! the same file without any meaning. Plain items say what they must; rich ones say everything that
//! an item can say.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what the bench is run for"
)]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cas_gateway::{CustomsSystem, Intent, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::ncts::Ncts;
use cas_systems::uk_cds::UkCds;
use serde_json::{Value, json};

const ITEMS: u32 = 999;
const ROUNDS: usize = 30;

fn main() {
    let ncts = json!({
        "messageSender": "DE1234567890", "messageRecipient": "NTA.DE", "phase": "P6",
    });
    let cds = json!({"submitter": "GB603202734852"});
    for (fixture, items) in [("minimal", "plain"), ("full", "rich")] {
        let name = |message: &str| format!("{message}, {items} items");
        let declaration = write(&name("CC015C"), &Ncts, &document(fixture), &ncts);
        read_back(&name("CC015C"), &Ncts, &declaration);
        read(&name("CC029C"), &Ncts, &released(&declaration));
    }
    let plain = write("DEC, plain items", &UkCds, &plain("uk_cds_import"), &cds);
    read_back("DEC, plain items", &UkCds, &plain);
    let rich = write("DEC, rich items", &UkCds, &document("uk_cds_import"), &cds);
    read_back("DEC, rich items", &UkCds, &rich);
}

/// A fixture of the tests, with its first goods item as often as it may stand.
fn document(name: &str) -> SingleAdministrativeDocument {
    let folder = env!("CARGO_MANIFEST_DIR");
    let text = std::fs::read(format!("{folder}/tests/fixtures/{name}.json"));
    let value: Value = serde_json::from_slice(&text.expect("a fixture")).expect("JSON");
    let shape = SingleAdministrativeDocument::shape();
    let mut document: SingleAdministrativeDocument =
        cas_model::structure::read(shape, value).expect("a sound document");
    let shipment = document.goods_shipment.as_mut().expect("goods");
    let first = shipment.government_agency_goods_items[0].clone();
    shipment.government_agency_goods_items = (1..=ITEMS)
        .map(|number| {
            let mut item = first.clone();
            item.seq_num = Some(number);
            item
        })
        .collect();
    document
}

/// The same with what an ordinary item of an import says.
fn plain(name: &str) -> SingleAdministrativeDocument {
    let mut document = document(name);
    let shipment = document.goods_shipment.as_mut().expect("goods");
    for item in &mut shipment.government_agency_goods_items {
        item.additional_documents.truncate(2);
        item.additional_informations.clear();
        item.previous_documents.truncate(1);
        item.packagings.truncate(1);
    }
    document
}

fn write(
    name: &str,
    system: &dyn CustomsSystem,
    document: &SingleAdministrativeDocument,
    settings: &Value,
) -> Vec<u8> {
    let facts = CustomsFacts::default();
    let request = Request {
        intent: Intent::Declare,
        document,
        declaration_type: None,
        side: Side::Sent,
        lrn: "LRN0001",
        facts: &facts,
        settings,
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15Z".parse().expect("a time"),
    };
    let body = system.encode(&request).expect("it can be written").body;
    let best = best_of(|| drop(black_box(system.encode(black_box(&request)))));
    tell(&format!("write {name}"), best, &body);
    let best = best_of(|| drop(black_box(system.examine(black_box(&request)))));
    tell(&format!("examine {name}"), best, &body);
    body
}

fn read(name: &str, system: &dyn CustomsSystem, body: &[u8]) {
    system.decode(body).expect("it can be read");
    let best = best_of(|| drop(black_box(system.decode(black_box(body)))));
    tell(&format!("read {name}"), best, body);
}

/// Reads a declaration by the table that wrote it; nothing of it may be left.
fn read_back(name: &str, system: &dyn CustomsSystem, body: &[u8]) {
    let declared = system.read_declaration(body).expect("it can be read");
    assert_eq!(declared.unread, []);
    let best = best_of(|| drop(black_box(system.read_declaration(black_box(body)))));
    tell(&format!("read {name}"), best, body);
}

/// The release of a declaration: customs repeats what was declared.
fn released(declaration: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(declaration).expect("UTF-8");
    let (before, operation) = text.split_once("<TransitOperation>").expect("an operation");
    let (operation, after) = operation
        .split_once("</TransitOperation>")
        .expect("its end");
    let dates = "<MRN>26DE485100000001J5</MRN>\
        <declarationAcceptanceDate>2026-03-01</declarationAcceptanceDate>\
        <releaseDate>2026-03-02</releaseDate>";
    let operation = operation.replacen("</LRN>", &format!("</LRN>{dates}"), 1);
    format!("{before}<TransitOperation>{operation}</TransitOperation>{after}")
        .replace("CC015C", "CC029C")
        .into_bytes()
}

fn best_of(mut work: impl FnMut()) -> Duration {
    let round = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut round = round;
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

fn tell(what: &str, best: Duration, body: &[u8]) {
    let milliseconds = best.as_secs_f64() * 1e3;
    let kilobytes = body.len() / 1_000;
    let other = xmllint(body).unwrap_or_else(|| "not there".to_owned());
    println!("{what:<26} {ITEMS} items {kilobytes:>6} kB {milliseconds:>8.2} ms   xmllint {other}");
}

/// What xmllint says it needs to parse the same bytes; `None` where it is not installed.
fn xmllint(body: &[u8]) -> Option<String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("message.xml");
    std::fs::write(&file, body).ok()?;
    let parsed = || {
        let run = Command::new("xmllint")
            .args(["--timing", "--noout"])
            .arg(&file)
            .output()
            .ok()?;
        let said = String::from_utf8(run.stderr).ok()?;
        let time = said.split("Parsing took ").nth(1)?.lines().next()?;
        Some(time.to_owned())
    };
    (0..3).filter_map(|_| parsed()).min()
}
