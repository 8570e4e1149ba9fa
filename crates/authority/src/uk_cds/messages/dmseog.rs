//! DMSEOG: the goods left.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSEOG", Status::Discharged, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    let office = page::basis(page).and_then(|known| known.text_at("ExitOffice/ID"));
    writer.group("AdditionalInformation", |writer| {
        writer.leaf("StatementDescription", office.map_or("GB000040", str::trim));
        writer.leaf("StatementTypeCode", "CEX");
    });
    writer.group("Status", |writer| {
        page::time("EffectiveDateTime", page.draft.moment, writer);
        writer.leaf("NameCode", "A1");
    });
    page::declaration(page, writer);
}
