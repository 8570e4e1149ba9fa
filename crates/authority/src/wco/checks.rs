//! What do checks of declarations have in common? Where the declaration is, what its namespace is,
//! its items, and whether something is there at all.

use super::{NAMESPACE, door};
use crate::xml::{Document, Element, ReadError};

/// The declaration of a message, in its namespace. An error is told at the door.
pub(crate) fn declaration<'a, 'b>(
    document: &'b Document<'a>,
) -> Result<&'b Element<'a>, ReadError> {
    let refuse = |reason: String| Err(ReadError { reason });
    let Some(declaration) = door::declaration(document) else {
        return refuse("there is no Declaration in the message".to_owned());
    };
    if namespace(&document.root, declaration) != Some(NAMESPACE) {
        return refuse(format!("Declaration must be in {NAMESPACE}"));
    }
    Ok(declaration)
}

/// The namespace of the declaration: its prefix is declared by itself or by the envelope.
fn namespace<'a>(root: &'a Element<'_>, declaration: &'a Element<'_>) -> Option<&'a str> {
    declaration.own_namespace().or_else(|| {
        let key = match declaration.prefix {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        root.attribute(&key)
    })
}

/// The items of a declaration.
pub(crate) fn items_of<'a, 'b>(
    declaration: &'b Element<'a>,
) -> impl Iterator<Item = &'b Element<'a>> {
    let shipment = declaration.child("GoodsShipment").into_iter();
    shipment.flat_map(|shipment| shipment.all("GovernmentAgencyGoodsItem"))
}

/// Whether nothing stands at a path.
pub(crate) fn is_missing(element: &Element<'_>, path: &str) -> bool {
    let found = element.at_path(path);
    found.is_none_or(|found| found.children.is_empty() && found.text.trim().is_empty())
}
