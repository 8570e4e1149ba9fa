//! How is a field of ours kept in a column?
//!
//! Both engines know three kinds of column: text, integer and bytes. A [`Column`] says which one a
//! Rust type uses and how it is written and read, so that every statement is written once.

use anyhow::{Context, anyhow};
use cas_model::bulk::BulkRowState;
use cas_model::collaboration::{AttachmentState, FlagColour, SubjectKind, WorkChange};
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::declaration::{Direction, Side};
use cas_model::ids::{
    ActionId, AlertId, AttachmentId, AuditId, BulkRunId, DeclarationId, DeliveryId, IngestionId,
    MessageId, NoteId, NotificationId, SavedViewId, ShipmentId, SubscriptionId, SystemCode, TaskId,
    TenantId, UserId,
};
use cas_model::lifecycle::{Action, Event, Family, Status};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::Json;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// What is bound to a parameter, or read from a column. The kind of a NULL is known, because
/// PostgreSQL wants to know it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Integer(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

/// Which of the three a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Integer,
    Bytes,
}

/// A type that fits into a column.
pub(crate) trait Column: Sized {
    const KIND: ColumnKind;
    fn write(&self) -> Value;
    fn read(value: Value) -> anyhow::Result<Self>;
}

impl Value {
    fn null(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text => Self::Text(None),
            ColumnKind::Integer => Self::Integer(None),
            ColumnKind::Bytes => Self::Bytes(None),
        }
    }

    fn is_null(&self) -> bool {
        matches!(
            self,
            Self::Text(None) | Self::Integer(None) | Self::Bytes(None)
        )
    }

    pub(crate) fn into_text(self) -> anyhow::Result<String> {
        match self {
            Self::Text(Some(text)) => Ok(text),
            other => Err(unexpected("text", &other)),
        }
    }

    pub(crate) fn into_integer(self) -> anyhow::Result<i64> {
        match self {
            Self::Integer(Some(integer)) => Ok(integer),
            other => Err(unexpected("an integer", &other)),
        }
    }

    pub(crate) fn into_bytes(self) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Bytes(Some(bytes)) => Ok(bytes),
            other => Err(unexpected("bytes", &other)),
        }
    }
}

fn unexpected(wanted: &str, found: &Value) -> anyhow::Error {
    anyhow!("the database holds {found:?} where {wanted} is expected")
}

impl<C: Column> Column for Option<C> {
    const KIND: ColumnKind = C::KIND;

    fn write(&self) -> Value {
        self.as_ref().map_or_else(|| Value::null(C::KIND), C::write)
    }

    fn read(value: Value) -> anyhow::Result<Self> {
        if value.is_null() {
            Ok(None)
        } else {
            C::read(value).map(Some)
        }
    }
}

/// Columns whose stored form is `$write` of the value and whose reading is `$read` of the stored.
/// What cannot be read is put into words only then: documents pass here.
macro_rules! columns {
    ($kind:ident, $into:ident, $stored:ty: $($type:ty { $write:expr, $read:expr })*) => {$(
        impl Column for $type {
            const KIND: ColumnKind = ColumnKind::$kind;

            fn write(&self) -> Value {
                let write: fn(&Self) -> _ = $write;
                Value::$kind(Some(write(self)))
            }

            fn read(value: Value) -> anyhow::Result<Self> {
                let stored = value.$into()?;
                let read: fn(&$stored) -> Option<Self> = $read;
                read(&stored).with_context(|| {
                    format!("the database holds {stored:?}, which is no {}", stringify!($type))
                })
            }
        }
    )*};
}

/// Ids as hyphenated text.
macro_rules! ids {
    ($($type:ident),* $(,)?) => {
        columns! { Text, into_text, str: $(
            $type { |id| id.to_string(), |text| $type::parse(text).ok() }
        )* }
    };
}

/// Enums by their spelling.
macro_rules! spelled {
    ($($type:ident),* $(,)?) => {
        columns! { Text, into_text, str: $(
            $type { |value| value.as_str().to_owned(), |text| $type::parse(text) }
        )* }
    };
}

pub(crate) use {columns, spelled};

ids!(
    ActionId,
    AlertId,
    AttachmentId,
    AuditId,
    BulkRunId,
    DeclarationId,
    DeliveryId,
    IngestionId,
    MessageId,
    NoteId,
    NotificationId,
    SavedViewId,
    ShipmentId,
    SubscriptionId,
    TaskId,
    TenantId,
    UserId,
);

spelled!(
    Action,
    AttachmentState,
    BulkRowState,
    ConfigurationKind,
    ConfigurationState,
    Direction,
    Event,
    Family,
    FlagColour,
    MessageDirection,
    MessageState,
    Side,
    Status,
    SubjectKind,
    SystemCode,
    WorkChange,
);

columns! { Text, into_text, str:
    Uuid { |id| id.hyphenated().to_string(), |text| Self::try_parse(text).ok() }
    Date { |date| date.to_string(), |text| text.parse().ok() }
}

columns! { Integer, into_integer, i64:
    i64 { |number| *number, |stored| Some(*stored) }
    u32 { |number| i64::from(*number), |stored| Self::try_from(*stored).ok() }
    bool { |flag| i64::from(*flag), |stored| Some(*stored != 0) }
    Timestamp { |time| time.as_microsecond(), |stored| Self::from_microsecond(*stored).ok() }
}

impl Column for String {
    const KIND: ColumnKind = ColumnKind::Text;

    fn write(&self) -> Value {
        Value::Text(Some(self.clone()))
    }

    fn read(value: Value) -> anyhow::Result<Self> {
        value.into_text()
    }
}

/// What the text is of is nothing to the store.
impl<T> Column for Json<T> {
    const KIND: ColumnKind = ColumnKind::Text;

    fn write(&self) -> Value {
        Value::Text(Some(self.as_str().to_owned()))
    }

    fn read(value: Value) -> anyhow::Result<Self> {
        value.into_text().map(Self::stored)
    }
}

impl Column for Vec<u8> {
    const KIND: ColumnKind = ColumnKind::Bytes;

    fn write(&self) -> Value {
        Value::Bytes(Some(self.clone()))
    }

    fn read(value: Value) -> anyhow::Result<Self> {
        value.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<C: Column + std::fmt::Debug>(stored: Value, expected: &str) {
        let error = C::read(stored).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let text = |text: &str| Value::Text(Some(text.to_owned()));
        let holds = "the database holds";
        check::<u32>(
            Value::Integer(Some(-1)),
            &format!("{holds} -1, which is no u32"),
        );
        check::<Date>(text("soon"), &format!("{holds} \"soon\", which is no Date"));
        check::<Family>(
            text("road"),
            &format!("{holds} \"road\", which is no Family"),
        );
        check::<String>(
            Value::Text(None),
            &format!("{holds} Text(None) where text is expected"),
        );
    }
}
