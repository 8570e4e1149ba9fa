//! The demo's flows, decision tables and settings.

use anyhow::Context as _;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::record::Json;
use cas_store::ConfigurationRecord;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::seed::TENANT;
use crate::stories::{excise, export, low_value, uk_export, uk_import};

/// All versions, published.
///
/// # Errors
/// When a document has no name.
pub(crate) fn rows(now: Timestamp) -> anyhow::Result<Vec<ConfigurationRecord>> {
    let flows = flows()
        .into_iter()
        .map(|flow| (ConfigurationKind::Flow, flow));
    let tables = tables()
        .into_iter()
        .map(|table| (ConfigurationKind::DecisionTable, json!({ "table": table })));
    let settings = json!({ "flowSelection": "flow selection" });
    let mut rows = vec![row(ConfigurationKind::Settings, "settings", &settings, now)];
    for (kind, document) in flows.chain(tables) {
        let name = document["name"]
            .as_str()
            .or(document["table"]["name"].as_str());
        let name = name.context("a flow or table without a name")?.to_owned();
        rows.push(row(kind, &name, &document, now));
    }
    Ok(rows)
}

fn row(
    kind: ConfigurationKind,
    name: &str,
    document: &Value,
    now: Timestamp,
) -> ConfigurationRecord {
    ConfigurationRecord {
        tenant_id: TENANT,
        kind,
        name: name.to_owned(),
        version: 1,
        state: ConfigurationState::Published,
        document: Json::from(document),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: now,
        updated_at: now,
        updated_by: "demo".to_owned(),
        published_at: Some(now),
        published_by: Some("demo".to_owned()),
        note: None,
        review: None,
    }
}

/// One flow that submits by itself, one that waits to be asked, one of two steps that asks tables.
fn flows() -> Vec<Value> {
    let step = |name: &str, auto_submit: Value, defaults: Value| {
        json!({
            "name": name,
            "declarationType": "transit",
            "system": "ncts",
            "jurisdiction": "DE",
            "autoSubmit": auto_submit,
            "defaults": defaults,
        })
    };
    let flow = |name: &str, auto_submit: &str| {
        let step = step("transit", auto_submit.into(), defaults());
        json!({ "name": name, "direction": "OUT", "steps": [step] })
    };
    let send = || json!({ "table": "sending" });
    let export = json!({
        "name": "export",
        "declarationType": "B1",
        "system": "aes",
        "jurisdiction": "DE",
        "autoSubmit": send(),
        "defaults": export_basics(),
        "tables": ["export offices", "export goods", "documents", "kinds of packages"],
    });
    let mut transit = step("transit", send(), basics());
    transit["tables"] = json!(["transit offices", "documents", "kinds of packages"]);
    transit["start"] = json!({ "on": "statusReached", "step": "export", "statuses": ["Released"] });
    transit["takeOver"] = json!([{
        "step": "export",
        "from": "mrn",
        "to": "previousDocuments[+].refNum",
        "with": { "category": "N", "type": "MRN" },
    }]);
    vec![
        flow("Transit", "always"),
        flow("TransitOnRequest", "never"),
        json!({
            "name": "ExportTransit",
            "description": "Export, then transit of the exported goods to where they leave.",
            "direction": "OUT",
            "steps": [export, transit],
        }),
        uk_import::flow(),
        uk_export::flow(),
        excise::flow(),
        excise::export_flow(),
        export::flow(),
        low_value::flow(),
    ]
}

/// Office, guarantee, holder and places: what need not be sent with every shipment.
#[must_use]
pub fn defaults() -> Value {
    let mut defaults = basics();
    defaults["declarationOfficeCode"] = "DE004101".into();
    let goods = &mut defaults["goodsShipment"];
    goods["destination"] = "FR".into();
    goods["destinationOffice"] = "FR001330".into();
    defaults
}

/// What holds for every declaration of the tenant.
fn basics() -> Value {
    json!({
        "declType": "T1",
        "addDeclType1": "A",
        "security": "0",
        "reducedDatasetIndicator": false,
        "bindingItinerary": false,
        "communicationLanguage": "EN",
        "holderOfTheTransitProcedure": {"code": "WE"},
        "obligationGuarantees": [{
            "casReference": "guarantee1",
            "type": "1",
            "refNum": "26DE0000000001237",
            "accessCode": "AC01",
            "amount": 10000,
            "currency": "EUR",
        }],
        "goodsShipment": {
            "exportCountry": "DE",
            "consignor": {"code": "WE"},
            "consignment": {
                "containerIndicator": false,
                "inlandMode": "3",
                "goodsLocation": {
                    "type": "B",
                    "qualifier": "Y",
                    "authorisationNumber": "DEACR0000001",
                },
                "loadingLocation": {"country": "DE", "location": "Munich"},
                "departureTransportMeans": {"identificationType": "30"},
            },
        },
    })
}

/// What holds for every export of the tenant.
fn export_basics() -> Value {
    json!({
        "declType": "EX",
        "addDeclType1": "A",
        "security": "0",
        "declarant": {"code": "WE"},
        "carrier": {"code": "WE"},
        "trxNatCode1": "1",
        "trxNatCode2": "1",
        "goodsShipment": {
            "exportCountry": "DE",
            "exitOffice": "DE004851",
            "exporter": {"code": "WE"},
            "consignment": {
                "containerIndicator": false,
                "inlandMode": "3",
                "borderTransportMeans": {"mode": "3"},
                "goodsLocation": {
                    "type": "B",
                    "qualifier": "Y",
                    "authorisationNumber": "DEACR0000001",
                },
                "departureTransportMeans": {"identificationType": "30"},
            },
        },
    })
}

fn decision_row(id: &str, conditions: &[&str], outputs: &[&str]) -> Value {
    json!({ "id": id, "conditions": conditions, "outputs": outputs })
}

fn tables() -> Vec<Value> {
    let row = decision_row;
    let code = |name: &str| json!({ "name": name, "type": "code" });
    let text = |name: &str| json!({ "name": name, "type": "text" });
    let number = |name: &str| json!({ "name": name, "type": "number" });
    vec![
        json!({
            "name": "flow selection",
            "hitPolicy": "unique",
            "inputs": [code("shipment.direction"), code("shipment.plant")],
            "outputs": [text("flow")],
            "rows": [
                row("1", &["\"OUT\"", "\"MUC1\""], &["\"ExportTransit\""]),
                row("2", &["\"OUT\"", "\"HAM1\""], &["\"Transit\""]),
            ],
        }),
        json!({
            "name": "export offices",
            "inputs": [code("shipment.plant")],
            "outputs": [
                code("declarationOfficeCode"), code("goodsShipment.destinationOffice"),
                code("goodsShipment.destination"),
            ],
            "rows": [
                row("muc", &["\"MUC1\""], &["\"DE007602\"", "\"DE004851\"", "\"US\""]),
                row("other", &["-"], &["\"DE004101\"", "\"DE004851\"", "\"US\""]),
            ],
        }),
        json!({
            "name": "export goods",
            "inputs": [{ "name": "quantity", "type": "number", "expression": "item.goodsMeasure.qty" }],
            "outputs": [
                code("item.governmentProcedure.proc"), code("item.governmentProcedure.prevProc"),
                number("item.statValue"),
            ],
            "rows": [row("all", &["-"], &["\"10\"", "\"00\"", "quantity * 100"])],
        }),
        json!({
            "name": "transit offices",
            "inputs": [
                { "name": "country", "type": "code",
                    "expression": "goodsShipment.consignee.address.country" },
                { "name": "consignee", "type": "code", "expression": "goodsShipment.consignee.code" },
            ],
            "outputs": [
                code("declarationOfficeCode"), code("goodsShipment.destinationOffice"),
                code("goodsShipment.destination"),
            ],
            "rows": [
                row("lyon", &["\"FR\"", "\"LYON\""], &["\"DE004851\"", "\"FR001330\"", "country"]),
                row("fr", &["\"FR\"", "-"], &["\"DE004851\"", "\"FR000690\"", "country"]),
                row("it", &["\"IT\"", "-"], &["\"DE004851\"", "\"IT018100\"", "country"]),
            ],
        }),
        json!({
            "name": "documents",
            "hitPolicy": "collect",
            "inputs": [
                { "name": "tariff", "type": "tariffCode",
                    "expression": "item.commodity.classifications[CN].code" },
                { "name": "net mass", "type": "number", "expression": "item.goodsMeasure.nmass" },
            ],
            "outputs": [
                code("item.additionalDocuments[+].category"), code("item.additionalDocuments[+].type"),
                text("item.additionalDocuments[+].refNum"),
            ],
            "rows": [
                row("dual use", &["8711*", "-"], &["\"Y\"", "\"901\"", "\"not listed\""]),
                row("heavy", &["-", "> 100"], &["\"N\"", "\"271\"", "\"PL-1\""]),
            ],
        }),
        json!({
            "name": "kinds of packages",
            "inputs": [{ "name": "tariff", "type": "tariffCode",
                "expression": "item.commodity.classifications[CN].code" }],
            "outputs": [code("item.packagings[0].type")],
            "rows": [row("bikes", &["8711*"], &["\"CT\""]), row("rest", &["-"], &["\"PK\""])],
        }),
        json!({
            "name": "sending",
            "inputs": [{ "name": "goodsShipment.destination", "type": "code" }],
            "outputs": [{ "name": "submit", "type": "boolean" }],
            "rows": [
                row("known", &["\"DE\", \"FR\", \"IT\", \"US\""], &["true"]),
                row("rest", &["-"], &["false"]),
            ],
        }),
    ]
}
