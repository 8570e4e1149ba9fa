//! How is the text of a selector read?

use crate::document::{CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::path::{ElementKey, Fault, Piece, Tokens};
use crate::shape::{Shape, ValueKind};

/// What a selector starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The document of the declaration.
    Document,
    /// The goods item in question.
    Item,
    /// The head of the shipment.
    Shipment,
}

impl Scope {
    /// The shape it starts from.
    #[must_use]
    pub fn shape(self) -> &'static Shape {
        match self {
            Self::Document => SingleAdministrativeDocument::shape(),
            Self::Item => GovernmentAgencyGoodsItem::shape(),
            Self::Shipment => CustomsShipment::shape(),
        }
    }
}

/// One step on the way to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hop {
    /// A field of the record.
    Field { index: usize, name: &'static str },
    /// The element at a position.
    Position(usize),
    /// The element whose key field has a value.
    Keyed { index: usize, value: String },
    /// A new element at the end of the collection.
    Append,
}

/// Why text is no selector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SelectorError {
    /// What is wrong, and what would be right.
    pub message: String,
}

pub(super) fn scope_of(text: &str) -> (Scope, &str) {
    for (prefix, scope) in [("item.", Scope::Item), ("shipment.", Scope::Shipment)] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return (scope, rest);
        }
    }
    (Scope::Document, text)
}

/// The pieces of a selector, of which none may be missing or be one that only tables know.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, SelectorError> {
    let mut pieces = Vec::new();
    for token in Tokens::new(text) {
        let written = &text[token.start..token.end];
        match (token.fault, token.piece) {
            (Some(Fault::Unclosed), _) => return Err(wrong(format!("[ without ] in {text}"))),
            (Some(Fault::NoName), _) => {
                return Err(wrong(format!("a name is missing in {text}")));
            }
            (None, Piece::Join(_)) => {
                return Err(wrong(format!(
                    "{written} in {text} is no way to name elements"
                )));
            }
            (None | Some(Fault::NoDot), piece) => pieces.push(piece),
        }
    }
    match pieces.is_empty() {
        true => Err(wrong("a field is missing".to_owned())),
        false => Ok(pieces),
    }
}

pub(super) fn field(
    shape: &'static Shape,
    name: &str,
    hops: &mut Vec<Hop>,
) -> Result<ValueKind, SelectorError> {
    let index = shape.index_of_any(name).ok_or_else(|| {
        let near = shape
            .fields
            .iter()
            .map(|field| field.name)
            .filter(|field| alike(field, name))
            .collect::<Vec<_>>()
            .join(", ");
        wrong(match near.is_empty() {
            true => format!("{} has no field {name}", shape.name),
            false => format!("{} has no field {name}; perhaps {near}", shape.name),
        })
    })?;
    let field = &shape.fields[index];
    hops.push(Hop::Field {
        index,
        name: field.name,
    });
    Ok(field.kind)
}

/// Whether a name may have been meant: the same letters in another case, or one within the other.
fn alike(name: &str, written: &str) -> bool {
    let (name, written) = (name.to_lowercase(), written.to_lowercase());
    name.contains(&written) || written.contains(&name)
}

pub(super) fn element(shape: &'static Shape, key: &str) -> Result<Hop, SelectorError> {
    let (name, value) = match ElementKey::read(key) {
        ElementKey::Append => return Ok(Hop::Append),
        ElementKey::Position(position) => return Ok(Hop::Position(position)),
        ElementKey::Reference(_) => {
            return Err(wrong(format!(
                "[{key}] is an element of one document; write [field=value]"
            )));
        }
        ElementKey::Value { field, value } => (field.unwrap_or("type"), value),
        ElementKey::Every => ("type", ""),
    };
    let index = shape.index_of(name.trim()).ok_or_else(|| {
        wrong(format!(
            "{} has no field {name} to find [{key}] by; write [field=value]",
            shape.name
        ))
    })?;
    if value.trim().is_empty() {
        return Err(wrong(format!("[{key}] names no value")));
    }
    // As what is kept is spelled.
    let value = shape.fields[index].spelling.normalize(value.trim());
    Ok(Hop::Keyed {
        index,
        value: value.into_owned(),
    })
}

pub(super) fn wrong(message: String) -> SelectorError {
    SelectorError { message }
}
