//! What says that a declaration was changed?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::wco::merge::OWN;
use crate::wco::{AMENDMENT, door};
use crate::xml::{Element, Extent, Writer, read};

/// DMSRES: the declaration was changed, upon request or by customs; with what is different now.
pub(crate) const DMSRES: MessageBehaviour = MessageBehaviour {
    accepts_amendment: true,
    is_decision: true,
    ..MessageBehaviour::new("DMSRES", write_dmsres)
};

const DECLARATION: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";

const TIME: &str = "urn:wco:datamodel:WCO:Declaration_DS:DMS:2";

/// What customs changes of itself: where the goods are.
const LOCATION: &str = "42A 67A 28A 64A:L016";

fn write_dmsres(writer: &mut Writer, page: &Page<'_>) {
    let origin = &page.draft.origin;
    let asked = read(&origin.body, Extent::Whole).ok();
    let asked = asked.as_ref().and_then(door::declaration);
    match asked.filter(|_| origin.message == AMENDMENT) {
        Some(amendment) => write_amended(amendment, page, writer),
        None => write_by_customs(page, writer),
    }
}

fn write_amended(amendment: &Element<'_>, page: &Page<'_>, writer: &mut Writer) {
    for name in ["AdditionalInformation", "Amendment"] {
        amendment.all(name).for_each(|group| writer.copy(group));
    }
    page::declaration(page, writer);
    writer.group_in("Declaration", DECLARATION, |writer| {
        writer.leaf("FunctionCode", "9");
        let changed = amendment
            .children
            .iter()
            .filter(|part| !OWN.contains(&part.name));
        changed.for_each(|part| copy(part, writer));
    });
}

fn write_by_customs(page: &Page<'_>, writer: &mut Writer) {
    writer.group("Amendment", |writer| {
        writer.leaf("ChangeReasonCode", "16");
        page::pointers(LOCATION, writer);
    });
    page::declaration(page, writer);
    let basis = page::basis(page);
    let location = basis.and_then(|known| known.at_path("GoodsShipment/Consignment/GoodsLocation"));
    writer.group_in("Declaration", DECLARATION, |writer| {
        writer.leaf("FunctionCode", "9");
        if let Some(location) = location {
            writer.group("GoodsShipment", |writer| {
                writer.group("Consignment", |writer| copy(location, writer));
            });
        }
    });
}

/// A part of a declaration, in the namespaces it has there.
fn copy(element: &Element<'_>, writer: &mut Writer) {
    let declared = element.attributes.iter();
    let declared = declared.filter(|(name, _)| !name.starts_with("xmlns") && !name.contains(':'));
    let mut attributes: Vec<_> = declared
        .map(|(name, value)| (name.as_str(), &**value))
        .collect();
    if element.name == "DateTimeString" {
        attributes.push(("xmlns", TIME));
    }
    if element.children.is_empty() {
        return writer.leaf_with(element.name, &attributes, element.text.trim());
    }
    writer.group_with(element.name, &attributes, |writer| {
        element
            .children
            .iter()
            .for_each(|child| copy(child, writer));
    });
}
