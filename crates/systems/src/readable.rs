//! How is a message of a system shown to people, whoever wrote it?
//!
//! As the tree of its elements, each with the field of ours that the system's tables have there. What
//! strangers send is read within the limits of [`crate::xml`], and of a long one the beginning is
//! shown.

use cas_gateway::{DecodeError, ReadableElement, ReadableMessage};

use crate::table::ElementFields;
use crate::xml::Element;

/// As many elements are shown.
const MOST: usize = 10_000;

/// A message as the tree of its elements.
///
/// # Errors
/// When it is no XML that we read.
pub(crate) fn readable(
    bytes: &[u8],
    fields: &ElementFields,
) -> Result<ReadableMessage, DecodeError> {
    let root = Element::read(bytes)?;
    let mut reading = Reading {
        fields,
        names: Vec::new(),
        shown: 0,
        left_out: 0,
    };
    let shown = reading.element(&root);
    Ok(ReadableMessage {
        root: shown,
        left_out: reading.left_out,
    })
}

struct Reading<'r> {
    fields: &'r ElementFields,
    /// The names from the root down to the element that is read.
    names: Vec<&'r str>,
    shown: usize,
    left_out: usize,
}

impl<'r> Reading<'r> {
    fn element(&mut self, element: &'r Element<'r>) -> ReadableElement {
        self.shown += 1;
        self.names.push(element.name);
        let is_of_spelling =
            |name: &str| name.starts_with("xmlns") || name.ends_with(":schemaLocation");
        let attributes = element.attributes.iter();
        let attributes = attributes.filter(|(name, _)| !is_of_spelling(name));
        let mut shown = ReadableElement {
            name: element.name.to_owned(),
            attributes: attributes
                .map(|(name, value)| ((*name).to_owned(), value.clone().into_owned()))
                .collect(),
            text: Some(element.text.clone().into_owned()).filter(|text| !text.is_empty()),
            field: self.fields.field_in(&self.names).map(str::to_owned),
            children: Vec::new(),
        };
        for child in &element.children {
            if self.shown < MOST {
                let child = self.element(child);
                shown.children.push(child);
            } else {
                self.left_out += size(child);
            }
        }
        self.names.pop();
        shown
    }
}

/// How many elements an element is, with those inside.
fn size(element: &Element<'_>) -> usize {
    1 + element.children.iter().map(size).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use cas_gateway::CustomsSystem;
    use cas_model::form;

    use super::*;

    /// The field of the innermost of these elements, in a message of the system.
    fn field(system: &dyn CustomsSystem, path: &str) -> Option<String> {
        let names: Vec<&str> = path.split('/').collect();
        let begin: String = names.iter().map(|name| format!("<{name}>")).collect();
        let end: String = names
            .iter()
            .rev()
            .map(|name| format!("</{name}>"))
            .collect();
        let message = system.readable(format!("{begin}7{end}").as_bytes());
        let mut element = message.expect("it is read").root;
        while let Some(child) = element.children.pop() {
            element = child;
        }
        assert_eq!(element.text.as_deref(), Some("7"));
        element.field
    }

    #[test]
    fn elements_of_each_system_are_known() {
        let systems: [(&dyn CustomsSystem, &str); 6] = [
            (
                &crate::ncts::Ncts,
                "CC015C/Consignment/HouseConsignment/ConsignmentItem/Commodity/descriptionOfGoods",
            ),
            (
                // A message of customs, which no table of ours writes.
                &crate::ncts::Ncts,
                "CC029C/Consignment/HouseConsignment/ConsignmentItem/Commodity/descriptionOfGoods",
            ),
            (
                &crate::aes::Aes,
                "CC515C/GoodsShipment/GoodsItem/Commodity/descriptionOfGoods",
            ),
            (
                &crate::emcs::Emcs,
                "IE815/Body/SubmittedDraftOfEADESAD/BodyEadEsad/CnCode",
            ),
            (
                &crate::uk_cds::UkCds,
                "MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Description",
            ),
            (
                &crate::dk_dms::DkDms,
                "Declaration/GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Description",
            ),
        ];
        for (system, path) in systems {
            let found = field(system, path);
            let known = found.as_deref().and_then(form::find);
            assert!(known.is_some(), "{path}: {found:?}");
        }
        let unknown = field(&crate::ncts::Ncts, "CC015C/Unknown/element");
        assert_eq!(unknown, None);
    }

    #[test]
    fn a_long_message_is_shown_in_its_beginning() {
        let text = format!("<a>{}</a>", "<b/>".repeat(MOST + 5));
        let message = readable(text.as_bytes(), &ElementFields::default()).expect("it is read");
        assert_eq!(message.root.children.len(), MOST - 1);
        assert_eq!(message.left_out, 6);
    }

    #[test]
    fn what_an_attack_needs_is_not_read() {
        let text = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
        assert!(readable(text.as_bytes(), &ElementFields::default()).is_err());
    }
}
