//! The children of an element with their numbers, and where they stand.

use std::fmt::Write as _;

use crate::xml::Element;

/// A child element: its number among those of its name.
pub(super) struct Child<'e, 'a> {
    pub element: &'e Element<'a>,
    pub number: usize,
    of: usize,
}

/// The children of an element, in their order.
pub(super) fn numbered<'e, 'a>(element: &'e Element<'a>) -> Vec<Child<'e, 'a>> {
    // An element has few names of children, and children of one name stand together.
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut last = 0;
    let mut children: Vec<(&'e Element<'a>, usize, usize)> =
        Vec::with_capacity(element.children.len());
    for child in &element.children {
        let is_same = counts
            .get(last)
            .is_some_and(|(name, _)| *name == child.name);
        if !is_same {
            let known = counts.iter().position(|(name, _)| *name == child.name);
            last = known.unwrap_or(counts.len());
            if last == counts.len() {
                counts.push((child.name, 0));
            }
        }
        counts[last].1 += 1;
        children.push((child, last, counts[last].1));
    }
    let numbered = children.into_iter().map(|(element, name, number)| Child {
        element,
        number,
        of: counts[name].1,
    });
    numbered.collect()
}

/// Where an element stands; put into words only where somebody asks.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    above: Option<&'p Path<'p>>,
    name: &'p str,
    number: Option<usize>,
}

impl<'p> Path<'p> {
    /// The path of the element that is read.
    pub fn root() -> Self {
        Self {
            above: None,
            name: "",
            number: None,
        }
    }

    /// The path of a child of the element at this path.
    pub fn below(&'p self, child: &Child<'p, '_>) -> Self {
        Self {
            above: Some(self),
            name: child.element.name,
            number: (child.of > 1).then_some(child.number),
        }
    }

    /// Names from the root, with the numbers of elements of which there are several.
    pub fn text(&self) -> String {
        let Some(above) = self.above else {
            return String::new();
        };
        let mut text = above.text();
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(self.name);
        if let Some(number) = self.number {
            // Writing to a text does not fail.
            let _ = write!(text, "[{number}]");
        }
        text
    }
}
