//! IE801: the movement with its ARC, for both traders; or with another destination, and a higher
//! sequence number.

use super::page;
use crate::answer::{Kind, Page};
use crate::emcs::movement::trimmed;
use crate::status::Status;
use crate::xml::{Element, Writer};

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    accepts_amendment: true,
    ..Kind::moving("IE801", Status::Accepted, write)
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

fn write(writer: &mut Writer, page: &Page<'_>) {
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
