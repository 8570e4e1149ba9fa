//! CWMREQ: the decision on a request for amendment or invalidation. CWMINV: the declaration is
//! invalidated, upon request or by customs.

use super::page;
use crate::answer::{Decision, Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const CWMREQ: Kind = Kind {
    is_decision: true,
    ..Kind::new("CWMREQ", write_decision)
};

pub(crate) const CWMINV: Kind = Kind {
    is_decision: true,
    ..Kind::moving("CWMINV", Status::Invalidated, write_invalidation)
};

fn write_decision(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |_| {});
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    writer.group("CustomsPosition", |writer| {
        writer.leaf("Type", if is_refused { "DENIED" } else { "GRANTED" });
        let reason = "The request is not justified";
        writer.optional("Reason", Some(reason).filter(|_| is_refused));
    });
    page::issued(page, writer);
}

fn write_invalidation(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = page.draft.answer.detail.decision() == Some(Decision::ByCustoms);
    page::declaration(page, writer, |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
    });
    page::statement(
        if is_by_customs {
            "Invalidated by customs"
        } else {
            "Invalidated upon request"
        },
        writer,
    );
    page::issued(page, writer);
}
