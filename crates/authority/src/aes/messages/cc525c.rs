//! CC525C: the office of exit lets the goods leave.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::{Extent, Writer, read};

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("CC525C", write)
};

const LOCATION: &str = "GoodsShipment/Consignment/LocationOfGoods";

fn write(writer: &mut Writer, page: &Page<'_>) {
    let origin = &page.draft.origin;
    let storing = page::origin_text(origin, "ExportOperation/storingFlag");
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("releaseDate", &page::date(page));
        writer.leaf("storingFlag", storing.as_deref().unwrap_or("0"));
    });
    page::exit_office(page, writer);
    page::exit_carrier(page, writer);
    let told = read(&origin.body, Extent::Whole).ok();
    let told = told.as_ref().and_then(|told| told.root.at_path(LOCATION));
    let Some(location) = told.or_else(|| page.basis.root.at_path(LOCATION)) else {
        return;
    };
    writer.group("GoodsShipment", |writer| {
        writer.group("Consignment", |writer| page::location(location, writer));
    });
}
