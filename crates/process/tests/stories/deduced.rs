//! What the deductions of a step make of a document, with where every value came from.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use cas_gateway::CalculatedOnly;
use cas_model::access::Field;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::declaration::{CustomsFacts, Direction};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::ids::{DeclarationId, ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::Family;
use cas_model::origin::Origins;
use cas_model::record::{
    ConfigurationRecord, DeclarationRecord, DeclaredAs, FirstDay, Json, MasterDataRecord,
    ShipmentRecord,
};
use cas_model::{FieldPath, Finding};
use cas_process::configuration::TenantConfiguration;
use cas_process::declaration::DeclarationState;
use cas_process::deductions::{EarlierDeclaration, deduce};
use cas_process::sources::{Inputs, Prepared};
use cas_process::unit_of_work::Watch;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

pub const TENANT: TenantId = TenantId(Uuid::from_u128(1));
pub const SHIPMENT: ShipmentId = ShipmentId(Uuid::from_u128(2));

/// The day on which everything is deduced.
pub fn today() -> Date {
    jiff::civil::date(2026, 6, 15)
}

/// The declaration of a step of the flow `Transit`.
pub fn declaration(step: &str) -> DeclarationRecord {
    let shipment = ShipmentRecord {
        tenant_id: TENANT,
        id: SHIPMENT,
        external_reference: "ERP-1".to_owned(),
        direction: Direction::Out,
        flow: Some("Transit".to_owned()),
        flow_version: 1,
        run: 1,
        started_steps: Json::stored("[]"),
        document: Json::stored("{}"),
        input_changes: Json::default(),
        version: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    let system = SystemCode::parse("ncts").expect("a code");
    let id = DeclarationId(Uuid::from_u128(3));
    let declared = DeclaredAs {
        family: Family::Transit,
        system,
        declaration_type: String::new(),
        jurisdiction: String::new(),
        lrn: "LRN1".to_owned(),
    };
    DeclarationRecord {
        step: Some(step.to_owned()),
        company: Some("C1".to_owned()),
        plant: Some("MUC1".to_owned()),
        storage_location: Some("S1".to_owned()),
        ..DeclarationRecord::begun(&shipment, id, declared, Timestamp::UNIX_EPOCH)
    }
}

/// A declaration of a step that was given this document.
pub fn state(step: &str, document: Value) -> DeclarationState {
    let document = serde_json::from_value(document).expect("a document");
    DeclarationState::new(declaration(step), document)
}

/// A flow whose steps say this, and these tables; all published.
pub fn configuration(steps: &Value, tables: &[Value]) -> TenantConfiguration {
    let flow = json!({"name": "Transit", "direction": "OUT", "steps": steps});
    let mut rows = vec![published(ConfigurationKind::Flow, "Transit", 1, &flow)];
    for table in tables {
        let name = table["name"].as_str().expect("a name");
        let document = json!({ "table": table });
        rows.push(published(
            ConfigurationKind::DecisionTable,
            name,
            1,
            &document,
        ));
    }
    TenantConfiguration::read(&rows).expect("readable")
}

/// A published version of configuration that is always in force.
pub fn published(
    kind: ConfigurationKind,
    name: &str,
    version: u32,
    document: &Value,
) -> ConfigurationRecord {
    ConfigurationRecord {
        tenant_id: TENANT,
        kind,
        name: name.to_owned(),
        version,
        state: ConfigurationState::Published,
        document: Json::stored(document.to_string()),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        updated_by: "Ada".to_owned(),
        published_at: None,
        published_by: None,
        note: None,
        review: None,
    }
}

/// A step of transit with more fields.
pub fn step(name: &str, more: Value) -> Value {
    let mut step = json!({
        "name": name, "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
    });
    for (name, value) in more.as_object().expect("an object") {
        step[name] = value.clone();
    }
    step
}

/// What is loaded of the tenant.
pub fn inputs(configuration: TenantConfiguration) -> Inputs {
    let configurations = HashMap::from([(TENANT, Arc::new(configuration))]);
    let nothing: &'static [CalculatedOnly] = &[];
    let system = SystemCode::parse("ncts").expect("a code");
    let calculated_only = HashMap::from([(system, nothing)]);
    Inputs::loaded(
        configurations,
        HashMap::new(),
        calculated_only,
        Watch::default(),
    )
}

/// A stored record of master data.
pub fn record(kind: &str, document: &Value) -> MasterDataRecord {
    MasterDataRecord {
        tenant_id: TENANT,
        kind: kind.to_owned(),
        code: document["code"].as_str().expect("a code").to_owned(),
        version: 4,
        valid_from: FirstDay(None),
        valid_to: None,
        is_current: true,
        name: None,
        search_text: String::new(),
        document: Json::stored(document.to_string()),
        updated_at: Timestamp::UNIX_EPOCH,
        updated_by: None,
    }
}

/// A declaration of an earlier step.
pub fn earlier(step: &str, lrn: &str, facts: CustomsFacts, document: Value) -> EarlierDeclaration {
    EarlierDeclaration {
        id: DeclarationId(Uuid::from_u128(9)),
        step: step.to_owned(),
        lrn: lrn.to_owned(),
        facts,
        document: serde_json::from_value(document).expect("a document"),
    }
}

/// Deduces a document twice, which gives the same, and tells it.
pub fn deduced(inputs: &Inputs, step: &str, given: &Value) -> String {
    let row = declaration(step);
    let prepared = Prepared::of_declaration(inputs, &row, today()).expect("prepared");
    let mut document: SingleAdministrativeDocument =
        serde_json::from_value(given.clone()).expect("a document");
    let mut origins = Origins::default();
    let sources = prepared.sources(Some(&row.lrn));
    let findings = deduce(&mut document, &mut origins, &sources).findings;
    let story = told(&document, &origins, &findings);
    let findings = deduce(&mut document, &mut origins, &sources).findings;
    assert_eq!(told(&document, &origins, &findings), story, "deduced again");
    story
}

/// Every value with its origin, then every finding.
pub fn told(
    document: &SingleAdministrativeDocument,
    origins: &Origins,
    findings: &[Finding],
) -> String {
    let mut story = String::new();
    each_scalar(document, &FieldPath::root(), &mut |path, field| {
        let value = Field::text(field).unwrap_or_default();
        let from = match origins.origin_of(path) {
            Some(origin) => json!(origin).to_string(),
            None => "given".to_owned(),
        };
        writeln!(story, "{} = {value}  {from}", path.as_str()).expect("text takes text");
    });
    for finding in findings {
        writeln!(story, "{}", finding_text(finding)).expect("text takes text");
    }
    story
}

/// A finding with its places.
pub fn finding_text(finding: &Finding) -> String {
    let fields: Vec<&str> = finding.fields.iter().map(FieldPath::as_str).collect();
    format!(
        "{} {:?} at [{}]: {}: {}",
        finding.code,
        finding.severity,
        fields.join(", "),
        finding.message,
        finding.description
    )
}
