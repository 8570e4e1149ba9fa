//! Reading a trader's message back by the rows that write it, with nothing passed over.
//!
//! Rows are followed in their order ([`reader`]). Where several rows write elements of one name,
//! the element goes to the row that would have written it ([`choice`]): by the fixed values in it,
//! by what the row says of its records, by its conditions, and else to the first that is not taken.
//! A leaf, or an attribute, that no row takes is kept as unread, with its path.

mod children;
mod choice;
mod reader;
mod record;
mod value;

use cas_gateway::UnreadLeaf;
use cas_model::access::Node;

use self::reader::Reader;
use self::record::without_blank_records;
use super::compile::Table;
use crate::xml::Element;

/// What a message said, beside the document that was filled.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Values that come with a request and not from the document, by their names.
    pub given: Vec<(&'static str, String)>,
    /// Leaves that no row takes.
    pub unread: Vec<UnreadLeaf>,
}

impl Declared {
    /// A value that comes with a request.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        let of_name = self.given.iter().find(|(given, _)| *given == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// Forgets the leaves at these paths below the root element, and what stands in them: another
    /// reader took them.
    pub fn taken(&mut self, paths: &[&str]) {
        self.unread.retain(|leaf| {
            let element = without_numbers(&leaf.path);
            let is_in = |path: &&str| {
                let rest = element.strip_prefix(*path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']))
            };
            !paths.iter().any(is_in)
        });
    }
}

/// A path without the numbers of its elements: the kind of leaf.
#[must_use]
pub fn without_numbers(path: &str) -> String {
    let mut kind = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => kind.push(c),
            _ => {}
        }
    }
    kind
}

impl Table {
    /// Fills an empty document from the elements inside this one; all of them are read or named.
    pub fn read_declared(
        &self,
        element: &Element<'_>,
        edition: Option<&str>,
        document: &mut dyn Node,
    ) -> Declared {
        let mut reader = Reader::new(document, edition);
        reader.read_message(&self.rows, element);
        let declared = reader.declared;
        without_blank_records(document);
        declared
    }
}

/// Whether an attribute is XML's own: namespaces and where schemas are.
pub(crate) fn is_of_xml(name: &str) -> bool {
    name.starts_with("xmlns") || name.starts_with("xsi") || name.starts_with("xml:")
}
