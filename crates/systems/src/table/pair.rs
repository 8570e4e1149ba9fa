//! How does one table speak of a document and of what is said about it?
//!
//! A report of receipt names the consignee of the movement and says what arrived. [`Pair`] is both
//! in one record: rows begin with `document.` or with `said.`. It is only read.

use cas_model::access::{AccessError, ElementsMut, Field, Node, Value};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::shape::{FieldShape, Kind, Shape};
use cas_model::spelling::Spelling;

/// A document, and what is said about it.
pub struct Pair<'a> {
    document: &'a SingleAdministrativeDocument,
    said: &'a dyn Node,
    shape: &'static Shape,
}

impl<'a> Pair<'a> {
    /// Both in one; the shape is [`pair_shape`] of what is said.
    #[must_use]
    pub const fn new(
        document: &'a SingleAdministrativeDocument,
        said: &'a dyn Node,
        shape: &'static Shape,
    ) -> Self {
        Self {
            document,
            said,
            shape,
        }
    }
}

/// The shape of a document together with what is said about it. It lives as long as the program:
/// made once for each table.
#[must_use]
pub fn pair_shape(said: fn() -> &'static Shape) -> &'static Shape {
    let field = |name, kind, doc| FieldShape {
        name,
        aliases: &[],
        kind,
        spelling: Spelling::Words,
        doc,
    };
    let document = Kind::Record(SingleAdministrativeDocument::shape);
    Box::leak(Box::new(Shape::new(
        "Pair",
        vec![
            field("document", document, "The declaration."),
            field("said", Kind::Record(said), "What is said about it."),
        ],
    )))
}

impl Node for Pair<'_> {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn field(&self, index: usize) -> Field<'_> {
        match index {
            0 => Field::Record(self.document),
            _ => Field::Record(self.said),
        }
    }

    fn set(&mut self, index: usize, _: Option<Value>) -> Result<(), AccessError> {
        let field = &self.shape.fields[index];
        Err(AccessError::WrongKind {
            record: self.shape.name,
            field: field.name,
            expected: field.kind.expected(),
        })
    }

    fn record_mut(&mut self, _: usize) -> Option<&mut dyn Node> {
        None
    }

    fn list_mut(&mut self, _: usize) -> Option<&mut dyn ElementsMut> {
        None
    }
}
