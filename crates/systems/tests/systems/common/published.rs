//! The published structures of messages with their facets, as schemas to validate against.
//!
//! A structure is a tree by indentation: `Name [0..9] : pattern=… maxLength=17 xsd:token  @unitCode`.
//! Everything in it is checked: names, order, number, lengths, digits, patterns, values, attributes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cas_schemas::SchemaSet;

/// The facets that structures name, as they begin there.
const FACETS: &[&str] = &[
    "minLength=",
    "maxLength=",
    "length=",
    "totalDigits=",
    "fractionDigits=",
    "minInclusive=",
    "maxInclusive=",
    "pattern=",
    "enum:",
    "xsd:",
    "xs:",
];

/// The namespace of dates inside a message, which the structures do not tell from the message's.
const DATES: &str = " xmlns:ds=\"urn:wco:datamodel:WCO:Declaration_DS:DMS:2\"";

/// The element by which a schema is chosen among several. Here it is chosen already, so the element
/// is called otherwise in both.
const CHOOSES: &str = "ProcedureCategory";
const CHOOSES_NOTHING: &str = "CategoryOfProcedure";

/// A published structure that messages are checked against.
pub struct Published {
    schemas: SchemaSet,
    folder: PathBuf,
}

impl Published {
    /// Reads a structure.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.replace(CHOOSES, CHOOSES_NOTHING);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // Tests run in processes of their own.
        let process = std::process::id();
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("published-{process}/{name}"));
        std::fs::create_dir_all(folder.join("all")).unwrap();
        std::fs::write(folder.join("all/message.xsd"), schema(&text)).unwrap();
        let schemas = SchemaSet::open(&folder).unwrap();
        Self { schemas, folder }
    }

    /// Everything in which a message does not keep to the structure.
    pub fn violations(&self, message: &[u8]) -> Vec<String> {
        let text = std::str::from_utf8(message).unwrap();
        let text = text.replace(DATES, "").replace("ds:Date", "Date");
        let text = text.replace(CHOOSES, CHOOSES_NOTHING);
        let found = self.schemas.validate(text.as_bytes()).unwrap();
        found.into_iter().map(|found| found.message).collect()
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

struct Line<'a> {
    depth: usize,
    name: &'a str,
    least: &'a str,
    most: &'a str,
    facets: Vec<&'a str>,
    attributes: Vec<(&'a str, bool)>,
}

fn line(text: &str) -> Line<'_> {
    let content = text.trim_start();
    let (content, attributes) = content.split_once("  @").unwrap_or((content, ""));
    let (head, facets) = content.split_once(" :").unwrap_or((content, ""));
    let (name, times) = head.split_once(" [").unwrap_or((head, "1..1"));
    let (least, most) = times.trim_end_matches(']').split_once("..").unwrap();
    let attributes = attributes.split(" @").filter(|name| !name.is_empty());
    Line {
        depth: text.len() - text.trim_start().len(),
        name: name.trim(),
        least,
        most: if most == "*" { "unbounded" } else { most },
        facets: cut(facets.trim()),
        attributes: attributes
            .map(|name| match name.split_once(' ') {
                Some((name, _)) => (name, true),
                None => (name, false),
            })
            .collect(),
    }
}

/// Patterns have spaces: a facet ends where the next one begins.
fn cut(text: &str) -> Vec<&str> {
    let begins = |at: usize| {
        let is_first = at == 0 || text.as_bytes()[at - 1] == b' ';
        is_first && FACETS.iter().any(|facet| text[at..].starts_with(facet))
    };
    let starts: Vec<usize> = (0..text.len())
        .filter(|at| text.is_char_boundary(*at) && begins(*at))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends);
    parts.map(|(from, to)| text[*from..to].trim()).collect()
}

/// The schema of a structure.
fn schema(text: &str) -> String {
    let namespace = text
        .lines()
        .next()
        .and_then(|first| first.strip_prefix("# namespace "))
        .and_then(|rest| rest.split(';').next())
        .unwrap();
    let lines: Vec<Line<'_>> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(line)
        .collect();
    let mut schema = Schema::default();
    schema.element(&lines);
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"{namespace}\" \
         targetNamespace=\"{namespace}\" elementFormDefault=\"qualified\">{}{}</xs:schema>",
        schema.types, schema.elements
    )
}

/// A schema that is being written: the types of values, and the elements.
#[derive(Default)]
struct Schema {
    types: String,
    named: usize,
    elements: String,
}

impl Schema {
    /// Writes the element of the first line with all below it; returns how many lines that took.
    fn element(&mut self, lines: &[Line<'_>]) -> usize {
        let line = &lines[0];
        let _ = write!(self.elements, "<xs:element name=\"{}\"", line.name);
        if line.depth > 0 {
            let _ = write!(
                self.elements,
                " minOccurs=\"{}\" maxOccurs=\"{}\"",
                line.least, line.most
            );
        }
        self.elements.push_str("><xs:complexType>");
        let is_below = |next: &Line<'_>| next.depth > line.depth;
        let mut taken = 1;
        if lines.get(1).is_some_and(is_below) {
            self.elements.push_str("<xs:sequence>");
            while lines.get(taken).is_some_and(is_below) {
                taken += self.element(&lines[taken..]);
            }
            self.elements.push_str("</xs:sequence>");
        } else {
            self.value(line);
        }
        self.elements.push_str("</xs:complexType></xs:element>");
        taken
    }

    /// Writes the type of a value, and the value with its attributes.
    fn value(&mut self, line: &Line<'_>) {
        let kinds = line.facets.iter();
        let mut kinds = kinds.filter_map(|facet| Some(facet.split_once(':')?.1));
        let base = kinds.next_back().unwrap_or("string");
        self.named += 1;
        let name = format!("type{}", self.named);
        let _ = write!(
            self.types,
            "<xs:simpleType name=\"{name}\"><xs:restriction base=\"xs:{base}\">"
        );
        for facet in &line.facets {
            let (facet, text) = match (facet.strip_prefix("enum:"), facet.split_once('=')) {
                (Some(text), _) => ("enumeration", text),
                (None, Some((facet, text))) => (facet, text),
                (None, None) => continue,
            };
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(self.types, "<xs:{facet} value=\"{text}\"/>");
        }
        self.types.push_str("</xs:restriction></xs:simpleType>");
        let _ = write!(
            self.elements,
            "<xs:simpleContent><xs:extension base=\"t:{name}\">"
        );
        for (attribute, is_required) in &line.attributes {
            let usage = if *is_required { "required" } else { "optional" };
            let _ = write!(
                self.elements,
                "<xs:attribute name=\"{attribute}\" type=\"xs:string\" use=\"{usage}\"/>"
            );
        }
        self.elements.push_str("</xs:extension></xs:simpleContent>");
    }
}
