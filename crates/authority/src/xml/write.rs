//! How is an answer written? Straight into a string, element by element, in the caller's order.

use super::Element;

/// A message in the making.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
}

impl Writer {
    /// A message with room for `capacity` bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Writer {
        Writer {
            text: String::with_capacity(capacity),
        }
    }

    /// Text as it is, unescaped.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a start tag without attributes.
    pub(crate) fn open(&mut self, name: &str) {
        self.text.push('<');
        self.text.push_str(name);
        self.text.push('>');
    }

    /// Writes the end tag of an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element with text.
    pub(crate) fn leaf(&mut self, name: &str, text: &str) {
        self.open(name);
        self.escaped(text);
        self.close(name);
    }

    /// An element with text, if there is one.
    pub(crate) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }

    /// An element around what `inside` writes.
    pub(crate) fn group(&mut self, name: &str, inside: impl FnOnce(&mut Writer)) {
        self.open(name);
        inside(self);
        self.close(name);
    }

    /// An element and all below it.
    pub(crate) fn copy(&mut self, element: &Element<'_>) {
        self.open(element.name);
        if element.children.is_empty() {
            self.escaped(&element.text);
        }
        for child in &element.children {
            self.copy(child);
        }
        self.close(element.name);
    }

    /// An element and all below it, but for what `own` writes in its way; it says so of each.
    pub(crate) fn copy_but(
        &mut self,
        element: &Element<'_>,
        own: fn(&Element<'_>, &mut Writer) -> bool,
    ) {
        if own(element, self) {
            return;
        }
        if element.children.is_empty() {
            return self.copy(element);
        }
        self.open(element.name);
        for child in &element.children {
            self.copy_but(child, own);
        }
        self.close(element.name);
    }

    /// An element and all below it, with the attributes that are no declarations of namespaces.
    pub(crate) fn copy_with_attributes(&mut self, element: &Element<'_>) {
        let own = element.attributes.iter().filter(|(key, _)| is_own(key));
        let own: Vec<_> = own
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        self.open_with(element.name, &own);
        if element.children.is_empty() {
            self.escaped(&element.text);
        }
        for child in &element.children {
            self.copy_with_attributes(child);
        }
        self.close(element.name);
    }

    /// An element with attributes and text.
    pub(crate) fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open_with(name, attributes);
        self.escaped(text);
        self.close(name);
    }

    /// An element with attributes around what `inside` writes.
    pub(crate) fn group_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Writer),
    ) {
        self.open_with(name, attributes);
        inside(self);
        self.close(name);
    }

    /// An element that puts itself and all below it into a namespace.
    pub(crate) fn group_in(
        &mut self,
        name: &str,
        namespace: &str,
        inside: impl FnOnce(&mut Writer),
    ) {
        self.group_with(name, &[("xmlns", namespace)], inside);
    }

    fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            self.escaped(value);
            self.text.push('"');
        }
        self.text.push('>');
    }

    /// An element and all below it, with prefixes and attributes.
    pub(crate) fn copy_as_written(&mut self, element: &Element<'_>) {
        let name = match element.prefix {
            "" => element.name.to_owned(),
            prefix => format!("{prefix}:{}", element.name),
        };
        let pairs = element.attributes.iter();
        let pairs: Vec<_> = pairs
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        self.open_with(&name, &pairs);
        if element.children.is_empty() {
            self.escaped(&element.text);
        }
        for child in &element.children {
            self.copy_as_written(child);
        }
        self.close(&name);
    }

    /// Text with the characters of markup replaced.
    pub(crate) fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                '"' => self.text.push_str("&quot;"),
                other => self.text.push(other),
            }
        }
    }

    /// The message as it was written.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Whether an attribute belongs to its element: it is in no namespace and declares none.
fn is_own(key: &str) -> bool {
    key != "xmlns" && !key.contains(':')
}

#[cfg(test)]
mod tests {
    use super::super::{Extent, read};
    use super::Writer;

    #[test]
    fn copies_what_was_read() {
        let xml = "<a><b>x &amp; &lt;y&gt;</b><c></c></a>";
        let document = read(xml.as_bytes(), Extent::Whole).unwrap();
        let mut writer = Writer::default();
        writer.copy(&document.root);
        assert_eq!(writer.finish(), xml);
    }
}
