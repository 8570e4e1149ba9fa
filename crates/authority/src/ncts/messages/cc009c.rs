//! CC009C: the decision on invalidation, asked for by the trader or made by customs.

use super::page;
use crate::answer::{Decision, Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..super::moving("CC009C", Status::Invalidated, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
    });
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    let is_by_customs = !page::is_reply(page);
    writer.group("Invalidation", |writer| {
        if !is_by_customs {
            writer.leaf("requestDateAndTime", &page::asked_at(page));
        }
        writer.leaf("decisionDateAndTime", &page::moment(page));
        writer.leaf("decision", if is_refused { "0" } else { "1" });
        writer.leaf("initiatedByCustoms", if is_by_customs { "1" } else { "0" });
        if is_by_customs {
            writer.leaf("justification", "The goods were not presented as declared");
        }
    });
    page::office_and_holder(page, writer);
}
