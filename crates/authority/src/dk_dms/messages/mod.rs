//! Which notifications can the authority send? Those of [`KINDS`], a file for each kind or few
//! kinds, holding what stands behind the name of the notification. The envelope is written here.

pub(super) mod change;
pub(super) mod control;
pub(super) mod credit;
pub(super) mod duties;
pub(super) mod exit;
pub(super) mod notices;
mod page;
pub(super) mod receipt;
pub(super) mod rejection;
pub(super) mod release;
pub(super) mod request;

use crate::answer::{Kind, Page};
use crate::xml::Writer;

/// The notifications, by their types.
pub(super) const KINDS: &[Kind] = &[
    receipt::CWMRCV,
    receipt::CWMACC,
    rejection::CWMREJ,
    control::CWMCTL,
    control::CWMDOC,
    change::CWMRES,
    change::CWMCAS,
    release::CWMROG,
    release::CWMCLE,
    release::CWMINC,
    duties::CWMTAX,
    credit::CWMCPI,
    credit::CWMCPR,
    request::CWMREQ,
    request::CWMINV,
    exit::CWMEOG,
    exit::CWMGER,
    notices::CWMMAC,
    notices::CWMEXT,
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
