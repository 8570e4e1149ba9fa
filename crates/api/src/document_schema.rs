//! How do the documents get into the OpenAPI description?
//!
//! From the model's [`Shape`]s, recursively, with each field's documentation: a new field of a
//! document appears here by itself.

use std::borrow::Cow;
use std::collections::BTreeSet;

use cas_model::assign_in_document;
use cas_model::declaration_types;
use cas_model::document::{
    CustomsShipment, GovernmentAgencyGoodsItem, ShipmentEvent, SingleAdministrativeDocument,
};
use cas_model::record::{Json, JsonError};
use cas_model::shape::{FieldShape, Shape, ValueKind};
use serde_json::value::RawValue;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, Ref, RefBuilder, Schema,
    SchemaFormat, SchemaType, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// The document of a declaration, written.
#[derive(serde::Serialize)]
#[serde(transparent)]
pub struct DeclarationDocument(Box<RawValue>);

impl DeclarationDocument {
    /// The stored text as it is: for many documents at once.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn as_stored(stored: Json<SingleAdministrativeDocument>) -> serde_json::Result<Self> {
        RawValue::from_string(stored.into_text()).map(Self)
    }

    /// The document from its stored text. Every element of its collections has its `casReference`,
    /// the key of selective updates, also where a deduction made it.
    ///
    /// # Errors
    /// When it is no document.
    pub fn from_stored(stored: &Json<SingleAdministrativeDocument>) -> anyhow::Result<Self> {
        let document = with_references(stored)?;
        Ok(Self::from_document(&document)?)
    }

    /// A document whose elements have their references.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn from_document(document: &SingleAdministrativeDocument) -> serde_json::Result<Self> {
        serde_json::value::to_raw_value(document).map(Self)
    }
}

/// A stored document as it is shown: its elements have their references.
///
/// # Errors
/// When it is no document.
pub fn with_references(
    stored: &Json<SingleAdministrativeDocument>,
) -> Result<SingleAdministrativeDocument, JsonError> {
    let mut document = stored.get()?;
    assign_in_document(&mut document);
    Ok(document)
}

/// A shipment, in the description only.
pub enum ShipmentDocument {}
/// An event of a shipment, in the description only.
pub enum ShipmentEventDocument {}
/// An item of a declaration, in the description only.
pub enum ItemDocument {}

/// Describes each stand-in by the shape of its record.
macro_rules! described {
    ($($name:ident = $record:ident;)*) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                record_schema($record::shape())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($record::shape().name)
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                collect($record::shape(), schemas);
            }
        }
    )*};
}

described! {
    ShipmentDocument = CustomsShipment;
    ShipmentEventDocument = ShipmentEvent;
    DeclarationDocument = SingleAdministrativeDocument;
    ItemDocument = GovernmentAgencyGoodsItem;
}

/// Adds the schema of a record and of every record below it, each once.
pub(crate) fn collect(shape: &'static Shape, schemas: &mut Vec<(String, RefOr<Schema>)>) {
    let (mut open, mut seen) = (vec![shape], BTreeSet::new());
    while let Some(shape) = open.pop() {
        if !seen.insert(shape.name) {
            continue;
        }
        if !schemas.iter().any(|(name, _)| name == shape.name) {
            schemas.push((shape.name.to_owned(), record_schema(shape)));
        }
        open.extend(shape.fields.iter().filter_map(|field| below(field.kind)));
    }
}

/// The record that a field holds.
fn below(kind: ValueKind) -> Option<&'static Shape> {
    match kind {
        ValueKind::Record(shape) | ValueKind::List(shape) => Some(shape()),
        ValueKind::Text
        | ValueKind::Decimal
        | ValueKind::Integer
        | ValueKind::Flag
        | ValueKind::Date
        | ValueKind::Instant => None,
    }
}

fn record_schema(shape: &'static Shape) -> RefOr<Schema> {
    let object = shape
        .fields
        .iter()
        .fold(ObjectBuilder::new(), |object, field| {
            object.property(field.name, field_schema(shape.name, field))
        });
    // What an update says of one element alone.
    let object = match shape.index_of("casReference") {
        Some(_) => [
            (
                "$add",
                "In updates: true adds it to its collection, which keeps the others",
            ),
            (
                "$remove",
                "In updates: true removes the element of this casReference",
            ),
        ]
        .into_iter()
        .fold(object, |object, (mark, doc)| {
            object.property(mark, scalar(Type::Boolean, None, Some(doc.to_owned())))
        }),
        None => object,
    };
    // Unknown fields are refused with their path.
    object
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
        .into()
}

fn field_schema(record: &str, field: &FieldShape) -> RefOr<Schema> {
    let doc = Some(description(record, field));
    match field.kind {
        ValueKind::Record(below) => {
            let reference = Ref::from_schema_name(below().name).ref_location;
            RefBuilder::new()
                .ref_location(reference)
                .description(doc)
                .build()
                .into()
        }
        ValueKind::List(below) => {
            let element = Ref::from_schema_name(below().name);
            ArrayBuilder::new().items(element).description(doc).into()
        }
        ValueKind::Text => scalar(Type::String, None, doc),
        ValueKind::Decimal => {
            // Read as a number or as text that is one; written as text, with all its digits.
            let types = SchemaType::from_iter([Type::Number, Type::String]);
            ObjectBuilder::new()
                .schema_type(types)
                .description(doc)
                .into()
        }
        ValueKind::Integer => scalar(Type::Integer, Some(KnownFormat::Int32), doc),
        ValueKind::Flag => scalar(Type::Boolean, None, doc),
        ValueKind::Date => scalar(Type::String, Some(KnownFormat::Date), doc),
        ValueKind::Instant => scalar(Type::String, Some(KnownFormat::DateTime), doc),
    }
}

fn scalar(kind: Type, format: Option<KnownFormat>, doc: Option<String>) -> RefOr<Schema> {
    let format = format.map(SchemaFormat::KnownFormat);
    ObjectBuilder::new()
        .schema_type(kind)
        .format(format)
        .description(doc)
        .into()
}

/// What the field means, how else it is spelled, and which declarations ask for it.
fn description(record: &str, field: &FieldShape) -> String {
    let mut text = match field.aliases {
        [] => field.doc.to_owned(),
        aliases => format!("{} Also read as: {}.", field.doc, aliases.join(", ")),
    };
    let help = declaration_types::help(record, field.name);
    if !help.is_empty() {
        text.push(' ');
        text.push_str(&help);
    }
    text
}
