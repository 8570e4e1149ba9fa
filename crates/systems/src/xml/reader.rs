//! Reading bytes of a stranger into a tree, within limits.

use std::borrow::Cow;

use cas_gateway::DecodeError;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::Element;

/// How much we read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of a message.
    pub bytes: usize,
    /// Deepest nesting of elements.
    pub depth: usize,
    /// The most elements that a message may have.
    pub elements: usize,
    /// Whether two hyphens may stand inside a comment, as people write them; XML forbids it.
    pub careless_comments: bool,
}

/// Far beyond the largest official message: 1,999 items of 300 elements.
impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 * 1024 * 1024,
            depth: 64,
            elements: 1_000_000,
            careless_comments: false,
        }
    }
}

/// Why bytes are not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The message is larger than we read.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
    /// Elements are nested deeper than we read.
    #[error("nested deeper than {0} elements")]
    TooDeep(usize),
    /// There are more elements than we read.
    #[error("more than {0} elements")]
    TooMany(usize),
    /// Not UTF-8, or declared to be something else.
    #[error("not UTF-8: {0}")]
    Encoding(String),
    /// A document type declaration: never needed, always a danger.
    #[error("a DOCTYPE is not accepted")]
    Doctype,
    /// An entity other than the five of XML.
    #[error("the entity &{0}; is not accepted")]
    Entity(String),
    /// The text is no well-formed XML.
    #[error("not well-formed at byte {position}: {problem}")]
    Malformed {
        /// How many bytes are before the place.
        position: u64,
        /// What is wrong there, in words.
        problem: String,
    },
}

impl From<ReadError> for DecodeError {
    fn from(error: ReadError) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl<'a> Element<'a> {
    /// Reads a message within the usual limits.
    ///
    /// # Errors
    /// When it is not well-formed, not UTF-8, too large, or carries what we refuse.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::read_within(bytes, Limits::default())
    }

    /// Reads a message within limits.
    ///
    /// # Errors
    /// When it is not well-formed, not UTF-8, too large, or carries what we refuse.
    pub fn read_within(bytes: &'a [u8], limits: Limits) -> Result<Self, ReadError> {
        if bytes.len() > limits.bytes {
            return Err(ReadError::TooLarge(limits.bytes));
        }
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .map_err(|error| ReadError::Encoding(error.to_string()))?;
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = !limits.careless_comments;
        Tree::new(text, limits).read(&mut reader)
    }
}

/// The name of the root element, without prefix; `None` where none is found. Nothing behind it is
/// read: it says cheaply that a message is none of a system's, and not that it is whole.
pub(crate) fn root_name(bytes: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(bytes);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some(start.local_name().as_ref().to_owned());
            }
            Event::Eof | Event::End(_) => return None,
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Decl(_)
            | Event::DocType(_)
            | Event::Comment(_)
            | Event::PI(_) => {}
        }
    }
}

/// The tree under construction.
struct Tree<'a> {
    source: &'a str,
    limits: Limits,
    /// Those that are open, the outermost first.
    open: Vec<Open<'a>>,
    /// Those whose parent is still open, in order; at the end the root alone. An element takes its
    /// children from here when it is closed, when it is known how many they are.
    closed: Vec<Element<'a>>,
    elements: usize,
}

/// An element that is not closed yet.
struct Open<'a> {
    element: Element<'a>,
    /// Where its children begin among the closed elements.
    children: usize,
}

impl<'a> Tree<'a> {
    fn new(source: &'a str, limits: Limits) -> Self {
        Self {
            source,
            limits,
            open: Vec::new(),
            closed: Vec::new(),
            elements: 0,
        }
    }

    fn read(mut self, reader: &mut Reader<&'a [u8]>) -> Result<Element<'a>, ReadError> {
        loop {
            // Space before the first text of an element says nothing.
            reader.config_mut().trim_text_start = self.awaits_text();
            let event = reader.read_event();
            let position = reader.buffer_position();
            let event = event.map_err(|error| malformed(position, error))?;
            if matches!(event, Event::Eof) {
                return self.finish(position);
            }
            self.event(event, position)?;
        }
    }

    fn awaits_text(&self) -> bool {
        let innermost = self.open.last();
        innermost.is_none_or(|open| open.element.text.is_empty())
    }

    fn event(&mut self, event: Event<'a>, position: u64) -> Result<(), ReadError> {
        match event {
            Event::Start(start) => self.start(&start, position),
            Event::Empty(start) => {
                self.start(&start, position)?;
                self.end(position)
            }
            Event::End(_) => self.end(position),
            Event::Text(text) => self.add_text(text.xml10_content(), position),
            Event::CData(data) => self.add_text(data.xml10_content(), position),
            Event::GeneralRef(reference) => {
                let character = character(&reference, position)?;
                self.add_text(Cow::Owned(character.to_string()), position)
            }
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !is_utf8(&name) => Err(ReadError::Encoding(name.into_owned())),
                Some(Err(error)) => Err(malformed(position, error)),
                Some(Ok(_)) | None => Ok(()),
            },
            Event::DocType(_) => Err(ReadError::Doctype),
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, position: u64) -> Result<(), ReadError> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(ReadError::TooMany(self.limits.elements));
        }
        if self.open.len() == self.limits.depth {
            return Err(ReadError::TooDeep(self.limits.depth));
        }
        if self.open.is_empty() && !self.closed.is_empty() {
            return Err(malformed(position, "a second root element"));
        }
        let mut element = named(self.written(start.name().as_ref(), position)?);
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| malformed(position, error))?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| malformed(position, error))?;
            let value = match value {
                Cow::Borrowed(value) => Cow::Borrowed(self.written(value, position)?),
                Cow::Owned(value) => Cow::Owned(value),
            };
            let name = self.written(attribute.key.as_ref(), position)?;
            element.attributes.push((name, value));
        }
        let children = self.closed.len();
        self.open.push(Open { element, children });
        Ok(())
    }

    fn end(&mut self, position: u64) -> Result<(), ReadError> {
        let Some(Open { element, children }) = self.open.pop() else {
            return Err(malformed(position, "an end tag without a start tag"));
        };
        let children = match children == self.closed.len() {
            true => Vec::new(),
            false => self.closed.split_off(children),
        };
        self.closed.push(Element {
            text: trimmed(element.text),
            children,
            ..element
        });
        Ok(())
    }

    fn add_text(&mut self, text: Cow<'a, str>, position: u64) -> Result<(), ReadError> {
        match self.open.last_mut().map(|open| &mut open.element) {
            // What is between elements is mostly indentation.
            Some(element) if element.text.is_empty() => element.text = begun(text),
            Some(element) => element.text.to_mut().push_str(&text),
            None if text.trim().is_empty() => {}
            None => return Err(malformed(position, "text outside the root element")),
        }
        Ok(())
    }

    /// A name or a value as it stands in the source, so that the tree can keep it without a copy.
    fn written(&self, text: &str, position: u64) -> Result<&'a str, ReadError> {
        let start = (text.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let within = self.source.get(start..start.wrapping_add(text.len()));
        within.ok_or_else(|| malformed(position, "a text from elsewhere"))
    }

    fn finish(mut self, position: u64) -> Result<Element<'a>, ReadError> {
        if let Some(Open { element, .. }) = self.open.last() {
            let problem = format!("{} is not closed", element.name);
            return Err(malformed(position, problem));
        }
        let root = self.closed.pop();
        root.ok_or_else(|| malformed(position, "no element"))
    }
}

/// The first text of an element: nothing yet, where it is only space.
fn begun(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Cow::Borrowed("");
    }
    text
}

/// Text without the space around it.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn named(qualified: &str) -> Element<'_> {
    let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
    Element {
        name,
        prefix,
        ..Element::default()
    }
}

/// The character of one of the five entities or of a character reference.
fn character(reference: &BytesRef<'_>, position: u64) -> Result<char, ReadError> {
    let resolved = reference
        .resolve_char_ref()
        .map_err(|error| malformed(position, error))?;
    if let Some(character) = resolved {
        return Ok(character);
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(ReadError::Entity(other.to_owned())),
    }
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].contains(&name.to_ascii_lowercase().as_str())
}

fn malformed(position: u64, problem: impl ToString) -> ReadError {
    ReadError::Malformed {
        position,
        problem: problem.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_around_a_text_goes_and_space_in_it_stays() {
        for (xml, expected) in [
            ("<a> x </a>", "x"),
            ("<a>\r\n\t</a>", ""),
            ("<a> a &amp; b </a>", "a & b"),
            ("<a> &#32; x</a>", "x"),
            ("<a>x<!-- c --> y</a>", "x y"),
            ("<a> <b> z </b> y</a>", "y"),
            ("<a>x <b/> y</a>", "x  y"),
            ("<a>x<![CDATA[ ]]>y</a>", "x y"),
        ] {
            let read = Element::read(xml.as_bytes()).expect("it is well-formed");
            assert_eq!(read.text, expected, "{xml}");
        }
    }

    #[test]
    fn an_element_has_its_own_children_and_no_others() {
        let xml = "<a><b><c/><d x=\"1\" y=\"&lt;\"/></b><e/><b/></a>";
        let root = Element::read(xml.as_bytes()).expect("it is well-formed");
        let names = |element: &Element<'_>| -> Vec<String> {
            let children = element.children.iter();
            children.map(|child| child.name.to_owned()).collect()
        };
        assert_eq!(names(&root), ["b", "e", "b"]);
        assert_eq!(names(&root.children[0]), ["c", "d"]);
        let inner = root.at("b/d").expect("it is there");
        assert_eq!(inner.attribute("x"), Some("1"));
        assert_eq!(inner.attribute("y"), Some("<"));
    }

    #[test]
    fn a_root_is_named_before_the_rest_is_read() {
        for (xml, expected) in [
            (
                "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- c --><p:a x=\"1\"><b",
                Some("a"),
            ),
            ("<a/>", Some("a")),
            ("</a>", None),
            ("nothing", None),
            ("", None),
        ] {
            assert_eq!(root_name(xml.as_bytes()).as_deref(), expected, "{xml}");
        }
    }
}
