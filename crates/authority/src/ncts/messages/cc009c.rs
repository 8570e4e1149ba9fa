//! CC009C: the decision on invalidation, asked for by the trader or made by customs.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::ncts::answer::{Decision, Detail};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..Kind::moving("CC009C", Status::Invalidated, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.lrn(writer);
        page.mrn(writer);
    });
    let is_by_customs = !page.is_reply();
    writer.group("Invalidation", |writer| {
        if !is_by_customs {
            writer.leaf("requestDateAndTime", &page.asked_at());
        }
        writer.leaf("decisionDateAndTime", &page.moment());
        writer.leaf("decision", decision(&page.draft.answer.detail));
        writer.leaf("initiatedByCustoms", if is_by_customs { "1" } else { "0" });
        if is_by_customs {
            writer.leaf("justification", "The goods were not presented as declared");
        }
    });
    page.office_and_holder(writer);
}

fn decision(detail: &Detail) -> &'static str {
    match detail {
        Detail::Decision(Decision::Refused) => "0",
        Detail::Decision(Decision::Granted | Decision::ByCustoms)
        | Detail::Plain
        | Detail::Problems(_)
        | Detail::Violations(_)
        | Detail::Documents => "1",
    }
}
