//! How do the messages repeat a declaration that do so? As it stands, in nearly the order in which it
//! was lodged, with what is mandatory in them and may be left out in a declaration.

use rust_decimal::Decimal;

use super::page;
use crate::answer::Page;
use crate::commission::messages::page::office;
use crate::xml::{Element, Writer};

/// What is there of the declaration before the result of the control, beside the offices.
pub(super) const PARTIES: [&str; 5] = [
    "Exporter",
    "Declarant",
    "Representative",
    "CurrencyExchange",
    "DeferredPayment",
];

/// These groups of the declaration.
pub(super) fn groups(page: &Page<'_>, names: &[&str], writer: &mut Writer) {
    for name in names {
        let groups = page.basis.root.all(name);
        groups.for_each(|group| writer.copy(group));
    }
}

/// The operation, released on a day.
pub(super) fn operation(page: &Page<'_>, released: &str, writer: &mut Writer) {
    let declared = |writer: &mut Writer, names: &[&str]| {
        for name in names {
            let path = format!("ExportOperation/{name}");
            writer.optional(name, page.basis.root.text_at(&path));
        }
    };
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        declared(writer, &["declarationType", "additionalDeclarationType"]);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
        writer.leaf("releaseDate", released);
        declared(
            writer,
            &[
                "security",
                "specificCircumstanceIndicator",
                "totalAmountInvoiced",
                "invoiceCurrency",
            ],
        );
    });
}

/// The goods, as they were declared.
pub(super) fn shipment(page: &Page<'_>, writer: &mut Writer) {
    let Some(shipment) = page.basis.root.child("GoodsShipment") else {
        return;
    };
    writer.group(shipment.name, |writer| {
        for child in &shipment.children {
            if child.name == "Consignment" {
                consignment(page, child, shipment, writer);
            } else {
                writer.copy_but(child, otherwise);
            }
        }
    });
}

/// What stands in a consignment before its gross mass, and before the location of the goods.
const BEFORE_MASS: [&str; 3] = [
    "containerIndicator",
    "inlandModeOfTransport",
    "modeOfTransportAtTheBorder",
];
const BEFORE_LOCATION: [&str; 6] = [
    "grossMass",
    "referenceNumberUCR",
    "Carrier",
    "Consignor",
    "Consignee",
    "TransportEquipment",
];

/// The gross mass and the location of the goods are mandatory here.
fn consignment(
    page: &Page<'_>,
    consignment: &Element<'_>,
    shipment: &Element<'_>,
    writer: &mut Writer,
) {
    let parts = |names: &[&str], writer: &mut Writer| {
        for name in names {
            let children = consignment.all(name);
            children.for_each(|child| writer.copy_but(child, otherwise));
        }
    };
    writer.group(consignment.name, |writer| {
        parts(&BEFORE_MASS, writer);
        if consignment.child("grossMass").is_none() {
            writer.leaf("grossMass", &mass_of_items(shipment).to_string());
        }
        parts(&BEFORE_LOCATION, writer);
        if consignment.child("LocationOfGoods").is_none() {
            location_at_office(page, writer);
        }
        let after = consignment.children.iter();
        let is_after =
            |name: &str| !BEFORE_MASS.contains(&name) && !BEFORE_LOCATION.contains(&name);
        for child in after.filter(|child| is_after(child.name)) {
            writer.copy_but(child, otherwise);
        }
    });
}

fn mass_of_items(shipment: &Element<'_>) -> Decimal {
    let items = shipment.all("GoodsItem");
    let masses = items.filter_map(|item| item.text_at("Commodity/GoodsMeasure/grossMass"));
    let sum: Decimal = masses.filter_map(|mass| mass.parse::<Decimal>().ok()).sum();
    if sum.is_zero() { Decimal::ONE } else { sum }
}

/// The goods are at the office of export.
fn location_at_office(page: &Page<'_>, writer: &mut Writer) {
    let at = office(&page.basis.root, "CustomsOfficeOfExport/referenceNumber");
    writer.group("LocationOfGoods", |writer| {
        writer.leaf("typeOfLocation", "A");
        writer.leaf("qualifierOfIdentification", "V");
        writer.group("CustomsOffice", |writer| writer.leaf("referenceNumber", at));
    });
}

/// Means of transport are repeated only with all that identifies them, measures with a gross mass.
fn otherwise(element: &Element<'_>, writer: &mut Writer) -> bool {
    match element.name {
        "DepartureTransportMeans" => {
            let fields = ["typeOfIdentification", "nationality"];
            !fields.iter().all(|name| element.child(name).is_some())
        }
        "GoodsMeasure" if element.child("grossMass").is_none() => {
            writer.group(element.name, |writer| {
                writer.leaf("grossMass", "0");
                element.children.iter().for_each(|child| writer.copy(child));
            });
            true
        }
        _ => false,
    }
}
