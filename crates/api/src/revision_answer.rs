//! How does a revision of a declaration look to its readers?

use cas_model::edit::Edit;
use cas_store::{Carrier, DeclarationRecord, RevisionHead};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A revision without its document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RevisionHead)]
pub struct RevisionHeadAnswer {
    /// Its number, from 1.
    number: u32,
    /// `lodged` is what customs has, `sent` an amendment that customs has not decided on,
    /// `working` what is worked on, `earlier` any other.
    state: &'static str,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// The day as of which its values were deduced.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    deduced_on: Option<String>,
    /// When it was sent; from then on it is never changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    sealed_at: Option<String>,
    /// What people changed by hand since it was formed.
    edits: Vec<ManualEdit>,
    /// The messages that carried it to customs, from the first.
    messages: Vec<CarryingMessage>,
}

/// What a person changed in one place.
#[derive(Serialize, ToSchema)]
pub struct ManualEdit {
    /// Where; elements of collections are named by their `casReference`.
    address: String,
    /// What was given or deduced there; absent for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    /// What the person put there; absent for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    /// Who, the last time.
    by: String,
    /// When, the last time.
    #[schema(format = DateTime)]
    at: String,
    /// What contradicts it since, for a person to decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<EditConflict>,
}

/// Something else is given or deduced than the person saw.
#[derive(Serialize, ToSchema)]
pub struct EditConflict {
    /// What; it stands in the document. Absent for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Value>,
}

/// A message that carried a revision.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CarryingMessage {
    /// The id of the message.
    #[schema(format = Uuid)]
    id: String,
    /// Its type, customs' name.
    message_type: Option<String>,
}

impl RevisionHeadAnswer {
    /// The answer for a revision, with the messages that carried revisions of its declaration.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(
        declaration: &DeclarationRecord,
        head: RevisionHead,
        carriers: &[Carrier],
    ) -> anyhow::Result<Self> {
        let edits = head.edits.get()?;
        let of_this = carriers
            .iter()
            .filter(|(number, ..)| *number == head.number);
        Ok(Self {
            number: head.number,
            state: state(declaration, head.number),
            created_at: head.created_at.to_string(),
            deduced_on: head.deduced_on.map(|day| day.to_string()),
            sealed_at: head.sealed_at.map(|time| time.to_string()),
            edits: edits.iter().map(ManualEdit::from).collect(),
            messages: of_this.map(CarryingMessage::from).collect(),
        })
    }
}

fn state(declaration: &DeclarationRecord, number: u32) -> &'static str {
    if declaration.sent_revision == Some(number) {
        "sent"
    } else if declaration.lodged_revision == Some(number) {
        "lodged"
    } else if declaration.revision == number {
        "working"
    } else {
        "earlier"
    }
}

impl From<&Edit> for ManualEdit {
    fn from(edit: &Edit) -> Self {
        let conflict = edit.conflict.as_ref();
        Self {
            address: edit.address.as_str().to_owned(),
            before: edit.before.clone(),
            after: edit.after.clone(),
            by: edit.by.clone(),
            at: edit.at.to_string(),
            conflict: conflict.map(|conflict| EditConflict {
                now: conflict.now.clone(),
            }),
        }
    }
}

impl From<&Carrier> for CarryingMessage {
    fn from((_, id, message_type): &Carrier) -> Self {
        Self {
            id: id.to_string(),
            message_type: message_type.clone(),
        }
    }
}
