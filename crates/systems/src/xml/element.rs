//! A small tree of elements, which borrows from the bytes it was read from.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

/// An element: its local name, its text, its attributes and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element<'a> {
    /// The name, without its prefix.
    pub name: &'a str,
    /// Namespace prefix, for those who compare it; empty when there is none.
    pub prefix: &'a str,
    /// The element's own text, trimmed.
    pub text: Cow<'a, str>,
    /// Attributes as written, prefixes included.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// Elements inside, in order.
    pub children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    /// The first child with this name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child with this name, in order.
    pub fn children_named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first descendant along names joined by `/`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/')
            .try_fold(self, |element, name| element.child(name))
    }

    /// The text along names joined by `/`; `None` when it is missing or empty.
    #[must_use]
    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)
            .map(|element| element.text.as_ref())
            .filter(|text| !text.is_empty())
    }

    /// An attribute by its name as written.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(written, _)| *written == name)
            .map(|(_, value)| value.as_ref())
    }

    /// What the element says, as a digest (SHA-256, hexadecimal): names, texts and attributes, not
    /// how it is spelled (prefixes, spaces between elements, the order of attributes). `part` tells
    /// the things apart that one element says of several declarations.
    #[must_use]
    pub fn content(&self, part: usize) -> String {
        let mut digest = Sha256::new();
        self.digest(&mut digest);
        digest.update(part.to_be_bytes());
        format!("{:x}", digest.finalize())
    }

    fn digest(&self, digest: &mut Sha256) {
        let mut say = |text: &str| {
            digest.update(text.len().to_be_bytes());
            digest.update(text);
        };
        say(self.name);
        say(&self.text);
        let meant = self
            .attributes
            .iter()
            .filter(|(name, _)| !is_of_spelling(name));
        let mut attributes: Vec<_> = meant.collect();
        attributes.sort_unstable();
        for (name, value) in attributes {
            say(local(name));
            say(value);
        }
        digest.update(self.children.len().to_be_bytes());
        for child in &self.children {
            child.digest(digest);
        }
    }

    /// The namespace bound to the element's own prefix by the element itself.
    #[must_use]
    pub fn declared_namespace(&self) -> Option<&str> {
        if self.prefix.is_empty() {
            return self.attribute("xmlns");
        }
        self.attribute(&format!("xmlns:{}", self.prefix))
    }
}

/// Whether an attribute binds a namespace or says where a schema is.
fn is_of_spelling(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:") || local(name) == "schemaLocation"
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
