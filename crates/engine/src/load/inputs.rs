//! Loading what decisions draw from: configuration, connections, records, lists, earlier steps.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::civil_day::{UTC, day_in, day_of};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::{ShipmentId, SystemCode, TenantId};
use cas_process::connection::Connection;
use cas_process::declaration::{DeclarationState, is_withdrawn, revision_at_customs_or_current};
use cas_process::deductions::EarlierDeclaration;
use cas_process::sources::Inputs;
use cas_store::{DeclarationRecord, MasterDataKey};
use jiff::civil::Date;

use super::watch_of;
use crate::Engine;

/// Loads flows, connections and subscriptions of some tenants.
pub(crate) async fn load_inputs(
    engine: &Engine,
    tenants: &BTreeSet<TenantId>,
) -> anyhow::Result<Inputs> {
    let tenants: Vec<TenantId> = tenants.iter().copied().collect();
    let configurations = engine.configurations(&tenants).await?;
    let watch = watch_of(engine, &tenants).await?;
    let systems = engine.registry().iter();
    let calculated_only = systems
        .map(|system| (system.code(), system.capabilities().calculated_only))
        .collect();
    let connections = connections(engine, &tenants).await?;
    let mut inputs = Inputs::loaded(configurations, connections, calculated_only, watch);
    load_imported_masses(engine, &mut inputs).await?;
    Ok(inputs)
}

/// Loads what importers brought in below the mass threshold this year and the year before, in which
/// declarations that are corrected now may have been accepted.
async fn load_imported_masses(engine: &Engine, inputs: &mut Inputs) -> anyhow::Result<()> {
    let tenants = inputs.tenants_that_import();
    if tenants.is_empty() {
        return Ok(());
    }
    let year = day_of(engine.now(), &UTC).year();
    let from = Date::new(year - 1, 1, 1).context("a year of the calendar")?;
    let masses = engine.store().imported_masses(&tenants, from).await?;
    inputs.take_imported_masses(masses);
    Ok(())
}

async fn connections(
    engine: &Engine,
    tenants: &[TenantId],
) -> anyhow::Result<HashMap<(TenantId, SystemCode), Arc<Connection>>> {
    let systems = || engine.registry().iter();
    let of_tenant = |tenant: &TenantId| {
        let tenant = *tenant;
        systems().map(move |system| (tenant, system.code()))
    };
    let keys: Vec<(TenantId, SystemCode)> = tenants.iter().flat_map(of_tenant).collect();
    let rows = engine.store().connections(&keys).await?;
    let mut connections = HashMap::with_capacity(rows.len());
    for row in rows {
        let connection: Connection = row
            .document
            .get_as()
            .with_context(|| format!("connection to {}", row.system))?;
        connections.insert((row.tenant_id, row.system), Arc::new(connection));
    }
    Ok(connections)
}

/// Loads the master-data records in force now that documents refer to, directly or through the
/// defaults of their steps, and the lists, sets and rates of their tenants. While it is not the
/// same day everywhere, each day's where steps declare.
pub(crate) async fn load_records<'a>(
    engine: &Engine,
    inputs: &mut Inputs,
    documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
) -> anyhow::Result<()> {
    let documents: Vec<_> = documents.collect();
    let mut days = inputs.days_at(engine.now());
    if let Some(day) = days.pop_first() {
        load_records_on(engine, inputs, documents.iter().copied(), day).await?;
    }
    load_other_days(engine, inputs, &documents, &days).await
}

/// The same, in force on a day.
pub(crate) async fn load_records_on<'a>(
    engine: &Engine,
    inputs: &mut Inputs,
    documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
    day: Date,
) -> anyhow::Result<()> {
    let mut wanted = inputs.wanted(documents);
    let keys: Vec<MasterDataKey> = wanted.records.iter().cloned().collect();
    let found = engine.store().master_data_in_force(&keys, day).await?;
    let currencies = std::mem::take(&mut wanted.currencies);
    inputs.take_records(wanted, &found)?;
    let lists = engine.references(&inputs.tenants()).await?;
    inputs.take_lists(lists, &currencies, day);
    Ok(())
}

/// Loads the declarations of earlier steps that a shipment's later ones take over from; before
/// records, because they may name some.
pub(crate) async fn load_earlier(
    engine: &Engine,
    inputs: &mut Inputs,
    tenant: TenantId,
    shipment: ShipmentId,
    run: u32,
) -> anyhow::Result<()> {
    let declarations = declarations_of_run(engine, shipment, run).await?;
    load_earlier_of(engine, inputs, tenant, shipment, &declarations).await
}

/// The declarations that a run of a shipment's flow has made.
pub(crate) async fn declarations_of_run(
    engine: &Engine,
    shipment: ShipmentId,
    run: u32,
) -> anyhow::Result<Vec<DeclarationRecord>> {
    let store = engine.store();
    let mut rows = store.declarations_of_shipments(&[shipment]).await?;
    rows.retain(|row| row.run == run);
    Ok(rows)
}

/// As [`load_earlier`], of a run whose declarations are at hand.
pub(super) async fn load_earlier_of(
    engine: &Engine,
    inputs: &mut Inputs,
    tenant: TenantId,
    shipment: ShipmentId,
    declarations: &[DeclarationRecord],
) -> anyhow::Result<()> {
    let live = || {
        let rows = declarations.iter();
        rows.filter(|row| !is_withdrawn(row.status))
    };
    let keys: Vec<_> = live()
        .map(|row| (row.id, revision_at_customs_or_current(row)))
        .collect();
    let revisions = engine.store().revisions(&keys).await?;
    let mut earlier = Vec::with_capacity(keys.len());
    for row in live() {
        let Some(step) = row.step.clone() else {
            continue;
        };
        let revision = revisions
            .iter()
            .find(|revision| revision.declaration_id == row.id);
        let revision =
            revision.with_context(|| format!("declaration {} has no revision", row.id))?;
        earlier.push(EarlierDeclaration {
            id: row.id,
            step,
            lrn: row.lrn.clone(),
            facts: row.facts.get()?,
            document: revision.document.get()?,
        });
    }
    inputs.set_earlier(shipment, tenant, &earlier);
    Ok(())
}

/// Loads what other days need for these documents, beside what is loaded already.
pub(crate) async fn load_other_days(
    engine: &Engine,
    inputs: &mut Inputs,
    documents: &[(TenantId, &SingleAdministrativeDocument)],
    days: &BTreeSet<Date>,
) -> anyhow::Result<()> {
    for day in days {
        let mut on_day = inputs.of_other_day();
        load_records_on(engine, &mut on_day, documents.iter().copied(), *day).await?;
        inputs.take_day(*day, on_day);
    }
    Ok(())
}

/// Loads the inputs for one declaration, as of the day of its values and of the one that it is.
pub(crate) async fn inputs_of(engine: &Engine, state: &DeclarationState) -> anyhow::Result<Inputs> {
    let today = day_in(&state.row.jurisdiction, engine.now());
    let mut inputs = inputs_on(engine, state, state.deduction_day(today)).await?;
    if !inputs.knows_day(today) {
        let documents = [(state.row.tenant_id, &state.document)];
        load_other_days(engine, &mut inputs, &documents, &BTreeSet::from([today])).await?;
    }
    Ok(inputs)
}

/// Loads the inputs for one declaration, as of a day.
pub(crate) async fn inputs_on(
    engine: &Engine,
    state: &DeclarationState,
    day: Date,
) -> anyhow::Result<Inputs> {
    let tenant = state.row.tenant_id;
    let mut inputs = load_inputs(engine, &BTreeSet::from([tenant])).await?;
    let takes_over = inputs
        .step_of(&state.row)
        .is_ok_and(|(_, step)| !step.take_over.is_empty());
    if takes_over {
        let (shipment, run) = (state.row.shipment_id, state.row.run);
        load_earlier(engine, &mut inputs, tenant, shipment, run).await?;
    }
    let documents = std::iter::once((tenant, &state.document));
    load_records_on(engine, &mut inputs, documents, day).await?;
    Ok(inputs)
}
