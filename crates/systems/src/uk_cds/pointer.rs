//! How does customs point at a place of a declaration?
//!
//! As steps from the declaration inwards. A step names a section of the WCO data model (`42A` the
//! declaration, `68A` a goods item), which one of several, and the last one the element in it.
//! [`written`] keeps a whole path in one line, `42A/67A/68A[2]/02A[1]:D005`; [`read`] takes it
//! apart again.

use std::fmt;

/// One step of customs' pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// Which one, counted from one.
    pub sequence: Option<u32>,
    /// The section's code.
    pub section: String,
    /// The element's code.
    pub tag: Option<String>,
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.section)?;
        if let Some(sequence) = self.sequence {
            write!(f, "[{sequence}]")?;
        }
        match &self.tag {
            Some(tag) => write!(f, ":{tag}"),
            None => Ok(()),
        }
    }
}

/// A path in one line.
#[must_use]
pub fn written(path: &[Pointer]) -> String {
    let steps: Vec<String> = path.iter().map(ToString::to_string).collect();
    steps.join("/")
}

/// The path of one line.
#[must_use]
pub fn read(line: &str) -> Vec<Pointer> {
    line.split('/').map(step).collect()
}

fn step(text: &str) -> Pointer {
    let (place, tag) = match text.split_once(':') {
        Some((place, tag)) => (place, Some(tag.to_owned())),
        None => (text, None),
    };
    let numbered = place
        .strip_suffix(']')
        .and_then(|place| place.split_once('['))
        .and_then(|(section, number)| Some((section, number.parse().ok()?)));
    let (section, sequence) = match numbered {
        Some((section, number)) => (section, Some(number)),
        None => (place, None),
    };
    Pointer {
        sequence,
        section: section.to_owned(),
        tag,
    }
}
