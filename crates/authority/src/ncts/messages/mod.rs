//! Which messages can the authority send? Those of [`KINDS`]: one file each, holding what follows
//! the header. The header, the offices and the parties are written here, once.

pub(crate) mod cc004c;
pub(crate) mod cc009c;
pub(crate) mod cc019c;
pub(crate) mod cc022c;
pub(crate) mod cc028c;
pub(crate) mod cc029c;
pub(crate) mod cc035c;
pub(crate) mod cc045c;
pub(crate) mod cc051c;
pub(crate) mod cc055c;
pub(crate) mod cc056c;
pub(crate) mod cc060c;
pub(crate) mod cc182c;
pub(crate) mod cc906c;
pub(crate) mod cc917c;
pub(crate) mod cc928c;
pub(crate) mod malformed;
mod page;

pub(crate) use page::Page;

use super::answer::{Decision, Detail, Draft};
use super::{NAMESPACE, Status};
use crate::xml::{Document, Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[Kind] = &[
    cc004c::KIND,
    cc009c::KIND,
    cc019c::KIND,
    cc022c::KIND,
    cc028c::KIND,
    cc029c::KIND,
    cc035c::KIND,
    cc045c::KIND,
    cc051c::KIND,
    cc055c::KIND,
    cc056c::KIND,
    cc060c::KIND,
    cc182c::KIND,
    cc906c::KIND,
    cc917c::KIND,
    cc928c::KIND,
];

/// One kind of message.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The message type, which is the name of the root.
    pub(crate) code: &'static str,
    /// How much of the declaration it repeats.
    pub(crate) extent: Extent,
    /// Where it moves the declaration.
    pub(crate) moves_to: Option<Status>,
    /// Whether it tells the MRN for the first time.
    pub(crate) tells_mrn: bool,
    /// Whether it makes the amendment what the authority has.
    pub(crate) accepts_amendment: bool,
    /// Whether it refuses the message it answers.
    pub(crate) is_refusal: bool,
    /// Whether it decides upon a request, or refuses one.
    pub(crate) is_decision: bool,
    /// Whether it answers a message; others come of themselves, without a correlation.
    pub(crate) is_reply: bool,
    /// Writes what follows the header.
    pub(crate) write: fn(&mut Writer, &Page<'_>),
}

impl Kind {
    /// A kind that repeats little of the declaration and does not move it.
    const fn new(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> Kind {
        Kind {
            code,
            extent: Extent::BeforeConsignment,
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
    const fn moving(code: &'static str, to: Status, write: fn(&mut Writer, &Page<'_>)) -> Kind {
        Kind {
            moves_to: Some(to),
            ..Kind::new(code, write)
        }
    }

    /// Where an answer of this kind moves the declaration.
    pub(crate) fn status(&self, detail: &Detail) -> Option<Status> {
        match detail {
            Detail::Decision(Decision::Refused) => None,
            Detail::Decision(Decision::Granted | Decision::ByCustoms)
            | Detail::Plain
            | Detail::Problems(_)
            | Detail::Violations(_)
            | Detail::Documents => self.moves_to,
        }
    }
}

/// The whole message of a draft.
pub(crate) fn write(draft: &Draft, basis: &Document<'_>) -> String {
    let kind = draft.answer.kind;
    let room = match kind.extent {
        Extent::Whole => draft.basis.body.len() + 1024,
        Extent::BeforeConsignment => 2048,
    };
    let mut writer = Writer::with_capacity(room);
    let page = Page { draft, basis };
    writer.raw("<ncts:");
    writer.raw(kind.code);
    writer.raw(" xmlns:ncts=\"");
    writer.raw(NAMESPACE);
    writer.raw("\"");
    if let Some(phase) = &draft.origin.phase {
        writer.raw(" PhaseID=\"");
        writer.escaped(phase);
        writer.raw("\"");
    }
    writer.raw(">");
    header(&mut writer, &page);
    (kind.write)(&mut writer, &page);
    writer.raw("</ncts:");
    writer.raw(kind.code);
    writer.raw(">");
    writer.finish()
}

fn header(writer: &mut Writer, page: &Page<'_>) {
    let draft = page.draft;
    let origin = &draft.origin;
    writer.leaf("messageSender", page.sender());
    writer.leaf("messageRecipient", &origin.sender);
    writer.leaf("preparationDateAndTime", &page.moment());
    writer.leaf("messageIdentification", &draft.identification);
    writer.leaf("messageType", draft.answer.kind.code);
    if page.is_reply() {
        writer.leaf("correlationIdentifier", &origin.identification);
    }
}
