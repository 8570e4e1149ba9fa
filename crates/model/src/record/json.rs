//! A column that holds a document: its JSON text as it stands, and the type that the text is of.
//!
//! Reading a record parses nothing and writes nothing anew: whoever wants the document asks for
//! it with [`Json::get`], and who only passes it on passes the text. So a document is parsed where
//! it is used, and written once, by [`Json::encode`], where a record of it is made.

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::access::Node;
use crate::declaration::CustomsFacts;
use crate::edit::Edits;
use crate::written::canonical_text;

/// The JSON text of a `T`. `Json<Value>` is JSON whose type another column of the record names.
///
/// Two are equal when their texts are, letter by letter.
pub struct Json<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

/// Stored text that is not what its column is of.
#[derive(Debug, thiserror::Error)]
#[error("what is stored is no {wanted}")]
pub struct JsonError {
    /// The type that was expected, without its module.
    wanted: String,
    /// What is wrong with the text, and in which line and column.
    source: serde_json::Error,
}

/// What has an empty form that a record begins with.
pub trait EmptyJson {
    /// That form, as JSON text.
    const EMPTY: &'static str;
}

impl<E> EmptyJson for Vec<E> {
    const EMPTY: &'static str = "[]";
}

impl<E> EmptyJson for BTreeSet<E> {
    const EMPTY: &'static str = "[]";
}

impl EmptyJson for Edits {
    const EMPTY: &'static str = "[]";
}

impl EmptyJson for CustomsFacts {
    const EMPTY: &'static str = "{}";
}

impl<T> Json<T> {
    /// The text as it was stored or sent; whether it is of the type shows when it is asked for.
    #[must_use]
    pub fn stored(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// The text as it stands.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, taken out.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

impl<T: Serialize> Json<T> {
    /// Writes a value.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn encode(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(Self::stored)
    }
}

impl<T: Node> Json<T> {
    /// Writes a document in its canonical form: names in their order, what is absent left out.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn canonical(document: &T) -> Result<Self, serde_json::Error> {
        canonical_text(document).map(Self::stored)
    }
}

impl<T: DeserializeOwned> Json<T> {
    /// The value.
    ///
    /// # Errors
    /// When the text is not JSON of the type.
    pub fn get(&self) -> Result<T, JsonError> {
        parsed(&self.text)
    }
}

impl Json<Value> {
    /// Writes a value of a type that another column names.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn of_any(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(Self::stored)
    }

    /// The value, of the type that another column names.
    ///
    /// # Errors
    /// When the text is not JSON of that type.
    pub fn get_as<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        parsed(&self.text)
    }
}

impl From<&Value> for Json<Value> {
    fn from(value: &Value) -> Self {
        Self::stored(value.to_string())
    }
}

/// Pairs of texts, which are always writable.
impl From<&[(String, String)]> for Json<Vec<(String, String)>> {
    fn from(pairs: &[(String, String)]) -> Self {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| Value::from([name.as_str(), value.as_str()]));
        Self::stored(Value::from_iter(pairs).to_string())
    }
}

/// Texts, which are always writable.
impl FromIterator<String> for Json<Vec<String>> {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Self {
        Self::stored(Value::from_iter(texts).to_string())
    }
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|source| JsonError {
        wanted: without_modules(type_name::<T>()),
        source,
    })
}

/// A type's name as people say it: `Vec<Finding>`.
fn without_modules(name: &str) -> String {
    name.split_inclusive(['<', '>', ',', ' ', '(', ')', '[', ']', '&'])
        .map(|part| part.rsplit("::").next().unwrap_or(part))
        .collect()
}

impl<T: EmptyJson> Default for Json<T> {
    fn default() -> Self {
        Self::stored(T::EMPTY)
    }
}

impl<T> Clone for Json<T> {
    fn clone(&self) -> Self {
        Self::stored(self.text.clone())
    }
}

impl<T> PartialEq for Json<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Json<T> {}

impl<T> fmt::Debug for Json<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;
    use crate::Finding;

    #[test]
    fn text_is_kept_as_it_was_read() {
        let spaced = Json::<Vec<u32>>::stored("[1,  2]");
        assert_eq!(spaced.get().unwrap(), [1, 2]);
        assert_eq!(spaced.as_str(), "[1,  2]");
        assert_eq!(format!("{spaced:?}"), "[1,  2]");
        let written = Json::encode(&vec![1_u32, 2]).unwrap();
        assert_eq!(written.as_str(), "[1,2]");
        assert_ne!(written, spaced);
        assert_eq!(written.clone().into_text(), "[1,2]");
    }

    #[test]
    fn an_error_names_the_type_and_the_place() {
        let check = |error: JsonError, wanted: &str, place: &str| {
            assert_eq!(error.to_string(), format!("what is stored is no {wanted}"));
            let source = error.source().unwrap().to_string();
            assert!(source.contains(place), "{source}");
        };
        let findings = Json::<Vec<Finding>>::stored("{}").get();
        check(findings.unwrap_err(), "Vec<Finding>", "at line 1 column 0");
        let facts = Json::<Value>::stored("").get_as::<Option<CustomsFacts>>();
        check(
            facts.unwrap_err(),
            "Option<CustomsFacts>",
            "at line 1 column 0",
        );
    }

    #[test]
    fn what_is_empty_is_written_so() {
        fn check<T: EmptyJson + Default + Serialize>() {
            assert_eq!(Json::<T>::default(), Json::encode(&T::default()).unwrap());
        }
        check::<Vec<Finding>>();
        check::<BTreeSet<String>>();
        check::<Edits>();
        check::<CustomsFacts>();
    }

    #[test]
    fn json_of_any_type_is_written_once() {
        let value = serde_json::json!({"a": 1});
        assert_eq!(Json::from(&value), Json::of_any(&value).unwrap());
        assert_eq!(Json::from(&value).get().unwrap(), value);
        let pairs = vec![
            ("a".to_owned(), "\"".to_owned()),
            ("b".to_owned(), String::new()),
        ];
        assert_eq!(Json::from(pairs.as_slice()), Json::encode(&pairs).unwrap());
    }
}
