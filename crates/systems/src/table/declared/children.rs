//! The elements of a message, each with where it stands.

use std::fmt::Write as _;

use crate::xml::Element;

/// An element where it stands. Its path is put into words only where somebody asks.
#[derive(Clone, Copy)]
pub(super) struct Placed<'p> {
    pub element: &'p Element<'p>,
    /// Its position among all children of the element above.
    position: usize,
    above: Option<&'p Placed<'p>>,
}

impl<'p> Placed<'p> {
    /// The element of the message.
    pub fn root(element: &'p Element<'p>) -> Self {
        Self {
            element,
            position: 0,
            above: None,
        }
    }

    /// The child at a position among all children.
    pub fn child(&'p self, position: usize) -> Self {
        Self {
            element: &self.element.children[position],
            position,
            above: Some(self),
        }
    }

    /// The children of the element, in their order.
    pub fn children(&'p self) -> impl Iterator<Item = Self> {
        (0..self.element.children.len()).map(|position| self.child(position))
    }

    /// Names from below the root, with the numbers of elements of which there are several.
    pub fn path(&self) -> String {
        let Some(above) = self.above else {
            return String::new();
        };
        let mut path = above.path();
        if !path.is_empty() {
            path.push('/');
        }
        let name = self.element.name;
        path.push_str(name);
        let among = &above.element.children;
        let count =
            |among: &[Element<'_>]| among.iter().filter(|element| element.name == name).count();
        if count(among) > 1 {
            // Writing to a text does not fail.
            let _ = write!(path, "[{}]", count(&among[..=self.position]));
        }
        path
    }
}
