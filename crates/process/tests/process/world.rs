//! A small world to work in: a tenant with its flows, customs systems, ids that count, a clock
//! that stands, and what was committed so far.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cas_gateway::{CustomsSystem, Registry};
use cas_model::Direction;
use cas_model::civil_day::day_in;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::flow::Flow;
use cas_model::ids::{DeclarationId, IngestionId, ShipmentId, SubscriptionId, TenantId};
use cas_model::lifecycle::{Event, Family};
use cas_model::notification::EventFilter;
use cas_model::record::{
    ConfigurationRecord, DeclarationRecord, DeclaredAs, HistoryEntry, IngestionRecord,
    IngestionState, Json, MessageRecord, RevisionRecord, ShipmentRecord,
};
use cas_process::configuration::TenantConfiguration;
use cas_process::connection::Connection;
use cas_process::deadlines::Deadlines;
use cas_process::declaration::{DeclarationState, FactNote};
use cas_process::sources::Inputs;
use cas_process::unit_of_work::{Effects, Listener, NewId, UnitOfWork, Watch};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::plain::{Plain, system};
use super::show;

pub const URL: &str = "https://cas.example";

/// Ids that count.
pub struct Counted(AtomicU64);

impl NewId for Counted {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

impl Counted {
    pub fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn tenant() -> TenantId {
    TenantId(id(1))
}

pub fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

pub fn document(value: Value) -> SingleAdministrativeDocument {
    serde_json::from_value(value).expect("a document")
}

/// What was committed.
#[derive(Default)]
pub struct Store {
    pub shipments: Vec<ShipmentRecord>,
    pub declarations: Vec<DeclarationRecord>,
    pub revisions: Vec<RevisionRecord>,
    pub history: Vec<HistoryEntry>,
    pub messages: Vec<MessageRecord>,
}

impl Store {
    pub fn commit(&mut self, effects: Effects) {
        for new in effects.shipments {
            self.shipments.retain(|known| known.id != new.id);
            self.shipments.push(new);
        }
        for new in effects.declarations {
            match self.declarations.iter_mut().find(|row| row.id == new.id) {
                Some(known) => *known = new,
                None => self.declarations.push(new),
            }
        }
        for new in effects.revisions {
            let key = (new.declaration_id, new.number);
            self.revisions
                .retain(|known| (known.declaration_id, known.number) != key);
            self.revisions.push(new);
        }
        self.history.extend(effects.history);
        self.messages.extend(effects.messages);
    }

    /// The declarations of the last shipment's run.
    pub fn of_run(&self) -> Vec<DeclarationRecord> {
        let run = self.shipments.last().map(|one| (one.id, one.run));
        let rows = self.declarations.iter();
        rows.filter(|row| Some((row.shipment_id, row.run)) == run)
            .cloned()
            .collect()
    }

    pub fn state(&self, at: usize) -> DeclarationState {
        self.load(&self.declarations[at])
    }

    pub fn load(&self, row: &DeclarationRecord) -> DeclarationState {
        DeclarationState::load(row.clone(), &self.revisions).expect("a stored declaration")
    }
}

/// The world, and what was done in it so far.
pub struct World {
    pub ids: Counted,
    pub registry: Registry,
    pub watch: Watch,
    pub inputs: Inputs,
    pub now: Timestamp,
    pub store: Store,
    pub told: String,
    configuration: Vec<ConfigurationRecord>,
    connection: Value,
}

impl World {
    /// A world in which shipments go out by this flow.
    pub fn new(steps: Value) -> Self {
        Self::with_systems(
            steps,
            vec![
                Plain::new("plain", Family::Customs),
                Plain::new("other", Family::Customs),
                Plain::new("excise", Family::Excise),
            ],
        )
    }

    pub fn with_systems(steps: Value, systems: Vec<Plain>) -> Self {
        let systems = systems.into_iter();
        let systems = systems.map(|one| Arc::new(one) as Arc<dyn CustomsSystem>);
        let flow = json!({"name": "Flow", "direction": "OUT", "steps": steps});
        let mut world = Self {
            ids: Counted::from(0x100),
            registry: Registry::new(systems.collect()),
            watch: Watch::default(),
            inputs: Inputs::default(),
            now: at("2026-11-30T08:00:00Z"),
            store: Store::default(),
            told: String::new(),
            configuration: vec![configuration(ConfigurationKind::Flow, "Flow", &flow)],
            connection: json!({"endpoint": "https://customs.example"}),
        };
        world.load();
        world
    }

    /// The same with another flow, table or settings.
    pub fn and(mut self, kind: ConfigurationKind, name: &str, document: &Value) -> Self {
        self.configuration.push(configuration(kind, name, document));
        self.load();
        self
    }

    /// The connections to all systems have these settings.
    pub fn set_connection(&mut self, settings: Value) {
        self.connection = json!({"endpoint": "https://customs.example", "settings": settings});
        self.load();
    }

    /// Without connections.
    pub fn disconnect(&mut self) {
        self.connection = Value::Null;
        self.load();
    }

    fn load(&mut self) {
        let configuration = TenantConfiguration::read(&self.configuration).expect("configuration");
        let configuration = Arc::new(configuration);
        let mut connections = HashMap::new();
        if let Ok(one) = serde_json::from_value::<Connection>(self.connection.clone()) {
            let one = Arc::new(one);
            for code in self.registry.iter().map(CustomsSystem::code) {
                connections.insert((tenant(), code), Arc::clone(&one));
            }
        }
        let configurations = HashMap::from([(tenant(), Arc::clone(&configuration))]);
        self.inputs = Inputs::loaded(
            configurations.clone(),
            connections,
            HashMap::new(),
            Watch::default(),
        );
        let codes: Vec<_> = self.registry.iter().map(CustomsSystem::code).collect();
        let listeners = [
            ("[]", 0x91),
            (r#"[{"eventType":"CustomsDutiesReceived"}]"#, 0x92),
        ];
        self.watch = Watch {
            listeners: HashMap::from([(
                tenant(),
                listeners
                    .map(|(filters, number)| Listener {
                        subscription: SubscriptionId(id(number)),
                        filters: serde_json::from_str::<Vec<EventFilter>>(filters)
                            .expect("filters"),
                    })
                    .to_vec(),
            )]),
            deadlines: codes
                .into_iter()
                .map(|code| ((tenant(), code), Deadlines::default()))
                .collect(),
            configurations,
        };
    }

    pub fn flow(&self) -> Arc<Flow> {
        let configuration = self.inputs.configuration(tenant()).expect("it");
        Arc::clone(configuration.flow("Flow", 1).expect("the flow"))
    }

    pub fn unit(&self) -> UnitOfWork<'_> {
        UnitOfWork {
            ids: &self.ids,
            registry: &self.registry,
            public_url: URL,
            now: self.now,
            watch: Some(&self.watch),
            effects: Effects::default(),
            planned: Vec::new(),
        }
    }

    /// Loads as of the day of the work, as steps do.
    pub fn load_today(&mut self) {
        let today = day_in("DE", self.now);
        self.inputs
            .take_lists(HashMap::new(), &BTreeSet::new(), today);
    }

    /// Does a piece of work, writes down what it changes, and commits it.
    pub fn work<T>(
        &mut self,
        title: &str,
        work: impl FnOnce(&mut UnitOfWork<'_>, &Inputs, &Store) -> T,
    ) -> T {
        self.load_today();
        let mut unit = self.unit();
        let result = work(&mut unit, &self.inputs, &self.store);
        let (effects, planned) = (unit.effects, unit.planned);
        self.told += &format!("## {title}\n");
        self.told += &show::effects(&effects, &planned);
        self.store.commit(effects);
        result
    }

    /// Works on a declaration, and writes it.
    pub fn on<T>(
        &mut self,
        at: usize,
        title: &str,
        work: impl FnOnce(&mut UnitOfWork<'_>, &mut DeclarationState, &Inputs) -> T,
    ) -> T {
        self.work(title, |unit, inputs, store| {
            let mut state = store.state(at);
            let result = work(unit, &mut state, inputs);
            unit.save(state).expect("a state");
            result
        })
    }

    /// Records facts of a declaration one after the other, without telling of them.
    pub fn facts(&mut self, at: usize, events: &[Event]) {
        let mut unit = self.unit();
        let mut state = self.store.state(at);
        for event in events {
            unit.record(&mut state, *event, FactNote::by("story"));
        }
        unit.save(state).expect("a state");
        let effects = unit.effects;
        self.store.commit(effects);
    }

    /// A declaration of type `export` to `plain` that is not made by a step; nothing has happened
    /// to it. Committed and not told of.
    pub fn declare(&mut self, content: Value) -> usize {
        self.declare_by(Family::Customs, "plain", content)
    }

    pub fn declare_by(&mut self, family: Family, code: &str, content: Value) -> usize {
        let shipment = shipment();
        let number = 0x11 + self.store.declarations.len() as u128;
        let declared = DeclaredAs {
            family,
            system: system(code),
            declaration_type: "export".to_owned(),
            jurisdiction: "DE".to_owned(),
            lrn: format!("LRN{number:x}"),
        };
        let row = DeclarationRecord {
            step: Some("first".to_owned()),
            company: Some("C1".to_owned()),
            plant: Some("P1".to_owned()),
            storage_location: Some("L1".to_owned()),
            ..DeclarationRecord::begun(&shipment, DeclarationId(id(number)), declared, self.now)
        };
        let mut state = DeclarationState::new(row, document(content));
        let mut unit = self.unit();
        unit.record(&mut state, Event::Created, FactNote::by("cas"));
        unit.save(state).expect("a state");
        let effects = unit.effects;
        self.store.commit(effects);
        self.store.declarations.len() - 1
    }
}

pub fn shipment() -> ShipmentRecord {
    ShipmentRecord {
        tenant_id: tenant(),
        id: ShipmentId(id(2)),
        external_reference: "S1".to_owned(),
        direction: Direction::Out,
        flow: Some("Flow".to_owned()),
        flow_version: 1,
        run: 1,
        started_steps: Json::default(),
        document: Json::stored("{}"),
        input_changes: Json::default(),
        version: 1,
        created_at: at("2026-11-29T08:00:00Z"),
        updated_at: at("2026-11-29T08:00:00Z"),
    }
}

fn configuration(kind: ConfigurationKind, name: &str, document: &Value) -> ConfigurationRecord {
    ConfigurationRecord {
        tenant_id: tenant(),
        kind,
        name: name.to_owned(),
        version: 1,
        state: ConfigurationState::Published,
        document: Json::from(document),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: at("2026-01-01T00:00:00Z"),
        updated_at: at("2026-01-01T00:00:00Z"),
        updated_by: "story".to_owned(),
        published_at: None,
        published_by: None,
        note: None,
        review: None,
    }
}

pub fn ingestion(kind: &str, body: &str, options: &str) -> IngestionRecord {
    IngestionRecord {
        tenant_id: tenant(),
        id: IngestionId(id(0x77)),
        kind: kind.to_owned(),
        client_id: "erp".to_owned(),
        external_reference: Some("S1".to_owned()),
        body: Json::stored(body),
        sent: None,
        changes: Json::default(),
        idempotency_key: None,
        options: Json::stored(options),
        state: IngestionState::Processing,
        errors: Json::default(),
        received_at: at("2026-11-30T07:00:00Z"),
        finished_at: None,
        actor: None,
    }
}

/// A finding at no field.
pub fn said(
    code: &str,
    severity: Severity,
    source: Source,
    message: &str,
    description: &str,
) -> Finding {
    Finding {
        code: code.to_owned(),
        message: message.to_owned(),
        description: description.to_owned(),
        severity,
        source,
        fields: Vec::new(),
        pointer: None,
        because: None,
    }
}
