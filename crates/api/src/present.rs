//! Who looks at a declaration, as it is told.

use cas_model::ids::DeclarationId;
use cas_store::PresenceRow;
use serde::Serialize;
use utoipa::ToSchema;

/// Who looks at a declaration now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Present {
    /// The declaration that is looked at.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// The persons, by their names; 50 at most.
    persons: Vec<PresentPerson>,
}

/// A person who looks at a declaration.
#[derive(Serialize, ToSchema)]
pub struct PresentPerson {
    /// Who looks at it.
    person: String,
    /// Where in it, as the screen names it.
    place: Option<String>,
    /// Whether the person writes there.
    typing: bool,
}

impl Present {
    /// What is told of these rows.
    pub(crate) fn new(declaration: DeclarationId, rows: &[PresenceRow]) -> Self {
        let persons = rows.iter().map(|row| PresentPerson {
            person: row.person.clone(),
            place: row.place.clone(),
            typing: row.is_typing,
        });
        Self {
            declaration_id: declaration.to_string(),
            persons: persons.collect(),
        }
    }
}
