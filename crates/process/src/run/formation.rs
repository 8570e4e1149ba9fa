//! Which declarations would a step make of a shipment now?

use std::collections::BTreeSet;

use cas_model::Finding;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::flow::Step;
use cas_model::formats::lrn_of;
use cas_model::ids::DeclarationId;
use cas_model::origin::Origins;
use cas_model::record::{DeclarationRecord, DeclaredAs, ShipmentRecord};

use super::in_hand::{Blocked, Run};
use crate::codes::RefusalCode;
use crate::deductions::deduce;
use crate::input_mapping::note_origins;
use crate::planning::{FormedDeclaration, Goods, PlanRefusal, form, looks_at_goods};
use crate::sources::{Inputs, Prepared};
use crate::unit_of_work::UnitOfWork;

/// What a step makes: what all of it has in common, and each one's document.
pub struct Formation {
    /// What all declarations of the step have in common.
    pub template: DeclarationRecord,
    /// One per declaration, in the order of the goods.
    pub formed: Vec<FormedDeclaration>,
}

/// Forms the declarations of a step; none where the step is not for this part of the organisation.
pub fn form_step(
    unit: &UnitOfWork<'_>,
    shipment: &ShipmentRecord,
    run: &Run<'_>,
    step: &Step,
    inputs: &Inputs,
) -> Result<Formation, Blocked> {
    let template = template(unit, shipment, run, step)?;
    let organisation = cas_model::Organisation {
        company: run.message.company.clone(),
        plant: run.message.plant.clone(),
        storage_location: run.message.storage_location_reference.clone(),
    };
    let mut formed = match step.organisation.covers(&organisation) {
        true => form_declarations(unit, &template, run, inputs)?,
        false => Vec::new(),
    };
    for formed in &mut formed {
        note_origins(shipment, &formed.document, &mut formed.origins)?;
    }
    Ok(Formation { template, formed })
}

/// Cuts the goods into declarations, looking at them as deductions complete them.
fn form_declarations(
    unit: &UnitOfWork<'_>,
    template: &DeclarationRecord,
    run: &Run<'_>,
    inputs: &Inputs,
) -> Result<Vec<FormedDeclaration>, Blocked> {
    let given = with_item_ids(run.message);
    let day = unit.today_in(&template.jurisdiction);
    let prepared = Prepared::of_declaration(inputs.on(day)?, template, day)?;
    let step = prepared.step;
    let most = max_items(unit, step);
    // Goods that are declared together as they were sent are not copied to be looked at.
    let mut complete = None;
    if looks_at_goods(step) || given.goods_items().len() > most {
        let complete = complete.insert(given.clone());
        let sources = prepared.sources(None);
        // Rows fire again, and are counted, in the declarations that are made of the goods.
        let deduced = deduce(complete, &mut Origins::default(), &sources);
        if looks_at_goods(step) {
            know_the_goods(step, &deduced.findings)?;
        }
    }
    let goods = Goods {
        shipment: prepared.head(),
        given: &given,
        complete: complete.as_ref().unwrap_or(&given),
    };
    form(step, goods, most, &prepared.context()).map_err(Blocked::Refused)
}

/// Goods are not cut by values that a table should have given and could not.
fn know_the_goods(step: &Step, findings: &[Finding]) -> Result<(), Blocked> {
    let failed = findings
        .iter()
        .find(|finding| finding.is_error() && finding.code.starts_with("D003"));
    let Some(failed) = failed else { return Ok(()) };
    let text = format!(
        "step {} cannot cut the goods: {}: {}",
        step.name, failed.message, failed.description
    );
    let refusal = PlanRefusal::new(RefusalCode::GroupingFailed, text);
    Err(Blocked::Refused(refusal))
}

fn max_items(unit: &UnitOfWork<'_>, step: &Step) -> usize {
    let of_system = unit.registry.get(&step.system);
    let of_system = of_system.map_or(u32::MAX, |system| system.capabilities().max_items);
    let most = step.items.max_items.unwrap_or(of_system).min(of_system);
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// The document as sent, each item with the id it has in item endpoints.
fn with_item_ids(message: &CustomsShipment) -> SingleAdministrativeDocument {
    let document = message.single_administrative_document.as_deref();
    let mut document = document.cloned().unwrap_or_default();
    if let Some(shipment) = document.goods_shipment.as_deref_mut() {
        for item in &mut shipment.government_agency_goods_items {
            item.government_agency_goods_item_id
                .clone_from(&item.cas_reference);
        }
    }
    document
}

/// A number that the shipment gives is one declaration's; what comes after gets a number of ours.
pub fn give_own_number(
    unit: &UnitOfWork<'_>,
    template: &DeclarationRecord,
    run: &Run<'_>,
    formed: &mut FormedDeclaration,
) {
    let made = unit.effects.declarations.iter();
    let made = made.filter(|row| row.shipment_id == template.shipment_id);
    let taken: BTreeSet<&str> = made
        .chain(run.declarations)
        .filter(|row| row.system == template.system && row.id != template.id)
        .map(|row| row.lrn.as_str())
        .collect();
    let given = &mut formed.document.function_ref_num;
    given.take_if(|number| taken.contains(number.as_str()));
}

/// What all declarations of a step have in common.
fn template(
    unit: &UnitOfWork<'_>,
    shipment: &ShipmentRecord,
    run: &Run<'_>,
    step: &Step,
) -> anyhow::Result<DeclarationRecord> {
    let message = run.message;
    let system = unit
        .registry
        .get(&step.system)
        .ok_or_else(|| anyhow::anyhow!("step {} names no system {}", step.name, step.system))?;
    // Each declaration gets an id of its own.
    let id = DeclarationId(shipment.id.0);
    let family = system.capabilities().family;
    let declared = DeclaredAs {
        family,
        system: step.system.clone(),
        declaration_type: step.declaration_type.clone(),
        jurisdiction: step.jurisdiction.clone(),
        lrn: lrn_of(id.0),
    };
    Ok(DeclarationRecord {
        step: Some(step.name.clone()),
        company: message.company.clone(),
        plant: message.plant.clone(),
        storage_location: message.storage_location_reference.clone(),
        ..DeclarationRecord::begun(shipment, id, declared, unit.now)
    })
}
