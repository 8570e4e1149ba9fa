//! Which messages can the authority send? Those of [`KINDS`]: one file each, holding what follows
//! the header. The header, the offices and the parties are written here, once.

pub(crate) mod cc004c;
pub(crate) mod cc009c;
pub(crate) mod cc019c;
pub(crate) mod cc022c;
pub(crate) mod cc028c;
pub(crate) mod cc029c;
pub(crate) mod cc035c;
pub(crate) mod cc045c;
pub(crate) mod cc051c;
pub(crate) mod cc055c;
pub(crate) mod cc056c;
pub(crate) mod cc060c;
pub(crate) mod cc182c;
pub(crate) mod cc906c;
pub(crate) mod cc917c;
pub(crate) mod cc928c;
mod page;

use super::NAMESPACE;
use crate::kind::{Kind, Page};
use crate::status::Status;
use crate::xml::{Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[Kind] = &[
    cc004c::KIND,
    cc009c::KIND,
    cc019c::KIND,
    cc022c::KIND,
    cc028c::KIND,
    cc029c::KIND,
    cc035c::KIND,
    cc045c::KIND,
    cc051c::KIND,
    cc055c::KIND,
    cc056c::KIND,
    cc060c::KIND,
    cc182c::KIND,
    cc906c::KIND,
    cc917c::KIND,
    cc928c::KIND,
];

/// A kind that repeats little of the declaration and does not move it.
const fn brief(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("Consignment"),
        ..Kind::new(code, write)
    }
}

/// A kind that repeats little of the declaration and moves it.
const fn moving(code: &'static str, to: Status, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("Consignment"),
        ..Kind::moving(code, to, write)
    }
}

/// The whole message.
pub(crate) fn write(page: &Page<'_>) -> String {
    let draft = page.draft;
    let kind = draft.answer.kind;
    let room = match kind.extent {
        Extent::Whole => draft.basis.body.len() + 1024,
        Extent::Before(_) => 2048,
    };
    let mut writer = Writer::with_capacity(room);
    writer.raw("<ncts:");
    writer.raw(kind.code);
    writer.raw(" xmlns:ncts=\"");
    writer.raw(NAMESPACE);
    writer.raw("\"");
    if let Some(phase) = &draft.origin.phase {
        writer.raw(" PhaseID=\"");
        writer.escaped(phase);
        writer.raw("\"");
    }
    writer.raw(">");
    header(&mut writer, page);
    (kind.write)(&mut writer, page);
    writer.raw("</ncts:");
    writer.raw(kind.code);
    writer.raw(">");
    writer.finish()
}

fn header(writer: &mut Writer, page: &Page<'_>) {
    let draft = page.draft;
    let origin = &draft.origin;
    writer.leaf("messageSender", page::sender(page));
    writer.leaf("messageRecipient", &origin.sender);
    writer.leaf("preparationDateAndTime", &page::moment(page));
    writer.leaf("messageIdentification", &draft.identification);
    writer.leaf("messageType", draft.answer.kind.code);
    if page::is_reply(page) {
        writer.leaf("correlationIdentifier", &origin.identification);
    }
}
