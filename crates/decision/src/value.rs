//! What values do cells compare, and how is a field of a document read as one?
//!
//! Numbers are decimals, dates are days, everything else is text. Codes are normalised when they
//! are read – from a document and from a cell alike – and then compared exactly.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// How the values of a column are read and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ValueType {
    /// Text as it is written.
    Text,
    /// A decimal number with every digit.
    Number,
    /// A truth value: `true` or `false`.
    Boolean,
    /// A calendar date without a time.
    Date,
    /// A code of a code list: trimmed, in capitals.
    Code,
    /// A tariff code: its digits; dots and spaces are dropped.
    TariffCode,
}

impl ValueType {
    /// Whether its values are text.
    #[must_use]
    pub fn is_textual(self) -> bool {
        match self {
            Self::Text | Self::Code | Self::TariffCode => true,
            Self::Number | Self::Boolean | Self::Date => false,
        }
    }

    /// Whether its values have an order that people use.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        match self {
            Self::Number | Self::Date => true,
            Self::Text | Self::Boolean | Self::Code | Self::TariffCode => false,
        }
    }

    /// Normalises text of this type.
    ///
    /// # Errors
    /// When it is no tariff code, or holds a NUL.
    pub fn normalise(self, text: &str) -> Result<Box<str>, String> {
        if text.contains('\0') {
            return Err("a text holds no NUL; remove it".to_owned());
        }
        match self {
            Self::Text | Self::Number | Self::Boolean | Self::Date => Ok(plain(text).into()),
            Self::Code => Ok(plain(text).trim().to_uppercase().into()),
            Self::TariffCode => {
                let is_significant =
                    |c: &char| !c.is_whitespace() && *c != '.' && !ZERO_WIDTH.contains(c);
                let digits: String = text.chars().filter(is_significant).collect();
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Ok(digits.into());
                }
                Err(format!("\"{text}\" is no tariff code: write its digits"))
            }
        }
    }

    /// Reads a JSON value; `None` when it is null or blank text, which is the same as missing.
    ///
    /// # Errors
    /// When it is not of this type.
    pub fn read(self, json: &serde_json::Value) -> Result<Option<Value>, String> {
        match json {
            serde_json::Value::Null => Ok(None),
            serde_json::Value::String(text) if text.trim().is_empty() => Ok(None),
            serde_json::Value::String(text) => self.read_text(text).map(Some),
            serde_json::Value::Number(number) if self == Self::Number => {
                self.read_text(&number.to_string()).map(Some)
            }
            serde_json::Value::Bool(flag) if self == Self::Boolean => {
                Ok(Some(Value::Boolean(*flag)))
            }
            other => Err(format!("{other} is not a {self}")),
        }
    }

    /// Whether a value is of this type; that codes are normalised is not looked at.
    #[must_use]
    pub fn is_of(self, value: &Value) -> bool {
        match value {
            Value::Text(_) => self.is_textual(),
            Value::Number(_) => self == Self::Number,
            Value::Boolean(_) => self == Self::Boolean,
            Value::Date(_) => self == Self::Date,
        }
    }

    /// Makes a value one of this type: normalises codes and reads texts; blank text is missing.
    ///
    /// # Errors
    /// When it is of another type and cannot be read as this one.
    pub fn fit(self, value: &Value) -> Result<Option<Cow<'_, Value>>, String> {
        match value {
            Value::Text(text) if text.trim().is_empty() => Ok(None),
            Value::Text(text) if self.is_normal(text) => Ok(Some(Cow::Borrowed(value))),
            Value::Text(text) => self.read_text(text).map(|read| Some(Cow::Owned(read))),
            _ if self.is_of(value) => Ok(Some(Cow::Borrowed(value))),
            Value::Number(_) | Value::Boolean(_) | Value::Date(_) => {
                Err(format!("{value} is not a {self}"))
            }
        }
    }

    /// Whether text of this type is as [`normalise`](Self::normalise) would leave it, for certain.
    fn is_normal(self, text: &str) -> bool {
        match self {
            Self::Text => is_plain(text) && !text.contains('\0') && text.trim() == text,
            Self::Code => text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_lowercase()),
            Self::TariffCode => text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Number | Self::Boolean | Self::Date => false,
        }
    }

    /// Reads text that is not blank.
    ///
    /// # Errors
    /// When it is not of this type.
    pub fn read_text(self, text: &str) -> Result<Value, String> {
        let wrong = || format!("\"{text}\" is not a {self}");
        match self {
            Self::Text | Self::Code | Self::TariffCode => {
                self.normalise(text.trim()).map(Value::Text)
            }
            Self::Number => read_number(text).map(Value::Number).ok_or_else(wrong),
            Self::Boolean => text.trim().parse().map(Value::Boolean).map_err(|_| wrong()),
            Self::Date => read_day(text.trim()).map(Value::Date).ok_or_else(wrong),
        }
    }
}

/// Characters that nobody sees, which come with texts that were copied.
const ZERO_WIDTH: [char; 3] = ['\u{200b}', '\u{2060}', '\u{feff}'];

/// Whether a text is as [`plain`] would leave it.
fn is_plain(text: &str) -> bool {
    text.is_ascii()
        || (is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains(ZERO_WIDTH))
}

/// A text in one form: composed (`ü` is one character), without characters of no width.
fn plain(text: &str) -> Cow<'_, str> {
    match is_plain(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().filter(|c| !ZERO_WIDTH.contains(c)).collect()),
    }
}

/// A day; of a time with its zone the day that is written, whatever the zone.
fn read_day(text: &str) -> Option<Date> {
    let is_time = || text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok();
    match text.split_once('T') {
        Some((day, _)) if is_time() => day.parse().ok(),
        Some(_) | None => text.parse().ok(),
    }
}

/// A decimal, also with an exponent; every digit is kept or it is none.
fn read_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Code => "code",
            Self::TariffCode => "tariff code",
        })
    }
}

/// A value that is there; a missing one is `None` wherever it can be missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Text, a code or a tariff code, normalised.
    Text(Box<str>),
    /// A decimal number with every digit.
    Number(Decimal),
    /// A truth value: `true` or `false`.
    Boolean(bool),
    /// A calendar date without a time.
    Date(Date),
}

impl Value {
    /// The value as JSON; numbers keep their digits.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => serde_json::Value::from(text.as_ref()),
            Self::Number(number) => number
                .to_string()
                .parse()
                .map_or(serde_json::Value::Null, serde_json::Value::Number),
            Self::Boolean(flag) => serde_json::Value::from(*flag),
            Self::Date(day) => serde_json::Value::from(day.to_string()),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// As a cell would say it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Number(number) => write!(f, "{number}"),
            Self::Boolean(flag) => write!(f, "{flag}"),
            Self::Date(day) => write!(f, "date(\"{day}\")"),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// Types were checked when the table was compiled: other values do not get here.
pub(crate) fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Number(_) | Value::Boolean(_) | Value::Date(_) => None,
    }
}

pub(crate) fn as_number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) => None,
    }
}

pub(crate) fn as_date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(day) => Some(*day),
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) => None,
    }
}
