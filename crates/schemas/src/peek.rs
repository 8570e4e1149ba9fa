//! The root element of a message, looked at before its schema is known.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::Violation;
use crate::validate::position;

/// What the choice of a schema needs.
pub(crate) struct Root {
    pub name: String,
    pub namespace: String,
    pub phase_id: Option<String>,
    /// Where the start tag stands.
    tag: Range<usize>,
}

/// Why there is no root to look at.
pub(crate) struct Unreadable {
    at: usize,
    problem: String,
}

impl Unreadable {
    pub fn violation(&self, xml: &[u8]) -> Violation {
        let (line, column) = position(xml, self.at);
        Violation {
            line,
            column,
            message: self.problem.clone(),
        }
    }
}

/// Looks at the root element.
pub(crate) fn root(xml: &[u8]) -> Result<Root, Unreadable> {
    let text = std::str::from_utf8(xml).map_err(|error| Unreadable {
        at: error.valid_up_to(),
        problem: "not UTF-8".to_owned(),
    })?;
    let mut reader = Reader::from_str(text);
    loop {
        let from = at(reader.buffer_position());
        let unreadable = |problem: String| Unreadable { at: from, problem };
        let event = reader.read_event();
        let to = at(reader.buffer_position());
        match event.map_err(|error| unreadable(format!("not well-formed: {error}")))? {
            Event::Start(start) | Event::Empty(start) => return Ok(of_tag(&start, from..to)),
            Event::DocType(_) => return Err(unreadable("a DOCTYPE is not accepted".to_owned())),
            Event::Eof => return Err(unreadable("no element".to_owned())),
            _ => {}
        }
    }
}

fn at(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn of_tag(start: &BytesStart<'_>, tag: Range<usize>) -> Root {
    let attribute = |name: &str| {
        let found = start.try_get_attribute(name).ok().flatten();
        found.map(|attribute| attribute.value.into_owned())
    };
    let qualified = start.name();
    let (prefix, name) = qualified
        .as_ref()
        .split_once(':')
        .unwrap_or(("", qualified.as_ref()));
    let declaration = match prefix {
        "" => "xmlns".to_owned(),
        prefix => format!("xmlns:{prefix}"),
    };
    Root {
        name: name.to_owned(),
        namespace: attribute(&declaration).unwrap_or_default(),
        phase_id: attribute("PhaseID").map(|id| id.trim().to_owned()),
        tag,
    }
}

impl Root {
    /// The message without hints where its schema may be: the operator's folder is what counts,
    /// and odd hints are errors to the validator. Blanks keep every position.
    pub fn without_locations<'a>(&self, xml: &'a [u8]) -> Cow<'a, [u8]> {
        let mut blanked = Cow::Borrowed(xml);
        for name in [":schemaLocation", ":noNamespaceSchemaLocation"] {
            if let Some(range) = attribute_range(&xml[self.tag.clone()], name) {
                let from = self.tag.start;
                blanked.to_mut()[from + range.start..from + range.end].fill(b' ');
            }
        }
        blanked
    }
}

/// Where an attribute stands in a tag, by the end of its name.
fn attribute_range(tag: &[u8], name: &str) -> Option<Range<usize>> {
    let found = tag
        .windows(name.len())
        .position(|window| window == name.as_bytes())?;
    let start = tag[..found].iter().rposition(u8::is_ascii_whitespace)?;
    let open = found
        + tag[found..]
            .iter()
            .position(|b| matches!(b, b'"' | b'\''))?;
    let close = open + 1 + tag[open + 1..].iter().position(|b| *b == tag[open])?;
    Some(start..close + 1)
}
