//! How does a rule look at every field, whatever record it is in?
//!
//! [`each_field`] visits the whole document in order. Where it stands is a chain of borrowed steps
//! ([`At`]), written as a path only for a finding.

use std::fmt;

use cas_model::access::{Field, Node};
use cas_model::shape::FieldShape;

use crate::rule::Document;

/// Where the walk stands.
pub(crate) struct At<'a> {
    above: Option<&'a At<'a>>,
    step: VisitStep,
}

enum VisitStep {
    Root,
    Name(&'static str),
    Index(usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            above.fmt(f)?;
        }
        match self.step {
            VisitStep::Root => Ok(()),
            VisitStep::Name(name) if self.above.is_some_and(At::is_root) => f.write_str(name),
            VisitStep::Name(name) => write!(f, ".{name}"),
            VisitStep::Index(index) => write!(f, "[{index}]"),
        }
    }
}

impl At<'_> {
    fn is_root(&self) -> bool {
        matches!(self.step, VisitStep::Root)
    }
}

/// One field that is present.
pub(crate) struct Visit<'a> {
    /// Where the field stands in the document.
    pub(crate) at: &'a At<'a>,
    /// The type of the record it belongs to.
    pub(crate) record: &'static str,
    /// The name of the field.
    pub(crate) name: &'static str,
    /// What stands in it.
    pub(crate) field: Field<'a>,
}

impl<'a> Visit<'a> {
    /// The text in it, when it holds text that is not blank.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.field {
            Field::Text(text) if !text.trim().is_empty() => Some(text),
            Field::Text(_)
            | Field::Absent
            | Field::Decimal(_)
            | Field::Integer(_)
            | Field::Flag(_)
            | Field::Date(_)
            | Field::Instant(_)
            | Field::Record(_)
            | Field::List(_) => None,
        }
    }
}

/// Visits every field of the document that is present, in order, records and lists included.
pub(crate) fn each_field(document: &Document, visit: &mut dyn FnMut(&Visit<'_>)) {
    let root = At {
        above: None,
        step: VisitStep::Root,
    };
    each_of_record(document, &root, visit);
}

fn each_of_record(node: &dyn Node, at: &At<'_>, visit: &mut dyn FnMut(&Visit<'_>)) {
    let shape = node.shape();
    for (index, FieldShape { name, .. }) in shape.fields.iter().enumerate() {
        let field = node.field(index);
        if matches!(field, Field::Absent) {
            continue;
        }
        let at = At {
            above: Some(at),
            step: VisitStep::Name(name),
        };
        visit(&Visit {
            at: &at,
            record: shape.name,
            name,
            field,
        });
        each_below(field, &at, visit);
    }
}

fn each_below(field: Field<'_>, at: &At<'_>, visit: &mut dyn FnMut(&Visit<'_>)) {
    match field {
        Field::Record(record) => each_of_record(record, at, visit),
        Field::List(list) => {
            for index in 0..list.len() {
                let at = At {
                    above: Some(at),
                    step: VisitStep::Index(index),
                };
                if let Some(element) = list.get(index) {
                    each_of_record(element, &at, visit);
                }
            }
        }
        Field::Absent
        | Field::Text(_)
        | Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_) => {}
    }
}
