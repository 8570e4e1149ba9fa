//! What may stand in a message by its official schema, for those of which no text is at hand.
//!
//! The schemas of the Commission are plain: a root element of a named type, types that are sequences
//! of elements with named types, and one group that every message begins with.

use std::path::Path;

use cas_systems::xml::Element;

use crate::common::structure::Node;

/// The files that a message's schema includes, beside it: of transit, and of inventories.
const SHARED: &[&str] = &[
    "ctypes.xsd",
    "htypes.xsd",
    "inventoryLinkingCore.xsd",
    "inventoryLinkingCommonTypes.xsd",
];

/// Reads the schema of a message, `cc015c.xsd`.
pub fn read(path: &Path) -> Node {
    let beside = SHARED.iter().map(|name| path.with_file_name(name));
    let beside = beside.filter(|path| path.is_file());
    let texts: Vec<String> = std::iter::once(path.to_owned())
        .chain(beside)
        .map(|path| {
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        })
        .collect();
    let schemas: Vec<Element<'_>> = texts
        .iter()
        .map(|text| Element::read(text.as_bytes()).expect("a schema is well-formed"))
        .collect();
    let root = schemas[0].child("element").expect("a root element");
    element(root, &schemas)
}

fn element(declared: &Element<'_>, schemas: &[Element<'_>]) -> Node {
    let mut node = Node {
        name: declared.attribute("name").expect("a name").to_owned(),
        ..Node::default()
    };
    // A simple type may stand in its element.
    let kind = declared.attribute("type");
    if let Some(kind) = kind.and_then(|kind| named(schemas, "complexType", kind)) {
        inside(kind, schemas, &mut node.children);
    }
    node
}

/// The elements of a type or a group.
fn inside(above: &Element<'_>, schemas: &[Element<'_>], found: &mut Vec<Node>) {
    for child in &above.children {
        match child.name {
            "element" => found.push(element(child, schemas)),
            "sequence" | "choice" => inside(child, schemas, found),
            "group" => {
                let name = child.attribute("ref").expect("a group that is named");
                let group = named(schemas, "group", name).expect("a group that is declared");
                inside(group, schemas, found);
            }
            "annotation" | "attribute" => {}
            other => panic!("{other} is not read in a schema"),
        }
    }
}

fn named<'s, 'a>(schemas: &'s [Element<'a>], kind: &str, name: &str) -> Option<&'s Element<'a>> {
    let all = schemas.iter().flat_map(|schema| &schema.children);
    let mut of_kind = all.filter(|element| element.name == kind);
    of_kind.find(|element| element.attribute("name") == Some(name))
}
