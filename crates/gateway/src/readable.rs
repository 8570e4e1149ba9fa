//! A message as people read it: its elements, and which field of ours each stands for.

/// A message, whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadableMessage {
    /// The element that all others stand in.
    pub root: ReadableElement,
    /// How many elements are left out, since it has more than are read.
    pub left_out: usize,
}

/// An element of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadableElement {
    /// Its name, without prefix.
    pub name: String,
    /// Its attributes beside those that bind namespaces: their names and values.
    pub attributes: Vec<(String, String)>,
    /// Its own text; none where it has none.
    pub text: Option<String>,
    /// The path of the field of our document that stands there, without numbers; none where the tables
    /// of the system know none.
    pub field: Option<String>,
    /// The elements inside, in their order.
    pub children: Vec<ReadableElement>,
}
