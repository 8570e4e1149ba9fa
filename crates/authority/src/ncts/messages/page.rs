//! What do several messages of transit write alike? The office of departure, the holder, guarantees.

use crate::answer::Page;
use crate::commission::messages::page;
pub(super) use crate::commission::messages::page::{
    acceptance_date, asked_at, date, is_reply, lodged_at, lrn, moment, mrn,
};
use crate::xml::Writer;

/// The office of departure, or the one that stands for none.
pub(super) fn office<'a>(page: &'a Page<'_>) -> &'a str {
    page::office(&page.basis.root, "CustomsOfficeOfDeparture/referenceNumber")
}

/// An element that names the office of departure.
pub(super) fn office_as(page: &Page<'_>, name: &str, writer: &mut Writer) {
    page::office_as(name, office(page), writer);
}

/// The office and the holder, as most messages end.
pub(super) fn office_and_holder(page: &Page<'_>, writer: &mut Writer) {
    office_as(page, "CustomsOfficeOfDeparture", writer);
    holder(page, &HOLDER, writer);
}

/// The holder of the procedure, with these of its references.
pub(super) fn holder(page: &Page<'_>, references: &[(&str, usize)], writer: &mut Writer) {
    const NAME: &str = "HolderOfTheTransitProcedure";
    page::party(page.basis.root.child(NAME), NAME, references, writer);
}

/// The guarantee references of the declaration.
pub(super) fn guarantees<'a>(page: &'a Page<'_>) -> impl Iterator<Item = &'a str> {
    let guarantees = page.basis.root.all("Guarantee");
    let references = guarantees.flat_map(|group| group.all("GuaranteeReference"));
    references.filter_map(|reference| reference.text_at("GRN"))
}

/// The references of a holder, with their greatest lengths.
pub(super) const HOLDER: [(&str, usize); 3] = [
    ("identificationNumber", 17),
    ("TIRHolderIdentificationNumber", 17),
    ("name", 70),
];
