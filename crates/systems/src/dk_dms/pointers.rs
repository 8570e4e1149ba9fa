//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?
//!
//! DMS points into its own model of a declaration (`customs_model`), by something like a JSONPath.
//! Read are, too, an XPath of the declaration
//! (`/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]/UCR`), the same as a JSONPath, which
//! counts from nought (`$.goodsShipment.governmentAgencyGoodsItem[1].ucr`), and the sections of the
//! WCO data model (`42A/67A/68A[2]/35B`). All are brought to the elements of the declaration, and
//! from there to our fields by its rows.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::customs_model;
use super::references::settle;
use super::tables::DECLARATION;
use crate::wco::pointers::{ROOT, is_section};

/// The element of the declaration itself.
const DOCUMENT: &str = "Declaration";

/// The field that a pointer of customs means; the document itself when it means no single field.
/// What the declaration's table does not know leads to the nearest record that it knows.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, pointer: &str) -> FieldPath {
    let steps = steps(pointer.trim());
    let root = steps.iter().position(|step| is_root(step));
    let below = root.map_or(&steps[..], |root| &steps[root + 1..]);
    DECLARATION.field_of(&*settle(document), &below.join("/"))
}

/// The pointer to what is made from a field, as customs points; by an XPath of the declaration where
/// customs' model is not known to have a name for it. `None` when customs is not sent it.
#[must_use]
pub fn pointer_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    if path.is_root() {
        return Some("$".to_owned());
    }
    let below = DECLARATION.pointer_of(&*settle(document), path)?;
    customs_model::pointer_to(&below).or_else(|| Some(format!("/{DOCUMENT}{below}")))
}

fn is_root(step: &str) -> bool {
    let name = step.split('[').next().unwrap_or(step);
    name == ROOT || name.eq_ignore_ascii_case(DOCUMENT)
}

/// The steps of a pointer, counted from one, by names without prefixes.
fn steps(pointer: &str) -> Vec<String> {
    let is_json = pointer.starts_with('$') || (pointer.contains('.') && !pointer.contains('/'));
    if is_json {
        return customs_model::elements_of(&customs_model::steps(pointer));
    }
    let parts = pointer.split('/').filter(|part| !part.is_empty());
    parts.flat_map(xml_steps).collect()
}

/// `68A[2]:114` is a section and a data element in it; `ns:Name[2]` a name with its prefix.
fn xml_steps(part: &str) -> Vec<String> {
    let Some((before, after)) = part.split_once(':') else {
        return vec![part.to_owned()];
    };
    let section = before.split('[').next().unwrap_or(before);
    if is_section(section) {
        return vec![before.to_owned(), after.to_owned()];
    }
    vec![after.to_owned()]
}
