//! One action over many declarations: looked at beforehand, then a run that goes on by itself.

use std::collections::{BTreeMap, BTreeSet};

use cas_model::bulk::{BulkOrder, BulkRowState};
use cas_model::ids::{BulkRunId, DeclarationId, TaskId, TenantId};
use cas_model::record::Json;
use cas_model::visibility::VisibleParts;
use cas_process::collaboration::{organisation_of, person_id};
use cas_process::{Refusal, codes};
use cas_store::{
    BulkChanges, BulkRowRecord, BulkRunRecord, Changes, DeclarationRecord, NewTask, TaskKind,
};

use super::{Caller, RequestedAction};
use crate::{Engine, unavailable};

/// The most declarations of one run.
pub const MOST_BULK_ROWS: usize = 5_000;
/// The most runs of a tenant that are not at their end.
const MOST_OPEN_RUNS: i64 = 10;

/// What is asked for of many declarations.
#[derive(Clone, Copy, Debug)]
pub struct RequestedBulk<'r> {
    /// What is to be done with each.
    pub order: &'r BulkOrder,
    /// The declarations, as they were named.
    pub declarations: &'r [DeclarationId],
    /// The parts of the organisation that the caller may see; all where it is absent.
    pub visible: Option<&'r VisibleParts>,
}

/// What would come of a declaration of a run.
#[derive(Clone, Debug)]
pub struct BulkForesight {
    /// The declaration, as it was named.
    pub declaration_id: DeclarationId,
    /// The declaration itself, where it is the caller's.
    pub row: Option<DeclarationRecord>,
    /// Why it would be refused; none where it would be done.
    pub refusal: Option<Refusal>,
}

impl Engine {
    /// What a run would come to, declaration by declaration; nothing is changed.
    ///
    /// # Errors
    /// When the run would be refused as a whole, or the store fails.
    pub async fn foresee_bulk(
        &self,
        caller: &Caller,
        requested: RequestedBulk<'_>,
    ) -> Result<Vec<BulkForesight>, Refusal> {
        let (order, declarations) = (requested.order, checked(requested)?);
        let mut rows = self.bulk_declarations(caller, requested).await?;
        let foresight = declarations.into_iter().map(|declaration_id| {
            let row = rows.remove(&declaration_id);
            let refusal = match &row {
                Some(row) => self.check_bulk_row(row, order).err(),
                None => Some(Refusal::not_found("declaration")),
            };
            BulkForesight {
                declaration_id,
                row,
                refusal,
            }
        });
        Ok(foresight.collect())
    }

    /// Begins a run. Each declaration is looked at again when its turn comes.
    ///
    /// # Errors
    /// When the run is refused as a whole, or the store fails.
    pub async fn begin_bulk(
        &self,
        caller: &Caller,
        requested: RequestedBulk<'_>,
    ) -> Result<BulkRunRecord, Refusal> {
        let declarations = checked(requested)?;
        let known = self.bulk_declarations(caller, requested).await?;
        let tenant = caller.tenant_id;
        let open = self.store().open_bulk_runs(tenant).await;
        if open.map_err(|error| unavailable(&error))? >= MOST_OPEN_RUNS {
            let detail = format!("{MOST_OPEN_RUNS} runs are under way; wait until one has ended");
            return Err(Refusal::new(codes::TOO_MANY_BULK_RUNS, detail));
        }
        let run = BulkRunRecord {
            tenant_id: tenant,
            id: BulkRunId(self.ids().next()),
            bulk_order: Json::encode(requested.order)
                .map_err(|error| unavailable(&error.into()))?,
            row_count: u32::try_from(declarations.len()).unwrap_or(u32::MAX),
            requested_by: caller.person.clone(),
            actor: caller.actor.clone(),
            requested_at: self.now(),
            finished_at: None,
        };
        let row = |(declaration_id, number)| {
            let row = BulkRowRecord {
                tenant_id: tenant,
                run_id: run.id,
                number,
                declaration_id,
                state: BulkRowState::Pending,
                action_id: None,
                code: None,
                detail: None,
            };
            match known.contains_key(&declaration_id) {
                true => row,
                false => refused(row, Refusal::not_found("declaration")),
            }
        };
        let changes = Changes {
            bulk: BulkChanges {
                runs: vec![run.clone()],
                rows: declarations.into_iter().zip(1..).map(row).collect(),
                ..BulkChanges::default()
            },
            tasks: vec![self.bulk_task(tenant, run.id)],
            ..Changes::default()
        };
        self.decide(changes, || Refusal::not_found("run")).await?;
        Ok(run)
    }

    /// The next step of a run. Runs of a tenant take turns with one another, in one lane, so that
    /// they do not take all that is due of a tenant.
    pub(crate) fn bulk_task(&self, tenant: TenantId, run: BulkRunId) -> NewTask {
        NewTask {
            id: TaskId(self.ids().next()),
            tenant_id: tenant,
            kind: TaskKind::Bulk,
            subject: run.0,
            endpoint: String::new(),
            lane: Some("bulk".to_owned()),
            due_at: self.now(),
        }
    }

    /// Whether an order may be carried out on a declaration as it is now.
    pub(crate) fn check_bulk_row(
        &self,
        row: &DeclarationRecord,
        order: &BulkOrder,
    ) -> Result<(), Refusal> {
        match order {
            BulkOrder::Act { action, reason } => {
                let requested = RequestedAction {
                    reason: reason.clone(),
                    ..(*action).into()
                };
                self.check_requested(row, &requested)
            }
            BulkOrder::Assign(_) | BulkOrder::Flag(_) => Ok(()),
        }
    }

    /// The declarations of a run that are the caller's, and that he may see.
    async fn bulk_declarations(
        &self,
        caller: &Caller,
        requested: RequestedBulk<'_>,
    ) -> Result<BTreeMap<DeclarationId, DeclarationRecord>, Refusal> {
        let (store, tenant) = (self.store(), caller.tenant_id);
        let rows = store.declarations_of_tenant(tenant, requested.declarations);
        let rows = rows.await.map_err(|error| unavailable(&error))?;
        let sees = |row: &DeclarationRecord| {
            let visible = requested.visible;
            visible.is_none_or(|visible| visible.contain(&organisation_of(row)))
        };
        let rows = rows.into_iter().filter(sees);
        Ok(rows.map(|row| (row.id, row)).collect())
    }
}

/// A row of a run of which nothing comes.
pub(crate) fn refused(row: BulkRowRecord, refusal: Refusal) -> BulkRowRecord {
    BulkRowRecord {
        state: BulkRowState::Refused,
        code: Some(refusal.code.name.to_owned()),
        detail: Some(refusal.detail),
        ..row
    }
}

/// The declarations of a run, each once.
fn checked(requested: RequestedBulk<'_>) -> Result<Vec<DeclarationId>, Refusal> {
    if let BulkOrder::Assign(Some(person)) = requested.order {
        person_id(person)?;
    }
    let mut seen = BTreeSet::new();
    let once = requested
        .declarations
        .iter()
        .copied()
        .filter(|id| seen.insert(*id));
    let once: Vec<DeclarationId> = once.collect();
    match (1..=MOST_BULK_ROWS).contains(&once.len()) {
        true => Ok(once),
        false => {
            let detail = format!(
                "a run has 1 to {MOST_BULK_ROWS} declarations, not {}",
                once.len()
            );
            Err(Refusal::new(codes::BULK_RUN_REFUSED, detail))
        }
    }
}
