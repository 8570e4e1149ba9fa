//! What customs says when the goods are exported: IE829 the export is accepted, IE839 it is
//! refused, IE836 its declaration was invalidated. Each may speak of many movements.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{flag, note, of_movement, optional, required, value};
use crate::xml::Element;

pub(super) const IE829: Kind = Kind {
    name: "IE829",
    read: read_acceptance,
    event: |_| Event::ExportAccepted,
};

pub(super) const IE836: Kind = Kind {
    name: "IE836",
    read: read_invalidation,
    event: |_| Event::ExportInvalidated,
};

pub(super) const IE839: Kind = Kind {
    name: "IE839",
    read: read_refusal,
    event: |_| Event::ExportRefused,
};

/// The same for each movement of a group.
fn movements(container: &Element, group: &str, message: &Inbound) -> Result<Vec<Inbound>, String> {
    let groups = container.children_named(group);
    groups
        .map(|group| {
            let arc = required(group, "AdministrativeReferenceCode")?.to_owned();
            let sequence = value(group, "SequenceNumber")?;
            Ok(of_movement(message.clone(), arc, sequence))
        })
        .collect()
}

fn some(movements: Vec<Inbound>, group: &str) -> Result<Vec<Inbound>, String> {
    if movements.is_empty() {
        return Err(format!("{group} is missing"));
    }
    Ok(movements)
}

fn read_acceptance(container: &Element, mut message: Inbound) -> Result<Vec<Inbound>, String> {
    let group = container
        .child("ExportDeclarationAcceptanceRelease")
        .ok_or("ExportDeclarationAcceptanceRelease is missing")?;
    let declaration = required(group, "DocumentReferenceNumber")?;
    let office = required(group, "ReferenceNumberOfSenderCustomsOffice")?;
    message.facts.release_date = value(group, "DateOfRelease")?;
    let is_released = flag(group, "ExportDeclarationAcceptanceOrGoodsReleasedForExport")?;
    let what = match is_released {
        true => "released for export",
        false => "accepted",
    };
    message.facts.export_declaration = Some(declaration.to_owned());
    let text = format!("Export declaration {declaration} {what} at {office}");
    note(&mut message, text);
    let found = movements(container, "ExciseMovementEad", &message)?;
    some(found, "ExciseMovementEad")
}

fn read_invalidation(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut found = movements(container, "ExciseMovement", &message)?;
    let groups = container.children_named("ExciseMovement");
    for (message, group) in found.iter_mut().zip(groups) {
        let mrn = required(group, "ExportOperation/Mrn")?;
        let date = required(group, "ExportOperation/InvalidationDate")?;
        note(
            message,
            format!("Export declaration {mrn} invalidated on {date}"),
        );
    }
    some(found, "ExciseMovement")
}

fn read_refusal(container: &Element, mut message: Inbound) -> Result<Vec<Inbound>, String> {
    let code = required(container, "Rejection/RejectionReasonCode")?.to_owned();
    message.errors = vec![CustomsError {
        code: code.clone(),
        ..CustomsError::default()
    }];
    let information = container.child("ExportDeclarationInformation");
    let results = information.into_iter().flat_map(|information| {
        let groups = information.children_named("NegativeCrosscheckValidationResults");
        groups.flat_map(|group| group.children_named("UbrCrosscheckResult"))
    });
    let results: Vec<&Element> = results.collect();
    let mut found = movements(container, "CEadVal", &message)?;
    for movement in &mut found {
        let arc = movement.correlation.arc.clone();
        let of_it = |result: &&&Element| optional(result, "AdministrativeReferenceCode") == arc;
        let failed = results
            .iter()
            .filter(of_it)
            .map(|result| cross_check(result, &code));
        let failed: Result<Vec<CustomsError>, String> = failed.collect();
        movement.errors.extend(failed?);
    }
    // Import data are checked before there is an ARC.
    if let Some(draft) = container.child("NEadSub") {
        message.correlation.lrn = optional(draft, "LocalReferenceNumber");
        found.push(message);
    }
    some(found, "CEadVal")
}

/// An item that does not match the export declaration.
fn cross_check(result: &Element, code: &str) -> Result<CustomsError, String> {
    let number = required(result, "BodyRecordUniqueReference")?;
    let diagnosis = required(result, "DiagnosisCode")?;
    let words = [
        "RejectionReason",
        "CombinedNomenclatureCodeCrosscheckResult/RejectionReason",
        "NetMassCrosscheckResult/RejectionReason",
    ];
    let words: Vec<&str> = words
        .iter()
        .filter_map(|path| result.text_at(path))
        .collect();
    Ok(CustomsError {
        code: code.to_owned(),
        reason: format!("item {number}, diagnosis {diagnosis}: {}", words.join("; ")),
        pointer: Some(format!(
            "/IE801/Body/EADESADContainer/BodyEadEsad[{number}]"
        )),
        original_value: None,
    })
}
