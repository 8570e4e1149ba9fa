//! A tenant that exists for the rehearsal alone, with a step for each kind of declaration.
//!
//! Files are taken by their days, so that lists of codes and rates are those of the declaration's
//! own day: the clock of the engine that looks at them stands there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use cas_engine::outbound::install_crypto;
use cas_engine::reading::shipment_of;
use cas_engine::rehearsal::{ForeseenShipment, RehearsedDeclaration};
use cas_engine::{AcceptedMessage, Caller, Clock, Engine, EngineSettings};
use cas_gateway::{Intent, Registry};
use cas_model::FieldPath;
use cas_model::calculation::Calculations;
use cas_model::civil_day;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::finding::Finding;
use cas_model::ids::TenantId;
use cas_model::record::Json;
use cas_model::territory;
use cas_store::{Changes, ConfigurationRecord, Store, StoreConfig, TenantRow};
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use tempfile::TempDir;

use super::files::{Declared, ReadFile};
use super::outcome::{FileOutcome, stopped};
use super::reference::{Asked, ReferenceArguments};
use super::settings::jurisdiction;
use super::values;
use super::written::{DeclarationToWrite, compare};

/// So many declarations of a day are looked at at once.
const CHUNK: usize = 32;
/// What distributes charges over items: a declaration that was sent has them where they belong.
const NOT_VALUED: [&str; 2] = ["charges", "valuationAdjustments"];
/// At noon of its day.
const HOUR: i8 = 12;

/// What a step is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct StepKind {
    system: String,
    declaration_type: &'static str,
    jurisdiction: String,
    direction: String,
}

/// The tenant, its store, and the engines that work on it.
pub(super) struct Trial {
    workers: Vec<Worker>,
    asked: Option<Asked>,
    kinds: BTreeSet<StepKind>,
    // Last, so that it is removed when nobody has it open any more.
    _folder: TempDir,
}

/// An engine with a clock of its own.
#[derive(Clone)]
struct Worker {
    engine: Engine,
    clock: Clock,
    caller: Caller,
}

/// Declarations of one day, at most [`CHUNK`].
struct DayBatch {
    day: Date,
    declarations: Vec<Pending>,
}

/// A declaration in hand.
struct Pending {
    /// Its place among the files.
    at: usize,
    outcome: FileOutcome,
    declared: Declared,
}

impl Trial {
    /// Makes the tenant in a temporary folder, with the lists and rates that it is to ask.
    pub async fn open(reference: &ReferenceArguments) -> anyhow::Result<Self> {
        install_crypto();
        let folder = tempfile::tempdir().context("there is no place for temporary files")?;
        let file = folder.path().join("rehearsal.db");
        let store = Store::open(&StoreConfig::Embedded { file }).await?;
        let now = Clock::System.now();
        let tenant = TenantId(uuid::Uuid::now_v7());
        let caller = Caller::client(tenant, "rehearsal", "rehearsal");
        let row = TenantRow {
            id: caller.tenant_id,
            name: caller.client_id.clone(),
            created_at: now,
        };
        store.insert_tenant(&row).await?;
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let workers = (0..processors).map(|_| Worker::new(&store, now, &caller));
        let workers: Vec<Worker> = workers.collect::<Result<_, _>>()?;
        let asked = match workers.first() {
            Some(worker) => reference.fill(&worker.engine, caller.tenant_id).await?,
            None => None,
        };
        Ok(Self {
            workers,
            asked,
            kinds: BTreeSet::new(),
            _folder: folder,
        })
    }

    /// What is asked beside what is built in.
    pub fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// Takes files as far as they go; gives back what came of each, in their order.
    pub async fn rehearse(
        &mut self,
        files: Vec<ReadFile>,
        bar: &ProgressBar,
    ) -> anyhow::Result<Vec<FileOutcome>> {
        let mut outcomes: Vec<Option<FileOutcome>> = files.iter().map(|_| None).collect();
        let mut days: BTreeMap<Date, Vec<Pending>> = BTreeMap::new();
        let mut kinds = BTreeSet::new();
        for (at, file) in files.into_iter().enumerate() {
            let ReadFile {
                outcome,
                declaration,
                ..
            } = file;
            let Some(declared) = declaration else {
                outcomes[at] = Some(outcome.conclude());
                bar.inc(1);
                continue;
            };
            kinds.extend(kind(&declared));
            let supposed = outcome.supposed_day.map(|supposed| supposed.day);
            let day = outcome.day.or(supposed).unwrap_or_else(today);
            let pending = Pending {
                at,
                outcome,
                declared,
            };
            days.entry(day).or_default().push(pending);
        }
        self.publish(kinds).await?;
        let batches = Arc::new(Mutex::new(batches(days)));
        let work = self.workers.iter().map(|worker| {
            let (worker, batches, bar) = (worker.clone(), Arc::clone(&batches), bar.clone());
            tokio::spawn(async move { worker.work(&batches, &bar).await })
        });
        for done in work.collect::<Vec<_>>() {
            for (at, outcome) in done.await?? {
                outcomes[at] = Some(outcome);
            }
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Publishes a flow for each kind of declaration that was not there before.
    async fn publish(&mut self, kinds: BTreeSet<StepKind>) -> anyhow::Result<()> {
        let Some(worker) = self.workers.first() else {
            return Ok(());
        };
        let new: Vec<&StepKind> = kinds.difference(&self.kinds).collect();
        if new.is_empty() {
            return Ok(());
        }
        let (tenant, now) = (worker.caller.tenant_id, Clock::System.now());
        // Without any rate nothing is valued: every value in another currency would lack one.
        let has_rates = self
            .asked
            .as_ref()
            .is_some_and(|counts| counts.exchange_rates > 0);
        let calculations = |kind: &StepKind| match has_rates {
            true => values_in(territory::currency_of(&kind.jurisdiction)),
            false => Calculations::default(),
        };
        let flows = new
            .into_iter()
            .map(|kind| flow(tenant, now, kind, &calculations(kind)));
        let changes = Changes {
            configurations: flows.collect::<Result<_, _>>()?,
            configuration_touched: vec![tenant],
            ..Changes::default()
        };
        worker.engine.store().commit(changes).await?;
        self.kinds.extend(kinds);
        Ok(())
    }
}

impl Worker {
    fn new(store: &Store, now: Timestamp, caller: &Caller) -> anyhow::Result<Self> {
        let clock = Clock::manual(now);
        let registry = Registry::new(cas_systems::all());
        let settings = EngineSettings::default();
        let engine = Engine::new(store.clone(), registry, settings, clock.clone())?;
        let caller = caller.clone();
        Ok(Self {
            engine,
            clock,
            caller,
        })
    }

    /// Rehearses batches until there are none.
    async fn work(
        &self,
        batches: &Mutex<VecDeque<DayBatch>>,
        bar: &ProgressBar,
    ) -> anyhow::Result<Vec<(usize, FileOutcome)>> {
        let next = || {
            batches
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front()
        };
        let mut outcomes = Vec::new();
        while let Some(batch) = next() {
            let noon = batch
                .day
                .at(HOUR, 0, 0, 0)
                .to_zoned(TimeZone::UTC)?
                .timestamp();
            self.clock.advance(noon.duration_since(self.clock.now()));
            let count = batch.declarations.len() as u64;
            outcomes.extend(self.rehearse(batch.declarations).await?);
            bar.inc(count);
        }
        Ok(outcomes)
    }

    async fn rehearse(
        &self,
        declarations: Vec<Pending>,
    ) -> anyhow::Result<Vec<(usize, FileOutcome)>> {
        let (mut through, mut messages, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for mut pending in declarations {
            match self.enter(&mut pending) {
                Some(message) => {
                    messages.push(message);
                    through.push(pending);
                }
                None => done.push((pending.at, pending.outcome.conclude())),
            }
        }
        let foreseen = self
            .engine
            .foresee_shipments(&self.caller, messages)
            .await?;
        for (mut pending, foreseen) in through.into_iter().zip(foreseen) {
            let foreseen = foreseen.with_context(|| pending.outcome.file.clone())?;
            self.follow(&mut pending, foreseen);
            done.push((pending.at, pending.outcome.conclude()));
        }
        Ok(done)
    }

    /// The shipment of a declaration through the front door; nothing for what is about a
    /// declaration that is not here, or does not get in.
    fn enter(
        &self,
        Pending {
            outcome, declared, ..
        }: &mut Pending,
    ) -> Option<AcceptedMessage> {
        if declared.read.intent != Intent::Declare {
            // It says only what changes of a declaration that customs has.
            let to_write = DeclarationToWrite {
                document: &declared.read.document,
                declaration_type: declared.read.declaration_type,
                lrn: declared.read.lrn.as_deref().unwrap_or_default(),
            };
            compare(declared, &to_write, self.clock.now(), outcome);
            return None;
        }
        let Some(kind) = kind(declared) else {
            outcome.findings.push(stopped(
                "DeclarationTypeUnknown",
                "No declaration type of the system fits what it declares",
                String::new(),
            ));
            return None;
        };
        let mut shipment = shipment_of(&declared.read);
        shipment.customs_flow = Some(name(&kind));
        let sent = serde_json::to_vec(&shipment).map_err(|error| error.to_string());
        let sent = match sent {
            Ok(sent) => sent,
            Err(error) => {
                outcome
                    .findings
                    .push(stopped("invalid-structure", &error, String::new()));
                return None;
            }
        };
        match cas_api::read_shipment(&sent) {
            Ok(message) => Some(message),
            Err(faults) => {
                let findings = faults.into_iter().map(|fault| Finding {
                    fields: vec![FieldPath::from(fault.path.as_str())],
                    ..stopped("invalid-structure", &fault.message, String::new())
                });
                outcome.findings.extend(findings);
                None
            }
        }
    }

    /// What became of a shipment that got in: findings, and the message that would be sent.
    fn follow(
        &self,
        Pending {
            outcome, declared, ..
        }: &mut Pending,
        foreseen: ForeseenShipment,
    ) {
        if let Some(refusal) = foreseen.refused {
            let code = refusal.code.as_str();
            let finding = stopped(code, "The shipment is refused", refusal.message);
            outcome.findings.push(finding);
        }
        let count = foreseen.declarations.len();
        if count > 1 {
            let text = format!("customs gets {count} declarations in the place of one");
            let finding = stopped("SeveralDeclarations", "The goods are cut", text);
            outcome.findings.push(finding);
        }
        let mut declarations = foreseen.declarations.into_iter();
        if let (Some(formed), true) = (declarations.next(), count == 1) {
            let RehearsedDeclaration {
                mut document,
                origins,
                declaration_type,
                lrn,
                findings,
                ..
            } = formed;
            outcome.findings.extend(findings);
            outcome.calculated = values::take(&mut document, &origins);
            let to_write = DeclarationToWrite {
                document: &document,
                declaration_type: Some(&declaration_type),
                lrn: &lrn,
            };
            compare(declared, &to_write, self.clock.now(), outcome);
        }
    }
}

fn batches(days: BTreeMap<Date, Vec<Pending>>) -> VecDeque<DayBatch> {
    let mut batches = VecDeque::new();
    for (day, declarations) in days {
        let mut left = declarations.into_iter().peekable();
        while left.peek().is_some() {
            let declarations = left.by_ref().take(CHUNK).collect();
            batches.push_back(DayBatch { day, declarations });
        }
    }
    batches
}

/// The kind of a message that declares, where a declaration type fits.
fn kind(declared: &Declared) -> Option<StepKind> {
    let read = &declared.read;
    if read.intent != Intent::Declare {
        return None;
    }
    let system = declared.system.code().to_string();
    let of_system = jurisdiction(&system);
    let place = read.jurisdiction.clone();
    let place = place.unwrap_or_else(|| of_system.to_owned());
    let direction = shipment_of(read).direction.unwrap_or_default();
    Some(StepKind {
        declaration_type: read.declaration_type?,
        jurisdiction: place,
        direction,
        system,
    })
}

/// The name of the flow for a kind.
fn name(kind: &StepKind) -> String {
    let StepKind {
        system,
        declaration_type,
        jurisdiction,
        direction,
    } = kind;
    format!("{system} {declaration_type} {jurisdiction} {direction}")
}

/// The values that a declaration leaves out, in a currency. Charges stay where it has them.
fn values_in(currency: &str) -> Calculations {
    Calculations {
        currency: Some(currency.to_owned()),
        disabled: NOT_VALUED.map(str::to_owned).to_vec(),
        ..Calculations::default()
    }
}

/// A flow of one step with everything as it is without being configured, but what it calculates; it
/// sends nothing.
fn flow(
    tenant: TenantId,
    now: Timestamp,
    kind: &StepKind,
    calculations: &Calculations,
) -> anyhow::Result<ConfigurationRecord> {
    let document = json!({
        "name": name(kind),
        "direction": kind.direction,
        "steps": [{
            "name": "declare", "declarationType": kind.declaration_type, "system": kind.system,
            "jurisdiction": kind.jurisdiction, "autoSubmit": "never",
            "calculations": serde_json::to_value(calculations)?,
        }],
    });
    Ok(ConfigurationRecord {
        tenant_id: tenant,
        kind: ConfigurationKind::Flow,
        name: name(kind),
        version: 1,
        state: ConfigurationState::Published,
        document: Json::from(&document),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: now,
        updated_at: now,
        updated_by: "rehearsal".to_owned(),
        published_at: Some(now),
        published_by: Some("rehearsal".to_owned()),
        note: None,
        review: None,
    })
}

/// The day of today, in coordinated universal time.
pub(super) fn today() -> Date {
    civil_day::day_of(Clock::System.now(), &civil_day::UTC)
}
