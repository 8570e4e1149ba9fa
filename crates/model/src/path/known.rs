//! Does a path that stands in the code lead to a field?

use std::fmt;

use super::key::ElementKey;
use super::outline::Outline;
use super::tokens::{Piece, Tokens};
use crate::field_path::FieldPath;

/// A path in the code, of which is known that it leads to a field; made by
/// [`path!`](crate::path!).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownPath(&'static str);

impl KnownPath {
    /// A path below a record.
    ///
    /// # Panics
    /// When it leads to no field; where a constant is made, the code does not compile then.
    #[must_use]
    pub const fn new(record: &'static Outline, text: &'static str) -> Self {
        let _ = record.follow(text);
        Self(text)
    }

    /// The path with these positions, in their order, where it says `[]`.
    #[must_use]
    pub fn at(self, positions: &[usize]) -> FieldPath {
        let mut path = String::with_capacity(self.0.len() + 4);
        let mut left = positions;
        for token in Tokens::of(self.0) {
            match (token.piece, left) {
                (Piece::Key(""), [position, rest @ ..]) => {
                    ElementKey::Position(*position).write(&mut path);
                    left = rest;
                }
                _ => path.push_str(&self.0[token.start..token.end]),
            }
        }
        FieldPath::new(path)
    }

    /// As it was written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for KnownPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl fmt::Display for KnownPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl From<KnownPath> for FieldPath {
    fn from(path: KnownPath) -> Self {
        Self::new(path.0)
    }
}

impl From<KnownPath> for String {
    fn from(path: KnownPath) -> Self {
        path.0.to_owned()
    }
}

impl PartialEq<str> for KnownPath {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// A path that is checked when the code is compiled: of the document, or of the record before it.
///
/// ```
/// use cas_model::document::GovernmentAgencyGoodsItem;
/// use cas_model::path;
///
/// assert_eq!(path!("goodsShipment.consignment.gmass").as_str(), "goodsShipment.consignment.gmass");
/// assert_eq!(path!(GovernmentAgencyGoodsItem: "goodsMeasure.gmass").to_string(), "goodsMeasure.gmass");
/// ```
///
/// Where it says `[]`, positions are filled in ([`KnownPath::at`]):
///
/// ```
/// use cas_model::path;
///
/// let amount = path!("obligationGuarantees[].amount").at(&[2]);
/// assert_eq!(amount.as_str(), "obligationGuarantees[2].amount");
/// ```
///
/// A path that leads nowhere does not compile:
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("goodsShipment.consignment.grossMas");
/// ```
///
/// Nor does one below a single value, one without a name, or one of another record:
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("declType.code");
/// ```
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("goodsShipment..destination");
/// ```
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!(cas_model::document::GovernmentAgencyGoodsItem: "addDeclType1");
/// ```
#[macro_export]
macro_rules! path {
    ($text:expr) => {
        $crate::path!($crate::document::SingleAdministrativeDocument: $text)
    };
    ($record:ty: $text:expr) => {{
        const PATH: $crate::path::KnownPath =
            $crate::path::KnownPath::new(<$record>::OUTLINE, $text);
        PATH
    }};
}

/// Several such paths as a constant list: `paths!["declType", "docRefNum"]`.
#[macro_export]
macro_rules! paths {
    ($($text:literal),* $(,)?) => {
        &[$($crate::path!($text)),*]
    };
    ($record:ty: $($text:literal),* $(,)?) => {{
        type Record = $record;
        &[$($crate::path!(Record: $text)),*]
    }};
}
