//! What does a message say? A tree of elements with their text, borrowed from the bytes.
//!
//! Refused: DOCTYPE, entities other than the five of XML, text that is not UTF-8, depth beyond 32.
//! Attributes are kept for the root only, since customs messages have none elsewhere; a namespace
//! declared below the root is remembered, because the elements there must have none.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

const MAX_DEPTH: usize = 32;

/// How much of a message is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Whole,
    /// What stands before the consignment: the header, offices, parties and guarantees.
    BeforeConsignment,
}

/// A message that was read.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) root: Element<'a>,
    pub(crate) attributes: Vec<(String, String)>,
    /// Where the first element below the root stands that is in a namespace.
    pub(crate) qualified_child: Option<usize>,
}

/// One element: its name as written, its text if it has no children, and where it begins.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    pub(crate) at: usize,
    pub(crate) text: Cow<'a, str>,
    pub(crate) children: Vec<Element<'a>>,
}

/// Why bytes are no message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ReadError {
    pub(crate) reason: String,
}

impl Document<'_> {
    /// The value of an attribute of the root.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl<'a> Element<'a> {
    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element at a path of first children, such as `TransitOperation/LRN`.
    pub(crate) fn at_path(&self, path: &str) -> Option<&Element<'a>> {
        path.split('/').try_fold(self, Element::child)
    }

    /// The text at a path.
    pub(crate) fn text_at(&self, path: &str) -> Option<&str> {
        self.at_path(path).map(|element| &*element.text)
    }
}

/// Reads a message, or the part of it that is wanted.
pub(crate) fn read(bytes: &[u8], extent: Extent) -> Result<Document<'_>, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| refuse(0, &error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Builder::new(text, extent).run()
}

struct Builder<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    extent: Extent,
    open: Vec<Element<'a>>,
    attributes: Vec<(String, String)>,
    qualified_child: Option<usize>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, extent: Extent) -> Self {
        Builder {
            text,
            reader: Reader::from_str(text),
            extent,
            open: Vec::new(),
            attributes: Vec::new(),
            qualified_child: None,
        }
    }

    fn run(mut self) -> Result<Document<'a>, ReadError> {
        let mut root = None;
        loop {
            let at = self.position();
            let event = self.reader.read_event().map_err(|e| refuse(at, &e))?;
            match event {
                Event::Start(start) => {
                    if root.is_some() {
                        return Err(refuse(at, &"a second root element"));
                    }
                    if self.is_beyond_extent(&start) {
                        return self.cut_off(at);
                    }
                    self.enter(&start, at)?;
                }
                Event::Empty(start) => {
                    self.enter(&start, at)?;
                    root = self.leave().or(root);
                }
                Event::End(_) => root = self.leave().or(root),
                Event::Text(text) => self.add_text(text.into_inner(), at)?,
                Event::CData(text) => self.add_text(text.into_inner(), at)?,
                Event::GeneralRef(reference) => {
                    let resolved = resolve(&reference).ok_or_else(|| {
                        refuse(at, &"an entity other than lt, gt, amp, apos, quot")
                    })?;
                    self.add_text(Cow::Owned(resolved.to_string()), at)?;
                }
                Event::DocType(_) => return Err(refuse(at, &"a DOCTYPE is not accepted")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() {
            return Err(refuse(self.text.len(), &"the message ends too early"));
        }
        let root = root.ok_or_else(|| refuse(0, &"there is no element"))?;
        Ok(self.finish(root))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }

    fn is_beyond_extent(&self, start: &BytesStart<'_>) -> bool {
        self.extent == Extent::BeforeConsignment
            && self.open.len() == 1
            && start.name().0 == "Consignment"
    }

    /// Ends reading inside the root.
    fn cut_off(mut self, at: usize) -> Result<Document<'a>, ReadError> {
        let root = self.leave();
        let root = root.ok_or_else(|| refuse(at, &"there is no root element"))?;
        Ok(self.finish(root))
    }

    fn finish(self, root: Element<'a>) -> Document<'a> {
        Document {
            root,
            attributes: self.attributes,
            qualified_child: self.qualified_child,
        }
    }

    fn enter(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), ReadError> {
        if self.open.len() == MAX_DEPTH {
            return Err(refuse(at, &"elements are nested too deeply"));
        }
        // The name is taken from the input itself, so that the tree borrows and does not copy.
        let begin = at + 1;
        let name = self.text.get(begin..begin + start.name().0.len());
        let name = name.ok_or_else(|| refuse(at, &"a tag is cut off"))?;
        self.keep_attributes(start, name, at)?;
        self.open.push(Element {
            name,
            at,
            text: Cow::Borrowed(""),
            children: Vec::new(),
        });
        Ok(())
    }

    fn keep_attributes(
        &mut self,
        start: &BytesStart<'_>,
        name: &str,
        at: usize,
    ) -> Result<(), ReadError> {
        let is_root = self.open.is_empty();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| refuse(at, &error))?;
            let key = attribute.key.0;
            if is_root {
                let value = attribute.value.to_string();
                self.attributes.push((key.to_owned(), value));
            } else if key == "xmlns" {
                self.qualified_child.get_or_insert(at);
            }
        }
        if !is_root && name.contains(':') {
            self.qualified_child.get_or_insert(at);
        }
        Ok(())
    }

    fn leave(&mut self) -> Option<Element<'a>> {
        let mut element = self.open.pop()?;
        if !element.children.is_empty() {
            element.text = Cow::Borrowed("");
        }
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(element);
                None
            }
            None => Some(element),
        }
    }

    fn add_text(&mut self, text: Cow<'a, str>, at: usize) -> Result<(), ReadError> {
        match self.open.last_mut() {
            Some(element) if element.text.is_empty() => element.text = text,
            Some(element) => element.text.to_mut().push_str(&text),
            None if text.trim().is_empty() => {}
            None => return Err(refuse(at, &"text outside the root element")),
        }
        Ok(())
    }
}

fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &*reference.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

fn refuse(at: usize, why: &dyn std::fmt::Display) -> ReadError {
    ReadError {
        reason: format!("not well-formed at byte {at}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: Result<&str, &str>) {
        let found = read(xml.as_bytes(), Extent::Whole);
        match (found, expected) {
            (Ok(document), Ok(text)) => {
                assert_eq!(document.root.text_at("b/c"), Some(text), "{xml}");
            }
            (Err(error), Err(part)) => assert!(error.reason.contains(part), "{error:?}"),
            (found, expected) => panic!("{xml}: {found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn reads_text_and_refuses_what_is_no_message() {
        for (xml, expected) in [
            ("<a><b>\n <c>x &amp; &#65;</c></b></a>", Ok("x & A")),
            ("<a><b><c><![CDATA[<x>]]></c></b></a>", Ok("<x>")),
            ("<a><b><c/></b></a>", Ok("")),
            (
                "\u{feff}<?xml version=\"1.0\"?><a><b><c>1</c></b></a>",
                Ok("1"),
            ),
            ("<a><b>", Err("too early")),
            ("<a></b>", Err("not well-formed")),
            ("", Err("no element")),
            ("text", Err("outside")),
            ("<a/><a></a>", Err("second root")),
            ("<!DOCTYPE a><a/>", Err("DOCTYPE")),
            ("<a>&x;</a>", Err("entity")),
        ] {
            check(xml, expected);
        }
        check(&"<a>".repeat(40), Err("deeply"));
    }

    #[test]
    fn stops_before_the_consignment() {
        let xml = b"<a><b><c>1</c></b><Consignment><broken";
        let document = read(xml, Extent::BeforeConsignment).unwrap();
        assert_eq!(document.root.text_at("b/c"), Some("1"));
        assert!(read(xml, Extent::Whole).is_err());
    }

    #[test]
    fn sees_namespaces_below_the_root() {
        for (xml, expected) in [
            ("<n:a xmlns:n=\"u\"><b/></n:a>", None),
            ("<n:a xmlns:n=\"u\"><n:b/></n:a>", Some(16)),
            ("<n:a xmlns:n=\"u\"><b xmlns=\"v\"/></n:a>", Some(16)),
        ] {
            let document = read(xml.as_bytes(), Extent::Whole).unwrap();
            assert_eq!(
                document.qualified_child.is_some(),
                expected.is_some(),
                "{xml}"
            );
            assert_eq!(document.attribute("xmlns:n"), Some("u"));
        }
    }
}
