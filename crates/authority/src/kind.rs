//! What is one kind of message that an authority sends? A row of facts, and what writes it.

use crate::answer::{Decision, Detail, Draft};
use crate::status::Status;
use crate::xml::{Document, Extent, Writer};

/// One kind of message.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The message type in the words of its system.
    pub(crate) code: &'static str,
    /// How much of the declaration it repeats.
    pub(crate) extent: Extent,
    /// Where it moves the declaration.
    pub(crate) moves_to: Option<Status>,
    /// Whether it tells the MRN or ARC for the first time.
    pub(crate) tells_mrn: bool,
    /// Whether it makes the amendment what the authority has.
    pub(crate) accepts_amendment: bool,
    /// Whether it refuses the message it answers.
    pub(crate) is_refusal: bool,
    /// Whether it decides upon a request, or refuses one.
    pub(crate) is_decision: bool,
    /// Whether it answers a message; others come of themselves.
    pub(crate) is_reply: bool,
    /// Writes what is particular to it.
    pub(crate) write: fn(&mut Writer, &Page<'_>),
}

impl Kind {
    /// A kind that does not move the declaration.
    pub(crate) const fn new(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> Kind {
        Kind {
            code,
            extent: Extent::Whole,
            moves_to: None,
            tells_mrn: false,
            accepts_amendment: false,
            is_refusal: false,
            is_decision: false,
            is_reply: true,
            write,
        }
    }

    /// A kind that moves the declaration.
    pub(crate) const fn moving(
        code: &'static str,
        to: Status,
        write: fn(&mut Writer, &Page<'_>),
    ) -> Kind {
        Kind {
            moves_to: Some(to),
            ..Kind::new(code, write)
        }
    }

    /// Where an answer of this kind moves the declaration.
    pub(crate) fn status(&self, detail: &Detail) -> Option<Status> {
        let is_refused = detail.decision() == Some(Decision::Refused);
        self.moves_to.filter(|_| !is_refused)
    }
}

/// An answer that is no XML: its tags do not match. No trader may stumble over it.
pub(crate) const MALFORMED: Kind = Kind::new("malformed", unfinished);

fn unfinished(writer: &mut Writer, _page: &Page<'_>) {
    writer.open("Unfinished");
}

/// A draft and the message it is based on, read.
pub(crate) struct Page<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) basis: &'a Document<'a>,
}

/// A text cut to so many characters: what is refused for its length must not make the refusal
/// invalid.
pub(crate) fn clipped(text: &str, length: usize) -> &str {
    match text.char_indices().nth(length) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
