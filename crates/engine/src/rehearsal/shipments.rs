//! What would become of whole shipments: their declarations, and all that is found in them?
//!
//! The same ingestion, planning, deductions and validations as those of a message that was
//! accepted, by the code of the steps; nothing is committed.

use anyhow::Context as _;
use cas_gateway::EncodeError;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::ids::SystemCode;
use cas_model::lifecycle::Status;
use cas_model::origin::Origins;
use cas_model::record::IngestionError;
use cas_store::{Changes, DeclarationRecord, IngestionState};

use crate::Engine;
use crate::requests::{AcceptedMessage, Caller};
use crate::steps::{Outcome, process_ingestions};

/// What becomes of a shipment.
#[derive(Clone, Debug)]
pub struct ForeseenShipment {
    /// Why nothing is done.
    pub refused: Option<IngestionError>,
    /// The declarations that it makes.
    pub declarations: Vec<RehearsedDeclaration>,
}

/// A declaration as it would be, deduced and validated.
#[derive(Clone, Debug)]
pub struct RehearsedDeclaration {
    /// The step of the flow that makes it.
    pub step: Option<String>,
    /// Which of the step's declarations it is, from 1.
    pub instance: u32,
    /// The customs system it is for.
    pub system: SystemCode,
    /// What it is declared as.
    pub declaration_type: String,
    /// Whose customs gets it.
    pub jurisdiction: String,
    /// The number that customs would know it by.
    pub lrn: String,
    /// `Validated`, or why not.
    pub status: Status,
    /// What deductions and validations found.
    pub findings: Vec<Finding>,
    /// Its document, complete as it would be sent.
    pub document: Box<SingleAdministrativeDocument>,
    /// Where the values of the document came from.
    pub origins: Origins,
}

impl Engine {
    /// What would become of shipments that are sent now, each as if it were alone.
    ///
    /// # Errors
    /// When the store fails; for each shipment, when the step itself would.
    pub async fn foresee_shipments(
        &self,
        caller: &Caller,
        messages: Vec<AcceptedMessage>,
    ) -> anyhow::Result<Vec<anyhow::Result<ForeseenShipment>>> {
        // Steps that commit by themselves must not do so here.
        let (engine, _) = self.rehearsing();
        let (mut rows, to_map) = engine.ingestion_rows(caller, messages, None).await?;
        let mapped = engine.map_messages(to_map, &mut rows).await;
        mapped.map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        let outcomes = process_ingestions(&engine, rows).await?;
        Ok(outcomes
            .into_iter()
            .map(|outcome| outcome.and_then(foreseen))
            .collect())
    }

    /// What would become of a shipment as it is kept: no input mapping changes it again.
    ///
    /// # Errors
    /// When the store fails, or the step itself would.
    pub(crate) async fn foresee_kept_shipment(
        &self,
        caller: &Caller,
        message: AcceptedMessage,
    ) -> anyhow::Result<ForeseenShipment> {
        let (engine, _) = self.rehearsing();
        let rows = engine.ingestion_rows(caller, vec![message], None).await;
        let (rows, _) = rows.map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        let outcomes = process_ingestions(&engine, rows).await?;
        let outcome = outcomes
            .into_iter()
            .next()
            .context("one message has one outcome")?;
        foreseen(outcome?)
    }
}

fn foreseen(outcome: Outcome) -> anyhow::Result<ForeseenShipment> {
    let changes = outcome.changes;
    let failed = changes
        .ingestion_results
        .iter()
        .find(|result| result.state == IngestionState::Failed);
    let refusals = match failed {
        Some(result) => result.errors.get()?,
        None => Vec::new(),
    };
    let formed = changes.declarations.iter().map(|row| formed(row, &changes));
    Ok(ForeseenShipment {
        refused: refusals.into_iter().next(),
        declarations: formed.collect::<Result<_, _>>()?,
    })
}

fn formed(row: &DeclarationRecord, changes: &Changes) -> anyhow::Result<RehearsedDeclaration> {
    // A declaration that could not be looked at waits for a task of its own: it says nothing here.
    anyhow::ensure!(row.status != Status::New, "it could not be looked at");
    let revision = changes
        .revisions
        .iter()
        .rfind(|revision| revision.declaration_id == row.id && revision.number == row.revision);
    let revision = revision.context("a declaration without a revision")?;
    Ok(RehearsedDeclaration {
        step: row.step.clone(),
        instance: row.instance_seq,
        system: row.system.clone(),
        declaration_type: row.declaration_type.clone(),
        jurisdiction: row.jurisdiction.clone(),
        lrn: row.lrn.clone(),
        status: row.status,
        findings: row.findings.get()?,
        document: Box::new(revision.document.get()?),
        origins: revision.origins.get()?,
    })
}

/// What a declaration says whose message cannot be written.
#[must_use]
pub fn unwritable(error: &EncodeError) -> Finding {
    cas_process::customs::unwritable(error).1
}
