//! DMSREQ: the decision on a request for amendment or cancellation.

use super::page;
use crate::answer::{Decision, Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..Kind::new("DMSREQ", write)
};

const GRANTED: &str = "39";
const DENIED: &str = "41";

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, None, writer);
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    writer.group("Status", |writer| {
        writer.leaf("NameCode", if is_refused { DENIED } else { GRANTED });
    });
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::version(page, writer);
    });
}
