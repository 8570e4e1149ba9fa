//! What is a movement once its destination changed, and what are its parts once it was split? The
//! draft again, with what the trader says anew in place of what it said before.

use bytes::Bytes;

use super::door;
use super::incoming::{MOVEMENT, NAMESPACE, VERSION};
use super::movement::{document_of, item, trimmed};
use crate::origin::Origin;
use crate::xml::{Element, Writer};

/// The groups of a draft, in their order.
const DRAFT: &[&str] = &[
    "Attributes",
    "ConsigneeTrader",
    "ConsignorTrader",
    "PlaceOfDispatchTrader",
    "DispatchImportOffice",
    "ComplementConsigneeTrader",
    "DeliveryPlaceTrader",
    "DeliveryPlaceCustomsOffice",
    "CompetentAuthorityDispatchOffice",
    "TransportArrangerTrader",
    "FirstTransporterTrader",
    "DocumentCertificate",
    "HeaderEadEsad",
    "TransportMode",
    "MovementGuarantee",
    "BodyEadEsad",
    "EadEsadDraft",
    "TransportDetails",
];

const HEADER: &[&str] = &["DestinationTypeCode", "JourneyTime", "TransportArrangement"];

const REFERENCES: &[&str] = &[
    "LocalReferenceNumber",
    "InvoiceNumber",
    "InvoiceDate",
    "OriginTypeCode",
    "DateOfDispatch",
    "TimeOfDispatch",
    "ImportCustomsDeclaration",
];

const MODE: &[&str] = &["TransportModeCode", "ComplementaryInformation"];

const ITEM: &[&str] = &[
    "BodyRecordUniqueReference",
    "ExciseProductCode",
    "CnCode",
    "Quantity",
    "GrossMass",
    "NetMass",
    "AlcoholicStrengthByVolumeInPercentage",
    "DegreePlato",
    "FiscalMark",
    "FiscalMarkUsedFlag",
    "DesignationOfOrigin",
    "SizeOfProducer",
    "Density",
    "CommercialDescription",
    "BrandNameOfProducts",
    "MaturationPeriodOrAgeOfProducts",
    "IndependentSmallProducersDeclaration",
    "Package",
    "WineProduct",
];

const UNIT: &[&str] = &[
    "TransportUnitCode",
    "IdentityOfTransportUnits",
    "CommercialSealIdentification",
    "ComplementaryInformation",
    "SealInformation",
];

/// The movement with another destination.
pub(super) fn changed(document: &Origin, change: &Origin) -> Option<Origin> {
    let (before, said) = (document_of(document)?, document_of(change)?);
    let said = door::container(&said)?;
    let mut draft = door::container(&before)?.clone();
    let update = said.child("UpdateEadEsad")?;
    put_leaf(
        &mut draft,
        "EadEsadDraft",
        REFERENCES,
        update,
        &[
            ("InvoiceNumber", "InvoiceNumber"),
            ("InvoiceDate", "InvoiceDate"),
        ],
    );
    put_leaf(
        &mut draft,
        "TransportMode",
        MODE,
        update,
        &[
            ("TransportModeCode", "TransportModeCode"),
            ("ComplementaryInformation", "ComplementaryInformation"),
        ],
    );
    put_journey(&mut draft, update);
    let destination = said.child("DestinationChanged")?;
    put_destination(&mut draft, destination, destination);
    put_group(
        &mut draft,
        "MovementGuarantee",
        destination.all("MovementGuarantee"),
    );
    put_transport(&mut draft, said);
    Some(written(document, change, &draft))
}

/// The parts of a movement, each as a movement of its own.
pub(super) fn parts(document: &Origin, split: &Origin, arc: &str) -> Vec<Origin> {
    let (before, said) = (document_of(document), document_of(split));
    let before = before.as_ref().and_then(door::container);
    let said = said.as_ref().and_then(door::container);
    let (Some(before), Some(said)) = (before, said) else {
        return Vec::new();
    };
    let parts = said.all("SplitDetailsEad").map(|part| {
        let mut draft = before.clone();
        put_leaf(
            &mut draft,
            "EadEsadDraft",
            REFERENCES,
            part,
            &[("LocalReferenceNumber", "LocalReferenceNumber")],
        );
        put_journey(&mut draft, part);
        if let Some(destination) = part.child("DestinationChanged") {
            put_destination(&mut draft, destination, part);
        }
        put_transport(&mut draft, part);
        put_items(&mut draft, before, part);
        Origin {
            lrn: trimmed(part, "LocalReferenceNumber").to_owned(),
            reference: arc.to_owned(),
            ..written(document, split, &draft)
        }
    });
    parts.collect()
}

/// Journey and arrangement of the transport.
fn put_journey<'a>(draft: &mut Element<'a>, said: &Element<'a>) {
    put_leaf(
        draft,
        "HeaderEadEsad",
        HEADER,
        said,
        &[
            ("JourneyTime", "JourneyTime"),
            ("ChangedTransportArrangement", "TransportArrangement"),
        ],
    );
}

/// Type of the destination, consignee and place of delivery. Another consignee has another place.
fn put_destination<'a>(draft: &mut Element<'a>, kind: &Element<'a>, said: &Element<'a>) {
    put_leaf(
        draft,
        "HeaderEadEsad",
        HEADER,
        kind,
        &[("DestinationTypeCode", "DestinationTypeCode")],
    );
    let consignee = renamed(said.all("NewConsigneeTrader"), "ConsigneeTrader");
    let is_new = !consignee.is_empty();
    let is_known = trimmed(kind, "DestinationTypeCode") != "8";
    if is_new || !is_known {
        put(draft, DRAFT, "ConsigneeTrader", consignee);
    }
    for name in ["DeliveryPlaceTrader", "DeliveryPlaceCustomsOffice"] {
        let place: Vec<_> = said.all(name).cloned().collect();
        if is_new || !is_known || !place.is_empty() {
            put(draft, DRAFT, name, place);
        }
    }
    if trimmed(kind, "DestinationTypeCode") == "6" {
        put(draft, DRAFT, "DeliveryPlaceTrader", Vec::new());
    }
}

/// Who carries the goods, and in what. Who arranges it is told only if he is neither trader.
fn put_transport<'a>(draft: &mut Element<'a>, said: &Element<'a>) {
    let arranger = renamed(
        said.all("NewTransportArrangerTrader"),
        "TransportArrangerTrader",
    );
    let arrangement = trimmed(draft, "HeaderEadEsad/TransportArrangement");
    if matches!(arrangement, "1" | "2") || !arranger.is_empty() {
        put(draft, DRAFT, "TransportArrangerTrader", arranger);
    }
    let transporter = renamed(said.all("NewTransporterTrader"), "FirstTransporterTrader");
    if !transporter.is_empty() {
        put(draft, DRAFT, "FirstTransporterTrader", transporter);
    }
    let mut units: Vec<_> = said.all("TransportDetails").cloned().collect();
    units.iter_mut().for_each(|unit| sort(unit, UNIT));
    if !units.is_empty() {
        put(draft, DRAFT, "TransportDetails", units);
    }
}

/// The goods of a part: what it does not say of an item is as in the whole.
fn put_items<'a>(draft: &mut Element<'a>, before: &Element<'a>, part: &Element<'a>) {
    let items = part.all("BodyEad").map(|shared| {
        let whole = item(before, trimmed(shared, "BodyRecordUniqueReference"));
        let mut item = whole.unwrap_or(shared).clone();
        item.name = "BodyEadEsad";
        for child in &shared.children {
            let like: Vec<_> = shared.all(child.name).cloned().collect();
            put(&mut item, ITEM, child.name, like);
        }
        item
    });
    let items = items.collect();
    put(draft, DRAFT, "BodyEadEsad", items);
}

fn renamed<'a: 'b, 'b>(
    elements: impl Iterator<Item = &'b Element<'a>>,
    name: &'static str,
) -> Vec<Element<'a>> {
    let renamed = elements.map(|element| Element {
        name,
        ..element.clone()
    });
    renamed.collect()
}

fn put_group<'a: 'b, 'b>(
    draft: &mut Element<'a>,
    name: &'static str,
    said: impl Iterator<Item = &'b Element<'a>>,
) {
    let said = renamed(said, name);
    if !said.is_empty() {
        put(draft, DRAFT, name, said);
    }
}

/// Texts of a group, by what they are called where they are said and in the draft.
fn put_leaf<'a>(
    draft: &mut Element<'a>,
    group: &str,
    order: &[&str],
    said: &Element<'a>,
    names: &[(&str, &'static str)],
) {
    let Some(group) = draft.children.iter_mut().find(|child| child.name == group) else {
        return;
    };
    for (from, to) in names {
        let found = renamed(said.all(from), to);
        if !found.is_empty() {
            put(group, order, to, found);
        }
    }
}

/// Puts elements in the place of those of their name.
fn put<'a>(group: &mut Element<'a>, order: &[&str], name: &str, elements: Vec<Element<'a>>) {
    group.children.retain(|child| child.name != name);
    group.children.extend(elements);
    sort(group, order);
}

fn sort(group: &mut Element<'_>, order: &[&str]) {
    let place = |child: &Element<'_>| order.iter().position(|name| *name == child.name);
    group
        .children
        .sort_by_key(|child| place(child).unwrap_or(order.len()));
}

/// The draft as a message, as of the request that changed it.
fn written(document: &Origin, request: &Origin, draft: &Element<'_>) -> Origin {
    let version = document.phase.as_deref().unwrap_or(VERSION);
    let mut writer = Writer::with_capacity(document.body.len() + request.body.len());
    let namespace = format!("{NAMESPACE}{MOVEMENT}:{version}");
    writer.group_in(MOVEMENT, &namespace, |writer| {
        writer.group("Body", |writer| writer.copy_with_attributes(draft));
    });
    Origin {
        identification: request.identification.clone(),
        attempt: request.attempt,
        prepared: request.prepared,
        body: Bytes::from(writer.finish()),
        ..document.clone()
    }
}
