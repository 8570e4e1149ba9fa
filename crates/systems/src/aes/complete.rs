//! What does AES take of what is said with an action?

use cas_gateway::{EncodeError, Request};
use cas_model::action_content::Evidence;
use cas_model::document::TransportContractDocument;
use cas_model::{ActionContent, FieldPath};

/// Longest reference of a transport document.
const MAX_REFERENCE: usize = 70;

/// Evidence that customs takes by its form.
pub(super) fn exit_evidence(
    content: &mut ActionContent,
    _: &Request<'_>,
) -> Result<(), EncodeError> {
    let ActionContent::ExitEvidence(exit) = content else {
        return Ok(());
    };
    for (index, piece) in exit.evidence.iter().enumerate() {
        check_evidence(piece).map_err(|problem| EncodeError::Document {
            path: FieldPath::root(),
            problem: format!("the evidence [{index}].{problem}"),
        })?;
    }
    Ok(())
}

/// What customs would not take of a piece of evidence.
fn check_evidence(piece: &Evidence) -> Result<(), String> {
    let kind = trimmed(piece.r#type.as_deref());
    if kind.len() != 2 || !kind.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("type must be two digits, not \"{kind}\""));
    }
    for (number, document) in piece.transport_documents.iter().enumerate() {
        let kind = type_of(document);
        if kind.chars().count() != 4 {
            let problem = format!("with its category must be four characters, not \"{kind}\"");
            return Err(format!("transportDocuments[{number}].type {problem}"));
        }
        let length = trimmed(document.ref_num.as_deref()).chars().count();
        if !(1..=MAX_REFERENCE).contains(&length) {
            let problem = format!("must be 1 to {MAX_REFERENCE} characters");
            return Err(format!("transportDocuments[{number}].refNum {problem}"));
        }
    }
    Ok(())
}

/// The type of the Union: the category and the type.
fn type_of(document: &TransportContractDocument) -> String {
    let category = trimmed(document.category.as_deref());
    format!("{category}{}", trimmed(document.r#type.as_deref()))
}

fn trimmed(text: Option<&str>) -> &str {
    text.unwrap_or_default().trim()
}
