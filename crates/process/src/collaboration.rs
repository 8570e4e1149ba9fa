//! Notes, assignments and flags: what they may say, and who is told.

use std::collections::BTreeSet;

use cas_model::Organisation;
use cas_model::collaboration::{Subject, WorkDone};
use cas_model::notification::{
    DeclarationWorkChanged, Notice, PersonMentioned, ShipmentReference, ShipmentWorkChanged,
};
use cas_model::record::{ActivityRecord, DeclarationRecord, Json, NoteRecord, ShipmentRecord};

use crate::codes;
use crate::declaration::reference_of;
use crate::refusal::Refusal;
use crate::unit_of_work::UnitOfWork;

/// The most characters of a note.
pub const LONGEST_NOTE: usize = 4_000;
/// The most persons that one note may name.
pub const MOST_MENTIONED: usize = 20;
/// The most characters of what a person is known by.
const LONGEST_PERSON: usize = 200;

/// A declaration or a shipment that people work on.
#[derive(Clone, Debug)]
pub enum WorkedOn {
    /// A declaration or excise movement.
    Declaration(Box<DeclarationRecord>),
    /// A shipment, with all its declarations.
    Shipment(Box<ShipmentRecord>),
}

impl WorkedOn {
    /// Which of the two it is, with its id.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Declaration(row) => row.id.into(),
            Self::Shipment(row) => row.id.into(),
        }
    }
}

/// The text of a note, without blanks around it.
///
/// # Errors
/// When it is empty or too long.
pub fn note_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    match (1..=LONGEST_NOTE).contains(&text.chars().count()) {
        true => Ok(text.to_owned()),
        false => {
            let detail = format!("send `text`, 1 to {LONGEST_NOTE} characters");
            Err(Refusal::new(codes::NOTE_REFUSED, detail))
        }
    }
}

/// What a person is known by, as it is kept.
///
/// # Errors
/// When it is empty, too long, or has blanks or control characters in it.
pub fn person_id(text: &str) -> Result<String, Refusal> {
    let fits = (1..=LONGEST_PERSON).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    match fits {
        true => Ok(text.to_owned()),
        false => {
            let detail = format!("a person is 1 to {LONGEST_PERSON} characters without blanks");
            Err(Refusal::new(codes::INVALID_STRUCTURE, detail))
        }
    }
}

/// The persons whom a note names: what follows an `@` that no letter or digit stands before, as far
/// as letters, digits, `.`, `_`, `-` and `@` go; a dot or hyphen at the end belongs to the sentence.
///
/// # Errors
/// When it names more than a note may.
pub fn mentioned(text: &str) -> Result<BTreeSet<String>, Refusal> {
    let mut persons = BTreeSet::new();
    let (mut before, mut rest) = (None::<char>, text);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '@' && !before.is_some_and(is_of_person) {
            let end = rest.find(|c| !is_of_person(c)).unwrap_or(rest.len());
            let name = rest[..end].trim_end_matches(['.', '-', '@']);
            if !name.is_empty() {
                persons.insert(name.to_owned());
            }
            before = rest[..end].chars().next_back();
            rest = &rest[end..];
        } else {
            before = Some(c);
        }
    }
    if persons.len() > MOST_MENTIONED {
        let detail = format!("a note may name {MOST_MENTIONED} persons at most");
        return Err(Refusal::new(codes::NOTE_REFUSED, detail));
    }
    Ok(persons)
}

fn is_of_person(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@')
}

/// Tells what somebody did; the entry that is kept of it.
///
/// # Errors
/// When what was done cannot be written.
pub fn tell_work(
    unit: &mut UnitOfWork<'_>,
    on: &WorkedOn,
    done: WorkDone,
) -> anyhow::Result<ActivityRecord> {
    let (subject, change) = (on.subject(), done.change);
    let (tenant, notice) = match on {
        WorkedOn::Declaration(row) => {
            let body = DeclarationWorkChanged {
                declaration: reference_of(row, unit.public_url),
                change,
                done: done.clone(),
                organisation: organisation_of(row),
            };
            (row.tenant_id, Notice::DeclarationWorkChanged(body))
        }
        WorkedOn::Shipment(row) => {
            let shipment = ShipmentReference {
                shipment_id: row.id,
                customs_shipment_reference: row.external_reference.clone(),
                direction: row.direction,
            };
            let done = done.clone();
            let body = ShipmentWorkChanged {
                shipment,
                change,
                done,
            };
            (row.tenant_id, Notice::ShipmentWorkChanged(body))
        }
    };
    unit.notice(tenant, notice);
    Ok(ActivityRecord {
        tenant_id: tenant,
        id: unit.ids.next(),
        subject_kind: subject.kind,
        subject_id: subject.id,
        change,
        person: done.by.clone(),
        detail: Json::encode(&done)?,
        recorded_at: unit.now,
    })
}

/// Tells that a note names these persons.
pub fn tell_mentioned(
    unit: &mut UnitOfWork<'_>,
    on: &WorkedOn,
    note: &NoteRecord,
    persons: &BTreeSet<String>,
) {
    for person in persons {
        let body = PersonMentioned {
            person: person.clone(),
            by: note.author.clone(),
            note_id: note.id,
            about: note.subject_kind,
            id: None,
            shipment_id: None,
            customs_shipment_reference: String::new(),
            organisation: Organisation::default(),
        };
        let body = match on {
            WorkedOn::Declaration(row) => PersonMentioned {
                id: Some(row.id),
                customs_shipment_reference: row.external_reference.clone(),
                organisation: organisation_of(row),
                ..body
            },
            WorkedOn::Shipment(row) => PersonMentioned {
                shipment_id: Some(row.id),
                customs_shipment_reference: row.external_reference.clone(),
                ..body
            },
        };
        unit.notice(note.tenant_id, Notice::PersonMentioned(body));
    }
}

/// Where a declaration belongs.
#[must_use]
pub fn organisation_of(row: &DeclarationRecord) -> Organisation {
    Organisation {
        company: row.company.clone(),
        plant: row.plant.clone(),
        storage_location: row.storage_location.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = mentioned(text).expect("few");
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn whom_a_note_names() {
        check("", &[]);
        check("@anna.keller please look", &["anna.keller"]);
        check("(@anna), @Jörg-1. And @anna again.", &["Jörg-1", "anna"]);
        check("write to anna@example.com", &[]);
        check("@anna@example.com, ask", &["anna@example.com"]);
        check("@ @. @@x a@b @", &["@x"]);
        check("@a…@b", &["a", "b"]);
    }

    #[test]
    fn a_note_has_bounds() {
        assert!(note_text(" \n ").is_err());
        assert_eq!(note_text(" seen ").expect("a text"), "seen");
        assert!(note_text(&"x".repeat(4_001)).is_err());
        let many: String = (0..21).map(|number| format!("@p{number} ")).collect();
        assert!(mentioned(&many).is_err());
        assert!(person_id("a b").is_err() && person_id("").is_err());
        assert!(person_id("oidc|Anna@example.com").is_ok());
    }
}
