//! A server without a socket: requests go straight to its routes.

use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use cas_api::{ApiSettings, ApiState, ensure_signing_key, hash_secret, router};
use cas_engine::master_data::put_master_data;
use cas_engine::{Clock, Engine, EngineSettings};
use cas_gateway::Registry;
use cas_model::Direction;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::declaration::Side;
use cas_model::ids::{AlertId, DeclarationId, MessageId, ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::{Event, Family, Status};
use cas_model::master_data::MasterDataKind;
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::Json;
use cas_model::scope::Scope;
use cas_process::master_data::Revision;
use cas_process::sheet::{Sheet, SheetFormat};
use cas_store::testing::TestDatabase;
use cas_store::{
    AlertRecord, Changes, ClientRow, ConfigurationRecord, DeclarationRecord, HistoryEntry,
    MessageRecord, RevisionRecord, ShipmentRecord, Store, StoreConfig, TenantRow,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// When the tests begin.
pub const START: &str = "2026-03-01T12:00:00Z";
/// The secret of every client.
pub const SECRET: &str = "a secret of the tests";

/// A server with two tenants.
pub struct App {
    pub router: Router,
    pub engine: Engine,
    pub clock: Clock,
    pub ours: TenantId,
    pub theirs: TenantId,
    /// How its store is opened.
    pub config: StoreConfig,
    _folder: tempfile::TempDir,
}

/// A declaration of a part of the organisation, and the message that told of it.
#[derive(Clone, Copy)]
pub struct Placed {
    pub id: DeclarationId,
    pub message: MessageId,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!(
                "{error}: {} {}",
                self.status,
                String::from_utf8_lossy(&self.body)
            )
        })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a refusal, after checking that it is whole problem details.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["instance"], self.header("x-request-id"));
        assert!(!problem["title"].as_str().unwrap().is_empty());
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        let code = problem["code"].as_str().unwrap();
        assert_eq!(problem["type"], format!("/errors/{code}"));
        code.to_owned()
    }

    /// The places a refusal names.
    pub fn places(&self) -> Vec<String> {
        let errors = self.json()["errors"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let place = |error: &Value| match error["line"].as_u64() {
            Some(line) => format!("{line}: {}", error["path"].as_str().unwrap()),
            None => error["path"].as_str().unwrap().to_owned(),
        };
        errors.iter().map(place).collect()
    }
}

impl App {
    /// A server that knows no customs system.
    pub async fn start() -> Self {
        Self::with(small()).await
    }

    /// A server that knows the customs systems there are.
    pub async fn with_systems() -> Self {
        Self::of(small(), Registry::new(cas_systems::all())).await
    }

    pub async fn with(settings: ApiSettings) -> Self {
        Self::of(settings, Registry::default()).await
    }

    async fn of(settings: ApiSettings, registry: Registry) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig::Embedded {
            file: folder.path().join("cas.db"),
        };
        Self::on(config, folder, settings, registry).await
    }

    /// Runs a test on a server with an embedded store, and on one with PostgreSQL.
    pub async fn on_each_store<F>(test: impl Fn(Self) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        test(Self::with_systems().await).await;
        let Some(database) = TestDatabase::create().await.unwrap() else {
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::new(cas_systems::all());
        let app = Self::on(database.config(), folder, small(), registry).await;
        // In a task of its own, so that the database is dropped even where the test fails.
        let outcome = tokio::spawn(test(app)).await;
        database.remove().await.unwrap();
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure.into_panic());
        }
    }

    async fn on(
        config: StoreConfig,
        folder: tempfile::TempDir,
        settings: ApiSettings,
        registry: Registry,
    ) -> Self {
        let store = Store::open(&config).await.unwrap();
        let clock = Clock::manual(START.parse().unwrap());
        let engine = EngineSettings::default();
        let engine = Engine::new(store, registry, engine, clock.clone()).unwrap();
        ensure_signing_key(engine.store(), clock.now())
            .await
            .unwrap();
        let router = router(ApiState::new(engine.clone(), settings));
        let (ours, theirs) = (TenantId(engine.ids().next()), TenantId(engine.ids().next()));
        let app = Self {
            router,
            engine,
            clock,
            ours,
            theirs,
            config,
            _folder: folder,
        };
        app.add_tenants().await;
        app
    }

    async fn add_tenants(&self) {
        // Slow by design: once for all tests.
        static HASH: LazyLock<String> = LazyLock::new(|| hash_secret(SECRET));
        let created_at = self.clock.now();
        for (tenant, name) in [(self.ours, "ours"), (self.theirs, "theirs")] {
            let row = TenantRow {
                id: tenant,
                name: name.to_owned(),
                created_at,
            };
            self.engine.store().insert_tenant(&row).await.unwrap();
            let client = ClientRow {
                id: name.to_owned(),
                tenant_id: tenant,
                source_system: format!("erp of {name}"),
                secret_hash: HASH.clone(),
                scopes: all_scopes(),
                created_at,
                disabled_at: None,
                former_secret_hash: None,
                former_secret_until: None,
                changed_at: None,
                changed_by: None,
                description: None,
                visible: None,
                expires_at: None,
                last_used_at: None,
            };
            self.engine.store().insert_client(&client).await.unwrap();
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let media = parts.headers.get(header::CONTENT_TYPE);
        let body = match media.is_some_and(|media| media == "text/event-stream") {
            // It does not end.
            true => Vec::new(),
            false => to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        };
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn token_answer(&self, form: &str) -> Answer {
        let request = Request::post("/oauth2/v2.0/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// A token of a client (`ours`, `theirs`) with these scopes.
    pub async fn token(&self, client: &str, scopes: &str) -> String {
        let form = form(client, SECRET, scopes);
        let answer = self.token_answer(&form).await;
        let answer = answer.json();
        answer["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(call("GET", path, token).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, token: &str, body: impl ToString) -> Answer {
        let request = call("POST", path, token).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn put(&self, path: &str, token: &str, body: impl ToString) -> Answer {
        let request = call("PUT", path, token).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        self.send(call("DELETE", path, token).body(Body::empty()).unwrap())
            .await
    }

    /// A published decision table, a draft of it, and a connection.
    pub async fn add_configuration(&self, token: &str) {
        let path = format!("/v1/configuration/decisiontables/{TABLE}/draft");
        for _ in 0..2 {
            let answer = self.put(&path, token, table()).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            let publish = format!("{path}/publish");
            let answer = self.post(&publish, token, "{}").await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        }
        self.put(&path, token, table()).await;
        let answer = self.put("/v1/connections/ncts", token, connection()).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    }

    /// A declaration of our tenant with two items, a history and a received message.
    pub async fn add_declaration(&self, lrn: &str, status: Status) -> (DeclarationId, MessageId) {
        let id = DeclarationId(self.engine.ids().next());
        let message = MessageId(self.engine.ids().next());
        let shipment = ShipmentId(self.engine.ids().next());
        let now = self.clock.now();
        let changes = Changes {
            shipments: vec![self.shipment(shipment, lrn, now)],
            declarations: vec![self.declaration(id, shipment, (lrn, status))],
            revisions: vec![self.revision(id)],
            history: vec![self.history(id, message)],
            messages: vec![self.message(id, message)],
            ..Changes::default()
        };
        self.engine.store().commit(changes).await.unwrap();
        (id, message)
    }

    /// Puts a declaration of our tenant into another plant.
    pub async fn move_declaration(&self, id: DeclarationId, company: &str, plant: &str) {
        let store = self.engine.store();
        let row = store.declaration(self.ours, id).await.unwrap().unwrap();
        let changes = Changes {
            declarations: vec![DeclarationRecord {
                company: Some(company.to_owned()),
                plant: Some(plant.to_owned()),
                version: row.version + 1,
                ..row
            }],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
    }

    /// A declaration of our tenant that belongs to a company and a plant.
    pub async fn add_declaration_of(&self, lrn: &str, company: &str, plant: &str) -> Placed {
        let id = DeclarationId(self.engine.ids().next());
        let message = MessageId(self.engine.ids().next());
        let shipment = ShipmentId(self.engine.ids().next());
        let declaration = DeclarationRecord {
            company: Some(company.to_owned()),
            plant: Some(plant.to_owned()),
            ..self.declaration(id, shipment, (lrn, Status::Invalid))
        };
        let document = json!({ "externalReference": lrn, "company": company, "plant": plant });
        let alert = AlertId(self.engine.ids().next());
        let changes = Changes {
            shipments: vec![ShipmentRecord {
                document: Json::stored(document.to_string()),
                ..self.shipment(shipment, lrn, self.clock.now())
            }],
            declarations: vec![declaration],
            revisions: vec![self.revision(id)],
            history: vec![self.history(id, message)],
            messages: vec![MessageRecord {
                identifier: Some(lrn.to_owned()),
                ..self.message(id, message)
            }],
            alerts: vec![AlertRecord {
                tenant_id: self.ours,
                id: alert,
                kind: "a-test".to_owned(),
                text: lrn.to_owned(),
                message_id: None,
                declaration_id: Some(id),
                raised_at: self.clock.now(),
                resolved_at: None,
                subject: None,
                resolved_by: None,
                resolution: None,
            }],
            ..Changes::default()
        };
        self.engine.store().commit(changes).await.unwrap();
        Placed { id, message }
    }

    /// A published table of our tenant as it was stored, whatever is refused now.
    pub async fn store_table(&self, name: &str, document: &Value) {
        let row = ConfigurationRecord {
            tenant_id: self.ours,
            kind: ConfigurationKind::DecisionTable,
            name: name.to_owned(),
            version: 1,
            state: ConfigurationState::Published,
            document: Json::from(document),
            valid_from: None,
            valid_to: None,
            edition: 1,
            created_at: self.clock.now(),
            updated_at: self.clock.now(),
            updated_by: "erp".to_owned(),
            published_at: Some(self.clock.now()),
            published_by: Some("erp".to_owned()),
            note: None,
            review: None,
        };
        let changes = Changes {
            configurations: vec![row],
            ..Changes::default()
        };
        self.engine.store().commit(changes).await.unwrap();
    }

    /// An article and a list of codes of our tenant.
    pub async fn add_master_data(&self, article: &str, list: &str) {
        let revision = Revision {
            tenant_id: self.ours,
            kind: MasterDataKind::Article,
            now: self.clock.now(),
        };
        put_master_data(self.engine.store(), revision, &[json!({ "code": article })])
            .await
            .unwrap();
        let sheet = Sheet::read(SheetFormat::Csv, b"code\nX").unwrap();
        self.engine
            .import_code_list(self.ours, list, "a test", &sheet)
            .await
            .unwrap();
    }

    fn shipment(&self, id: ShipmentId, reference: &str, now: Timestamp) -> ShipmentRecord {
        ShipmentRecord {
            tenant_id: self.ours,
            id,
            external_reference: reference.to_owned(),
            direction: Direction::Out,
            flow: Some("export".to_owned()),
            flow_version: 1,
            run: 1,
            started_steps: Json::stored("[]"),
            document: Json::stored("{}"),
            input_changes: Json::default(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    fn declaration(
        &self,
        id: DeclarationId,
        shipment_id: ShipmentId,
        (lrn, status): (&str, Status),
    ) -> DeclarationRecord {
        let finding = json!([{
            "code": "V0010", "message": "Invalid additional declaration type",
            "severity": "error", "source": "validation", "fields": ["addDeclType1"],
        }]);
        DeclarationRecord {
            tenant_id: self.ours,
            id,
            shipment_id,
            run: 1,
            external_reference: lrn.to_owned(),
            direction: Direction::Out,
            flow: Some("export".to_owned()),
            flow_version: 1,
            step: Some("transit".to_owned()),
            instance_count: 1,
            instance_seq: 1,
            family: Family::Transit,
            system: SystemCode::parse("ncts").unwrap(),
            declaration_type: "CC015C".to_owned(),
            jurisdiction: "BE".to_owned(),
            lrn: lrn.to_owned(),
            mrn: None,
            arc: None,
            side: Side::Sent,
            number_copy: 0,
            consignment: None,
            ucr: None,
            ship_from: Some("BE".to_owned()),
            ship_to: Some("CH".to_owned()),
            company: Some("C1".to_owned()),
            plant: None,
            storage_location: Some("S1".to_owned()),
            declaration_date: None,
            status,
            covered: None,
            facts: Json::stored(r#"{"acceptanceDate":"2026-03-01"}"#),
            findings: Json::stored(finding.to_string()),
            revision: 1,
            last_revision: 1,
            lodged_revision: None,
            sent_revision: None,
            group_keys: Json::stored("[]"),
            formed_digest: None,
            due_at: None,
            covered_due_at: None,
            history_length: 1,
            version: 1,
            created_at: self.clock.now(),
            updated_at: self.clock.now(),
        }
    }

    fn revision(&self, declaration_id: DeclarationId) -> RevisionRecord {
        let document = json!({
            "declType": "T1",
            "totalInvoiceAmount": 12.50,
            "goodsShipment": { "governmentAgencyGoodsItems": [
                { "casReference": "a", "governmentAgencyGoodsItemId": "item-1", "seqNum": 1 },
                { "casReference": "b", "governmentAgencyGoodsItemId": "item-2", "seqNum": 2,
                  "goodsMeasure": { "gmass": 100.0 } },
            ]},
        });
        let origins = json!([{
            "origin": { "masterData": { "kind": "article", "code": "A1", "version": 3 } },
            "paths": ["goodsShipment.governmentAgencyGoodsItems[1].goodsMeasure"],
        }]);
        RevisionRecord {
            tenant_id: self.ours,
            declaration_id,
            number: 1,
            document: Json::stored(document.to_string()),
            origins: Json::stored(origins.to_string()),
            edits: Json::stored("[]"),
            deduced_on: None,
            sealed_at: None,
            created_at: self.clock.now(),
        }
    }

    fn history(&self, declaration_id: DeclarationId, message: MessageId) -> HistoryEntry {
        HistoryEntry {
            tenant_id: self.ours,
            declaration_id,
            seq: 1,
            event: Event::Created,
            status: Status::New,
            expected: true,
            actor: "flow".to_owned(),
            note: None,
            message_id: Some(message),
            customs_time: Some("2026-03-01T13:00:00".to_owned()),
            recorded_at: self.clock.now(),
        }
    }

    fn message(&self, declaration: DeclarationId, id: MessageId) -> MessageRecord {
        MessageRecord {
            tenant_id: self.ours,
            id,
            direction: MessageDirection::Inbound,
            system: SystemCode::parse("ncts").unwrap(),
            declaration_id: Some(declaration),
            message_type: Some("CC928C".to_owned()),
            identifier: Some("M1".to_owned()),
            revision: None,
            state: MessageState::Interpreted,
            note: None,
            body: b"<CC928C/>".to_vec(),
            content_type: "application/xml".to_owned(),
            path: None,
            headers: Json::stored("[]"),
            conversation: None,
            created_at: self.clock.now(),
            processed_at: None,
            attempts: None,
        }
    }
}

fn small() -> ApiSettings {
    ApiSettings {
        body_limit: 100_000,
        batch_limit: 200_000,
        ..settings()
    }
}

fn settings() -> ApiSettings {
    ApiSettings {
        batch_lines: 5,
        dry_run_lines: 3,
        ..ApiSettings::default()
    }
}

pub fn all_scopes() -> String {
    Scope::ALL
        .iter()
        .map(|scope| scope.name())
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn form(client: &str, secret: &str, scopes: &str) -> String {
    let grant = "grant_type=client_credentials";
    format!("{grant}&client_id={client}&client_secret={secret}&scope={scopes}").replace(' ', "+")
}

pub fn call(method: &str, path: &str, token: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    if token.is_empty() {
        return request;
    }
    request.header(header::AUTHORIZATION, format!("Bearer {token}"))
}

/// The name of the tests' decision table.
pub const TABLE: &str = "item-types";

/// The field that the table reads.
const TARIFF_CODE: &str = "item.commodity.classifications[0].code";

/// A decision table with a test, as it is configured.
pub fn table() -> Value {
    json!({
        "description": "Which type an item has",
        "table": {
            "name": TABLE,
            "inputs": [
                { "name": "tariff", "expression": TARIFF_CODE, "type": "tariffCode" },
                { "name": "mass", "expression": "item.goodsMeasure.gmass", "type": "number" },
            ],
            "outputs": [{ "name": "item.declType", "type": "code" }],
            "rows": [
                { "id": "r1", "conditions": ["8703*", "-"], "outputs": ["300"] },
                { "id": "r2", "conditions": ["-", "> 1000"], "outputs": ["100"] },
            ],
        },
        "tests": [{
            "name": "a car",
            "inputs": { TARIFF_CODE: "87032319" },
            "asOf": "2026-03-01",
            "expect": { "rows": ["r1"], "outputs": { "item.declType": "300" } },
        }],
    })
}

/// A connection to NCTS, as it is configured.
pub fn connection() -> Value {
    json!({
        "endpoint": "https://customs.example.com/ncts",
        "secret": "ours",
        "callbackSecret": "theirs",
        "settings": {
            "messageSender": "DE100000000000001",
            "messageRecipient": "NTA.DE",
            "phase": "P5",
        },
    })
}

/// A shipment as an ERP sends it.
pub fn shipment(reference: &str) -> Value {
    json!({
        "version": "1.0",
        "direction": "OUT",
        "externalReference": reference,
        "singleAdministrativeDocument": {
            "declType": "T1",
            "goodsShipment": { "governmentAgencyGoodsItems": [{
                "seqNum": 1,
                "goodsMeasure": { "gmass": "12.50" },
            }]},
        },
    })
}
