//! How is a JSON body read, so that what we keep is what was meant?
//!
//! Strictly: a name sent twice in one object, anything after the value, or a body that is not JSON
//! is refused with its place. Numbers keep every digit. serde_json stops at 128 levels by itself.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The name under which serde_json hands over a number with all its digits.
const NUMBER: &str = "$serde_json::private::Number";

/// How the names begin by which serde_json hands over what is no object. What is read again from
/// what we keep would be taken for it, wherever it stands.
const PRIVATE: &str = "$serde_json::private::";

/// Reads one JSON value.
///
/// # Errors
/// What is wrong and where, in words.
pub fn parse(bytes: &[u8]) -> Result<Value, String> {
    // The mark of UTF-8 that some programs begin a file with (RFC 8259, section 8.1).
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict
        .deserialize(&mut deserializer)
        .map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}

struct Strict;

/// The digits of a number, which serde_json hands over as a text of its own. A text that was sent
/// is a part of the body.
struct Digits;

impl<'de> DeserializeSeed<'de> for Digits {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Digits {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the digits of a number")
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<String, E> {
        Err(E::custom("a text that was sent"))
    }

    fn visit_string<E>(self, digits: String) -> Result<String, E> {
        Ok(digits)
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(Self)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if name == NUMBER
                && object.is_empty()
                && let Ok(digits) = entries.next_value_seed(Digits)
            {
                return number(&digits).ok_or_else(|| A::Error::custom("not a number"));
            }
            if name.starts_with(PRIVATE) {
                return Err(A::Error::custom(format!(
                    "no field can be called \"{name}\""
                )));
            }
            if object.contains_key(&name) {
                return Err(A::Error::custom(format!(
                    "the field \"{name}\" is sent twice"
                )));
            }
            object.insert(name, entries.next_value_seed(Self)?);
        }
        Ok(Value::Object(object))
    }
}

fn number(digits: &str) -> Option<Value> {
    digits.parse::<Number>().ok().map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn check(text: &str, expected: Result<&str, &str>) {
        let read = parse(text.as_bytes());
        match expected {
            Ok(json) => assert_eq!(read.map(|value| value.to_string()), Ok(json.to_owned())),
            Err(part) => {
                let error = read.expect_err(text);
                assert!(error.contains(part), "{text}: {error}");
            }
        }
    }

    #[test]
    fn json_is_read_strictly() {
        check(
            r#"{"a": [1, null, true, "x"]}"#,
            Ok(r#"{"a":[1,null,true,"x"]}"#),
        );
        check(
            "1234567890.12345678901234567890",
            Ok("1234567890.12345678901234567890"),
        );
        check("-0.10", Ok("-0.10"));
        check(
            r#"{"a": 1, "b": {"c": 1, "c": 2}}"#,
            Err("the field \"c\" is sent twice"),
        );
        for body in [
            r#"{"$serde_json::private::Number": "12"}"#,
            r#"[{"a": {"\u0024serde_json::private::Number": "12"}}]"#,
            r#"{"$serde_json::private::Number": 12}"#,
            r#"{"a": 1, "$serde_json::private::Number": "12"}"#,
            r#"{"$serde_json::private::RawValue": "[1]"}"#,
        ] {
            check(body, Err("no field can be called \"$serde_json::private::"));
        }
        check(r#"{"a": 1} {"#, Err("trailing characters"));
        check(r#"{"a": 1,}"#, Err("line 1 column 9"));
        check("", Err("EOF"));
        check(&"[".repeat(200), Err("recursion limit"));
        check("\"\u{1}\"", Err("control character"));
    }
}
