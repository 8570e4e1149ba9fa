//! How are errors told? As functional errors with pointers, in rejections and in reports; and of a
//! rejection, what it rejects.

use super::page;
use crate::answer::{Page, Problem, clipped};
use crate::xml::Writer;

/// What a rejection says of itself, after the reference of the declaration.
pub(crate) fn write_rejection(page: &Page<'_>, writer: &mut Writer) {
    let has_problems = !page.draft.answer.detail.problems().is_empty();
    page::lrn(page, writer);
    page::mrn(page, writer);
    // The type of a rejection are the digits of the message that is rejected.
    let rejected = page.draft.origin.message.get(2..5).unwrap_or("015");
    writer.leaf("businessRejectionType", rejected);
    writer.leaf("rejectionDateAndTime", &page::moment(page));
    writer.leaf("rejectionCode", if has_problems { "12" } else { "4" });
    if !has_problems {
        writer.leaf(
            "rejectionReason",
            "Customs does not grant what is asked for",
        );
    }
}

/// Functional errors, as rejections and functional error reports list them.
pub(crate) fn write_errors(problems: &[Problem], writer: &mut Writer) {
    for problem in problems {
        writer.group("FunctionalError", |writer| write_error(problem, writer));
    }
}

/// What stands in one functional error.
pub(crate) fn write_error(problem: &Problem, writer: &mut Writer) {
    writer.leaf("errorPointer", clipped(&problem.pointer, 512));
    writer.leaf("errorCode", problem.code);
    writer.leaf("errorReason", problem.reason);
    let value = problem.value.as_deref().map(|value| clipped(value, 512));
    let value = value.filter(|value| !value.trim().is_empty());
    writer.optional("originalAttributeValue", value);
}
