//! How are goods released for transit? CC029C repeats the declaration, with what the movement needs.

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::{Element, Extent, Writer};

/// CC029C: the goods are released for transit. It repeats the declaration as it stands, in nearly
/// the order in which it was lodged; this file knows the differences.
pub(crate) const CC029C: MessageBehaviour = MessageBehaviour {
    extent: Extent::Whole,
    tells_mrn: true,
    ..super::moving("CC029C", Status::Released, write_cc029c)
};

/// The groups between the operation and the result of the control.
const BEFORE_CONTROL: [&str; 7] = [
    "Authorisation",
    "CustomsOfficeOfDeparture",
    "CustomsOfficeOfDestinationDeclared",
    "CustomsOfficeOfTransitDeclared",
    "CustomsOfficeOfExitForTransitDeclared",
    "HolderOfTheTransitProcedure",
    "Representative",
];

fn write_cc029c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| write_operation(writer, page));
    let root = &page.basis.root;
    for name in BEFORE_CONTROL {
        root.all(name).for_each(|group| writer.copy(group));
    }
    writer.group("ControlResult", |writer| {
        writer.leaf("code", "A2");
        writer.leaf("date", &page::date(page));
        writer.leaf("controlledBy", "N/A");
    });
    root.all("Guarantee")
        .for_each(|group| write_group(group, writer));
    if let Some(consignment) = root.child("Consignment") {
        write_consignment(consignment, page, writer);
    }
}

fn write_operation(writer: &mut Writer, page: &Page<'_>) {
    let declared = |writer: &mut Writer, name: &str| {
        let path = format!("TransitOperation/{name}");
        writer.optional(name, page.basis.root.text_at(&path));
    };
    page::lrn(page, writer);
    page::mrn(page, writer);
    declared(writer, "declarationType");
    declared(writer, "additionalDeclarationType");
    declared(writer, "TIRCarnetNumber");
    writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    writer.leaf("releaseDate", &page::date(page));
    for name in [
        "security",
        "reducedDatasetIndicator",
        "specificCircumstanceIndicator",
        "communicationLanguageAtDeparture",
        "bindingItinerary",
    ] {
        declared(writer, name);
    }
}

/// What stands in a consignment before its container indicator, and after its place of loading.
const BEFORE_CONTAINERS: [&str; 2] = ["countryOfDispatch", "countryOfDestination"];

const AFTER_LOADING: [&str; 8] = [
    "PlaceOfUnloading",
    "PreviousDocument",
    "SupportingDocument",
    "TransportDocument",
    "AdditionalReference",
    "AdditionalInformation",
    "TransportCharges",
    "HouseConsignment",
];

/// Here two things are mandatory that the declaration may leave out.
fn write_consignment(consignment: &Element<'_>, page: &Page<'_>, writer: &mut Writer) {
    let mut lacks_containers = consignment.child("containerIndicator").is_none();
    let mut lacks_loading = consignment.child("PlaceOfLoading").is_none();
    writer.open(consignment.name);
    for child in &consignment.children {
        if lacks_containers && !BEFORE_CONTAINERS.contains(&child.name) {
            writer.leaf("containerIndicator", "0");
            lacks_containers = false;
        }
        if lacks_loading && AFTER_LOADING.contains(&child.name) {
            writer.group("PlaceOfLoading", |writer| {
                writer.leaf("country", page::office(page).get(..2).unwrap_or("XX"));
            });
            lacks_loading = false;
        }
        write_group(child, writer);
    }
    writer.close(consignment.name);
}

/// A group and all below it, as the release repeats it.
fn write_group(element: &Element<'_>, writer: &mut Writer) {
    writer.copy_but(element, write_otherwise);
}

/// What the release repeats in another way, or not at all.
fn write_otherwise(element: &Element<'_>, writer: &mut Writer) -> bool {
    match element.name {
        "supplementaryUnits" => true,
        "DepartureTransportMeans" | "ActiveBorderTransportMeans" => !is_complete(element),
        "GuaranteeReference" => {
            write_guarantee_reference(element, writer);
            true
        }
        "GoodsMeasure" if element.child("grossMass").is_none() => {
            writer.group(element.name, |writer| {
                writer.leaf("grossMass", "0");
                writer.optional("netMass", element.text_at("netMass"));
            });
            true
        }
        _ => false,
    }
}

/// Means of transport are repeated only with all that identifies them.
fn is_complete(means: &Element<'_>) -> bool {
    let fields = [
        "typeOfIdentification",
        "identificationNumber",
        "nationality",
    ];
    let at_border = means.name == "ActiveBorderTransportMeans";
    fields.iter().all(|name| means.child(name).is_some())
        && (!at_border
            || means
                .child("customsOfficeAtBorderReferenceNumber")
                .is_some())
}

/// Amount and currency may be left to customs in phase 5; here they are mandatory.
fn write_guarantee_reference(reference: &Element<'_>, writer: &mut Writer) {
    writer.group(reference.name, |writer| {
        for name in ["sequenceNumber", "GRN", "accessCode"] {
            writer.optional(name, reference.text_at(name));
        }
        let amount = reference.text_at("amountToBeCovered").unwrap_or("10000.00");
        writer.leaf("amountToBeCovered", amount);
        writer.leaf("currency", reference.text_at("currency").unwrap_or("EUR"));
    });
}
