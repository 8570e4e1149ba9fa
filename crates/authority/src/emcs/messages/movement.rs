//! What is a movement now? As it was accepted, with another destination, split or cancelled.

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::emcs::movement::trimmed;
use crate::status::Status;
use crate::xml::{Element, Writer};

/// IE801: the movement with its ARC, for both traders; or with another destination, and a higher
/// sequence number.
pub(crate) const IE801: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    accepts_amendment: true,
    ..MessageBehaviour::moving("IE801", Status::Accepted, write_ie801)
};

/// What stands between the traders and the references.
const TRADERS: &[&str] = &[
    "PlaceOfDispatchTrader",
    "DispatchImportOffice",
    "ComplementConsigneeTrader",
    "DeliveryPlaceTrader",
    "DeliveryPlaceCustomsOffice",
    "CompetentAuthorityDispatchOffice",
    "TransportArrangerTrader",
    "FirstTransporterTrader",
    "DocumentCertificate",
];

/// What stands after the header.
const REST: &[&str] = &[
    "TransportMode",
    "MovementGuarantee",
    "BodyEadEsad",
    "TransportDetails",
];

fn write_ie801(writer: &mut Writer, page: &Page<'_>) {
    let Some(draft) = page::basis(page) else {
        return;
    };
    writer.group("EADESADContainer", |writer| {
        page::copied(page, "ConsigneeTrader", writer);
        writer.group("ExciseMovement", |writer| {
            writer.optional("AdministrativeReferenceCode", page::arc(page));
            let lodged = page.draft.facts.lodged.strftime("%Y-%m-%dT%H:%M:%S");
            writer.leaf("DateAndTimeOfValidationOfEadEsad", &lodged.to_string());
        });
        page::copied(page, "ConsignorTrader", writer);
        TRADERS
            .iter()
            .for_each(|name| page::copied(page, name, writer));
        references(draft, page, writer);
        header(draft, page, writer);
        REST.iter()
            .for_each(|name| page::copied(page, name, writer));
    });
}

fn references(draft: &Element<'_>, page: &Page<'_>, writer: &mut Writer) {
    let Some(references) = draft.child("EadEsadDraft") else {
        return;
    };
    let (imports, own): (Vec<_>, Vec<_>) = references
        .children
        .iter()
        .partition(|child| child.name == "ImportCustomsDeclaration");
    let upstream = Some(page.draft.basis.reference.as_str());
    writer.group("EadEsad", |writer| {
        own.into_iter()
            .for_each(|child| writer.copy_with_attributes(child));
        writer.optional("UpstreamArc", upstream.filter(|arc| !arc.is_empty()));
        imports
            .into_iter()
            .for_each(|child| writer.copy_with_attributes(child));
    });
}

fn header(draft: &Element<'_>, page: &Page<'_>, writer: &mut Writer) {
    let facts = &page.draft.facts;
    // The first version is valid from when the movement is (BR057), others from their change.
    let updated = match facts.version {
        1 => facts.lodged,
        _ => page.draft.basis.prepared,
    };
    writer.group("HeaderEadEsad", |writer| {
        writer.leaf("SequenceNumber", &facts.version.to_string());
        let updated = updated.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        writer.leaf("DateAndTimeOfUpdateValidation", &updated);
        for name in ["DestinationTypeCode", "JourneyTime", "TransportArrangement"] {
            writer.leaf(name, trimmed(draft, &format!("HeaderEadEsad/{name}")));
        }
    });
}

/// IE813: the destination changed, as the consignor said, with the sequence number it has now.
pub(crate) const IE813: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    accepts_amendment: true,
    ..MessageBehaviour::new("IE813", write_ie813)
};

const IE813_TIME: &str = "DateAndTimeOfValidationOfChangeOfDestination";

fn write_ie813(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE813_TIME, &["UpdateEadEsad"], writer) {
        return;
    }
    writer.group("ChangeOfDestination", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(IE813_TIME, &page::moment(page))
        });
        writer.group("UpdateEadEsad", |writer| page::numbers(page, writer));
        let code = page::basis(page)
            .and_then(|own| own.text_at("HeaderEadEsad/DestinationTypeCode"))
            .map_or("1", str::trim);
        writer.group("DestinationChanged", |writer| {
            writer.leaf("DestinationTypeCode", code);
            page::copied(page, "DeliveryPlaceTrader", writer);
            page::copied(page, "DeliveryPlaceCustomsOffice", writer);
        });
    });
}

/// IE803: the goods go to somebody else, or the movement was split into these.
pub(crate) const IE803: MessageBehaviour = MessageBehaviour::new("IE803", write_ie803);

fn write_ie803(writer: &mut Writer, page: &Page<'_>) {
    let parts = page.draft.answer.detail.references();
    writer.group("NotificationOfDivertedEADESAD", |writer| {
        writer.group("ExciseNotification", |writer| {
            let kind = if parts.is_empty() { "1" } else { "2" };
            writer.leaf("NotificationType", kind);
            writer.leaf("NotificationDateAndTime", &page::moment(page));
            page::numbers(page, writer);
        });
        for arc in parts {
            writer.group("DownstreamArc", |writer| {
                writer.leaf("AdministrativeReferenceCode", arc);
            });
        }
    });
}

/// IE810: the movement is cancelled; as the consignor asked, or by customs.
pub(crate) const IE810: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..MessageBehaviour::new("IE810", write_ie810)
};

const IE810_TIME: &str = "DateAndTimeOfValidationOfCancellation";

fn write_ie810(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, IE810_TIME, &[], writer) {
        return;
    }
    writer.group("CancellationOfEAD", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(IE810_TIME, &page::moment(page))
        });
        writer.group("ExciseMovementEad", |writer| {
            writer.optional("AdministrativeReferenceCode", page::arc(page));
        });
        writer.group("Cancellation", |writer| {
            // Duplicate e-AD (BC43).
            writer.leaf("CancellationReasonCode", "3");
        });
    });
}
