//! How a field's value is written in JSON: as serde has it, but a decimal as a JSON number with
//! all its digits, whatever the magnitude. Read is the number or its text.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::exact;

/// A value that stands in a field.
pub(crate) trait Wire: Sized {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

macro_rules! as_serde_has_it {
    ($([$($parameter:ident)?] $value:ty,)*) => {$(
        impl$(<$parameter: Serialize + DeserializeOwned>)? Wire for $value {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

as_serde_has_it! {
    [] Option<String>,
    [] Option<u32>,
    [] Option<bool>,
    [] Option<Date>,
    [] Option<Timestamp>,
    [R] Option<Box<R>>,
    [R] Vec<R>,
}

impl Wire for Option<Decimal> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.map(|decimal| decimal.to_string().parse::<serde_json::Number>());
        match number {
            None => serializer.serialize_none(),
            Some(Ok(number)) => number.serialize(serializer),
            Some(Err(error)) => Err(serde::ser::Error::custom(error)),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => return Ok(None),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text,
            other => return Err(D::Error::custom(format!("{other} is no decimal number"))),
        };
        match exact(&text) {
            Some(decimal) => Ok(Some(decimal)),
            None => Err(D::Error::custom(format!("{text} is no decimal number"))),
        }
    }
}

/// For serde: writes a field.
pub(crate) fn serialize<T: Wire, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// For serde: reads a field.
pub(crate) fn deserialize<'de, T: Wire, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::read(deserializer)
}
