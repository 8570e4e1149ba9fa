//! A small tree of elements, read within limits: no DOCTYPE, no entities beyond the five.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

const BYTES: usize = 64 * 1024 * 1024;
const DEPTH: usize = 64;

/// An element: its local name, attributes without prefixes, text, and what stands in it. The text
/// of a `text` element stands in the element around it: of these there is one in every cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: Name,
    pub(super) text: String,
    attributes: Vec<(Name, String)>,
    pub(super) children: Vec<Element>,
}

/// A name of elements or attributes, kept once for all that have it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Name(Arc<str>);

impl Name {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Name {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

/// The names of a file, each once.
#[derive(Default)]
struct Names(HashSet<Arc<str>>);

impl Names {
    fn get(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return Name(Arc::clone(known));
        }
        let name: Arc<str> = Arc::from(name);
        self.0.insert(Arc::clone(&name));
        Name(name)
    }
}

impl Element {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > BYTES {
            return Err(format!("larger than {BYTES} bytes"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Self> = vec![Self::default()];
        let mut names = Names::default();
        loop {
            let event = reader.read_event();
            let position = reader.buffer_position();
            let wrong = |why: &dyn ToString| format!("at byte {position}: {}", why.to_string());
            match event.map_err(|error| wrong(&error))? {
                Event::Eof => break,
                Event::DocType(_) => return Err(wrong(&"a DOCTYPE is not accepted")),
                Event::Start(_) if open.len() > DEPTH => return Err(wrong(&"nested too deep")),
                Event::Start(start) => {
                    open.push(started(&start, &mut names).map_err(|why| wrong(&why))?);
                }
                Event::Empty(start) => {
                    let element = started(&start, &mut names).map_err(|why| wrong(&why))?;
                    last(&mut open).add(element);
                }
                Event::End(_) => {
                    let element = open.pop().unwrap_or_default();
                    last(&mut open).add(element);
                }
                Event::Text(text) => last(&mut open).text.push_str(&text.xml10_content()),
                Event::CData(data) => last(&mut open).text.push_str(&data.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = character(&reference).map_err(|why| wrong(&why))?;
                    last(&mut open).text.push(character);
                }
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
        if open.len() != 1 {
            return Err("an element is not closed".to_owned());
        }
        last(&mut open)
            .children
            .pop()
            .ok_or_else(|| "no element".to_owned())
    }

    fn add(&mut self, mut child: Self) {
        if child.name == "text" {
            self.text = child.text;
            return;
        }
        child.children.shrink_to_fit();
        child.text.shrink_to_fit();
        self.children.push(child);
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(written, _)| *written == *name)
            .map(|(_, value)| value.as_str())
    }

    /// The namespaces it declares.
    pub(super) fn namespaces(&self) -> impl Iterator<Item = &str> {
        let attributes = self.attributes.iter();
        attributes
            .filter(|(name, _)| *name == "xmlns" || name.as_str().starts_with("xmlns:"))
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of the `text` element inside; empty when there is none.
    pub(super) fn text_inside(&self) -> &str {
        self.text.trim()
    }
}

/// The innermost open element; the document itself stays open to the end.
fn last(open: &mut Vec<Element>) -> &mut Element {
    if open.is_empty() {
        open.push(Element::default());
    }
    let at = open.len() - 1;
    &mut open[at]
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn started(start: &BytesStart<'_>, names: &mut Names) -> Result<Element, String> {
    let mut element = Element {
        name: names.get(local(start.name().as_ref())),
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|error| error.to_string())?;
        let name: &str = attribute.key.as_ref();
        let name = if name.starts_with("xmlns") {
            name
        } else {
            local(name)
        };
        element
            .attributes
            .push((names.get(name), value.into_owned()));
    }
    Ok(element)
}

fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?
    {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("the entity &{other}; is not accepted")),
    }
}
