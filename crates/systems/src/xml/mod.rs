//! How do we read XML that strangers send, and write XML that customs take?
//!
//! [`Element::read`] makes a small tree and refuses what an attack or an accident needs: DOCTYPE,
//! entities beyond the five, other encodings than UTF-8, deep nesting, large messages. Names are
//! local: customs' own samples are not consistent about prefixes. [`Writer`] escapes, indents and
//! refuses characters that XML cannot carry; the same calls give the same bytes.

mod element;
mod reader;
mod writer;

pub use element::Element;
pub(crate) use reader::root_name;
pub use reader::{Limits, ReadError};
pub(crate) use writer::check;
pub use writer::{ForbiddenCharacter, Writer};
