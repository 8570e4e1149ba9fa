//! The rows of a table, as they are written down: constant data, one line each.

use cas_model::access::Field;

use super::Format;

/// One element of a message.
#[derive(Clone, Copy)]
pub struct Row {
    /// The name of the element in the message.
    pub element: &'static str,
    /// What stands in it.
    pub content: Content,
    /// Whether it must be there.
    pub need: Need,
    /// How often it may stand there; more than once means that pointers number it.
    pub most: usize,
    /// All of these must hold for the element to be written.
    pub when: &'static [Test],
    /// The only editions of the message that have it, separated by spaces.
    pub edition: Option<&'static str>,
    /// What customs' pointers call it, where that is not its name; empty where they pass it over.
    pub tag: Option<&'static str>,
    /// An attribute of the element: its name, and where its value comes from, in order.
    pub attribute: Option<(&'static str, &'static [Source])>,
    /// Other fields that make the value: their pointer is the element's too.
    pub made_of: &'static [&'static str],
    /// The field that tells this row's records apart, by which elements of another list name them.
    pub key: Option<&'static str>,
    /// Editions whose value is written in another format than the others'.
    pub differing: Option<Differing>,
}

/// The format that a value has in some editions of a message.
#[derive(Clone, Copy)]
pub struct Differing {
    /// The editions, separated by spaces.
    pub editions: &'static str,
    /// How the value is written there.
    pub format: Format,
}

/// What stands in an element.
#[derive(Clone, Copy)]
pub enum Content {
    /// A value: the first of the sources that has one.
    Value {
        /// Where it comes from.
        source: Source,
        /// Where else, in order.
        otherwise: &'static [Source],
        /// How it is written.
        format: Format,
    },
    /// Other elements: once for the record at `from`, or once for each element of the list there.
    Records {
        /// The record or list; empty for the record we are in. A list that ends in `{field=key}`
        /// is joined: of its elements those whose field names the record we are in, by its key.
        from: &'static str,
        /// Which elements of the list.
        only: Option<Test>,
        /// What a pointer at the element itself means, when that is not `from`.
        about: Option<&'static str>,
        /// The elements inside, in the order of the schema.
        rows: &'static [Row],
    },
}

/// Where a value comes from.
#[derive(Clone, Copy)]
pub enum Source {
    /// A field: `a.b`, or of the first element that matches, `a[type=Eori].code`.
    Field(&'static str),
    /// A value given with the request, by name; and the field that a pointer to it means.
    Given(&'static str, &'static str),
    /// The position among the elements of this name, from 1.
    Number,
    /// The position in the list of the document that the record stands in, from 1.
    Place,
    /// How many elements a list has.
    Count(&'static str),
    /// The sum of a field over the elements of a list.
    Total(&'static str, &'static str),
    /// The same text in every message.
    Fixed(&'static str),
}

/// What the pointers that we write call an element. Those that we read may use both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Its tag; its name where it has none.
    Tags,
    /// The name that its element has.
    Elements,
}

/// Whether an element must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It is left out when there is nothing to say.
    Optional,
    /// The message is refused without it.
    Required,
    /// Required in these editions of the message, separated by spaces; optional in others.
    RequiredIn(&'static str),
    /// Written even when there is nothing to say.
    Always,
    /// Written for each element of its list, with or without something to say, and once where the
    /// list is empty: what stands in it then comes from elsewhere in the document.
    AtLeastOnce,
}

/// A condition on fields, seen from the record we are in.
#[derive(Clone, Copy)]
pub enum Test {
    /// The field is one of these.
    Is(&'static str, &'static [&'static str]),
    /// The field is none of these, or absent.
    IsNot(&'static str, &'static [&'static str]),
    /// The field is absent.
    Lacks(&'static str),
    /// The field is there.
    Has(&'static str),
    /// The field is a code: capitals and digits only.
    IsCode(&'static str),
    /// The field is there and no code: words.
    IsWords(&'static str),
    /// It does not hold.
    Never,
}

impl Test {
    /// Whether it holds of what stands in its field.
    #[must_use]
    pub fn holds(self, field: Field<'_>) -> bool {
        let text = field.text();
        let is_one_of = |values: &[&str]| text.as_deref().is_some_and(|t| values.contains(&t));
        match self {
            Self::Is(_, values) => is_one_of(values),
            Self::IsNot(_, values) => !is_one_of(values),
            Self::Lacks(_) => text.as_deref().is_none_or(|text| text.trim().is_empty()),
            Self::Has(_) => text.as_deref().is_some_and(|text| !text.trim().is_empty()),
            Self::IsCode(_) => text.as_deref().is_some_and(is_code),
            Self::IsWords(_) => text.as_deref().is_some_and(|text| !is_code(text)),
            Self::Never => false,
        }
    }
}

fn is_code(text: &str) -> bool {
    let text = text.trim();
    let is_of_code = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    !text.is_empty() && text.bytes().all(is_of_code)
}

/// A value that may be missing.
#[must_use]
pub const fn may(element: &'static str, field: &'static str, format: Format) -> Row {
    Row {
        element,
        content: Content::Value {
            source: Source::Field(field),
            otherwise: &[],
            format,
        },
        need: Need::Optional,
        most: 1,
        when: &[],
        edition: None,
        tag: None,
        attribute: None,
        made_of: &[],
        key: None,
        differing: None,
    }
}

/// A value without which the message is refused.
#[must_use]
pub const fn must(element: &'static str, field: &'static str, format: Format) -> Row {
    may(element, field, format).needed(Need::Required)
}

/// A group of elements for one record.
#[must_use]
pub const fn part(element: &'static str, from: &'static str, rows: &'static [Row]) -> Row {
    Row {
        element,
        content: Content::Records {
            from,
            only: None,
            about: None,
            rows,
        },
        need: Need::Optional,
        most: 1,
        when: &[],
        edition: None,
        tag: None,
        attribute: None,
        made_of: &[],
        key: None,
        differing: None,
    }
}

/// A group of elements for each element of a list, at most so many.
#[must_use]
pub const fn list(
    element: &'static str,
    from: &'static str,
    most: usize,
    rows: &'static [Row],
) -> Row {
    part(element, from, rows).at_most(most)
}

impl Row {
    /// The same, with another need.
    #[must_use]
    pub const fn needed(mut self, need: Need) -> Self {
        self.need = need;
        self
    }

    /// The same, and the message is refused without it.
    #[must_use]
    pub const fn required(self) -> Self {
        self.needed(Need::Required)
    }

    /// The same, as an element that may be repeated.
    #[must_use]
    pub const fn at_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// The same, only when all of these hold.
    #[must_use]
    pub const fn when(mut self, tests: &'static [Test]) -> Self {
        self.when = tests;
        self
    }

    /// The same, only in these editions of the message, separated by spaces.
    #[must_use]
    pub const fn only_in(mut self, edition: &'static str) -> Self {
        self.edition = Some(edition);
        self
    }

    /// The same; customs' pointers call it so, or pass it over where that is empty.
    #[must_use]
    pub const fn tag(mut self, tag: &'static str) -> Self {
        self.tag = Some(tag);
        self
    }

    /// The same element with an attribute, from the first of the sources that has something.
    #[must_use]
    pub const fn with(mut self, attribute: &'static str, sources: &'static [Source]) -> Self {
        self.attribute = Some((attribute, sources));
        self
    }

    /// The same group, whose records are told apart by a field. A record that is read from a message
    /// gets its number as its key.
    #[must_use]
    pub const fn keyed(mut self, field: &'static str) -> Self {
        self.key = Some(field);
        self
    }

    /// The same value, which these editions of the message, separated by spaces, have in another
    /// format.
    #[must_use]
    pub const fn differing(mut self, editions: &'static str, format: Format) -> Self {
        self.differing = Some(Differing { editions, format });
        self
    }

    /// The same value, made of these fields too.
    #[must_use]
    pub const fn made_of(mut self, fields: &'static [&'static str]) -> Self {
        self.made_of = fields;
        self
    }

    /// The same value, which customs may send apart and we write with another: never written, and
    /// read behind what stands in its field.
    #[must_use]
    pub const fn only_read(self) -> Self {
        self.when(&[Test::Never])
    }

    /// What customs' pointers call it.
    pub(super) fn called(&self, names: Names) -> &'static str {
        match names {
            Names::Tags => self.tag.unwrap_or(self.element),
            Names::Elements => self.local_name(),
        }
    }

    /// Whether a step of a pointer means it: by its tag, or by its element in any case of letters.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let tagged = self.tag.is_some_and(|tag| tag == name);
        tagged || self.local_name().eq_ignore_ascii_case(name)
    }

    /// The element's name without its prefix.
    fn local_name(&self) -> &'static str {
        self.element.rsplit(':').next().unwrap_or(self.element)
    }

    /// The same value from another source.
    #[must_use]
    pub const fn from(mut self, first: Source) -> Self {
        if let Content::Value {
            otherwise, format, ..
        } = self.content
        {
            self.content = Content::Value {
                source: first,
                otherwise,
                format,
            };
        }
        self
    }

    /// The same value, from other sources when the first has none.
    #[must_use]
    pub const fn or(mut self, others: &'static [Source]) -> Self {
        if let Content::Value { source, format, .. } = self.content {
            self.content = Content::Value {
                source,
                otherwise: others,
                format,
            };
        }
        self
    }

    /// The same group, for those elements of the list only.
    #[must_use]
    pub const fn only(mut self, test: Test) -> Self {
        if let Content::Records {
            from, about, rows, ..
        } = self.content
        {
            self.content = Content::Records {
                from,
                only: Some(test),
                about,
                rows,
            };
        }
        self
    }

    /// The same group; a pointer at it means this field.
    #[must_use]
    pub const fn about(mut self, field: &'static str) -> Self {
        if let Content::Records {
            from, only, rows, ..
        } = self.content
        {
            self.content = Content::Records {
                from,
                only,
                about: Some(field),
                rows,
            };
        }
        self
    }
}
