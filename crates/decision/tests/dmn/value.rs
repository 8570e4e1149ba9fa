//! The values of test cases: ours, and lists and contexts of them.

use cas_decision::{Value, ValueType};

use crate::xml::Element;

/// A value of a model; lists, contexts and times are none of a table's.
#[derive(Clone, Debug, PartialEq)]
pub enum Any {
    Null,
    One(Value),
    List(Vec<Any>),
    Context(Vec<(String, Any)>),
    /// Of a type that tables do not know.
    Other(String),
}

impl From<Option<Value>> for Any {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Null, Self::One)
    }
}

impl Any {
    /// Reads an `inputNode`, `expected`, `item` or `component`.
    pub fn read(element: &Element) -> Result<Self, String> {
        if let Some(list) = element.child("list") {
            let items = list.all("item").map(Self::read);
            return items.collect::<Result<_, _>>().map(Self::List);
        }
        let components: Vec<&Element> = element.all("component").collect();
        if !components.is_empty() {
            let part = |component: &&Element| {
                let name = component.attribute("name").unwrap_or_default();
                Ok((name.to_owned(), Self::read(component)?))
            };
            return components
                .iter()
                .map(part)
                .collect::<Result<_, _>>()
                .map(Self::Context);
        }
        let Some(value) = element.child("value") else {
            return Ok(Self::Null);
        };
        if value.attribute("nil") == Some("true") {
            return Ok(Self::Null);
        }
        let kind = value.attribute("type").unwrap_or_default();
        let kind = match kind.rsplit(':').next().unwrap_or_default() {
            // The TCK writes more digits than a decimal has.
            "decimal" | "integer" | "int" | "double" => {
                let number = value.text.trim().parse().map(Value::Number);
                return number.map(Self::One).map_err(|_| value.text.clone());
            }
            "boolean" => ValueType::Boolean,
            "date" => ValueType::Date,
            "string" | "" => return Ok(Self::One(Value::from(value.text.as_str()))),
            _ => return Ok(Self::Other(value.text.clone())),
        };
        kind.read_text(&value.text).map(Self::One)
    }

    /// Numbers are the same when eight of their digits are, as in the TCK.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(Value::Number(left)), Self::One(Value::Number(right))) => {
                left.round_sf(12) == right.round_sf(12)
            }
            (Self::List(left), Self::List(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.is(b))
            }
            (Self::Context(left), Self::Context(right)) => {
                left.len() == right.len()
                    && left.iter().all(|(name, value)| {
                        let other = right.iter().find(|(other, _)| other == name);
                        other.is_some_and(|(_, other)| value.is(other))
                    })
            }
            (left, right) => left == right,
        }
    }
}

/// The names that an expression can see, and their values.
#[derive(Clone, Debug, Default)]
pub struct Scope(pub Vec<(String, Any)>);

impl Scope {
    pub fn set(&mut self, name: &str, value: Any) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value));
    }

    /// The value of a name or path.
    pub fn get(&self, path: &str) -> Option<&Any> {
        within(&self.0, path)
    }

    /// All paths to values that are no contexts.
    pub fn paths(&self) -> Vec<(String, &Any)> {
        let mut found = Vec::new();
        for (name, value) in &self.0 {
            collect(name, value, &mut found);
        }
        found
    }
}

fn within<'v>(parts: &'v [(String, Any)], path: &str) -> Option<&'v Any> {
    if let Some((_, value)) = parts.iter().find(|(name, _)| name == path) {
        return Some(value);
    }
    parts.iter().find_map(|(name, value)| {
        let rest = path.strip_prefix(name.as_str())?.strip_prefix('.')?;
        match value {
            Any::Context(parts) => within(parts, rest),
            Any::Null | Any::One(_) | Any::List(_) | Any::Other(_) => None,
        }
    })
}

fn collect<'v>(path: &str, value: &'v Any, found: &mut Vec<(String, &'v Any)>) {
    match value {
        Any::Context(parts) => {
            for (name, value) in parts {
                collect(&format!("{path}.{name}"), value, found);
            }
        }
        Any::Null | Any::One(_) | Any::List(_) | Any::Other(_) => {
            found.push((path.to_owned(), value));
        }
    }
}
