//! CWMROG: the goods are released, and something is still to be settled. CWMCLE: the declaration is
//! cleared. CWMINC: it is to be completed.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::wco::checks::items_of;
use crate::xml::Writer;

pub(crate) const CWMROG: Kind = Kind::moving("CWMROG", Status::Released, write);

pub(crate) const CWMCLE: Kind = Kind::moving("CWMCLE", Status::Released, write);

pub(crate) const CWMINC: Kind = Kind::new("CWMINC", |writer, page| {
    page::said("A supplementary declaration is to follow", page, writer);
});

/// Every item is released.
fn write(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |_| {});
    page::issued(page, writer);
    let items = page::basis(page).into_iter().flat_map(items_of);
    writer.group("GoodsItemsReleaseIndicators", |writer| {
        for item in items {
            writer.group("ReleaseIndicator", |writer| {
                let number = item.text_at("SequenceNumeric").map_or("1", str::trim);
                writer.leaf("GoodsItemSequenceNumber", number);
                writer.leaf("ReleaseIndicatorValue", "1");
            });
        }
    });
}
