//! What would another version of a table change? Asked of one declaration, or of the last ones.
//!
//! Loads what [`cas_process::trial`] decides on. Nothing is stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::{Table, TableTest};
use cas_model::FieldPath;
use cas_model::civil_day::day_in;
use cas_model::ids::{DeclarationId, TenantId};
use cas_process::configuration::{TableVersion, TenantConfiguration};
use cas_process::declaration::DeclarationState;
use cas_process::field_explanation::{FieldExplanation, WantedField, explain_field};
use cas_process::origin_chain::{OriginChain, origin_chain};
use cas_process::sources::Inputs;
use cas_process::tables::BoundTable;
use cas_process::trial::{
    self, AskedTable, DeclarationExplanation, Replay, Trial, WantedTest, WhatToExplain,
};
use cas_process::{Refusal, codes};
use cas_store::{DeclarationRecord, DeclarationSearch};
use jiff::civil::Date;

use crate::Engine;
use crate::engine::refusal_of;
use crate::load::{inputs_on, load_declaration};

/// The most declarations of one replay.
pub const MOST_DECLARATIONS: u32 = 500;

/// So many declarations are looked at in one go, and so many times.
const PAGE: u32 = 500;
const MOST_PAGES: usize = 40;

impl Engine {
    /// What a version of a table would change in a declaration.
    ///
    /// # Errors
    /// When there is no such version or declaration, or its step does not ask the table.
    pub async fn try_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        declaration: DeclarationId,
    ) -> Result<Trial, Refusal> {
        let name = table.name;
        let (_, table) = self.bound_version(tenant, table).await?;
        let state = self.declaration_in_hand(tenant, declaration).await?;
        self.trial(&state, name, &table).await
    }

    /// What a version of a table would change in the last declarations whose step asks it.
    ///
    /// # Errors
    /// When there is no such version, or no step asks the table.
    pub async fn replay_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        last: u32,
    ) -> Result<Replay, Refusal> {
        let name = table.name;
        let (_, table) = self.bound_version(tenant, table).await?;
        let configuration = self.known_configuration(tenant).await?;
        let rows = self.last_asking(tenant, &configuration, name, last).await?;
        let mut replay = Replay {
            declarations: rows.len(),
            changed: Vec::new(),
            fields: BTreeMap::new(),
        };
        for row in rows {
            let state = self.declaration_in_hand(tenant, row.id).await?;
            let trial = self.trial(&state, name, &table).await?;
            replay.add(trial);
        }
        Ok(replay)
    }

    /// Why a version of a table says what it says about a declaration, and why rows do not fire.
    ///
    /// # Errors
    /// When there is no such version or declaration, or its step does not ask the table.
    pub async fn explain_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        declaration: DeclarationId,
        what: &WhatToExplain,
    ) -> Result<DeclarationExplanation, Refusal> {
        let hand = self.table_in_hand(tenant, table, declaration).await?;
        let TableInHand {
            state, inputs, day, ..
        } = &hand;
        let asked = trial::explain(state, inputs, *day, hand.asked(), what);
        Ok(DeclarationExplanation {
            version: hand.table.compiled.version(),
            as_of: *day,
            asked: asked.map_err(refusal_of)?,
        })
    }

    /// Which tables could have filled a field of a declaration, and why each says what it says.
    ///
    /// # Errors
    /// When there is no such declaration, field or goods item, or no flow made the declaration.
    pub async fn explain_field(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        wanted: &WantedField,
    ) -> Result<FieldExplanation, Refusal> {
        let state = self.declaration_in_hand(tenant, declaration).await?;
        let day = day_of(self, &state);
        let inputs = self.inputs_of_trial(&state, day).await?;
        explain_field(&state, &inputs, day, wanted).map_err(refusal_of)
    }

    /// How the value of a field of a declaration came about.
    ///
    /// # Errors
    /// When there is no such declaration, or the store fails.
    pub async fn origin_chain(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        field: &FieldPath,
    ) -> Result<OriginChain, Refusal> {
        let state = self.declaration_in_hand(tenant, declaration).await?;
        let day = day_of(self, &state);
        let inputs = self.inputs_of_trial(&state, day).await?;
        Ok(origin_chain(&state, &inputs, day, field))
    }

    /// A test that asks a version of a table what it was asked in a declaration, and expects what
    /// the version says.
    ///
    /// # Errors
    /// When there is no such version, declaration or item, or its step does not ask the table.
    pub async fn test_of_declaration(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        declaration: DeclarationId,
        wanted: &WantedTest,
    ) -> Result<TableTest, Refusal> {
        let hand = self.table_in_hand(tenant, table, declaration).await?;
        let TableInHand {
            state, inputs, day, ..
        } = &hand;
        let test = trial::test_of_declaration(state, inputs, *day, hand.asked(), wanted);
        test.map_err(refusal_of)
    }

    /// A version of a table, and a declaration with what the table is asked with.
    async fn table_in_hand<'n>(
        &self,
        tenant: TenantId,
        table: TableVersion<'n>,
        declaration: DeclarationId,
    ) -> Result<TableInHand<'n>, Refusal> {
        let name = table.name;
        let (written, table) = self.bound_version(tenant, table).await?;
        let state = self.declaration_in_hand(tenant, declaration).await?;
        let day = day_of(self, &state);
        let inputs = self.inputs_of_trial(&state, day).await?;
        Ok(TableInHand {
            name,
            written,
            table,
            state,
            inputs,
            day,
        })
    }

    async fn trial(
        &self,
        state: &DeclarationState,
        name: &str,
        table: &Arc<BoundTable>,
    ) -> Result<Trial, Refusal> {
        let day = day_of(self, state);
        let inputs = self.inputs_of_trial(state, day).await?;
        trial::try_table(state, &inputs, day, name, table).map_err(refusal_of)
    }

    async fn bound_version(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
    ) -> Result<(Table, Arc<BoundTable>), Refusal> {
        let (number, mut document) = self.table_document(tenant, table).await?;
        document.table.version = number;
        let bound = BoundTable::new(&document).map_err(|problems| {
            let problems = problems.into_iter().map(|problem| (None, problem));
            cas_process::configuration::refusals::invalid(problems.collect())
        })?;
        Ok((document.table, Arc::new(bound)))
    }

    async fn known_configuration(
        &self,
        tenant: TenantId,
    ) -> Result<Arc<TenantConfiguration>, Refusal> {
        let configuration = self.configuration(tenant).await;
        configuration.map_err(|error| crate::unavailable(&error))
    }

    /// The newest declarations of steps that ask a table.
    async fn last_asking(
        &self,
        tenant: TenantId,
        configuration: &TenantConfiguration,
        name: &str,
        last: u32,
    ) -> Result<Vec<DeclarationRecord>, Refusal> {
        let asks = |flow: &str, version: u32, step: &str| {
            let step = configuration
                .flow(flow, version)
                .and_then(|flow| flow.step(step));
            step.is_some_and(|step| step.deducing_tables().any(|asked| asked == name))
        };
        let steps = configuration.flows().flat_map(|flow| &flow.steps);
        let mut steps: Vec<String> = steps
            .filter(|step| step.deducing_tables().any(|asked| asked == name))
            .map(|step| step.name.clone())
            .collect();
        steps.sort_unstable();
        steps.dedup();
        if steps.is_empty() {
            return Ok(Vec::new());
        }
        let last = usize::try_from(last.min(MOST_DECLARATIONS)).unwrap_or(usize::MAX);
        let mut search = DeclarationSearch {
            steps,
            limit: PAGE,
            ..DeclarationSearch::default()
        };
        let mut asking = Vec::new();
        // Another flow may have a step of this name that does not ask the table.
        for _ in 0..MOST_PAGES {
            let page = self.store().search_declarations(tenant, &search).await;
            let page = page.map_err(|error| crate::unavailable(&error))?;
            let more = page.next_behind();
            search.after = more.map(|row| (row.created_at, row.id));
            let asks = |row: &DeclarationRecord| {
                let made_by = row.flow.as_deref().zip(row.step.as_deref());
                made_by.is_some_and(|(flow, step)| asks(flow, row.flow_version, step))
            };
            asking.extend(page.into_iter().filter(asks));
            if asking.len() >= last || search.after.is_none() {
                break;
            }
        }
        asking.truncate(last);
        Ok(asking)
    }

    async fn declaration_in_hand(
        &self,
        tenant: TenantId,
        id: DeclarationId,
    ) -> Result<DeclarationState, Refusal> {
        let found = load_declaration(self, tenant, id).await;
        let found = found.map_err(|error| crate::unavailable(&error))?;
        let state = found.ok_or_else(|| Refusal::not_found("declaration"))?;
        match state.row.flow {
            Some(_) => Ok(state),
            None => Err(Refusal::new(
                codes::TABLE_NOT_ASKED,
                "customs began the declaration: no flow made it, so no table was asked".to_owned(),
            )),
        }
    }

    async fn inputs_of_trial(
        &self,
        state: &DeclarationState,
        day: Date,
    ) -> Result<Inputs, Refusal> {
        let inputs = inputs_on(self, state, day).await;
        inputs.map_err(|error| crate::unavailable(&error))
    }
}

/// A version of a table, and the declaration that it is asked about, as of a day.
struct TableInHand<'n> {
    name: &'n str,
    written: Table,
    table: Arc<BoundTable>,
    state: DeclarationState,
    inputs: Inputs,
    day: Date,
}

impl TableInHand<'_> {
    fn asked(&self) -> AskedTable<'_> {
        AskedTable {
            name: self.name,
            table: &self.table,
            written: &self.written,
        }
    }
}

/// The day as of which the declaration was deduced.
fn day_of(engine: &Engine, state: &DeclarationState) -> Date {
    let today = || day_in(&state.row.jurisdiction, engine.now());
    state.deduced_on.unwrap_or_else(today)
}
