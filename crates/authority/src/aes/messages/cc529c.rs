//! CC529C: the goods are released for export. It repeats the declaration as it stands.

use super::{page, repetition};
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("CC529C", Status::Released, write)
};

const OFFICES: [&str; 4] = [
    "Authorisation",
    "CustomsOfficeOfExport",
    "CustomsOfficeOfExitDeclared",
    "SupervisingCustomsOffice",
];

fn write(writer: &mut Writer, page: &Page<'_>) {
    repetition::operation(page, &page::date(page), writer);
    repetition::groups(page, &OFFICES, writer);
    repetition::groups(page, &repetition::PARTIES, writer);
    writer.group("ControlResult", |writer| {
        writer.leaf("date", &page::date(page));
    });
    repetition::shipment(page, writer);
}
