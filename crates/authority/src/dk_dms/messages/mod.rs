//! Which notifications can the authority send? Those of [`KINDS`], in files by what they are about,
//! each holding what stands behind the name of the notification. The envelope is written here.

pub(super) mod acceptance;
pub(super) mod change;
pub(super) mod control;
pub(super) mod duties;
mod page;
pub(super) mod rejection;
pub(super) mod release;

use crate::answer::{MessageBehaviour, Page};
use crate::wco::DECLARATION;
use crate::xml::Writer;

/// The notifications, by their types.
pub(super) const KINDS: &[MessageBehaviour] = &[
    acceptance::CWMRCV,
    acceptance::CWMACC,
    rejection::CWMREJ,
    control::CWMCTL,
    control::CWMDOC,
    change::CWMRES,
    change::CWMCAS,
    release::CWMROG,
    release::CWMCLE,
    release::CWMINC,
    duties::CWMTAX,
    duties::CWMCPI,
    duties::CWMCPR,
    rejection::CWMREQ,
    rejection::CWMINV,
    release::CWMEOG,
    release::CWMGER,
    acceptance::CWMMAC,
    acceptance::CWMEXT,
];

/// What may be said of a message after the declaration, and then names it.
const OF_MESSAGES: &[&str] = &["CWMRCV", "CWMREJ", "CWMREQ"];

/// Writes the whole notification, with its head: by itself of an export, in a list of an import.
pub(super) fn write(page: &Page<'_>) -> String {
    let mut writer = Writer::with_capacity(2048);
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    if page::is_export(page) {
        write_notification(page, &mut writer);
        return writer.finish();
    }
    writer.group("TraderNotificationResponseDTO", |writer| {
        writer.leaf("TotalNumberOfNotifications", "1");
        writer.leaf("TotalPages", "1");
        writer.leaf("ViewedPage", "0");
        writer.group("TraderNotification", |writer| {
            writer.group("Payload", |writer| write_notification(page, writer));
        });
    });
    writer.finish()
}

fn write_notification(page: &Page<'_>, writer: &mut Writer) {
    let kind = page.draft.answer.kind;
    writer.group("Notification", |writer| {
        writer.leaf("NotificationEventType", kind.code);
        writer.leaf("NotificationSID", &page.draft.identification);
        (kind.write)(writer, page);
        if page.draft.origin.message != DECLARATION && OF_MESSAGES.contains(&kind.code) {
            page::additional_message(page, writer);
        }
    });
}
