//! The shape of a document: which fields a record has, and of which kind.
//!
//! A [`Shape`] is what [`document!`](crate::document) knows about a record beyond its Rust type.
//! The structural check, field paths, message tables and the API's field help all read it, so a
//! field is described in exactly one place.

use crate::spelling::Spelling;

/// The kind of value a field holds.
#[derive(Clone, Copy)]
pub enum ValueKind {
    /// Text, spelled as its field says ([`FieldShape::spelling`]).
    Text,
    /// A decimal number: money, mass, quantity, rate. JSON number or numeric string.
    Decimal,
    /// A whole number that is not negative.
    Integer,
    /// A flag: `true` or `false`.
    Flag,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A point in time with its zone, RFC 3339.
    Instant,
    /// A record inside the record.
    Record(fn() -> &'static Shape),
    /// A collection of records, each with a `casReference`.
    List(fn() -> &'static Shape),
}

/// One field of a record.
pub struct FieldShape {
    /// The JSON name we write.
    pub name: &'static str,
    /// Other JSON names accepted on input.
    pub aliases: &'static [&'static str],
    /// The kind of value.
    pub kind: ValueKind,
    /// How its text is spelled, where it holds text.
    pub spelling: Spelling,
    /// What the field means, for people.
    pub doc: &'static str,
}

/// The fields of one record type, in declaration order.
pub struct Shape {
    /// The record's type name.
    pub name: &'static str,
    /// Its fields; a field's position here is its index in [`crate::access::Node`].
    pub fields: Vec<FieldShape>,
    /// The indexes of the fields in the order of their JSON names.
    by_name: Vec<usize>,
}

/// Where a field is declared.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// The path of the module.
    pub module: &'static str,
    /// The name of the record's type.
    pub record: &'static str,
    /// The name of the field in the code.
    pub field: &'static str,
}

impl FieldShape {
    /// The field of a record; its names, and what its name says of its text, follow from where it
    /// is declared.
    #[must_use]
    pub fn new(
        declared: Declared,
        aliases: &'static [&'static str],
        kind: ValueKind,
        doc: &'static str,
    ) -> Self {
        let name: &'static str = Box::leak(json_name(declared.field).into_boxed_str());
        Self {
            name,
            aliases,
            kind,
            spelling: Spelling::of_field(declared.module, declared.record, name),
            doc,
        }
    }
}

impl Shape {
    /// The shape of the record type `name` with these fields.
    #[must_use]
    pub fn new(name: &'static str, fields: Vec<FieldShape>) -> Self {
        let mut by_name: Vec<usize> = (0..fields.len()).collect();
        by_name.sort_by_key(|index| fields[*index].name);
        Self {
            name,
            fields,
            by_name,
        }
    }

    /// The indexes of the fields in the order of their JSON names.
    #[must_use]
    pub fn by_name(&self) -> &[usize] {
        &self.by_name
    }

    /// The index of a field by the JSON name we write.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The index of a field by any accepted JSON name.
    #[must_use]
    pub fn index_of_any(&self, name: &str) -> Option<usize> {
        self.index_of(name).or_else(|| {
            self.fields
                .iter()
                .position(|field| field.aliases.contains(&name))
        })
    }
}

impl ValueKind {
    /// What a caller should send, for error messages.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Decimal => "a decimal number",
            Self::Integer => "a whole number",
            Self::Flag => "true or false",
            Self::Date => "a date YYYY-MM-DD",
            Self::Instant => "a time in RFC 3339 with its zone",
            Self::Record(_) => "an object",
            Self::List(_) => "an array of objects",
        }
    }
}

/// `snake_case` Rust name to the `camelCase` JSON name; a raw identifier without its mark.
#[must_use]
pub fn json_name(rust_name: &str) -> String {
    let mut name = String::with_capacity(rust_name.len());
    let mut upper = false;
    // Names that are Rust keywords are written raw.
    for c in rust_name.trim_start_matches("r#").chars() {
        if c == '_' {
            upper = true;
        } else {
            name.extend(upper.then(|| c.to_ascii_uppercase()).or(Some(c)));
            upper = false;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_names_are_camel_case() {
        for (rust, json) in [
            ("gmass", "gmass"),
            ("r#type", "type"),
            ("add_decl_type1", "addDeclType1"),
            ("uo_m", "uoM"),
            (
                "government_agency_goods_items",
                "governmentAgencyGoodsItems",
            ),
        ] {
            assert_eq!(super::json_name(rust), json);
        }
    }
}
