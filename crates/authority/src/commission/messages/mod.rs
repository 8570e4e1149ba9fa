//! How is a message written? The root and the header are the same everywhere; what follows them is
//! written by the message's own function. The reports of errors are the same in every system.

pub(crate) mod errors;
pub(crate) mod page;
pub(crate) mod reports;

use super::Domain;
use crate::answer::Page;
use crate::xml::{Extent, Writer};

/// Writes the whole message, with its head.
pub(crate) fn write(domain: &Domain, page: &Page<'_>) -> String {
    let draft = page.draft;
    let kind = draft.answer.kind;
    let room = match kind.extent {
        Extent::Whole => draft.basis.body.len() + 1024,
        Extent::Before(_) => 2048,
    };
    let mut writer = Writer::with_capacity(room);
    let name = format!("{}:{}", domain.prefix, kind.code);
    let namespace = format!("xmlns:{}", domain.prefix);
    let mut attributes = vec![(namespace.as_str(), domain.namespace)];
    attributes.extend(
        draft
            .origin
            .phase
            .as_deref()
            .map(|phase| ("PhaseID", phase)),
    );
    writer.group_with(&name, &attributes, |writer| {
        header(writer, page);
        (kind.write)(writer, page);
    });
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
