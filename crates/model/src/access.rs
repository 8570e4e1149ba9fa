//! Reading and writing a document by field, without naming its Rust types.
//!
//! Message tables, deductions and error pointers speak of fields as data. [`Node`] is how they
//! reach the typed document: a field is addressed by its index in the record's
//! [`Shape`](crate::shape::Shape), resolved once from its name.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::shape::Shape;

/// What stands in a field.
#[derive(Clone, Copy)]
pub enum Field<'a> {
    /// Nothing was given: the field is absent.
    Absent,
    /// Text, borrowed from the document.
    Text(&'a str),
    /// A decimal with every digit it was written with.
    Decimal(Decimal),
    /// A whole number that is not negative.
    Integer(u32),
    /// A flag: `true` or `false`.
    Flag(bool),
    /// A calendar date without a time.
    Date(Date),
    /// A point in time.
    Instant(Timestamp),
    /// A record with fields of its own.
    Record(&'a dyn Node),
    /// A collection of records, in their order.
    List(&'a dyn Elements),
}

/// A value to write into a field. `Text` is parsed into the field's kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text of any length.
    Text(String),
    /// A decimal with every digit it was written with.
    Decimal(Decimal),
    /// A whole number that is not negative.
    Integer(u32),
    /// A flag: `true` or `false`.
    Flag(bool),
    /// A calendar date without a time.
    Date(Date),
    /// A point in time.
    Instant(Timestamp),
}

/// Why a value could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// The value is not of the field's kind.
    #[error("{field} of {record} takes {expected}")]
    WrongKind {
        /// The name of the record's type, such as `Party`.
        record: &'static str,
        /// The name of the field that was written.
        field: &'static str,
        /// What kind of value the field takes.
        expected: &'static str,
    },
    /// The path leads to no field of this record.
    #[error("{record} has no field {name}")]
    NoSuchField {
        /// The name of the record's type, such as `Party`.
        record: &'static str,
        /// The name that the record does not know.
        name: String,
    },
}

/// A record whose fields can be reached by index.
pub trait Node {
    /// The shape of the record: its name and its fields, in the order of their indexes.
    fn shape(&self) -> &'static Shape;
    /// What stands in the field with this index.
    fn field(&self, index: usize) -> Field<'_>;
    /// Writes a scalar field; `None` clears a field of any kind.
    ///
    /// # Errors
    /// When the value is not of the field's kind.
    fn set(&mut self, index: usize, value: Option<Value>) -> Result<(), AccessError>;
    /// The record in a field, created when absent; `None` if the field holds none.
    fn record_mut(&mut self, index: usize) -> Option<&mut dyn Node>;
    /// The collection in a field; `None` if the field holds none.
    fn list_mut(&mut self, index: usize) -> Option<&mut dyn ElementsMut>;
}

/// The elements of a collection.
pub trait Elements {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The element at a position.
    fn get(&self, index: usize) -> Option<&dyn Node>;
}

/// The elements of a collection, to change.
pub trait ElementsMut {
    /// The element at a position.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Node>;
    /// Appends an empty element and returns it.
    fn push(&mut self) -> &mut dyn Node;
    /// Removes the element at a position; one that is not there is no matter.
    fn remove(&mut self, index: usize);
}

impl<T: Node> Elements for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn get(&self, index: usize) -> Option<&dyn Node> {
        self.as_slice()
            .get(index)
            .map(|element| element as &dyn Node)
    }
}

impl<T: Node + Default> ElementsMut for Vec<T> {
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Node> {
        self.as_mut_slice()
            .get_mut(index)
            .map(|element| element as &mut dyn Node)
    }
    fn push(&mut self) -> &mut dyn Node {
        Vec::push(self, T::default());
        self.last_mut().expect("an element was just pushed")
    }
    fn remove(&mut self, index: usize) {
        if index < Vec::len(self) {
            Vec::remove(self, index);
        }
    }
}

impl<'a> Field<'a> {
    /// Whether the field holds nothing: absent, an empty record or an empty collection.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Record(node) => (0..node.shape().fields.len()).all(|i| node.field(i).is_empty()),
            Self::List(list) => list.is_empty(),
            Self::Text(_)
            | Self::Decimal(_)
            | Self::Integer(_)
            | Self::Flag(_)
            | Self::Date(_)
            | Self::Instant(_) => false,
        }
    }

    /// Whether something stands in the field, be it an empty record.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The record in the field.
    #[must_use]
    pub fn record(self) -> Option<&'a dyn Node> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The collection in the field.
    #[must_use]
    pub fn list(self) -> Option<&'a dyn Elements> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The scalar as text (decimals in plain notation, flags as `true`/`false`); `None` for
    /// absent fields, records and collections.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Decimal(decimal) => Some(Cow::Owned(decimal.to_string())),
            Self::Integer(integer) => Some(Cow::Owned(integer.to_string())),
            Self::Flag(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
            Self::Date(date) => Some(Cow::Owned(date.to_string())),
            Self::Instant(instant) => Some(Cow::Owned(instant.to_string())),
            Self::Absent | Self::Record(_) | Self::List(_) => None,
        }
    }
}

/// The conversion of a [`Value`] into the Rust type of a scalar field.
pub trait FromValue: Sized {
    /// The value as this type, or `None` when it is not one.
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for String {
    fn from_value(value: Value) -> Option<Self> {
        Some(match value {
            Value::Text(text) => text,
            Value::Decimal(decimal) => decimal.to_string(),
            Value::Integer(integer) => integer.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Instant(instant) => instant.to_string(),
        })
    }
}

impl FromValue for Decimal {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Decimal::from_str_exact(text.trim()).ok(),
            Value::Decimal(decimal) => Some(decimal),
            Value::Integer(integer) => Some(integer.into()),
            Value::Flag(_) | Value::Date(_) | Value::Instant(_) => None,
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.trim().parse().ok(),
            Value::Decimal(decimal) => decimal
                .is_integer()
                .then(|| decimal.normalize().to_string().parse().ok())?,
            Value::Integer(integer) => Some(integer),
            Value::Flag(_) | Value::Date(_) | Value::Instant(_) => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(flag),
            Value::Text(text) => match text.as_str() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            Value::Decimal(_) | Value::Integer(_) | Value::Date(_) | Value::Instant(_) => None,
        }
    }
}

impl FromValue for Date {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(date),
            Value::Text(text) => text.parse().ok(),
            Value::Decimal(_) | Value::Integer(_) | Value::Flag(_) | Value::Instant(_) => None,
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Instant(instant) => Some(instant),
            Value::Text(text) => text.parse().ok(),
            Value::Decimal(_) | Value::Integer(_) | Value::Flag(_) | Value::Date(_) => None,
        }
    }
}
