//! How does the authority read and write XML? With its own small tree and its own writer, so that
//! a fault in the trader's XML code cannot be excused by the same fault here.

mod read;
mod write;

pub(crate) use read::{Document, Element, Extent, ReadError, position, read};
pub(crate) use write::Writer;
