//! What do several messages write alike? References, times, the office, the holder: from the draft
//! and from the message that it is based on.

use cas_model::formats::{is_customs_office, is_mrn};

use crate::ncts::answer::{Decision, Detail, Draft};
use crate::xml::{Document, Element, Writer};

/// A draft and the message it is based on, read.
pub(crate) struct Page<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) basis: &'a Document<'a>,
}

/// Stands for an office that the trader did not name properly; a rejection must name one.
const NO_OFFICE: &str = "XX000000";

impl Page<'_> {
    /// Who answers: whom the trader wrote to.
    pub(crate) fn sender(&self) -> &str {
        let recipient = self.draft.origin.recipient.as_str();
        if recipient.is_empty() {
            "NTA.XX"
        } else {
            recipient
        }
    }

    /// Whether the answer names the message it answers.
    pub(crate) fn is_reply(&self) -> bool {
        match self.draft.answer.detail {
            Detail::Decision(Decision::ByCustoms) => false,
            Detail::Decision(Decision::Granted | Decision::Refused)
            | Detail::Plain
            | Detail::Problems(_)
            | Detail::Violations(_)
            | Detail::Documents => self.draft.answer.kind.is_reply,
        }
    }

    /// The time of the answer, without zone.
    pub(crate) fn moment(&self) -> String {
        self.draft.moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// The time the message that is answered was prepared.
    pub(crate) fn asked_at(&self) -> String {
        self.draft
            .origin
            .prepared
            .strftime("%Y-%m-%dT%H:%M:%S")
            .to_string()
    }

    /// The time of lodging.
    pub(crate) fn lodged_at(&self) -> String {
        self.draft
            .facts
            .lodged
            .strftime("%Y-%m-%dT%H:%M:%S")
            .to_string()
    }

    /// The date of the answer.
    pub(crate) fn date(&self) -> String {
        self.draft.moment.date().to_string()
    }

    /// The date of acceptance, which counts from the day of lodging.
    pub(crate) fn acceptance_date(&self) -> String {
        self.draft.facts.lodged.date().to_string()
    }

    /// The LRN.
    pub(crate) fn lrn(&self, writer: &mut Writer) {
        let lrn = clipped(&self.draft.facts.lrn, 22);
        writer.optional("LRN", Some(lrn).filter(|lrn| !lrn.is_empty()));
    }

    /// The MRN, if it was allocated.
    pub(crate) fn mrn(&self, writer: &mut Writer) {
        let mrn = self.draft.facts.mrn.as_deref();
        writer.optional("MRN", mrn.filter(|mrn| is_mrn(mrn).is_some()));
    }

    /// The office of departure, or the one that stands for none.
    pub(crate) fn office(&self) -> &str {
        let named = self
            .basis
            .root
            .text_at("CustomsOfficeOfDeparture/referenceNumber");
        named
            .filter(|office| is_customs_office(office))
            .unwrap_or(NO_OFFICE)
    }

    /// An element that names the office of departure.
    pub(crate) fn office_as(&self, name: &str, writer: &mut Writer) {
        writer.group(name, |writer| writer.leaf("referenceNumber", self.office()));
    }

    /// The office and the holder, as most messages end.
    pub(crate) fn office_and_holder(&self, writer: &mut Writer) {
        self.office_as("CustomsOfficeOfDeparture", writer);
        self.holder(&HOLDER, writer);
    }

    /// The holder of the procedure, with these of its references.
    pub(crate) fn holder(&self, references: &[(&str, usize)], writer: &mut Writer) {
        const NAME: &str = "HolderOfTheTransitProcedure";
        let holder = self.basis.root.child(NAME);
        writer.group(NAME, |writer| {
            let Some(holder) = holder else { return };
            for (name, length) in references {
                let text = holder.text_at(name).map(|text| clipped(text, *length));
                writer.optional(name, text.filter(|text| !text.is_empty()));
            }
            if let Some(address) = holder.child("Address") {
                write_address(address, writer);
            }
        });
    }

    /// The guarantee references of the declaration.
    pub(crate) fn guarantees(&self) -> impl Iterator<Item = &str> {
        let guarantees = self.basis.root.all("Guarantee");
        let references = guarantees.flat_map(|group| group.all("GuaranteeReference"));
        references.filter_map(|reference| reference.text_at("GRN"))
    }
}

/// The references of a holder, with their greatest lengths.
pub(crate) const HOLDER: [(&str, usize); 3] = [
    ("identificationNumber", 17),
    ("TIRHolderIdentificationNumber", 17),
    ("name", 70),
];

/// An address is repeated only if it is complete.
fn write_address(address: &Element<'_>, writer: &mut Writer) {
    const FIELDS: [(&str, usize); 4] = [
        ("streetAndNumber", 70),
        ("postcode", 17),
        ("city", 35),
        ("country", 2),
    ];
    let text = |name: &str| address.text_at(name).filter(|text| !text.is_empty());
    let is_complete = ["streetAndNumber", "city", "country"]
        .iter()
        .all(|name| text(name).is_some());
    if is_complete {
        writer.group("Address", |writer| {
            for (name, length) in FIELDS {
                writer.optional(name, text(name).map(|text| clipped(text, length)));
            }
        });
    }
}

/// A text cut to so many characters: what is refused for its length must not make the refusal
/// invalid.
pub(crate) fn clipped(text: &str, length: usize) -> &str {
    match text.char_indices().nth(length) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
