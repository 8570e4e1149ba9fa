//! What customs says when the goods are exported: IE829 the export is accepted, IE839 it is
//! refused, IE836 its declaration was invalidated. Each may speak of many movements.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{flag, note, of_movement, optional, required, secondary, value};
use crate::xml::Element;

pub(super) const IE829: AnswerKind = AnswerKind {
    name: "IE829",
    read: read_acceptance,
    event: |_| Event::ExportAccepted,
};

pub(super) const IE836: AnswerKind = AnswerKind {
    name: "IE836",
    read: read_invalidation,
    event: |_| Event::ExportInvalidated,
};

pub(super) const IE839: AnswerKind = AnswerKind {
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
            let mut message = message.clone();
            let sequence = secondary(value(group, "SequenceNumber"), &mut message);
            Ok(of_movement(message, arc, sequence.flatten()))
        })
        .collect()
}

fn some(movements: Vec<Inbound>, group: &str) -> Result<Vec<Inbound>, String> {
    if movements.is_empty() {
        return Err(format!("{group} is missing"));
    }
    Ok(movements)
}

/// Says whether the goods are released for export, or the export declaration only accepted.
const RELEASED: &str = "ExportDeclarationAcceptanceOrGoodsReleasedForExport";

fn read_acceptance(container: &Element, mut message: Inbound) -> Result<Vec<Inbound>, String> {
    let group = container
        .child("ExportDeclarationAcceptanceRelease")
        .ok_or("ExportDeclarationAcceptanceRelease is missing")?;
    let declaration = optional(group, "DocumentReferenceNumber");
    let released = value(group, "DateOfRelease");
    message.facts.release_date = secondary(released, &mut message).flatten();
    let office = optional(group, "ReferenceNumberOfSenderCustomsOffice");
    let place = office
        .map(|office| format!(" at {office}"))
        .unwrap_or_default();
    let name = declaration
        .as_ref()
        .map(|mrn| format!(" {mrn}"))
        .unwrap_or_default();
    message.facts.export_declaration = declaration;
    let mut found = movements(container, "ExciseMovementEad", &message)?;
    let groups = container.children_named("ExciseMovementEad");
    for (message, movement) in found.iter_mut().zip(groups) {
        // Phase 4.1 says it of each movement, earlier versions of all.
        let says = [movement, group]
            .into_iter()
            .find(|it| it.child(RELEASED).is_some());
        let is_released = says.map(|it| flag(it, RELEASED));
        let is_released = is_released.and_then(|read| secondary(read, message));
        let what = match is_released {
            Some(true) => "released for export",
            Some(false) | None => "accepted",
        };
        note(message, format!("Export declaration{name} {what}{place}"));
    }
    some(found, "ExciseMovementEad")
}

fn read_invalidation(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut found = movements(container, "ExciseMovement", &message)?;
    let groups = container.children_named("ExciseMovement");
    for (message, group) in found.iter_mut().zip(groups) {
        let mrn = group.text_at("ExportOperation/Mrn");
        let mrn = mrn.map(|mrn| format!(" {mrn}")).unwrap_or_default();
        let date = group.text_at("ExportOperation/InvalidationDate");
        let date = date.map(|date| format!(" on {date}")).unwrap_or_default();
        note(
            message,
            format!("Export declaration{mrn} invalidated{date}"),
        );
    }
    some(found, "ExciseMovement")
}

fn read_refusal(container: &Element, mut message: Inbound) -> Result<Vec<Inbound>, String> {
    let code = optional(container, "Rejection/RejectionReasonCode");
    let code = code.unwrap_or_else(|| "none".to_owned());
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
        movement.errors.extend(failed);
    }
    // Import data are checked before there is an ARC.
    if let Some(draft) = container.child("NEadSub") {
        message.correlation.lrn = optional(draft, "LocalReferenceNumber");
        found.push(message);
    }
    some(found, "CEadVal")
}

/// An item that does not match the export declaration.
fn cross_check(result: &Element, code: &str) -> CustomsError {
    let number = result.text_at("BodyRecordUniqueReference");
    let diagnosis = result.text_at("DiagnosisCode").unwrap_or("?");
    let words = [
        "RejectionReason",
        "CombinedNomenclatureCodeCrosscheckResult/RejectionReason",
        "NetMassCrosscheckResult/RejectionReason",
    ];
    let words: Vec<&str> = words
        .iter()
        .filter_map(|path| result.text_at(path))
        .collect();
    let item = number.unwrap_or("?");
    CustomsError {
        code: code.to_owned(),
        reason: format!("item {item}, diagnosis {diagnosis}: {}", words.join("; ")),
        pointer: number.map(|number| format!("/IE801/Body/EADESADContainer/BodyEadEsad[{number}]")),
        original_value: None,
    }
}
