//! IE802: a reminder; of what, says its code (TC48): a change of destination, a report of receipt.

use jiff::ToSpan as _;

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE802", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ReminderMessageForExciseMovement", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("DateAndTimeOfIssuanceOfReminder", &page::moment(page));
            let limit = page.draft.moment.saturating_add(7.days());
            let limit = limit.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            writer.leaf("LimitDateAndTime", &limit);
            let code = page.draft.answer.detail.code().unwrap_or("2");
            writer.leaf("ReminderMessageType", code);
        });
        page::movement(page, writer);
    });
}
