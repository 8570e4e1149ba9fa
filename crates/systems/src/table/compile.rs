//! Names resolved to field indexes, once.

use cas_model::FieldPath;
use cas_model::path::{Piece, Tokens, split_value};
use cas_model::shape::{Shape, ValueKind};

use super::checked::CheckedRows;
use super::format::Format;
use super::row::{Content, Names, Row, Source, Test};

/// A message's rows, resolved.
pub struct Table {
    /// The message's type, which is its root element's name.
    pub message: &'static str,
    /// The shape of what its rows speak of: the document, or a [`super::Pair`].
    pub(crate) shape: &'static Shape,
    pub(super) rows: Vec<Entry>,
    pub(super) names: Names,
}

/// A row whose paths were found in the shapes.
pub(super) struct Entry {
    pub row: Row,
    pub when: Vec<Check>,
    pub attribute: Option<(&'static str, Vec<Origin>)>,
    /// The fields whose pointer is this one, although the value is named after another.
    pub made_of: Vec<Route>,
    /// The field that tells the records apart.
    pub key: Option<Route>,
    /// What the elements of this row tell of the document itself.
    pub outside: Vec<FieldPath>,
    pub content: Resolved,
}

impl Entry {
    /// Whether a field of the document is told of in each of this row's elements.
    pub fn reaches(&self, target: &FieldPath) -> bool {
        self.outside.iter().any(|path| target.is_within(path))
    }
}

/// The fields that rows take from the document, wherever the record is that they stand in; without
/// what selects an element of a list.
fn outside(rows: &[Row]) -> Vec<FieldPath> {
    rows.iter()
        .flat_map(|row| match row.content {
            Content::Value {
                source, otherwise, ..
            } => {
                let attribute = row.attribute.map_or(&[][..], |(_, sources)| sources);
                let sources = std::iter::once(&source).chain(otherwise).chain(attribute);
                let fields = sources.filter_map(|source| match source {
                    Source::Field(path) => Some(*path),
                    Source::Given(..)
                    | Source::Number
                    | Source::Place
                    | Source::Count(_)
                    | Source::Total(..)
                    | Source::Fixed(_) => None,
                });
                fields.filter_map(of_document).collect::<Vec<_>>()
            }
            Content::Records { from, rows, .. } => {
                of_document(from).into_iter().chain(outside(rows)).collect()
            }
        })
        .collect()
}

fn of_document(path: &str) -> Option<FieldPath> {
    let path = path.strip_prefix('/')?;
    let names = Tokens::new(path).take_while(|token| matches!(token.piece, Piece::Name(_)));
    Some(FieldPath::new(
        &path[..names.last().map_or(0, |last| last.end)],
    ))
}

/// The content of a row, found in the shapes.
pub(super) enum Resolved {
    Value {
        sources: Vec<Origin>,
        format: Format,
        before: Option<Route>,
    },
    Records {
        from: Route,
        only: Option<Check>,
        about: Route,
        entries: Vec<Entry>,
    },
}

/// The source of a value, found in the shapes.
pub(super) enum Origin {
    Field(Route),
    Given(&'static str, Route),
    Number,
    Place,
    Count(Route),
    Total(Route, Route),
    Fixed(&'static str),
}

impl Origin {
    /// The field of the document that it is.
    pub fn field(&self) -> Option<&Route> {
        match self {
            Self::Field(route) => Some(route),
            Self::Given(..)
            | Self::Number
            | Self::Place
            | Self::Count(_)
            | Self::Total(..)
            | Self::Fixed(_) => None,
        }
    }
}

/// A test of a row, found in the shapes.
pub(super) struct Check {
    pub route: Route,
    pub test: Test,
}

/// A path, as the indexes of its fields.
pub(super) struct Route {
    pub from_document: bool,
    pub steps: Vec<PathStep>,
    /// The shape behind each step: of the record or the elements it leads to, of the record itself
    /// where it leads to a value.
    pub shapes: Vec<&'static Shape>,
    /// The shape of the record it ends in, or of the record whose field it ends in.
    pub ends: &'static Shape,
    /// The kind of the field it ends in; nothing where it ends where it starts.
    pub kind: Option<ValueKind>,
    /// Of the list it ends in, only the elements that name the record it starts from.
    pub join: Option<Box<Join>>,
}

/// How elements of a list name a record elsewhere.
pub(super) struct Join {
    /// The field of the element that names the record.
    pub names: usize,
    /// The field of the record that is named.
    pub key: Route,
}

/// One step of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PathStep {
    Field(usize),
    /// The first element of a list whose key field has this value.
    Select {
        list: usize,
        key: usize,
        value: &'static str,
    },
}

impl PathStep {
    /// Goes to the element of its list in which a field says this.
    fn select(&mut self, key: usize, value: &'static str) {
        if let Self::Field(list) = *self {
            *self = Self::Select { list, key, value };
        }
    }
}

impl Table {
    /// Resolves a message's rows against the document's shape.
    ///
    /// # Panics
    /// When a row names a field that the shape has not, although its outline has it.
    #[must_use]
    pub fn new(message: &'static str, rows: CheckedRows, document: &'static Shape) -> Self {
        let resolver = Resolver { message, document };
        Self {
            message,
            shape: document,
            rows: resolver.entries(rows.0, document),
            names: Names::Tags,
        }
    }

    /// The same; pointers to its elements use their names, tags are only read.
    #[must_use]
    pub fn named_by_elements(self) -> Self {
        Self {
            names: Names::Elements,
            ..self
        }
    }
}

struct Resolver {
    message: &'static str,
    document: &'static Shape,
}

impl Resolver {
    fn entries(&self, rows: &'static [Row], shape: &'static Shape) -> Vec<Entry> {
        rows.iter().map(|row| self.entry(row, shape)).collect()
    }

    fn entry(&self, row: &Row, shape: &'static Shape) -> Entry {
        let when = row.when.iter().map(|test| self.check(*test, shape));
        Entry {
            row: *row,
            when: when.collect(),
            attribute: row.attribute.map(|(name, sources)| {
                let origins = sources.iter().map(|source| self.origin(*source, shape));
                (name, origins.collect())
            }),
            made_of: row.made_of.iter().map(|p| self.route(p, shape)).collect(),
            key: match (row.key, row.content) {
                (Some(key), Content::Records { from, .. }) => {
                    Some(self.route(key, self.route(from, shape).ends))
                }
                (Some(_) | None, _) => None,
            },
            outside: match row.content {
                Content::Records { rows, .. } if row.most > 1 => outside(rows),
                Content::Records { .. } | Content::Value { .. } => Vec::new(),
            },
            content: self.content(row.content, shape),
        }
    }

    fn content(&self, content: Content, shape: &'static Shape) -> Resolved {
        match content {
            Content::Value {
                source,
                otherwise,
                format,
            } => Resolved::Value {
                sources: std::iter::once(&source)
                    .chain(otherwise)
                    .map(|source| self.origin(*source, shape))
                    .collect(),
                format,
                before: format.before().map(|field| self.route(field, shape)),
            },
            Content::Records {
                from,
                only,
                about,
                rows,
            } => {
                let route = self.route(from, shape);
                let inside = route.ends;
                Resolved::Records {
                    from: route,
                    only: only.map(|test| self.check(test, inside)),
                    about: self.route(about.unwrap_or(from), shape),
                    entries: self.entries(rows, inside),
                }
            }
        }
    }

    fn origin(&self, source: Source, shape: &'static Shape) -> Origin {
        match source {
            Source::Field(path) => Origin::Field(self.route(path, shape)),
            Source::Given(name, path) => Origin::Given(name, self.route(path, shape)),
            Source::Number => Origin::Number,
            Source::Place => Origin::Place,
            Source::Count(path) => Origin::Count(self.route(path, shape)),
            Source::Total(list, field) => {
                let route = self.route(list, shape);
                let field = self.route(field, route.ends);
                Origin::Total(route, field)
            }
            Source::Fixed(text) => Origin::Fixed(text),
        }
    }

    fn check(&self, test: Test, shape: &'static Shape) -> Check {
        let path = match test {
            Test::Is(path, _)
            | Test::IsNot(path, _)
            | Test::Lacks(path)
            | Test::Has(path)
            | Test::IsCode(path)
            | Test::IsWords(path) => path,
            Test::Never => "",
        };
        Check {
            route: self.route(path, shape),
            test,
        }
    }

    fn route(&self, path: &'static str, from: &'static Shape) -> Route {
        let (from_document, path) = match path.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let mut shape = if from_document { self.document } else { from };
        let mut steps = Vec::new();
        let mut shapes = Vec::new();
        let mut kind = None;
        let mut join = None;
        for token in Tokens::new(path) {
            match token.piece {
                Piece::Name(name) => {
                    let index = self.index(shape, name);
                    kind = Some(shape.fields[index].kind);
                    if let ValueKind::Record(inner) | ValueKind::List(inner) =
                        shape.fields[index].kind
                    {
                        shape = inner();
                    }
                    shapes.push(shape);
                    steps.push(PathStep::Field(index));
                }
                Piece::Key(key) => {
                    if let (Some(last), Some((field, value))) = (steps.last_mut(), split_value(key))
                    {
                        last.select(self.index(shape, field), value);
                    }
                }
                Piece::Join(key) => join = split_value(key),
            }
        }
        let join = join.map(|(names, key)| {
            Box::new(Join {
                names: self.index(shape, names),
                key: self.route(key, from),
            })
        });
        Route {
            from_document,
            steps,
            shapes,
            ends: shape,
            kind,
            join,
        }
    }

    fn index(&self, shape: &'static Shape, name: &str) -> usize {
        shape.index_of(name).unwrap_or_else(|| {
            panic!(
                "the table of {}: {} has no field {name}",
                self.message, shape.name
            )
        })
    }
}
