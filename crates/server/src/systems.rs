//! Whose message is this? The customs systems that a command asks.

use std::sync::Arc;

use cas_gateway::{CustomsSystem, DecodeError, MessageKind, ReadDeclaration};
use cas_model::ids::SystemCode;

/// Why a message is not read that none of the systems knows.
pub const UNKNOWN: &str = "no message of a customs system that is known";

/// The customs systems that are asked, and the others that exist.
#[derive(Clone)]
pub struct Systems {
    asked: Vec<Arc<dyn CustomsSystem>>,
    others: Vec<Arc<dyn CustomsSystem>>,
}

/// What a file is, and whose it may be.
pub struct Recognised {
    /// Whether it declares, answers or is something else.
    pub kind: MessageKind,
    /// The systems whose message of that kind they take it for.
    pub systems: Vec<Arc<dyn CustomsSystem>>,
}

/// A system, and what it read.
pub type Best = (Arc<dyn CustomsSystem>, ReadDeclaration);

/// Every system, or the one that is named.
pub fn choose_systems(named: Option<&str>) -> anyhow::Result<Systems> {
    let all = cas_systems::all();
    let Some(named) = named else {
        let others = Vec::new();
        return Ok(Systems { asked: all, others });
    };
    let codes: Vec<String> = all.iter().map(|system| system.code().to_string()).collect();
    let is_named = |system: &Arc<dyn CustomsSystem>| system.code().as_str() == named;
    let (asked, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_named);
    anyhow::ensure!(
        !asked.is_empty(),
        "there is no customs system {named}; there are {}",
        codes.join(", ")
    );
    Ok(Systems { asked, others })
}

impl Systems {
    /// Reads a trader's message with the system that it is for.
    ///
    /// # Errors
    /// When it is none of theirs, or is not well-formed.
    pub fn read(&self, bytes: &[u8]) -> anyhow::Result<(SystemCode, ReadDeclaration)> {
        let (system, read) = match &self.asked[..] {
            asked @ [_] => best(asked, bytes)?,
            _ => match self.recognise(bytes) {
                Some(known) => best(&known.systems, bytes)?,
                None => match self.malformed(bytes) {
                    Some(error) => anyhow::bail!(error),
                    None => anyhow::bail!(UNKNOWN),
                },
            },
        };
        Ok((system.code(), read))
    }

    /// What the systems that are asked take a file for; `None` where none of them knows it.
    pub fn recognise(&self, bytes: &[u8]) -> Option<Recognised> {
        let asked = self.asked.iter();
        let known: Vec<_> = asked
            .filter_map(|system| Some((system, system.recognise(bytes)?)))
            .collect();
        let kinds = known.iter().map(|(_, kind)| *kind);
        let kind = kinds.min_by_key(|kind| match kind {
            MessageKind::Declaration => 0,
            MessageKind::Answer => 1,
            MessageKind::Other => 2,
        })?;
        let systems = known
            .iter()
            .filter(|(_, its)| *its == kind)
            .map(|(one, _)| Arc::clone(one))
            .collect();
        Some(Recognised { kind, systems })
    }

    /// Whether a system knows a file that is not asked.
    pub fn is_others(&self, bytes: &[u8]) -> bool {
        let mut others = self.others.iter();
        others.any(|system| system.recognise(bytes).is_some())
    }

    /// Why nobody knows a file: the error of whoever could not even take it apart.
    pub fn malformed(&self, bytes: &[u8]) -> Option<String> {
        let errors = self
            .asked
            .iter()
            .map(|system| system.read_declaration(bytes));
        let mut malformed = errors.filter_map(|read| match read {
            Err(error @ DecodeError::Malformed(_)) => Some(error.to_string()),
            Err(_) | Ok(_) => None,
        });
        malformed.next()
    }
}

/// The reading that leaves least unread: profiles of one data model know one another's roots.
///
/// # Errors
/// When none of the systems can read it.
pub fn best(systems: &[Arc<dyn CustomsSystem>], bytes: &[u8]) -> Result<Best, DecodeError> {
    let mut best: Result<Best, DecodeError> = Err(DecodeError::UnknownMessage(
        "of no customs system here".to_owned(),
    ));
    for system in systems {
        let read = system.read_declaration(bytes);
        match (&best, read) {
            (Ok((_, best)), Ok(read)) if best.unread.len() <= read.unread.len() => {}
            (_, Ok(read)) => best = Ok((Arc::clone(system), read)),
            (Ok(_), Err(_)) => {}
            (Err(_), Err(error)) => best = Err(error),
        }
    }
    best
}
