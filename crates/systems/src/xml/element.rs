//! A small tree of elements, which borrows from the bytes it was read from.

use std::borrow::Cow;

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

    /// The namespace bound to the element's own prefix by the element itself.
    #[must_use]
    pub fn declared_namespace(&self) -> Option<&str> {
        if self.prefix.is_empty() {
            return self.attribute("xmlns");
        }
        self.attribute(&format!("xmlns:{}", self.prefix))
    }
}
