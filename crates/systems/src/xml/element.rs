//! A small tree of elements.

/// An element: its local name, its text, its attributes and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Name without prefix.
    pub name: String,
    /// Namespace prefix, for those who compare it; empty when there is none.
    pub prefix: String,
    /// The element's own text, trimmed.
    pub text: String,
    /// Attributes as written, prefixes included.
    pub attributes: Vec<(String, String)>,
    /// Elements inside, in order.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child with this name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child with this name, in order.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
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
            .map(|element| element.text.as_str())
            .filter(|text| !text.is_empty())
    }

    /// An attribute by its name as written.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(written, _)| written == name)
            .map(|(_, value)| value.as_str())
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
