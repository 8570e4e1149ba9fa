//! CC056C: the message is rejected, for these errors in these places.

use super::page;
use crate::answer::Problem;
use crate::kind::{Kind, Page};
use crate::origin::Origin;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..super::brief("CC056C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let problems = page.draft.answer.detail.problems();
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("businessRejectionType", business_type(&page.draft.origin));
        writer.leaf("rejectionDateAndTime", &page::moment(page));
        writer.leaf(
            "rejectionCode",
            if problems.is_empty() { "4" } else { "12" },
        );
    });
    page::office_and_holder(page, writer);
    write_errors(problems, writer);
}

/// Functional errors, as rejections and functional error reports list them.
pub(super) fn write_errors(problems: &[Problem], writer: &mut Writer) {
    for problem in problems {
        writer.group("FunctionalError", |writer| write_error(problem, writer));
    }
}

/// What stands in one functional error.
pub(super) fn write_error(problem: &Problem, writer: &mut Writer) {
    writer.leaf("errorPointer", crate::kind::clipped(&problem.pointer, 512));
    writer.leaf("errorCode", problem.code);
    writer.leaf("errorReason", problem.reason);
    let value = problem
        .value
        .as_deref()
        .map(|value| crate::kind::clipped(value, 512));
    let value = value.filter(|value| !value.trim().is_empty());
    writer.optional("originalAttributeValue", value);
}

/// The type of a rejection of a message: the digits of its name.
fn business_type(origin: &Origin) -> &str {
    origin.message.get(2..5).unwrap_or("015")
}
