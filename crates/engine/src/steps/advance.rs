//! Taking a declaration as far as it goes without anyone's help: deductions, validations, and
//! submission where its step submits by itself.

use std::collections::BTreeSet;

use cas_gateway::{EncodeError, Intent, Request};
use cas_model::FieldPath;
use cas_model::edit::conflict_findings;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::flow::{AutoSubmit, Step};
use cas_model::ids::{DeclarationId, MessageId, TenantId};
use cas_model::lifecycle::{Event, Status};
use cas_model::message::{MessageDirection, MessageState};
use cas_rules::Context;
use cas_store::{Changes, MessageRow, Task, TaskKind};
use jiff::civil::Date;

use super::desk::Desk;
use super::examine::{Other, examine};
use super::finish::{self, Unit};
use super::inputs::Inputs;
use super::prepare::Prepared;
use super::target::complete;
use crate::connection::Connection;
use crate::deductions::ask;
use crate::state::{DeclarationState, Entry, needed_revisions};
use crate::{Boundary, Engine, Interrupted};

const ENGINE: &str = "cas";

/// Runs `advance` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let mut units = Vec::with_capacity(tasks.len());
    for task in tasks {
        let result = advance_task(engine, &task).await;
        units.push(Unit {
            tasks: vec![task],
            result,
        });
    }
    finish::commit(engine, units).await
}

async fn advance_task(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let Some(mut state) = load(engine, task.tenant_id, DeclarationId(task.subject)).await? else {
        return Ok(Changes::default());
    };
    let inputs = inputs_of(engine, &state).await?;
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.surroundings);
    if state.row.status == Status::New {
        check(&mut desk, &mut state, &inputs)?;
    }
    submit_if_automatic(&mut desk, &mut state, &inputs)?;
    state.save(desk.now, &mut desk.changes)?;
    Ok(desk.changes)
}

/// Loads one declaration with its current document.
pub(crate) async fn load(
    engine: &Engine,
    tenant: TenantId,
    id: DeclarationId,
) -> anyhow::Result<Option<DeclarationState>> {
    let Some(row) = engine.store().declaration(tenant, id).await? else {
        return Ok(None);
    };
    let revisions = engine.store().revisions(&needed_revisions(&row)).await?;
    DeclarationState::load(row, &revisions).map(Some)
}

/// Loads the inputs for one declaration.
pub(crate) async fn inputs_of(engine: &Engine, state: &DeclarationState) -> anyhow::Result<Inputs> {
    inputs_on(engine, state, state.deduction_day(engine.today())).await
}

/// Loads the inputs for one declaration, as of a day.
pub(crate) async fn inputs_on(
    engine: &Engine,
    state: &DeclarationState,
    day: Date,
) -> anyhow::Result<Inputs> {
    let tenant = state.row.tenant_id;
    let mut inputs = Inputs::load(engine, &BTreeSet::from([tenant])).await?;
    let takes_over = inputs
        .step_of(&state.row)
        .is_ok_and(|(_, step)| !step.take_over.is_empty());
    if takes_over {
        let shipment = (tenant, state.row.shipment_id);
        inputs.load_earlier(engine, shipment, state.row.run).await?;
    }
    let documents = std::iter::once((tenant, &state.document));
    inputs.load_master_data_of(engine, documents, day).await?;
    Ok(inputs)
}

/// Runs deductions and validations and records their verdict.
pub(crate) fn check(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    let day = state.deduction_day(desk.today());
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let lrn = state.row.lrn.clone();
    state.deduced_on = Some(day);
    let mut edits = std::mem::take(&mut state.edits);
    let (document, origins) = state.edit();
    let findings = complete(document, origins, &mut edits, &prepared.sources(&lrn));
    state.edits = edits;
    judge(desk, state, inputs, findings);
    Ok(())
}

/// Validates a deduced declaration and records the verdict.
pub(super) fn judge(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    mut findings: Vec<Finding>,
) {
    // The number that customs knows a declaration by stays the same once it was sent.
    if let Some(given) = state.document.function_ref_num.clone()
        && state.row.lodged_revision.is_none()
    {
        state.row.lrn = given;
    }
    findings.extend(validate(desk, state, inputs));
    let event = if findings.iter().any(Finding::is_error) {
        Event::ValidationFailed
    } else {
        Event::ValidationPassed
    };
    // What customs objects to stands until customs has answered the amendment.
    if state.row.beneath.is_some() {
        let of_customs = |finding: &&Finding| finding.source == Source::Customs;
        findings.extend(state.findings.iter().filter(of_customs).cloned());
    }
    state.find(findings);
    desk.record(state, event, Entry::by(ENGINE));
}

/// What is wrong with a document as it is.
pub(super) fn validate(desk: &Desk<'_>, state: &DeclarationState, inputs: &Inputs) -> Vec<Finding> {
    let context = Context {
        system: state.row.system.as_str(),
        declaration_type: &state.row.declaration_type,
        jurisdiction: &state.row.jurisdiction,
        today: desk.today(),
        code_lists: inputs.code_lists(state.row.tenant_id),
    };
    let mut findings = conflict_findings(&state.edits, &state.document);
    findings.extend(cas_rules::check(&state.document, &context));
    if let Some(system) = desk.engine.registry().get(&state.row.system) {
        let connection = inputs.connection(state.row.tenant_id, &state.row.system);
        let settings = connection.map_or(&serde_json::Value::Null, |one| &one.settings);
        let others = others(desk, state, inputs);
        examine(system, state, settings, &others, desk.now, &mut findings);
    }
    findings
}

/// The other declarations that the flow of a declaration makes, as far as they are of other kinds.
fn others<'a>(desk: &Desk<'a>, state: &DeclarationState, inputs: &'a Inputs) -> Vec<Other<'a>> {
    let row = &state.row;
    let Ok((flow, _)) = inputs.step_of(row) else {
        return Vec::new();
    };
    let is_other =
        |step: &&Step| step.system != row.system || step.declaration_type != row.declaration_type;
    let others = flow.steps.iter().filter(is_other).filter_map(|step| {
        Some(Other {
            system: desk.engine.registry().get(&step.system)?,
            declaration_type: &step.declaration_type,
        })
    });
    others.collect()
}

/// Submits a valid declaration whose step submits by itself.
pub(crate) fn submit_if_automatic(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    if state.row.status == Status::Validated && submits(desk, state, inputs)? {
        lodge(desk, state, inputs, ENGINE);
    }
    Ok(())
}

/// Whether the step of a valid declaration submits it by itself. A table that cannot say so is a
/// problem of the declaration.
pub(super) fn submits(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<bool> {
    let prepared = Prepared::of_declaration(inputs, &state.row, desk.today())?;
    let table = match &prepared.step.auto_submit {
        AutoSubmit::Always => return Ok(true),
        AutoSubmit::Never => return Ok(false),
        AutoSubmit::Table(name) => name,
    };
    let tables = prepared.tables();
    let asked = match &tables.submit {
        Some(one) => ask(
            one,
            tables,
            &state.document,
            prepared.head(),
            &prepared.context(),
        ),
        None => Err("no version of it is in force".to_owned()),
    };
    match asked.map(|asked| asked.answer) {
        Ok(Some(cas_decision::Value::Boolean(submits))) => Ok(submits),
        Ok(answer) => {
            let says = answer.map_or("nothing".to_owned(), |answer| answer.to_string());
            state.findings.push(undecided(table, &says));
            Ok(false)
        }
        Err(why) => {
            let finding = Finding {
                severity: Severity::Error,
                ..undecided(table, &why)
            };
            state.findings.push(finding);
            desk.record(state, Event::ConfigurationMissing, Entry::by(ENGINE));
            Ok(false)
        }
    }
}

/// The table that decides on sending does not decide.
fn undecided(table: &str, why: &str) -> Finding {
    Finding {
        code: "D0035".to_owned(),
        message: format!("The decision table {table} does not say whether to send"),
        description: format!(
            "it says {why}; submit the declaration yourself, or correct the table"
        ),
        severity: Severity::Warning,
        source: Source::Configuration,
        fields: Vec::new(),
        pointer: None,
    }
}

/// Submits a valid declaration: the message is written and stored with the task that sends it,
/// and the revision is sealed. Returns whether it could be written; if not, the declaration says
/// why.
pub(super) fn lodge(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    actor: &str,
) -> bool {
    let connection = inputs.connection(state.row.tenant_id, &state.row.system);
    match write_message(desk, state, connection, Intent::Declare) {
        Ok(message) => {
            state.seal(desk.now);
            let entry = Entry {
                message_id: Some(message),
                ..Entry::by(actor)
            };
            desk.record(state, Event::SubmissionRequested, entry);
            true
        }
        Err(error) => {
            let (event, finding) = unwritable(&error);
            state.findings.push(finding);
            desk.record(state, event, Entry::by(ENGINE));
            false
        }
    }
}

/// Writes the message for an intent and stores it with the task that sends it.
pub(super) fn write_message(
    desk: &mut Desk<'_>,
    state: &DeclarationState,
    connection: Option<&Connection>,
    intent: Intent,
) -> Result<MessageId, EncodeError> {
    let code = &state.row.system;
    let missing = |what: &str| EncodeError::Settings(format!("{what} for {code}"));
    let system = desk
        .engine
        .registry()
        .get(code)
        .ok_or_else(|| missing("the customs system"))?;
    let connection = connection.ok_or_else(|| missing("a connection"))?;
    let id = MessageId(desk.engine.ids().next());
    let identifier = id.0.simple().to_string();
    // What is asked about what customs has speaks of that, not of what is being changed.
    let (document, revision) = match &intent {
        Intent::Declare | Intent::Amend { .. } => (&state.document, state.row.revision),
        Intent::PresentGoods | Intent::Invalidate { .. } | Intent::Tell(_) => {
            let lodged = state.row.lodged_revision;
            (
                state.lodged_document(),
                lodged.unwrap_or(state.row.revision),
            )
        }
    };
    let outbound = system.encode(&Request {
        intent,
        document,
        declaration_type: &state.row.declaration_type,
        lrn: &state.row.lrn,
        facts: &state.facts,
        settings: &connection.settings,
        message_identifier: &identifier,
        now: desk.now,
    })?;
    desk.changes.messages.push(MessageRow {
        tenant_id: state.row.tenant_id,
        id,
        direction: MessageDirection::Outbound,
        system: code.clone(),
        declaration_id: Some(state.row.id),
        message_type: Some(outbound.message_type.to_owned()),
        identifier: Some(identifier),
        revision: Some(revision),
        state: MessageState::Stored,
        note: None,
        body: outbound.body,
        content_type: outbound.content_type.to_owned(),
        path: outbound.path.to_owned(),
        headers: serde_json::json!(outbound.headers).to_string(),
        conversation: None,
        created_at: desk.now,
        processed_at: None,
    });
    let lane = Some(format!("send/{}", state.row.id));
    desk.task(state.row.tenant_id, TaskKind::Transmit, id.0, lane);
    Ok(id)
}

/// What it means when a message cannot be written.
pub(crate) fn unwritable(error: &EncodeError) -> (Event, Finding) {
    let (event, code, source, fields) = match error {
        EncodeError::Settings(_) | EncodeError::Unsupported => (
            Event::ConfigurationMissing,
            "C0001",
            Source::Configuration,
            Vec::new(),
        ),
        EncodeError::Document { path, .. } => {
            let fields: Vec<FieldPath> = vec![path.clone()];
            (Event::ValidationFailed, "V0000", Source::Validation, fields)
        }
    };
    let finding = Finding {
        code: code.to_owned(),
        message: "The message for customs cannot be written".to_owned(),
        description: error.to_string(),
        severity: Severity::Error,
        source,
        fields,
        pointer: None,
    };
    (event, finding)
}
