//! What lets goods go, and is said of them on their way out?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::wco::checks::items_of;
use crate::xml::Writer;

/// CWMROG: the goods are released, and something is still to be settled. CWMCLE: the declaration is
/// cleared. CWMINC: it is to be completed.
pub(crate) const CWMROG: MessageBehaviour =
    MessageBehaviour::moving("CWMROG", Status::Released, write_release);

pub(crate) const CWMCLE: MessageBehaviour =
    MessageBehaviour::moving("CWMCLE", Status::Released, write_release);

pub(crate) const CWMINC: MessageBehaviour = MessageBehaviour::new("CWMINC", |writer, page| {
    page::with_statement("A supplementary declaration is to follow", page, writer);
});

/// Every item is released.
fn write_release(writer: &mut Writer, page: &Page<'_>) {
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

/// CWMEOG: the goods have left. CWMGER: customs asks within thirty days whether they have.
pub(crate) const CWMEOG: MessageBehaviour =
    MessageBehaviour::moving("CWMEOG", Status::Discharged, page::plain);

pub(crate) const CWMGER: MessageBehaviour = MessageBehaviour::new("CWMGER", |writer, page| {
    page::declaration(page, writer, |_| {});
    page::statement("Tell where the goods are", writer);
    page::issued(page, writer);
    page::limit(page, "DueDate", 30, writer);
});
