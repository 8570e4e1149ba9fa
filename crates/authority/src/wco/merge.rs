//! What is the declaration after an amendment? The declaration with what the amendment says put
//! into it. An amendment may hold only the parts that change; parts that may repeat are known by
//! their sequence number, or by their place among their like. A part that it says was removed is
//! pointed at, and goes. One that has everything states the declaration anew: what it does not have
//! is gone.

use bytes::Bytes;

use super::{Dialect, door};
use crate::conversation::Declaration;
use crate::origin::Origin;
use crate::xml::{Document, Element, Extent, Writer, read};

/// What an amendment says of itself, and not of the declaration.
pub(crate) const OWN: [&str; 7] = [
    "FunctionCode",
    "FunctionalReferenceID",
    "ID",
    "TypeCode",
    "Submitter",
    "AdditionalInformation",
    "Amendment",
];

/// The reason of a change by which a part is removed.
const REMOVED: &str = "30";

/// The parts that may be removed of several, and those around them, by the sections that point at
/// them.
const SECTIONS: &[(&str, &str)] = &[
    ("02A", "AdditionalDocument"),
    ("03A", "AdditionalInformation"),
    ("16C", "AEOMutualRecognitionParty"),
    ("17C", "AuthorisationHolder"),
    ("21A", "Classification"),
    ("23A", "Commodity"),
    ("28A", "Consignment"),
    ("31B", "TransportEquipment"),
    ("44B", "Seal"),
    ("50A", "DutyTaxFee"),
    ("55B", "DomesticDutyTaxParty"),
    ("67A", "GoodsShipment"),
    ("68A", "GovernmentAgencyGoodsItem"),
    ("70A", "GovernmentProcedure"),
    ("81A", "Itinerary"),
    ("90A", "ObligationGuarantee"),
    ("92A", "Origin"),
    ("93A", "Packaging"),
    ("99A", "PreviousDocument"),
];

/// The parts of a declaration, in their order, which is the same in all dialects.
const ORDER: &[&str] = &[
    "AcceptanceDateTime",
    "FunctionCode",
    "ProcedureCategory",
    "FunctionalReferenceID",
    "ID",
    "IssueDateTime",
    "IssueLocationID",
    "TypeCode",
    "GoodsItemQuantity",
    "DeclarationOfficeID",
    "InvoiceAmount",
    "LoadingListQuantity",
    "TotalGrossMassMeasure",
    "TotalPackageQuantity",
    "SpecificCircumstancesCodeCode",
    "Authentication",
    "Submitter",
    "AdditionalDocument",
    "AdditionalInformation",
    "Agent",
    "Authorisation",
    "Amendment",
    "AuthorisationHolder",
    "BorderTransportMeans",
    "Consignment",
    "CurrencyExchange",
    "Declarant",
    "ExitOffice",
    "Exporter",
    "GoodsShipment",
    "ObligationGuarantee",
    "PresentationOffice",
    "SupervisingOffice",
    "ExportOffice",
    "SecurityCode",
];

/// The declaration as it is once an amendment is granted.
pub(super) fn amended(
    dialect: &Dialect,
    declaration: &Declaration,
    amendment: &Origin,
) -> Option<Origin> {
    let current = declaration.document.as_ref()?;
    let mut before = read(&current.body, Extent::Whole).ok()?;
    let changes = read(&amendment.body, Extent::Whole).ok()?;
    let changed = door::declaration(&changes)?;
    let target = declaration_mut(&mut before)?;
    if (dialect.is_whole)(changed) {
        state_anew(target, changed);
    } else {
        let parts = changed.children.iter();
        let parts = parts.filter(|part| !OWN.contains(&part.name));
        parts.for_each(|part| put(target, part, 0));
        let changes = changed.all("Amendment");
        let removals =
            changes.filter(|it| it.text_at("ChangeReasonCode").map(str::trim) == Some(REMOVED));
        removals.for_each(|removal| remove(target, removal));
    }
    let mut writer = Writer::with_capacity(current.body.len() + amendment.body.len());
    writer.copy_as_written(&before.root);
    Some(Origin {
        message: current.message.clone(),
        lrn: current.lrn.clone(),
        additional_type: current.additional_type.clone(),
        body: Bytes::from(writer.finish()),
        ..amendment.clone()
    })
}

/// Keeps what the declaration says of itself, and takes all else from the amendment.
fn state_anew<'a>(target: &mut Element<'a>, changed: &Element<'a>) {
    target.children.retain(|child| OWN.contains(&child.name));
    let stated = changed.children.iter();
    let stated = stated.filter(|part| !OWN.contains(&part.name));
    target.children.extend(stated.cloned());
    let place = |child: &Element<'_>| ORDER.iter().position(|name| *name == child.name);
    let end = ORDER.len();
    target
        .children
        .sort_by_key(|child| place(child).unwrap_or(end));
}

fn declaration_mut<'a, 'b>(document: &'b mut Document<'a>) -> Option<&'b mut Element<'a>> {
    let root = &mut document.root;
    if root.name == "Declaration" {
        return Some(root);
    }
    root.children
        .iter_mut()
        .find(|child| child.name == "Declaration")
}

/// Removes the part that a change points at, where there is one.
fn remove(declaration: &mut Element<'_>, removal: &Element<'_>) {
    let steps: Vec<_> = removal.all("Pointer").skip(1).collect();
    let Some((last, above)) = steps.split_last() else {
        return;
    };
    let mut at = declaration;
    for step in above {
        match place_of(at, step) {
            Some(place) => at = &mut at.children[place],
            None => return,
        }
    }
    if let Some(place) = place_of(at, last) {
        at.children.remove(place);
    }
}

/// Where among the children of an element the step of a pointer leads.
fn place_of(element: &Element<'_>, step: &Element<'_>) -> Option<usize> {
    let section = step.text_at("DocumentSectionCode")?.trim();
    let (_, name) = SECTIONS.iter().find(|(code, _)| *code == section)?;
    let number = step.text_at("SequenceNumeric").map_or("1", str::trim);
    let children = element.children.iter().enumerate();
    let mut alike = children.filter(|(_, child)| child.name == *name);
    let said = alike
        .clone()
        .find(|(_, child)| child.text_at("SequenceNumeric").map(str::trim) == Some(number));
    let mut counted = || alike.nth(number.parse::<usize>().ok()?.checked_sub(1)?);
    said.or_else(|| counted().filter(|(_, child)| child.child("SequenceNumeric").is_none()))
        .map(|(place, _)| place)
}

/// Puts a part in the place of its like, or adds it.
fn put<'a>(target: &mut Element<'a>, part: &Element<'a>, place: usize) {
    let number = part.text_at("SequenceNumeric");
    let mut alike = target
        .children
        .iter_mut()
        .filter(|child| child.name == part.name);
    let found = match number {
        Some(number) => alike.find(|child| child.text_at("SequenceNumeric") == Some(number)),
        None => alike.nth(place),
    };
    let Some(found) = found else {
        let mut added = part.clone();
        added.prefix = target.prefix;
        let after = target
            .children
            .iter()
            .rposition(|child| child.name == part.name);
        let place = after.map_or(target.children.len(), |place| place + 1);
        return target.children.insert(place, added);
    };
    if part.children.is_empty() {
        if !part.text.trim().is_empty() {
            found.text = part.text.clone();
            found.attributes.clone_from(&part.attributes);
        }
        return;
    }
    for (place, child) in part.children.iter().enumerate() {
        let before = part.children[..place].iter();
        let ordinal = before.filter(|other| other.name == child.name).count();
        put(found, child, ordinal);
    }
}
