//! IE906: the message cannot be taken, for these errors in these places.

use super::{ie704, page};
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("IE906", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("FunctionalNegativeAcknowledgement", |writer| {
        known(page, writer);
        let problems = page.draft.answer.detail.problems();
        ie704::write_errors(problems, writer, |code| code);
    });
}

/// The numbers of a movement that is known.
pub(super) fn known(page: &Page<'_>, writer: &mut Writer) {
    if page.draft.facts.mrn.is_some() && page::arc(page).is_some() {
        writer.group("Attributes", |writer| page::numbers(page, writer));
    }
}
