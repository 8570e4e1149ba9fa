//! What is customs told when somebody says something with an action?
//!
//! A system has a row ([`Tell`]) for each action that it has a message for: which message that is,
//! and what is added to what was said. What the system claims it can do ([`actions`]) and what it
//! refuses to write ([`told`]) follow from its rows.

use cas_gateway::{EncodeError, Request};
use cas_model::lifecycle::Action;
use cas_model::{ActionContent, FieldPath};

/// An action that a system has a message for. `M` is how the system keeps its messages.
pub(crate) struct Tell<M: 'static> {
    /// The action that is carried out with the message.
    pub action: Action,
    /// The message, by what is said.
    pub message: fn(&ActionContent) -> &'static M,
    /// Adds what the document says to what was said, or refuses what customs would not take.
    pub complete: Complete,
}

/// Completes what is said, or says what is wrong with it.
pub(crate) type Complete = fn(&mut ActionContent, &Request<'_>) -> Result<(), EncodeError>;

/// For what is sent as it was said.
#[expect(clippy::unnecessary_wraps, reason = "one of many that may refuse")]
pub(crate) const fn as_said(_: &mut ActionContent, _: &Request<'_>) -> Result<(), EncodeError> {
    Ok(())
}

/// The actions of a system: those it has in common with others, and those of its rows.
pub(crate) const fn actions<M, const N: usize>(
    common: &[Action],
    tells: &[Tell<M>],
) -> [Action; N] {
    let mut all = [Action::Submit; N];
    let mut at = 0;
    while at < N {
        all[at] = match at < common.len() {
            true => common[at],
            false => tells[at - common.len()].action,
        };
        at += 1;
    }
    all
}

/// The message for what is said, and all that it says.
///
/// # Errors
/// When the system has no message for it, or customs would not take it.
pub(crate) fn told<M>(
    tells: &[Tell<M>],
    content: &ActionContent,
    request: &Request<'_>,
) -> Result<(&'static M, ActionContent), EncodeError> {
    let row = tells.iter().find(|tell| tell.action == content.action());
    let row = row.ok_or(EncodeError::Unsupported)?;
    let mut content = content.clone();
    (row.complete)(&mut content, request)?;
    Ok(((row.message)(&content), content))
}

/// An error at what is said, with the path that whoever said it knows.
pub(crate) fn where_said(error: EncodeError) -> EncodeError {
    match error {
        EncodeError::Document { path, problem } => {
            let inside = path.as_str().strip_prefix(crate::table::SAID);
            let path = inside.map_or(path.clone(), FieldPath::from);
            EncodeError::Document { path, problem }
        }
        EncodeError::Settings(_) | EncodeError::Unsupported => error,
    }
}
