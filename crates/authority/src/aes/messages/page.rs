//! What do several messages of export write alike? Offices and parties, of the declaration or of the
//! message that is answered.

use crate::answer::Page;
use crate::commission::messages::page;
pub(super) use crate::commission::messages::page::{
    acceptance_date, asked_at, date, is_reply, lrn, moment, mrn,
};
use crate::origin::Origin;
use crate::xml::{Element, Extent, Writer, read};

/// The texts of a party, with their greatest lengths.
const TEXTS: [(&str, usize); 2] = [("identificationNumber", 17), ("name", 70)];

/// Stands for the number of a party that the trader did not name.
const NOBODY: &str = "XX0";

/// A text of the message that is answered.
pub(crate) fn origin_text(origin: &Origin, path: &str) -> Option<String> {
    let document = read(&origin.body, Extent::Whole).ok()?;
    document.root.text_at(path).map(str::to_owned)
}

/// The office of export.
pub(super) fn export_office(page: &Page<'_>, writer: &mut Writer) {
    const NAME: &str = "CustomsOfficeOfExport";
    let path = format!("{NAME}/referenceNumber");
    page::office_as(NAME, page::office(&page.basis.root, &path), writer);
}

/// The office where the goods are, by the message that is answered; else the declared one.
pub(super) fn exit_office(page: &Page<'_>, writer: &mut Writer) {
    const NAME: &str = "CustomsOfficeOfExitActual";
    let told = origin_text(&page.draft.origin, &format!("{NAME}/referenceNumber"));
    let declared = "CustomsOfficeOfExitDeclared/referenceNumber";
    let declared = page::office(&page.basis.root, declared);
    page::office_as(NAME, told.as_deref().unwrap_or(declared), writer);
}

/// The exporter, as the declaration names it.
pub(super) fn exporter(page: &Page<'_>, writer: &mut Writer) {
    party(page, "Exporter", writer);
}

/// The declarant and whoever represents it, as most messages end.
pub(super) fn declarant(page: &Page<'_>, writer: &mut Writer) {
    party(page, "Declarant", writer);
    if let Some(representative) = page.basis.root.child("Representative") {
        writer.group("Representative", |writer| {
            for name in ["identificationNumber", "status"] {
                writer.optional(name, representative.text_at(name));
            }
        });
    }
}

fn party(page: &Page<'_>, name: &str, writer: &mut Writer) {
    let party = page.basis.root.child(name);
    if party.is_some_and(|party| party.child("identificationNumber").is_some()) {
        page::party(party, name, &TEXTS, writer);
    } else {
        writer.group(name, |writer| writer.leaf("identificationNumber", NOBODY));
    }
}

/// Who takes the goods out: by the message that is answered, else by the declaration.
pub(super) fn exit_carrier(page: &Page<'_>, writer: &mut Writer) {
    let of_arrival = "GoodsShipment/Consignment/ExitCarrier/identificationNumber";
    let told = origin_text(&page.draft.origin, of_arrival);
    let root = &page.basis.root;
    let declared = root
        .text_at("GoodsShipment/Consignment/Carrier/identificationNumber")
        .or_else(|| root.text_at("Declarant/identificationNumber"));
    writer.group("ExitCarrier", |writer| {
        let number = told.as_deref().or(declared).unwrap_or(NOBODY);
        writer.leaf("identificationNumber", number);
    });
}

/// Where the goods are, without the number that a location has in some messages.
pub(super) fn location(location: &Element<'_>, writer: &mut Writer) {
    writer.copy_but(location, |element, _| element.name == "sequenceNumber");
}
