//! Which element of a collection is meant by what stands in brackets?

use std::borrow::Cow;

/// What tells an element of a collection from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementKey<'a> {
    /// `[2]`: its position, from 0.
    Position(usize),
    /// `[#abc]`: its `casReference`, which stays when elements move.
    Reference(Cow<'a, str>),
    /// `[role=FW]`: the value of one of its fields; `[CN]`: of the field that its kind is known by.
    Value {
        /// The field, where it is named.
        field: Option<&'a str>,
        /// What must stand in the field.
        value: &'a str,
    },
    /// `[+]`: it is not there yet.
    Append,
    /// `[]`: all of them.
    Every,
}

impl<'a> ElementKey<'a> {
    /// Reads what stands between brackets.
    #[must_use]
    pub fn read(text: &'a str) -> Self {
        if let Some(escaped) = text.strip_prefix('#') {
            return Self::Reference(unescaped(escaped));
        }
        if let Ok(position) = text.parse() {
            return Self::Position(position);
        }
        match (text, split_value(text)) {
            ("", _) => Self::Every,
            ("+", _) => Self::Append,
            (_, Some((field, value))) => Self::Value {
                field: Some(field),
                value,
            },
            (value, None) => Self::Value { field: None, value },
        }
    }

    /// Writes the key with its brackets behind a path.
    pub fn write(&self, path: &mut String) {
        match self {
            Self::Position(position) => path.push_str(&format!("[{position}]")),
            Self::Reference(reference) => {
                path.push_str("[#");
                for character in reference.chars() {
                    match character {
                        ']' => path.push_str("%5D"),
                        '%' => path.push_str("%25"),
                        other => path.push(other),
                    }
                }
                path.push(']');
            }
            Self::Value {
                field: Some(field),
                value,
            } => path.push_str(&format!("[{field}={value}]")),
            Self::Value { field: None, value } => path.push_str(&format!("[{value}]")),
            Self::Append => path.push_str("[+]"),
            Self::Every => path.push_str("[]"),
        }
    }
}

/// `field=value` in its parts.
#[must_use]
pub const fn split_value(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'=' {
            return Some((text.split_at(at).0, text.split_at(at + 1).1));
        }
        at += 1;
    }
    None
}

fn unescaped(escaped: &str) -> Cow<'_, str> {
    match escaped.contains('%') {
        true => escaped.replace("%5D", "]").replace("%25", "%").into(),
        false => escaped.into(),
    }
}
