//! What does the authority of one system say in data of how it differs from the others? A
//! [`Domain`]: its messages, what follows which, and the checks of content with what they look at.

use std::sync::Arc;

use crate::answer::{Act, Answer, MessageBehaviour, Problem};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;
use crate::xml::Element;

/// The authority of one of the Commission's systems, in what tells it from the others.
#[derive(Debug)]
pub(crate) struct Domain {
    /// The name of the system.
    pub(crate) code: &'static str,
    /// The messages it can send.
    pub(crate) kinds: &'static [MessageBehaviour],
    /// The namespace of root elements; elements below have none.
    pub(crate) namespace: &'static str,
    /// The prefix of root elements.
    pub(crate) prefix: &'static str,
    /// The group that names the declaration.
    pub(crate) operation: &'static str,
    /// The office that takes declarations.
    pub(crate) office: &'static str,
    /// Where the text stands that may hold markers.
    pub(crate) ucr: &'static str,
    /// The goods items, wherever they stand.
    pub(crate) item: &'static str,
    pub(crate) declaration: &'static str,
    pub(crate) amendment: &'static str,
    pub(crate) presentation: &'static str,
    /// Every message that may follow a declaration, each with the marker that has it met with
    /// silence.
    pub(crate) followers: &'static [(&'static str, Marker)],
    /// Whether receipt is confirmed of every declaration, or of pre-lodged ones only.
    pub(crate) confirms_every_receipt: bool,
    pub(crate) receipt: &'static MessageBehaviour,
    pub(crate) acceptance_of_amendment: &'static MessageBehaviour,
    /// What rejects a message.
    pub(crate) rejection: fn(message: &str) -> &'static MessageBehaviour,
    /// The letter of an MRN that tells the procedure.
    pub(crate) mrn_letter: fn(&Origin) -> char,
    /// What follows acceptance, with it.
    pub(crate) accepted: fn(&Domain, &Markers, &Origin) -> Vec<Act>,
    /// What follows release, with it.
    pub(crate) released: fn(&Markers) -> Vec<Act>,
    /// An answer of a kind that is only named, with the detail it cannot do without.
    pub(crate) detailed: fn(&Domain, &'static MessageBehaviour, &Markers, &Origin) -> Answer,
    /// Whether nothing more can be said about a declaration of this standing.
    pub(crate) is_finished: fn(Status) -> bool,
    /// What follows a message that is neither declaration nor amendment nor presentation.
    pub(crate) follow: fn(&Domain, &mut Conversation, &Arc<Origin>, &Markers),
    /// The checks of content.
    pub(crate) checks: &'static [Check],
    /// Numbers that have a format.
    pub(crate) formats: &'static [Format],
    /// Groups that may be repeated, whose place a pointer must tell.
    pub(crate) repeated: &'static [&'static str],
    /// Where the errors of a rejection are that was asked for: in the goods, and in a party that
    /// every message names.
    pub(crate) examples: [Example; 2],
}

/// The place of an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// As a path of first children.
    pub(crate) path: &'static str,
    /// As a pointer, with the places of repeated groups.
    pub(crate) pointer: &'static str,
    pub(crate) reason: &'static str,
}

impl Domain {
    /// Whether a message is a declaration, or takes the place of one.
    pub(crate) fn repeats_declaration(&self, message: &str) -> bool {
        message == self.declaration || message == self.amendment
    }

    /// Whether a message is one that the authority takes up.
    pub(crate) fn takes_up(&self, message: &str) -> bool {
        let follows = |(name, _): &(&str, Marker)| *name == message;
        message == self.declaration || self.followers.iter().any(follows)
    }
}

/// One check of content.
pub(crate) type Check = fn(&Inspected<'_>, &mut Vec<Problem>);

/// A message under inspection.
pub(crate) struct Inspected<'a> {
    pub(crate) domain: &'a Domain,
    pub(crate) root: &'a Element<'a>,
    pub(crate) message: &'a str,
}

impl Inspected<'_> {
    /// Whether it is a declaration, or takes the place of one.
    pub(crate) fn repeats_declaration(&self) -> bool {
        self.domain.repeats_declaration(self.message)
    }

    /// A problem at a path below the root.
    pub(crate) fn problem(&self, path: &str, code: &'static str, reason: &'static str) -> Problem {
        Problem {
            pointer: format!("/{}/{path}", self.message),
            code,
            reason,
            value: None,
        }
    }

    /// Problems for all of these paths below a group that nothing stands at. The place of the group
    /// is told as a pointer that ends with a slash, or is empty for the root.
    pub(crate) fn require(
        &self,
        group: &Element<'_>,
        place: &str,
        paths: &[&str],
        problems: &mut Vec<Problem>,
    ) {
        let missing = paths.iter().filter(|path| group.at_path(path).is_none());
        problems.extend(missing.map(|path| self.problem(&format!("{place}{path}"), "13", "N/A")));
    }
}

/// One number: the group it stands in, its name, wherever it stands, and its format.
#[derive(Debug)]
pub(crate) struct Format {
    pub(super) parent: &'static str,
    pub(super) name: &'static str,
    pub(super) is_valid: fn(&str) -> bool,
    pub(super) reason: &'static str,
}

/// A number of a group.
pub(crate) const fn format(
    parent: &'static str,
    name: &'static str,
    is_valid: fn(&str) -> bool,
    reason: &'static str,
) -> Format {
    Format {
        parent,
        name,
        is_valid,
        reason,
    }
}
