//! What a system says of a document before it writes it, by the table of its message.

use cas_model::field_path::FieldPath;

/// One thing that a message would not carry of a document, or could not be written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The field, or the record or element of which nothing is declared.
    pub path: FieldPath,
    /// What is the matter with it.
    pub matter: Matter,
}

/// What is the matter with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The message has no place for what stands there. Where that is because of the field's own
    /// value, which says what its element is: the values that the message has a place for.
    NotDeclared {
        /// The values with a place; empty where it is not for the value.
        known: Vec<&'static str>,
    },
    /// The message has a place, and the value does not fit into it: in words, with the limit.
    DoesNotFit(String),
    /// The message must have it, and it is not there: the element.
    Missing(&'static str),
}
