//! Writing elements: indented, escaped, the same calls the same bytes.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A character that XML 1.0 cannot carry, in no spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("contains the character U+{:04X}, which XML cannot carry; remove it", *.0 as u32)]
pub struct ForbiddenCharacter(pub char);

/// A message being written.
#[derive(Debug)]
pub struct Writer {
    text: String,
    open: Vec<Cow<'static, str>>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A message that begins with the XML declaration.
    #[must_use]
    pub fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
        }
    }

    /// Opens an element, inside the one that is open.
    pub fn open(&mut self, name: &'static str) {
        self.open_with(name, &[]);
    }

    /// Opens an element with attributes, whose values are ours and need no check.
    pub fn open_with(&mut self, name: impl Into<Cow<'static, str>>, attributes: &[(&str, &str)]) {
        let name = name.into();
        self.indent();
        self.text.push('<');
        self.text.push_str(&name);
        for (key, value) in attributes {
            let _ = write!(self.text, " {key}=\"");
            escape(&mut self.text, value);
            self.text.push('"');
        }
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Opens an element with an attribute where there is one, whatever its value.
    ///
    /// # Errors
    /// When the attribute holds a character that XML cannot carry.
    pub fn open_attributed(
        &mut self,
        name: &'static str,
        attribute: Option<(&str, &str)>,
    ) -> Result<(), ForbiddenCharacter> {
        let Some((key, value)) = attribute else {
            self.open(name);
            return Ok(());
        };
        match value.chars().find(|c| !is_xml_character(*c)) {
            Some(character) => Err(ForbiddenCharacter(character)),
            None => {
                self.open_with(name, &[(key, value)]);
                Ok(())
            }
        }
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.end_tag(&name);
        }
    }

    /// An element with text.
    ///
    /// # Errors
    /// When the text holds a character that XML cannot carry.
    pub fn leaf(&mut self, name: &str, text: &str) -> Result<(), ForbiddenCharacter> {
        self.leaf_with(name, None, text)
    }

    /// An element with text, and an attribute where there is one.
    ///
    /// # Errors
    /// When the text or the attribute holds a character that XML cannot carry.
    pub fn leaf_with(
        &mut self,
        name: &str,
        attribute: Option<(&str, &str)>,
        text: &str,
    ) -> Result<(), ForbiddenCharacter> {
        let value = attribute.map_or("", |(_, value)| value);
        check(text)?;
        check(value)?;
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        if let Some((key, value)) = attribute {
            let _ = write!(self.text, " {key}=\"");
            escape(&mut self.text, value);
            self.text.push('"');
        }
        self.text.push('>');
        escape(&mut self.text, text);
        self.end_tag(name);
        Ok(())
    }

    /// The message, with what is still open closed.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }

    fn end_tag(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    fn indent(&mut self) {
        const SPACES: &str = "                                ";
        let mut left = 2 * self.open.len();
        while left > 0 {
            let now = left.min(SPACES.len());
            self.text.push_str(&SPACES[..now]);
            left -= now;
        }
    }
}

fn escape(out: &mut String, text: &str) {
    // Most texts hold nothing to escape.
    if !text.bytes().any(|byte| b"&<>\"\r".contains(&byte)) {
        return out.push_str(text);
    }
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            plain => out.push(plain),
        }
    }
}

/// Whether XML can carry all of a text. What is printable ASCII needs no second look.
pub(crate) fn check(text: &str) -> Result<(), ForbiddenCharacter> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    let forbidden = text.chars().find(|character| !is_xml_character(*character));
    forbidden.map_or(Ok(()), |character| Err(ForbiddenCharacter(character)))
}

/// The characters of XML 1.0, production 2.
fn is_xml_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}')
        || character >= '\u{10000}'
}

#[cfg(test)]
mod tests {
    use super::super::Element;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forbidden_characters_are_refused() {
        for (text, forbidden) in [("a\u{1}b", '\u{1}'), ("\u{FFFE}", '\u{FFFE}')] {
            let refused = Writer::new().leaf("a", text);
            assert_eq!(refused, Err(ForbiddenCharacter(forbidden)));
            let refused = Writer::new().leaf_with("a", Some(("b", text)), "c");
            assert_eq!(refused, Err(ForbiddenCharacter(forbidden)));
            let refused = Writer::new().open_attributed("a", Some(("b", text)));
            assert_eq!(refused, Err(ForbiddenCharacter(forbidden)));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "[^\\p{Cc}\\u{FFFE}\\u{FFFF}]*") {
            let mut writer = Writer::new();
            writer.open_with("root", &[("a", &text)]);
            writer.leaf_with("leaf", Some(("b", &text)), &text).unwrap();
            let written = writer.finish();
            let tree = Element::read(&written).unwrap();
            prop_assert_eq!(&tree.children[0].text, text.trim());
            prop_assert_eq!(tree.children[0].attribute("b"), Some(text.as_str()));
            prop_assert_eq!(tree.attribute("a"), Some(text.as_str()));
        }
    }
}
