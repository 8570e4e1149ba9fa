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
        match event.map_err(|error| unreadable(format!("not well-formed: {error}")))? {
            Event::Start(start) | Event::Empty(start) => return Ok(of_tag(&start)),
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

fn of_tag(start: &BytesStart<'_>) -> Root {
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
    }
}

/// The message without hints where its schema may be: the operator's folder is what counts, and odd
/// hints are errors to the validator. Blanks keep every position.
pub(crate) fn without_locations(xml: &[u8]) -> Cow<'_, [u8]> {
    let mut blanked = Cow::Borrowed(xml);
    let Ok(text) = std::str::from_utf8(xml) else {
        return blanked;
    };
    let mut reader = Reader::from_str(text);
    loop {
        let from = at(reader.buffer_position());
        let Ok(event) = reader.read_event() else {
            return blanked;
        };
        let to = at(reader.buffer_position());
        match event {
            Event::Start(_) | Event::Empty(_) => {
                for hint in hints(&xml[from..to]) {
                    let range = from + hint.start..from + hint.end;
                    blanked.to_mut()[range].fill(b' ');
                }
            }
            Event::Eof => return blanked,
            _ => {}
        }
    }
}

/// Where the attributes of a tag stand that hint at a schema.
fn hints(tag: &[u8]) -> Vec<Range<usize>> {
    const HINTS: [&[u8]; 2] = [b":schemaLocation", b":noNamespaceSchemaLocation"];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(equals) = find(tag, from, |byte| byte == b'=') {
        let Some(open) = find(tag, equals, |byte| matches!(byte, b'"' | b'\'')) else {
            return found;
        };
        let Some(close) = find(tag, open + 1, |byte| byte == tag[open]) else {
            return found;
        };
        let before = tag[..equals].trim_ascii_end();
        let name = before.iter().rposition(u8::is_ascii_whitespace);
        let name = name.map_or(0, |blank| blank + 1);
        if HINTS.iter().any(|hint| before[name..].ends_with(hint)) {
            found.push(name..close + 1);
        }
        from = close + 1;
    }
    found
}

fn find(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let position = bytes.get(from..)?.iter().position(|byte| wanted(*byte))?;
    Some(from + position)
}

/// What tells messages apart that share root, namespace and authority: the procedure a declaration
/// is for, and what it does.
pub(crate) struct Procedure {
    /// The text of its `ProcedureCategory`.
    pub category: String,
    /// The text of its `FunctionCode`; empty where it has none.
    pub function: String,
}

/// The procedure that a declaration names, be it the root or in an envelope.
pub(crate) fn procedure(xml: &[u8]) -> Option<Procedure> {
    let mut reader = Reader::from_reader(xml);
    let (mut open, mut category, mut function) = (Vec::new(), None, String::new());
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => open.push(start.local_name().as_ref().to_owned()),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                let text = text.as_ref().trim().to_owned();
                match &open[..] {
                    [.., parent, name] if parent == DECLARATION && open.len() <= 3 => {
                        match name.as_str() {
                            "ProcedureCategory" => category = Some(text),
                            "FunctionCode" => function = text,
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => {
                return category.map(|category| Procedure { category, function });
            }
            _ => {}
        }
    }
}

/// The element that names a procedure.
const DECLARATION: &str = "Declaration";
