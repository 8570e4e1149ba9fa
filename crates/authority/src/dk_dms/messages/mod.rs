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

/// Writes the whole notification, with its head.
pub(super) fn write(page: &Page<'_>) -> String {
    let draft = page.draft;
    let kind = draft.answer.kind;
    let mut writer = Writer::with_capacity(2048);
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    writer.group("Notification", |writer| {
        writer.leaf("NotificationEventType", kind.code);
        writer.leaf("NotificationSID", &draft.identification);
        (kind.write)(writer, page);
    });
    writer.finish()
}
