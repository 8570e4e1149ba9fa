//! What lets goods go, and is said of them on their way out?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// What lets goods go, by customs or by another authority?
///
/// DMSROG: the goods are released, before the declaration is cleared.
pub(crate) const DMSROG: MessageBehaviour =
    MessageBehaviour::moving("DMSROG", Status::Released, write_dmsrog);

fn write_dmsrog(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer);
}

/// DMSCLE: the declaration is cleared.
pub(crate) const DMSCLE: MessageBehaviour =
    MessageBehaviour::moving("DMSCLE", Status::Released, write_dmscle);

fn write_dmscle(writer: &mut Writer, page: &Page<'_>) {
    page::statement(Some("A2"), None, writer);
    page::declaration(page, writer);
}

/// DMSALV: another authority decided on the goods.
pub(crate) const DMSALV: MessageBehaviour = MessageBehaviour::new("DMSALV", write_dmsalv);

fn write_dmsalv(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Released by the port health authority"), writer);
    page::declaration(page, writer);
}

/// DMSEXT: the declaration is handled outside of the system.
pub(crate) const DMSEXT: MessageBehaviour = MessageBehaviour::new("DMSEXT", write_dmsext);

fn write_dmsext(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Handled at the office"), writer);
    page::declaration(page, writer);
}

/// What is said of goods on their way out: have they left, they did?
///
/// DMSEOG: the goods left.
pub(crate) const DMSEOG: MessageBehaviour =
    MessageBehaviour::moving("DMSEOG", Status::Discharged, write_dmseog);

fn write_dmseog(writer: &mut Writer, page: &Page<'_>) {
    let office = page::basis(page).and_then(|known| known.text_at("ExitOffice/ID"));
    writer.group("AdditionalInformation", |writer| {
        writer.leaf("StatementDescription", office.map_or("GB000040", str::trim));
        writer.leaf("StatementTypeCode", "CEX");
    });
    writer.group("Status", |writer| {
        page::time("EffectiveDateTime", page.draft.moment, writer);
        writer.leaf("NameCode", "A1");
    });
    page::declaration(page, writer);
}

/// DMSGER: nobody has told yet that the goods left.
pub(crate) const DMSGER: MessageBehaviour = MessageBehaviour::new("DMSGER", write_dmsger);

fn write_dmsger(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Tell where the goods are"), writer);
    page::declaration(page, writer);
}
