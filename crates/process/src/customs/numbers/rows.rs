//! The numbers that name declarations: where a message tells each, and what holds it.

use cas_gateway::Inbound;
use cas_model::lifecycle::Status;
use cas_model::record::DeclarationRecord;

/// A number that names a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Number {
    Conversation,
    Identifier,
    Lrn,
    Mrn,
    Arc,
    Consignment,
}

/// What is to be known of a number.
pub(super) struct NumberRow {
    pub(super) number: Number,
    pub(super) name: &'static str,
    /// Where a message tells it.
    pub(super) told: for<'m> fn(&'m Inbound, Option<&'m str>) -> Option<&'m str>,
    /// What a declaration that begins or changes holds of it.
    pub(super) held: fn(&DeclarationRecord) -> Option<&String>,
    /// Whether it also names the part that a split movement became.
    pub(super) names_parts: bool,
    /// Whether it also names one of several consignments that a message tells of.
    pub(super) names_entries: bool,
    /// Whether a declaration that came to us holds it for itself. The trader's own number is the
    /// sender's, and was not kept before.
    pub(super) binds_receiver: bool,
}

/// Every number, in the order in which contradictions are told.
pub(super) const NUMBERS: &[NumberRow] = &[
    NumberRow {
        number: Number::Conversation,
        name: "conversation",
        told: |_, conversation| conversation,
        held: |_| None,
        names_parts: false,
        names_entries: false,
        binds_receiver: false,
    },
    NumberRow {
        number: Number::Identifier,
        name: "the answer to message",
        told: |message, _| message.correlation.correlation_identifier.as_deref(),
        held: |_| None,
        names_parts: false,
        names_entries: false,
        binds_receiver: false,
    },
    NumberRow {
        number: Number::Lrn,
        name: "LRN",
        told: |message, _| message.correlation.lrn.as_deref(),
        held: |row| Some(&row.lrn),
        names_parts: false,
        names_entries: false,
        binds_receiver: false,
    },
    NumberRow {
        number: Number::Mrn,
        name: "MRN",
        told: |message, _| {
            let named = message.correlation.mrn.as_deref();
            named.or(message.facts.mrn.as_deref())
        },
        held: |row| row.mrn.as_ref(),
        names_parts: false,
        names_entries: false,
        binds_receiver: true,
    },
    NumberRow {
        number: Number::Arc,
        name: "ARC",
        told: |message, _| {
            let named = message.correlation.arc.as_deref();
            named.or(message.facts.arc.as_deref())
        },
        held: |row| row.arc.as_ref(),
        names_parts: true,
        names_entries: false,
        binds_receiver: true,
    },
    NumberRow {
        number: Number::Consignment,
        name: "UCR",
        told: |message, _| message.correlation.consignment.as_deref(),
        held: |row| row.consignment.as_ref().filter(|_| moves(row.status)),
        names_parts: false,
        names_entries: true,
        binds_receiver: false,
    },
];

/// Whether goods may move by a declaration: the consignment of one that was given up is that of the
/// next.
const fn moves(status: Status) -> bool {
    !matches!(
        status,
        Status::CustomsError | Status::Cancelled | Status::Invalidated
    )
}

/// A number that a message tells.
pub(super) struct Told<'m> {
    pub(super) row: &'static NumberRow,
    pub(super) value: &'m str,
}

impl Told<'_> {
    /// The number by its name.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.row.name, self.value)
    }
}

/// The numbers that a message tells, in the order of [`NUMBERS`]. A part of a split movement is
/// told in answer to our message about the whole, and is not that.
pub(super) fn told<'m>(message: &'m Inbound, conversation: Option<&'m str>) -> Vec<Told<'m>> {
    let of_part = is_of_a_part(message);
    let rows = NUMBERS.iter().filter(|row| row.names_parts || !of_part);
    rows.filter_map(|row| {
        let value = (row.told)(message, conversation)?;
        Some(Told { row, value })
    })
    .collect()
}

fn is_of_a_part(message: &Inbound) -> bool {
    let opening = message.opening.as_ref();
    opening.is_some_and(|opening| opening.split_from.is_some())
}

/// The numbers that a message tells, in words.
#[must_use]
pub fn words(message: &Inbound, conversation: Option<&str>) -> String {
    let told = told(message, conversation);
    let words: Vec<String> = told.iter().map(Told::words).collect();
    match words.is_empty() {
        true => "no number".to_owned(),
        false => words.join(", "),
    }
}
