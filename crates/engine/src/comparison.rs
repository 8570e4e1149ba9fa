//! Does customs have what we have? Asked of a declaration about which customs repeated what it has.
//!
//! The newest received message that repeats the declaration is compared by its system, which
//! writes our document as the connection's settings say. Nothing is stored.

use std::cmp::Reverse;

use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::MessageId;
use cas_model::message::{MessageDirection, MessageState};
use cas_process::{Refusal, codes};
use cas_store::{DeclarationRecord, MessageRecord};

use crate::Engine;

pub use cas_gateway::{CustomsDifference, as_utf8};

/// What customs says it has, against what we have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomsComparison {
    /// The message in which customs repeats the declaration.
    pub message_id: MessageId,
    /// The values that differ.
    pub differences: Vec<CustomsDifference>,
}

impl Engine {
    /// Compares a document of a declaration with what customs says it has.
    ///
    /// # Errors
    /// When customs never repeated the declaration, or the document cannot be written as it would
    /// be sent.
    pub async fn compare_with_customs(
        &self,
        declaration: &DeclarationRecord,
        document: &SingleAdministrativeDocument,
    ) -> Result<CustomsComparison, Refusal> {
        let unavailable = |error: anyhow::Error| crate::unavailable(&error);
        let (tenant, code) = (declaration.tenant_id, &declaration.system);
        let system = self.registry().get(code);
        let system = system.ok_or_else(|| Refusal::not_found("customs system"))?;
        let connection = self.connection(tenant, code).await.map_err(unavailable)?;
        let settings = connection.map(|connection| connection.settings.clone());
        let settings = settings.unwrap_or_default();
        let messages = self.store().messages_of(tenant, declaration.id).await;
        let mut messages = messages.map_err(unavailable)?;
        messages.retain(is_understood);
        messages.sort_by_key(|message| Reverse(message.id));
        for message in messages {
            let text = as_utf8(&message.body, &message.content_type);
            let found = text
                .and_then(|text| system.differences(document, &declaration.lrn, &settings, &text));
            if let Some(differences) = found.map_err(|error| not_comparable(&error))? {
                return Ok(CustomsComparison {
                    message_id: message.id,
                    differences,
                });
            }
        }
        Err(not_repeated())
    }
}

fn is_understood(message: &MessageRecord) -> bool {
    message.direction == MessageDirection::Inbound && message.state == MessageState::Interpreted
}

fn not_repeated() -> Refusal {
    Refusal::new(
        codes::NOT_REPEATED_BY_CUSTOMS,
        "no message of customs says what customs has of this declaration; compare with lodged"
            .to_owned(),
    )
}

fn not_comparable(error: &impl std::fmt::Display) -> Refusal {
    Refusal::new(codes::NOT_COMPARABLE, error.to_string())
}
