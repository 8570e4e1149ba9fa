//! CC056C: the message is rejected, for these errors in these places.

use super::page::clipped;
use super::{Kind, Page};
use crate::ncts::answer::{Detail, Problem};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("CC056C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let problems = problems(&page.draft.answer.detail);
    writer.group("TransitOperation", |writer| {
        page.lrn(writer);
        page.mrn(writer);
        writer.leaf("businessRejectionType", page.draft.origin.business_type());
        writer.leaf("rejectionDateAndTime", &page.moment());
        writer.leaf(
            "rejectionCode",
            if problems.is_empty() { "4" } else { "12" },
        );
    });
    page.office_and_holder(writer);
    write_errors(problems, writer);
}

/// The errors of a detail; only rejections have any.
pub(super) fn problems(detail: &Detail) -> &[Problem] {
    match detail {
        Detail::Problems(problems) => problems,
        Detail::Plain | Detail::Violations(_) | Detail::Documents | Detail::Decision(_) => &[],
    }
}

/// Functional errors, as rejections and functional error reports list them.
pub(super) fn write_errors(problems: &[Problem], writer: &mut Writer) {
    for problem in problems {
        writer.group("FunctionalError", |writer| write_error(problem, writer));
    }
}

/// What stands in one functional error.
pub(super) fn write_error(problem: &Problem, writer: &mut Writer) {
    writer.leaf("errorPointer", clipped(&problem.pointer, 512));
    writer.leaf("errorCode", problem.code);
    writer.leaf("errorReason", problem.reason);
    let value = problem.value.as_deref().map(|value| clipped(value, 512));
    let value = value.filter(|value| !value.trim().is_empty());
    writer.optional("originalAttributeValue", value);
}
