//! What a system's declaration takes of each field of a document, by the table of its message.

/// A field that the declaration has a place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenField {
    /// Its path below the document, without the numbers of elements.
    pub path: String,
    /// What fits into its place; where it has several, into the widest.
    pub limits: Limits,
    /// Whether the message is refused without it, wherever the record that it stands in is there.
    pub is_required: bool,
}

/// What fits into a place. What is absent is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The fewest characters of a text.
    pub least_length: Option<usize>,
    /// The most characters of a text.
    pub most_length: Option<usize>,
    /// The most digits of a number, decimals included.
    pub digits: Option<u32>,
    /// The most decimals of a number.
    pub decimals: Option<u32>,
    /// The least number that fits.
    pub least: Option<u32>,
    /// The greatest number that fits.
    pub most: Option<u32>,
    /// The most elements of a collection.
    pub elements: Option<usize>,
}

impl Limits {
    /// What fits here or there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            least_length: narrowest(self.least_length, other.least_length),
            most_length: widest(self.most_length, other.most_length),
            digits: widest(self.digits, other.digits),
            decimals: widest(self.decimals, other.decimals),
            least: narrowest(self.least, other.least),
            most: widest(self.most, other.most),
            elements: widest(self.elements, other.elements),
        }
    }
}

fn widest<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    Some(one?.max(other?))
}

fn narrowest<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    Some(one?.min(other?))
}
