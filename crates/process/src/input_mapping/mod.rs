//! What does a client's shipment say once its input mapping was asked?
//!
//! Before a shipment is kept, and before its elements get their references, the decision tables of
//! the mapping that names the client are asked one after the other, a table for each goods item or
//! once. They see the message alone and the day, so that the same message always comes to the same.
//! Of an update they change only what it says itself: see [`Said`](cas_model::Said). What cannot be
//! evaluated or written refuses the message, whole.

mod ask;
mod draft;
mod later;

use std::sync::Arc;

use cas_decision::{Context, OutputMode};
use cas_model::input_change::InputChange;

use crate::configuration::TenantConfiguration;
use crate::message::Message;
use crate::tables::{BoundOutput, BoundTable};
use crate::{Refusal, codes};
use draft::Draft;

pub use later::{changes_after_update, note_origins};

/// A message as an input mapping made it.
#[derive(Clone, Debug)]
pub struct MappedMessage {
    /// What it says now, each element with its reference.
    pub message: Message,
    /// What was changed, in the order of the tables.
    pub changes: Vec<InputChange>,
}

/// What a mapping says that is in force.
struct Asked<'c> {
    mapping: &'c str,
    version: u32,
    tables: Vec<Arc<BoundTable>>,
}

/// Changes a shipment, or an update of one, that a client sent, as his mapping says; none where
/// nothing is changed. The message must be as it was read, without references of ours.
///
/// # Errors
/// When a table is not in force on the day, cannot be evaluated, or says what cannot be written.
pub fn map(
    message: &Message,
    client: &str,
    configuration: &TenantConfiguration,
    context: &Context<'_>,
) -> Result<Option<MappedMessage>, Refusal> {
    let Some(mut draft) = Draft::of(message)? else {
        return Ok(None);
    };
    let found = configuration.input_mapping_of(client, context.as_of);
    let Some((mapping, version)) = found else {
        return Ok(None);
    };
    let asked = Asked {
        mapping,
        version: version.number,
        tables: Vec::new(),
    };
    let bound = version.content.tables.iter().map(|name| {
        let table = configuration.bound_table(name, context.as_of)?;
        fits(&table).map(|()| table)
    });
    let tables = bound.collect::<Result<_, _>>();
    let tables = tables.map_err(|why| asked.failed(&why))?;
    let asked = Asked { tables, ..asked };
    for table in &asked.tables {
        ask::ask(&asked, table, &mut draft, context)?;
    }
    draft.finish(message)
}

impl Asked<'_> {
    fn failed(&self, why: &str) -> Refusal {
        failed(&format!(
            "input mapping {} version {}: {why}",
            self.mapping, self.version
        ))
    }
}

fn failed(why: &str) -> Refusal {
    let detail = format!("{why}; nothing was accepted");
    Refusal::new(codes::INPUT_MAPPING_FAILED, detail)
}

/// Whether a table can be asked by an input mapping.
///
/// # Errors
/// Why it cannot.
pub fn fits(table: &BoundTable) -> Result<(), String> {
    let name = table.compiled.name();
    for output in &table.outputs {
        match output {
            BoundOutput::Answer(answer) => {
                return Err(format!(
                    "table {name} answers {answer}, a question of the flow, and changes nothing"
                ));
            }
            BoundOutput::Field { mode, .. } => match mode {
                OutputMode::Override | OutputMode::WarnIfDifferent => {
                    return Err(format!(
                        "table {name} looks at what was deduced; in an input mapping its outputs \
                         have the mode replace, remove, removeElement or fillIfEmpty"
                    ));
                }
                OutputMode::FillIfEmpty
                | OutputMode::Replace
                | OutputMode::Remove
                | OutputMode::RemoveElement => {}
            },
        }
    }
    Ok(())
}
