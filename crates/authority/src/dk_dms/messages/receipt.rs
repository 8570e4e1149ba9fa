//! CWMRCV: a declaration whose goods are still to come, or a request, was received. CWMACC: the
//! declaration is accepted. Both tell the MRN.

use jiff::ToSpan as _;

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const CWMRCV: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("CWMRCV", Status::Acknowledged, page::plain)
};

pub(crate) const CWMACC: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("CWMACC", Status::Accepted, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        let before = page.draft.moment.saturating_sub(1.second());
        page::time("AcceptanceDateTime", before, writer);
    });
    page::issued(page, writer);
}
