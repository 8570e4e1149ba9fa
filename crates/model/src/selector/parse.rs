//! How is the text of a selector read?

use crate::document::{CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::shape::{Kind, Shape};

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

/// A piece of the text of a selector.
#[derive(Clone, Copy)]
pub(super) enum Segment<'t> {
    Name(&'t str),
    Key(&'t str),
}

pub(super) fn segments(text: &str) -> Result<Vec<Segment<'_>>, SelectorError> {
    let mut segments = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (key, after) = after
                .split_once(']')
                .ok_or_else(|| wrong(format!("[ without ] in {text}")))?;
            segments.push(Segment::Key(key.trim()));
            rest = after;
            continue;
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        if end == 0 {
            return Err(wrong(format!("a name is missing in {text}")));
        }
        segments.push(Segment::Name(&rest[..end]));
        rest = &rest[end..];
    }
    match segments.is_empty() {
        true => Err(wrong("a field is missing".to_owned())),
        false => Ok(segments),
    }
}

pub(super) fn field(
    shape: &'static Shape,
    name: &str,
    hops: &mut Vec<Hop>,
) -> Result<Kind, SelectorError> {
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
    if key == "+" {
        return Ok(Hop::Append);
    }
    if let Ok(position) = key.parse() {
        return Ok(Hop::Position(position));
    }
    let (name, value) = key.split_once('=').unwrap_or(("type", key));
    let index = shape.index_of(name.trim()).ok_or_else(|| {
        wrong(format!(
            "{} has no field {name} to find [{key}] by; write [field=value]",
            shape.name
        ))
    })?;
    if value.trim().is_empty() {
        return Err(wrong(format!("[{key}] names no value")));
    }
    Ok(Hop::Keyed {
        index,
        value: value.trim().to_owned(),
    })
}

pub(super) fn wrong(message: String) -> SelectorError {
    SelectorError { message }
}
