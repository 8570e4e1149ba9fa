//! The root element of a message, looked at before its schema is known.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::{NsReader, Reader};

use crate::error::{Violation, position};

/// What the choice of a schema needs.
pub(crate) struct Root {
    pub name: String,
    pub namespace: String,
    pub phase_id: Option<String>,
    /// Where the start tag stands.
    tag: Range<usize>,
}

/// What stands in an envelope.
pub(crate) struct Content {
    pub name: String,
    pub namespace: String,
    /// The text of its `TypeCode`.
    pub type_code: Option<String>,
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

/// Looks at the first element in the root that is of another namespace.
pub(crate) fn content(xml: &[u8], root: &Root) -> Option<Content> {
    let mut reader = NsReader::from_reader(xml);
    let (mut depth, mut found): (usize, Option<Content>) = (0, None);
    let mut in_type_code = false;
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        if let Event::Start(start) | Event::Empty(start) = &event {
            let name = start.local_name().as_ref().to_owned();
            let namespace = text_of(&namespace);
            in_type_code = depth == 2 && name == "TypeCode";
            if depth == 1 && found.is_none() && namespace != root.namespace {
                found = Some(Content {
                    name,
                    namespace,
                    type_code: None,
                });
            }
        }
        match (event, &mut found) {
            (Event::Start(_), _) => depth += 1,
            (Event::End(_), _) => depth = depth.saturating_sub(1),
            (Event::Text(text), Some(content)) if in_type_code => {
                content.type_code = Some(text.as_ref().trim().to_owned());
                return found;
            }
            (Event::Eof, _) => return found,
            _ => {}
        }
        // The content has ended.
        if depth <= 1 && found.is_some() {
            return found;
        }
    }
}

fn text_of(namespace: &ResolveResult<'_>) -> String {
    match namespace {
        ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
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
