//! What does a message say? A tree of elements with their text, borrowed from the bytes.
//!
//! Refused: DOCTYPE, entities other than the five of XML, text that is not UTF-8, depth beyond 32.
//! Elements are named by their local names; the prefix stands beside. Where the first element
//! stands that is qualified below the root is remembered: some systems want none there.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

const MAX_DEPTH: usize = 32;

/// How much of a message is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The message with all its elements.
    Whole,
    /// What stands before the first element of this name below the root.
    Before(&'static str),
}

/// A message that was read.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) root: Element<'a>,
    /// Where the first element below the root stands that is in a namespace.
    pub(crate) qualified_child: Option<usize>,
}

/// One element: its local name, its text if it has no children, and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) at: usize,
    pub(crate) text: Cow<'a, str>,
    pub(crate) children: Vec<Element<'a>>,
}

/// Why bytes are no message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ReadError {
    pub(crate) reason: String,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What the prefix of the element stands for, as the element itself declares it.
    pub(crate) fn own_namespace(&self) -> Option<&str> {
        if self.prefix.is_empty() {
            return self.attribute("xmlns");
        }
        let declares = |key: &str| key.strip_prefix("xmlns:") == Some(self.prefix);
        let found = self.attributes.iter().find(|(key, _)| declares(key));
        found.map(|(_, value)| value.as_str())
    }

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

/// Line and column of a byte, from 1.
pub(crate) fn position(body: &[u8], at: usize) -> (usize, usize) {
    let before = &body[..at.min(body.len())];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let begin = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |n| n + 1);
    (line, before.len() - begin + 1)
}

struct Builder<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    extent: Extent,
    open: Vec<Element<'a>>,
    qualified_child: Option<usize>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, extent: Extent) -> Self {
        Builder {
            text,
            reader: Reader::from_str(text),
            extent,
            open: Vec::new(),
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
        match self.extent {
            Extent::Whole => false,
            Extent::Before(name) => self.open.len() == 1 && start.name().0 == name,
        }
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
            qualified_child: self.qualified_child,
        }
    }

    fn enter(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), ReadError> {
        if self.open.len() == MAX_DEPTH {
            return Err(refuse(at, &"elements are nested too deeply"));
        }
        // The name is taken from the input itself, so that the tree borrows and does not copy.
        let begin = at + 1;
        let qualified = self.text.get(begin..begin + start.name().0.len());
        let qualified = qualified.ok_or_else(|| refuse(at, &"a tag is cut off"))?;
        let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
        let attributes = attributes(start, at)?;
        let is_qualified = !prefix.is_empty() || attributes.iter().any(|(key, _)| key == "xmlns");
        if !self.open.is_empty() && is_qualified {
            self.qualified_child.get_or_insert(at);
        }
        self.open.push(Element {
            name,
            prefix,
            attributes,
            at,
            text: Cow::Borrowed(""),
            children: Vec::new(),
        });
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

fn attributes(start: &BytesStart<'_>, at: usize) -> Result<Vec<(String, String)>, ReadError> {
    let pairs = start.attributes().map(|attribute| {
        let attribute = attribute.map_err(|error| refuse(at, &error))?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value = value.map_err(|error| refuse(at, &error))?;
        Ok((attribute.key.0.to_owned(), value.into_owned()))
    });
    pairs.collect()
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
        let document = read(xml, Extent::Before("Consignment")).unwrap();
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
            assert_eq!(document.root.attribute("xmlns:n"), Some("u"));
        }
    }

    #[test]
    fn positions_count_from_one() {
        for (at, expected) in [
            (0, (1, 1)),
            (2, (1, 3)),
            (3, (2, 1)),
            (5, (2, 3)),
            (99, (2, 4)),
        ] {
            assert_eq!(position(b"ab\ncde", at), expected, "{at}");
        }
    }
}
