//! How does one table speak of a document and of what is said about it?
//!
//! A report of receipt names the consignee of the movement and says what arrived. [`Pair`] is both
//! in one record: the document, with one field more, `said`. So rows of a declaration are rows of
//! such a message too. It is only read.

use cas_model::FieldPath;
use cas_model::access::{AccessError, ElementsMut, Field, Node, Value};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::shape::{FieldShape, Shape, ValueKind};
use cas_model::spelling::Spelling;

use super::Table;

/// What the paths of what is said begin with.
pub(crate) const SAID: &str = "said.";

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
    let field = |field: &FieldShape| FieldShape {
        name: field.name,
        aliases: field.aliases,
        kind: field.kind,
        spelling: field.spelling,
        doc: field.doc,
    };
    let said = FieldShape {
        name: "said",
        aliases: &[],
        kind: ValueKind::Record(said),
        spelling: Spelling::Words,
        doc: "What is said about the declaration.",
    };
    let document = SingleAdministrativeDocument::shape().fields.iter();
    let fields = document.map(field).chain([said]).collect();
    Box::leak(Box::new(Shape::new("Pair", fields)))
}

impl Table {
    /// The field of a document that a pointer of customs means; the document itself where it means
    /// no single field, or something that was said about it.
    #[must_use]
    pub(crate) fn field_of_document(
        &self,
        document: &SingleAdministrativeDocument,
        pointer: &str,
    ) -> FieldPath {
        let Some(ValueKind::Record(said)) = self.content_kind() else {
            return self.field_of(document, pointer);
        };
        let unsaid = Unsaid(said());
        let path = self.field_of(&Pair::new(document, &unsaid, self.shape), pointer);
        match path.as_str().starts_with("said") {
            true => FieldPath::root(),
            false => path,
        }
    }

    /// The kind of what is said, where the table speaks of that.
    fn content_kind(&self) -> Option<ValueKind> {
        let last = self.shape.fields.last()?;
        (last.name == "said").then_some(last.kind)
    }
}

/// What is said, when nothing is known of it.
struct Unsaid(&'static Shape);

/// What is only read.
fn only_read(shape: &Shape, index: usize) -> AccessError {
    let field = &shape.fields[index];
    AccessError::WrongKind {
        record: shape.name,
        field: field.name,
        expected: field.kind.expected(),
    }
}

impl Node for Pair<'_> {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn field(&self, index: usize) -> Field<'_> {
        match index + 1 == self.shape.fields.len() {
            true => Field::Record(self.said),
            false => self.document.field(index),
        }
    }

    fn set(&mut self, index: usize, _: Option<Value>) -> Result<(), AccessError> {
        Err(only_read(self.shape, index))
    }

    fn record_mut(&mut self, _: usize) -> Option<&mut dyn Node> {
        None
    }

    fn list_mut(&mut self, _: usize) -> Option<&mut dyn ElementsMut> {
        None
    }
}

impl Node for Unsaid {
    fn shape(&self) -> &'static Shape {
        self.0
    }

    fn field(&self, _: usize) -> Field<'_> {
        Field::Absent
    }

    fn set(&mut self, index: usize, _: Option<Value>) -> Result<(), AccessError> {
        Err(only_read(self.0, index))
    }

    fn record_mut(&mut self, _: usize) -> Option<&mut dyn Node> {
        None
    }

    fn list_mut(&mut self, _: usize) -> Option<&mut dyn ElementsMut> {
        None
    }
}
